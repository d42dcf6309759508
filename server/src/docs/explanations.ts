import type { Code } from '../http/problems.ts'

/** For developers: when a code is answered, and what their program does about it. */
export const explanations: Readonly<Record<Code, readonly [when: string, next: string]>> = {
  authentication_required: [
    'The request had no `Authorization` header, or one of another scheme than `Bearer`.',
    'Get a token and send the request again. Tokens in the query or in a form are not read.',
  ],
  invalid_token: [
    'The token is expired, revoked, damaged, made for another audience, or signed by an issuer that is not trusted here.',
    'Get a new token once and repeat the request. If that is refused too, compare its `iss` and `aud` with what this service expects.',
  ],
  insufficient_scope: [
    'The token is valid, but was issued without the scope that the operation needs.',
    'Ask for a token with the scope in `required_scope`. The client has to be registered for it.',
  ],
  csrf_refused: [
    'A write came with the cookie of the console and without an access token, and `Origin` is not this service or the header `X-Usher-CSRF: 1` is missing.',
    'The cookie is for the console alone. Programs and pages of other origins use access tokens.',
  ],
  user_context_required: [
    'The token stands for an application and not for a user who could be invited or be a member.',
    'Use the token of a person or of a service account. Applications ask at `/memberships`.',
  ],
  platform_client_required: [
    'The operation is for the application itself, and the token belongs to somebody else.',
    'Use the client credentials of the platform client. A token of a person never suffices.',
  ],
  managed_by_organization: [
    'The caller is a service account, and the operation changes what people decide about themselves.',
    'Use the operations on `/organizations/{organization_id}/service-accounts`.',
  ],
  own_application_required: [
    'The token was issued to an application that asks for consent, and the operation could give it lasting power over the person or the platform.',
    'Send the person to an application that is registered here as the platform’s own.',
  ],
  operator_required: [
    'The operation is for those who run the platform, and the caller is none of them, or no longer.',
    'Ask an operator. The first one is added with `usher-server operator add`.',
  ],
  permission_denied: [
    'The caller is a member, but none of their roles has the permission.',
    'Show who may help. `required_permission`, where present, names what is missing; repeating the request does not help.',
  ],
  user_disabled: [
    'An operator deactivated the user, who proved their address rightly.',
    'Say so. Only an operator can activate the user again.',
  ],
  role_not_grantable: [
    'The role would give permissions that the caller does not have.',
    'Offer only roles whose permissions the caller has, as the list of roles shows them.',
  ],
  recipient_mismatch: [
    'A link of a mail was claimed by somebody whose account does not hold the address that was invited, or has it unverified while another account holds it.',
    'Say which account they are in and show `masked_email`. Offer to switch the account and keep the link, or to verify the address by a code.',
  ],
  organization_creation_restricted: [
    'The operator allows only the platform client to create organizations.',
    'Create it from the application with a token of the scope `platform`.',
  ],
  not_found: [
    'It does not exist, or the caller may not know that it does. Both are answered alike on purpose.',
    'Check the ID and whose token it is. An organization is visible to its members only, an invitation to whoever was invited.',
  ],
  method_not_allowed: [
    'The path exists, but not with this method.',
    'Use one of the methods in `Allow`. This is a mistake in the program.',
  ],
  not_acceptable: [
    'The `Accept` header excludes `application/json`.',
    'Send `Accept: application/json`, `*/*` or no such header.',
  ],
  request_timeout: [
    'The head of the request had not arrived after 10 seconds, or the whole of it after 30.',
    'Send it again over a new connection. This one is closed, and no operation has seen the request.',
  ],
  already_member: [
    'The invited address belongs to a member already.',
    'Treat it as done: what the invitation was for has been reached.',
  ],
  already_invited: [
    'An invitation to the same address, in any spelling of it, is pending in this organization.',
    'Find it with `GET /organizations/{organization_id}/invitations?only_pending=true&email=…`.',
  ],
  already_accepted: [
    'The caller accepted this invitation before and now tries to decline it.',
    'Show that they are a member. To leave, they remove their own membership.',
  ],
  already_declined: [
    'The caller declined this invitation before and now tries to accept it.',
    'Have somebody in the organization invite them again; that makes a new invitation.',
  ],
  still_pending: [
    'A new invitation was asked for in place of one that has not expired.',
    'Show the invitation, which can be accepted or declined.',
  ],
  not_open: [
    'The request was approved or refused by somebody else, or its invitation was answered or revoked (`lapsed`).',
    'Fetch it again and show its state.',
  ],
  address_not_verified: [
    'Since they asked, the invitee removed the address, or somebody else proved that it is theirs.',
    'Nothing was changed. Refuse the request, or invite the person anew.',
  ],
  organization_blocked: [
    'The caller blocked the organization and now asks it for an invitation, which would reach them nowhere.',
    'Offer to take the block back with `DELETE /users/me/blocks/{organization_id}`.',
  ],
  too_many_requests_open: [
    'Five requests about the same invitation wait for a decision.',
    'Say that the organization knows. Repeating an own request is no further one.',
  ],
  not_pending: [
    'The invitation was accepted, declined or revoked before the change arrived.',
    'Fetch it again and show its state. To take an acceptance back, remove the member; after any other end, invite anew.',
  ],
  seat_limit_reached: [
    'The organization has as many members as its seats allow.',
    'Nothing was changed. Repeat the request after a seat was added or a member has gone.',
  ],
  domain_not_allowed: [
    'The organization allows or blocks the domains of the addresses that it invites. Its rules may be newer than the invitation.',
    'Nothing was changed. Invite another address, or let somebody who may change the organization allow the domain.',
  ],
  inviter_lost_permission: [
    'Since inviting, the inviter left or lost the permissions that the role gives, and the organization checks that on acceptance.',
    'Nothing was changed. An admin of the organization revokes this invitation and sends one of their own.',
  ],
  already_owner: ['Ownership was offered to somebody who is an owner.', 'Treat it as done, and read the owners again.'],
  already_offered: [
    'An offer to this member is open. There is one at a time, so that they are not asked twice.',
    'Wait for the answer. To offer it on other terms, withdraw the open one first.',
  ],
  offer_void: [
    'Whoever offered ownership has stopped being an owner since. The offer stays open until it expires.',
    'Ask an owner to offer it anew. Declining it is still possible.',
  ],
  last_owner: [
    'The change would leave the organization without an owner.',
    'Give the role Owner to another member first, then repeat the request.',
  ],
  mail_off: [
    'The service runs with `USHER_MAIL=off`, and what was asked for needs a code by mail.',
    'Repeating it does not help. Addresses can be vouched for by a trusted issuer instead.',
  ],
  already_verified: ['A code was asked for, and the caller proved the address before.', 'Treat it as done.'],
  too_many_addresses: [
    'The caller has twenty addresses, verified or not.',
    'Remove one that is no longer used, then add the new one.',
  ],
  vouched_by_issuer: [
    'An issuer names the address as the caller’s, and would name it again at the next sign-in.',
    'Have it changed at that issuer. Invitations follow as soon as its tokens say so.',
  ],
  last_address: [
    'Without it nobody could sign in as this user any more.',
    'Add and verify another address, then remove this one.',
  ],
  last_operator: [
    'It would have left the platform without an active operator.',
    'Add somebody else first. On the command line even the last one can be removed.',
  ],
  public_client: [
    'A new secret was asked for a client that is registered as public.',
    'Leave it: such a client proves itself by PKCE alone. Where it can keep a secret, register another one.',
  ],
  idempotency_key_in_use: [
    'A request with the same `Idempotency-Key` by the same caller has not ended yet.',
    'Repeat it unchanged after `Retry-After`; it then gets the answer of the first.',
  ],
  idempotency_answer_lost: [
    'The request was done within the last 24 hours, and since then `USHER_COOKIE_KEYS` was changed without keeping the key before.',
    'Fetch what it made. A secret that was told in the lost answer can be replaced by a new one.',
  ],
  slug_taken: [
    'The slug is in use, perhaps by an organization that the caller cannot see.',
    'Ask for another one, or leave `slug` away to have one made from the name.',
  ],
  name_taken: [
    'A role or a team of this organization has the name already. Letter case makes no difference.',
    'Use the one that exists, which the list finds by `name`, or choose another name.',
  ],
  system_managed: [
    'The role came with the organization, and programs rely on what it allows.',
    'Create a role with the permissions that are wanted and give that one.',
  ],
  too_many_roles: [
    'The organization has a hundred roles beside Owner, Admin and Member.',
    'Delete roles that nobody holds, or give several small ones instead of one for each combination.',
  ],
  too_many_endpoints: [
    'The organization has twenty webhook endpoints, or the platform has the one that it may have.',
    'Let one endpoint hear of more types, or delete one that nobody listens at.',
  ],
  endpoint_disabled: [
    'Something was to be sent to a webhook endpoint that is disabled: by hand, because it answered 410, or because it failed for three days.',
    'See that it works, set its `state` to `enabled`, and replay what it missed.',
  ],
  already_assigned: [
    'The role was assigned, or the team joined, before: perhaps by an earlier try of the same request.',
    'Nothing was changed, and nothing needs to be. Treat it as done.',
  ],
  last_role: [
    'Taking this role would leave the member without one.',
    'Assign another role first, then take this one; or end the membership.',
  ],
  expired: [
    'The time to accept has run out. An expired invitation can still be declined.',
    'Offer to ask for a new one. The organization may simply invite the address again.',
  ],
  revoked: [
    'The organization withdrew the invitation. Nothing can be done with it any more.',
    'Remove it from view. Only a new invitation helps.',
  ],
  already_answered: [
    'The invitation was accepted or declined, and `state` says which.',
    'Refresh the list of pending invitations. If it was accepted, lead on to the organization.',
  ],
  superseded: [
    'The mail was sent again, which ended the link of the earlier one.',
    'Point to the latest mail, or to the list of pending invitations after signing in.',
  ],
  code_ended: [
    'The code was used before, is older than ten minutes, was guessed wrong five times, or belongs to another user or browser.',
    'Ask for a new code and use the one in the newest mail.',
  ],
  organization_gone: [
    'The organization was deleted or suspended after the invitation was sent.',
    'Remove the invitation from view. It comes back by itself if the organization does.',
  ],
  precondition_failed: [
    '`If-Match` names another version than the one that is there now.',
    'Fetch it again, look at what changed, and repeat the change with its new `ETag`. To change it in any case, leave `If-Match` away.',
  ],
  body_too_large: ['The body has more bytes than the operation takes.', 'Send less in one request.'],
  url_too_long: [
    'The address with its query is longer than 8,192 characters.',
    'Shorten the query. A cursor that was followed unchanged never gets this long.',
  ],
  unsupported_media_type: [
    'The body is not declared as JSON in UTF-8, or is compressed.',
    'Send `Content-Type: application/json` and no `Content-Encoding`.',
  ],
  validation_failed: [
    'The body, the query or the path does not fit its schema. Unknown fields and parameters count as mistakes.',
    'Read `errors`: `in` is the part of the request, `pointer` the JSON pointer of the field in it, `detail` what is expected there.',
  ],
  batch_refused: [
    'A batch with `mode` `atomic` has rows that cannot be created: wrong ones, or addresses that are members, invited or not allowed.',
    'Nothing was created. Try it with `dry_run` first, mend the rows that `errors` names, or let `partial` create the others.',
  ],
  idempotency_key_reused: [
    'The same caller used this `Idempotency-Key` within the last 24 hours with another path, query or body.',
    'Make a new key for each thing to be done, and keep it for repetitions of just that. This is a mistake in the program.',
  ],
  wrong_code: [
    'Another code was mailed last.',
    'Let the person correct it. Each wrong one is a try, and there are five.',
  ],
  resend_too_soon: [
    'The invitation was made or sent anew less than `USHER_RESEND_COOLDOWN_SECONDS` ago.',
    'Nothing was changed. Repeat the request after the seconds that `Retry-After` names.',
  ],
  rate_limited: [
    'The same was asked for a moment ago, or more often than the service allows.',
    'Wait as many seconds as `Retry-After` says, then try again.',
  ],
  mail_quota_reached: [
    'As many invitations were mailed today (UTC) as one inviter or organization may send, or as one address or domain gets. `limit` says which of them it is.',
    'Wait as many seconds as `Retry-After` says. A batch takes all at once and sends the rest on the next days.',
  ],
  sending_frozen: [
    'Of at least 50 invitations that this organization had mailed within 30 days, and at least three days ago, next to none were accepted.',
    'Write to the operator of this service, who can vouch for the organization. It ends by itself as soon as people accept.',
  ],
  malformed_json: [
    'The body cannot be read as JSON, or not as UTF-8.',
    'Make it with a JSON library. This is a mistake in the program.',
  ],
  malformed_request: [
    'What arrived does not follow HTTP, so that no operation has seen it.',
    'Look at proxies in between and at headers that are put together by hand.',
  ],
  headers_too_large: [
    'The request has more than 100 headers, or too many bytes of them.',
    'Send fewer. Cookies of other services on the same domain are a frequent cause.',
  ],
  internal_error: [
    'A fault of this service. Whether the change was made is not certain.',
    'Read the state before you repeat a change. Report the `request_id`; it leads to the log.',
  ],
  unavailable: [
    'The database does not answer, or too much happens at once.',
    'Repeat the request after the seconds in `Retry-After`, with growing pauses.',
  ],
}
