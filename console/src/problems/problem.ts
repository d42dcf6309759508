import { UsherError } from '@usher/client'
import type { UsherErrorCode } from '@usher/client'
import type { Key, Translate } from '../messages/catalogue.ts'

/** The refusals that have words of their own here. Those that need an argument are told in `wordsFor`. */
const known = {
  unreachable: 'problem.unreachable',
  timed_out: 'problem.timed_out',
  unreadable: 'problem.unreadable',
  unavailable: 'problem.unavailable',
  authentication_required: 'problem.signed_out',
  invalid_token: 'problem.signed_out',
  csrf_refused: 'problem.csrf_refused',
  permission_denied: 'problem.permission_denied',
  user_disabled: 'problem.user_disabled',
  not_found: 'problem.not_found',
  validation_failed: 'problem.validation_failed',
  already_accepted: 'problem.already_accepted',
  already_declined: 'problem.already_declined',
  already_answered: 'problem.already_answered',
  expired: 'problem.expired',
  revoked: 'problem.revoked',
  superseded: 'problem.superseded',
  organization_gone: 'problem.organization_gone',
  seat_limit_reached: 'problem.seat_limit_reached',
  batch_refused: 'problem.batch_refused',
  domain_not_allowed: 'problem.domain_not_allowed',
  inviter_lost_permission: 'problem.inviter_lost_permission',
  role_not_grantable: 'problem.role_not_grantable',
  organization_creation_restricted: 'problem.organization_creation_restricted',
  not_pending: 'problem.not_pending',
  name_taken: 'problem.name_taken',
  system_managed: 'problem.system_managed',
  too_many_roles: 'problem.too_many_roles',
  too_many_endpoints: 'problem.too_many_endpoints',
  endpoint_disabled: 'problem.endpoint_disabled',
  already_assigned: 'problem.already_assigned',
  last_role: 'problem.last_role',
  still_pending: 'problem.still_pending',
  not_open: 'problem.not_open',
  address_not_verified: 'problem.address_not_verified',
  organization_blocked: 'problem.organization_blocked',
  too_many_requests_open: 'problem.too_many_requests_open',
  last_owner: 'problem.last_owner',
  already_owner: 'problem.already_owner',
  already_offered: 'problem.already_offered',
  offer_void: 'problem.offer_void',
  last_operator: 'problem.last_operator',
  last_address: 'problem.last_address',
  vouched_by_issuer: 'problem.vouched_by_issuer',
  too_many_addresses: 'problem.too_many_addresses',
  already_verified: 'problem.already_verified',
  wrong_code: 'problem.wrong_code',
  code_ended: 'problem.code_ended',
  mail_off: 'problem.mail_off',
  precondition_failed: 'problem.precondition_failed',
  idempotency_key_in_use: 'problem.idempotency_key_in_use',
  idempotency_key_reused: 'problem.idempotency_key_reused',
  idempotency_answer_lost: 'problem.idempotency_answer_lost',
  mail_quota_reached: 'problem.mail_quota_reached',
  sending_frozen: 'problem.sending_frozen',
} as const satisfies Partial<Record<UsherErrorCode, Key>>

/** Nobody counts longer than that. */
const longest_told_seconds = 600

/** A sentence for whatever went wrong, in the reader's language, that says what to do next (case 146). */
export function wordsFor(error: unknown, t: Translate): string {
  if (!(error instanceof UsherError)) return t('problem.other', { detail: '' })
  const { code } = error
  if (code === 'rate_limited') {
    const seconds = error.retry_after ?? 0
    return seconds > longest_told_seconds ? t('problem.rate_limited_long') : t('problem.rate_limited', { seconds })
  }
  if (code === 'resend_too_soon') return t('problem.resend_too_soon', { seconds: error.retry_after ?? 0 })
  if (code === 'internal_error') return t('problem.internal_error', { request_id: error.request_id ?? '' })
  if (Object.hasOwn(known, code)) return t(known[code as keyof typeof known])
  return t('problem.other', { detail: error.message })
}

/** What is wrong with one field of a form, by its JSON pointer in the body, in the service's own words. */
export function fieldProblem(error: Error | null, pointer: string): string | undefined {
  if (!(error instanceof UsherError)) return undefined
  return error.errors.find((entry) => entry.in === 'body' && entry.pointer === pointer)?.detail
}
