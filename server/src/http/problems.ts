/**
 * Every refusal that this service knows: its stable code, its status, and the sentence that says what to do next.
 * The only place where a status is chosen. Bodies are problem details (RFC 9457).
 */
export const problems = {
  authentication_required: [
    401,
    'Send an access token as `Authorization: Bearer <token>`; the token endpoint is named at /.well-known/openid-configuration.',
  ],
  invalid_token: [401, 'The access token is not valid here or no longer valid. Request a new one and try again.'],
  insufficient_scope: [
    403,
    'The access token lacks a scope. Request a token with the scope that is named in `required_scope`.',
  ],
  csrf_refused: [
    403,
    'This was not sent by a page of this service. Open the console and do it there, or send an access token.',
  ],
  user_context_required: [
    403,
    'This token belongs to no user, so it has no invitations and no memberships. Use a token of a person or of a service account.',
  ],
  platform_client_required: [403, 'Only a platform client may do this. Use a token with the scope `platform`.'],
  managed_by_organization: [
    403,
    'A service account is looked after by the organization that made it. Use the token of a person, or change the service account there.',
  ],
  own_application_required: [
    403,
    'Applications of others may not do this in your name, whatever you allowed them. Do it in an application of this platform.',
  ],
  operator_required: [403, 'Only operators of this service may do this. Ask one of them.'],
  permission_denied: [
    403,
    'Your roles in this organization do not allow this. Ask an owner or admin for the permission named in `required_permission`.',
  ],
  user_disabled: [403, 'This user was deactivated. Ask the operator of this service.'],
  role_not_grantable: [
    403,
    'This role gives permissions that you do not hold yourself. Choose a role within your own, or ask an owner.',
  ],
  recipient_mismatch: [
    403,
    'This invitation is to another address, which `masked_email` hints at. Sign in with the account that holds it; or add the address to this account, verify it by the code that is mailed there, and open the link again.',
  ],
  organization_creation_restricted: [
    403,
    'Organizations are not created by everybody here. Ask the application that you came from, or its operator.',
  ],
  not_found: [404, 'There is nothing here for you. Check the address; if it is right, ask for access.'],
  method_not_allowed: [405, 'This method does not exist here. The `Allow` header lists those that do.'],
  not_acceptable: [
    406,
    'This is not available in the media type that `Accept` asks for. Ask for application/json, or leave the header away.',
  ],
  request_timeout: [408, 'The request took too long to arrive. Send it again, all at once.'],
  already_member: [409, 'This address belongs to a member of the organization already. No invitation is needed.'],
  already_invited: [409, 'An invitation to this address is pending already. Resend or revoke that one.'],
  already_accepted: [409, 'You accepted this invitation already. To take that back, leave the organization.'],
  already_declined: [409, 'You declined this invitation already. Ask to be invited anew.'],
  still_pending: [409, 'This invitation can still be answered, so no new one is needed. Open it.'],
  not_open: [409, 'This request needs no decision any more. Its `state` says what became of it.'],
  address_not_verified: [
    409,
    'Whoever asked for this address no longer holds it. Refuse the request; they can ask again with another one.',
  ],
  organization_blocked: [
    409,
    'You want no invitations of this organization. Take that back at `/users/me/blocks` first, then ask again.',
  ],
  too_many_requests_open: [
    409,
    'Enough was asked about this invitation already. Wait until the organization has decided that.',
  ],
  not_pending: [
    409,
    'This invitation is pending no longer and cannot be changed. Its `state` says why; if it is still needed, invite anew.',
  ],
  seat_limit_reached: [409, 'All seats of the organization are taken. Free one or have more, then try again.'],
  domain_not_allowed: [
    409,
    'The organization does not invite addresses of this domain. Use an address of a domain that it allows, or ask an admin to change that.',
  ],
  inviter_lost_permission: [
    409,
    'Whoever invited you may no longer give this role. The invitation stays pending: ask an admin of the organization to invite you.',
  ],
  last_owner: [409, 'An organization keeps at least one owner. Make somebody else an owner first.'],
  already_owner: [409, 'This member is an owner already. Nothing has to be offered.'],
  already_offered: [
    409,
    'Ownership is offered to this member already. Wait for the answer, or withdraw that offer first.',
  ],
  offer_void: [409, 'Whoever offered this is no owner any more. Ask an owner of the organization for a new offer.'],
  mail_off: [409, 'This service sends no mail, so no code can reach you. Ask its operator.'],
  already_verified: [409, 'This address is verified already. No code is needed.'],
  too_many_addresses: [409, 'You have as many addresses as one user may. Remove one first.'],
  vouched_by_issuer: [
    409,
    'This address comes from the login that `vouched_by` names. Change it there; it follows at your next sign-in.',
  ],
  last_address: [
    409,
    'This is the only address that you can sign in with. Add another one and verify it first, then remove this one.',
  ],
  last_operator: [409, 'Somebody has to run the platform. Add another operator first.'],
  public_client: [
    409,
    'This client is public: it has no secret to replace. Register a confidential one if it can keep one.',
  ],
  idempotency_key_in_use: [
    409,
    'A request with this `Idempotency-Key` is still under way. Ask again in a moment with the same key.',
  ],
  idempotency_answer_lost: [
    409,
    'This was done before, but what was answered can no longer be read, because the keys of this service were changed. Look at what is there, and use a new `Idempotency-Key` for what is new.',
  ],
  slug_taken: [409, 'Another organization has this slug. Choose a different one.'],
  name_taken: [409, 'Another one of this organization has this name, in any letter case. Choose a different one.'],
  system_managed: [
    409,
    'Owner, Admin and Member are the same in every organization and cannot be changed or deleted. Make a role of your own.',
  ],
  too_many_roles: [409, 'The organization has as many roles of its own as it may. Delete one that nobody needs first.'],
  too_many_endpoints: [
    409,
    'There are as many webhook endpoints as there may be: twenty of an organization, and one of the platform. Change or delete one first.',
  ],
  endpoint_disabled: [
    409,
    'This webhook endpoint is disabled, so nothing is sent there. Enable it first with `state`: `enabled`.',
  ],
  already_assigned: [409, 'This was given already. Treat it as done.'],
  last_role: [
    409,
    'A member always has a role, and Member is the only one here. Give another role first, or remove the member.',
  ],
  expired: [410, 'This invitation has expired. Ask whoever invited you for a new one.'],
  revoked: [410, 'This invitation was withdrawn. Ask whoever invited you if you expected otherwise.'],
  already_answered: [410, 'This invitation has been answered. Ask for a new one if you need it.'],
  superseded: [410, 'A newer link was sent for this invitation. Use the one in the latest mail.'],
  code_ended: [
    410,
    'This code was used, has expired, was tried too often, or was asked for elsewhere. Ask for a new one.',
  ],
  organization_gone: [410, 'The organization of this invitation is no longer active.'],
  precondition_failed: [
    412,
    'This was changed since you read it. Read it again, and make your change to what it is now.',
  ],
  body_too_large: [413, 'The request body is too large. Send less at once.'],
  url_too_long: [414, 'The URL is too long. Shorten its parameters.'],
  unsupported_media_type: [415, 'Send the body as application/json in UTF-8, without content encoding.'],
  validation_failed: [
    422,
    'The request is not valid. Each entry of `errors` names a place and what is expected there.',
  ],
  batch_refused: [
    422,
    'Nothing was created, because not all rows can be. Mend the rows that `errors` names, or send them with `mode` `partial`.',
  ],
  idempotency_key_reused: [
    422,
    'This `Idempotency-Key` was used for another request. Use a new key for each thing that you want done.',
  ],
  wrong_code: [422, 'This is not the code in the newest mail. Check it and try again.'],
  resend_too_soon: [
    429,
    'This invitation was sent a moment ago. Wait as long as `Retry-After` says; a mail can take a while to arrive.',
  ],
  rate_limited: [429, 'This was asked for too often. Wait as long as `Retry-After` says.'],
  mail_quota_reached: [
    429,
    'No more invitations can be mailed today. `limit` says whose limit is reached; try again as `Retry-After` says.',
  ],
  sending_frozen: [
    429,
    'Hardly anybody accepts the invitations of this organization, so no more are mailed. Write to the operator of this service.',
  ],
  malformed_json: [400, 'The body is not valid JSON in UTF-8. Check it and send it again.'],
  malformed_request: [400, 'This is not a well-formed HTTP request.'],
  headers_too_large: [431, 'The request headers are too large or too many. Send fewer.'],
  internal_error: [500, 'Something broke on our side. Try again; if it stays, report the request id.'],
  unavailable: [503, 'The service cannot reach something that it needs. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, detail: string]>

export type Code = keyof typeof problems

/** One thing that is wrong with a request: where (a JSON pointer into that part) and what is expected there. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header'
  pointer: string
  detail: string
}

interface Particulars {
  /** Overrides the general sentence where there is a better one. */
  detail?: string
  errors?: readonly FieldError[]
  /** Further members of the problem body. */
  state?: string
  required_scope?: string
  required_permission?: string
  masked_email?: string
  tries_left?: number
  limit?: 'inviter' | 'organization' | 'domain' | 'recipient'
  /** Whom to ask about an invitation; told to who holds its address or its link, and to nobody else. */
  organization_name?: string | null
  inviting_user_name?: string | null
  renewal_requested?: boolean
  organizations?: readonly { readonly id: string; readonly name: string }[]
  headers?: Readonly<Record<string, string>>
}

/** An expected outcome other than success. Verbs return it; nothing throws it. */
export class Refusal {
  readonly code: Code
  readonly particulars: Particulars

  constructor(code: Code, particulars: Particulars = {}) {
    this.code = code
    this.particulars = particulars
  }
}

export function refuse(code: Code, particulars?: Particulars): Refusal {
  return new Refusal(code, particulars)
}

/** A request whose fields do not fit: 422 with one entry per field. */
export function invalid(...errors: FieldError[]): Refusal {
  return new Refusal('validation_failed', { errors })
}

export function statusOf(code: Code): number {
  return problems[code][0]
}

/** The body of an `application/problem+json` answer (RFC 9457, section 3). */
export function problemBody(refusal: Refusal, requestId: string, publicUrl: string): Record<string, unknown> {
  const { headers: _, detail, ...members } = refusal.particulars
  return {
    type: `${publicUrl}/docs/problems#${refusal.code}`,
    title: titleOf(refusal.code),
    status: statusOf(refusal.code),
    detail: detail ?? problems[refusal.code][1],
    code: refusal.code,
    ...members,
    request_id: requestId,
  }
}

/** `seat_limit_reached` as words: "Seat limit reached". */
export function titleOf(code: Code): string {
  const words = (code.charAt(0).toUpperCase() + code.slice(1)).replaceAll('_', ' ')
  return words.replace(/\bjson\b/, 'JSON').replace(/\bUrl\b/, 'URL')
}
