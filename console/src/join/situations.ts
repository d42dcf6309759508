import { UsherError } from '@usher/client'
import type { UsherErrorCode } from '@usher/client'
import type { Opened } from './opened.ts'
import type { TellableKey } from './tell.ts'

/** What can be done about it. The first one is what most people want. */
export type Action =
  /** Read the true state once more. */
  | 'look'
  /** The same, after an answer of which nobody knows whether it arrived. */
  | 'look_again'
  /** The same, where the invitation is known to be still there. */
  | 'back'
  | 'sign_in'
  | 'switch'
  /** Ask the organization, where that is possible from here. */
  | 'renewal'
  | 'readdress'
  | 'addresses'
  | 'inbox'
  | 'reload'

export interface Words {
  readonly icon: 'clock' | 'cloud' | 'cross' | 'link' | 'mail' | 'people' | 'person' | 'question'
  readonly title: TellableKey
  readonly text: TellableKey
  readonly actions: readonly Action[]
}

/** Every page besides the invitation itself and the answer to it: its words, and the next step. */
export const situations = {
  incomplete_link: {
    icon: 'link',
    title: 'join.incomplete_link',
    text: 'join.incomplete_link_text',
    actions: ['inbox'],
  },
  unknown_link: { icon: 'link', title: 'join.unknown_link', text: 'join.unknown_link_text', actions: ['inbox'] },
  closed_way_back: {
    icon: 'link',
    title: 'join.closed_way_back',
    text: 'join.closed_way_back_text',
    actions: ['inbox'],
  },
  superseded: { icon: 'link', title: 'join.superseded', text: 'join.superseded_text', actions: ['inbox'] },

  expired: { icon: 'clock', title: 'join.expired', text: 'join.expired_text', actions: ['renewal', 'inbox'] },
  renewal_requested: {
    icon: 'clock',
    title: 'join.renewal_requested',
    text: 'join.renewal_requested_text',
    actions: ['inbox'],
  },
  revoked: { icon: 'cross', title: 'join.revoked', text: 'join.revoked_text', actions: ['inbox'] },
  answered: { icon: 'question', title: 'join.answered', text: 'join.answered_text', actions: ['inbox'] },
  organization_gone: {
    icon: 'cross',
    title: 'join.organization_gone',
    text: 'join.organization_gone_text',
    actions: ['inbox'],
  },

  sign_in: { icon: 'person', title: 'join.sign_in', text: 'join.sign_in_text', actions: ['sign_in'] },
  signed_out: { icon: 'person', title: 'join.signed_out', text: 'join.signed_out_text', actions: ['sign_in'] },
  not_yours: { icon: 'person', title: 'join.not_yours', text: 'join.not_yours_text', actions: ['switch', 'inbox'] },
  wrong_account: {
    icon: 'person',
    title: 'join.wrong_account',
    text: 'join.wrong_account_text',
    actions: ['switch', 'readdress', 'addresses'],
  },
  readdress_requested: {
    icon: 'clock',
    title: 'join.readdress_requested',
    text: 'join.readdress_requested_text',
    actions: ['inbox', 'switch'],
  },
  unverified: { icon: 'mail', title: 'join.unverified', text: 'join.unverified_text', actions: ['switch'] },
  user_disabled: { icon: 'person', title: 'join.user_disabled', text: 'join.user_disabled_text', actions: ['switch'] },

  no_seat: { icon: 'people', title: 'join.no_seat', text: 'join.no_seat_text', actions: ['back', 'inbox'] },
  domain_not_allowed: {
    icon: 'people',
    title: 'join.domain_not_allowed',
    text: 'join.domain_not_allowed_text',
    actions: ['back', 'inbox'],
  },
  inviter_lost_permission: {
    icon: 'people',
    title: 'join.inviter_lost_permission',
    text: 'join.inviter_lost_permission_text',
    actions: ['back', 'inbox'],
  },

  unknown_outcome: {
    icon: 'question',
    title: 'join.unknown_outcome',
    text: 'join.unknown_outcome_text',
    actions: ['look_again'],
  },
  too_many_tries: { icon: 'clock', title: 'join.too_many_tries', text: 'join.too_many_tries_text', actions: ['look'] },
  offline: { icon: 'cloud', title: 'join.offline', text: 'join.offline_text', actions: ['look'] },
  unreachable: { icon: 'cloud', title: 'join.unreachable', text: 'join.unreachable_text', actions: ['look'] },
  unavailable: { icon: 'cloud', title: 'join.unavailable', text: 'join.unavailable_text', actions: ['look'] },
  outdated_page: { icon: 'clock', title: 'join.outdated_page', text: 'join.outdated_page_text', actions: ['reload'] },
  broken: { icon: 'cross', title: 'join.broken', text: 'join.broken_text', actions: ['look', 'inbox'] },
  other: { icon: 'cross', title: 'join.other', text: 'join.other_text', actions: ['look', 'inbox'] },
} as const satisfies Record<string, Words>

export type Situation = keyof typeof situations

/** What a refusal means here. `not_found` depends on what was asked for, so it is not among them. */
const byCode = {
  authentication_required: 'signed_out',
  invalid_token: 'signed_out',
  user_disabled: 'user_disabled',
  csrf_refused: 'outdated_page',
  recipient_mismatch: 'wrong_account',
  expired: 'expired',
  revoked: 'revoked',
  superseded: 'superseded',
  organization_gone: 'organization_gone',
  already_answered: 'answered',
  already_accepted: 'answered',
  already_declined: 'answered',
  seat_limit_reached: 'no_seat',
  domain_not_allowed: 'domain_not_allowed',
  inviter_lost_permission: 'inviter_lost_permission',
  rate_limited: 'too_many_tries',
  unavailable: 'unavailable',
  internal_error: 'broken',
  unreachable: 'unreachable',
  timed_out: 'unreachable',
  unreadable: 'unreachable',
} as const satisfies Partial<Record<UsherErrorCode, Situation>>

const notFound = {
  token: 'unknown_link',
  sign_in: 'closed_way_back',
  id: 'not_yours',
  nothing: 'incomplete_link',
} as const satisfies Record<Opened['by'], Situation>

/** What it means that a look at the invitation failed. */
export function situationOf(error: unknown, { by, online }: { by: Opened['by']; online: boolean }): Situation {
  if (!(error instanceof UsherError)) return 'broken'
  const { code } = error
  if (code === 'not_found') return notFound[by]
  if (code === 'unreachable' && !online) return 'offline'
  return Object.hasOwn(byCode, code) ? byCode[code as keyof typeof byCode] : 'other'
}

/** Where the service says that it did nothing, and the same may go well in a moment: the invitation stays on the page. */
const stays = new Set<UsherErrorCode>(['rate_limited', 'unavailable', 'validation_failed'])

/** No answer came, or none of the service's own: it may have done what was asked, or not. */
const unknown = new Set<UsherErrorCode>(['unreachable', 'timed_out', 'unreadable', 'internal_error'])

/** What it means that accepting, declining or leaving to sign in failed. */
export function afterAnswer(error: unknown, by: Opened['by']): Situation | 'stay' {
  if (!(error instanceof UsherError) || unknown.has(error.code)) return 'unknown_outcome'
  return stays.has(error.code) ? 'stay' : situationOf(error, { by, online: true })
}

/** What was true when somebody asked for another invitation is no longer: only a look tells what can be done now. */
const changed = new Set<UsherErrorCode>([
  'still_pending',
  'already_answered',
  'revoked',
  'superseded',
  'organization_gone',
  'not_found',
  'authentication_required',
  'invalid_token',
])

/** Whether the page shows something else, now that asking failed so. Otherwise it stays, and asking again does no harm. */
export function outdatedBy(error: unknown): boolean {
  return error instanceof UsherError && changed.has(error.code)
}
