import { openOperation, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { goneCodes } from '../invitations/invitation.ts'
import { InvitationId } from '../invitations/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { ask as askOrganization } from './ask.ts'
import { decide as decideRequest } from './decide.ts'
import { listOwn } from './own.ts'
import { getRequest, listRequests, versionOf } from './requests.ts'
import {
  Ask,
  AskedByLink,
  InvitationRequest,
  LinkAsk,
  OrganizationRequestId,
  OwnRequest,
  RenewalAsk,
  RequestFilter,
} from './schemas.ts'

const stands =
  'Asking again while it is open answers the same, and what was said first stands. Nothing is granted by it.'

const asking = [
  'not_found',
  ...goneCodes,
  'still_pending',
  'already_member',
  'already_invited',
  'organization_blocked',
  'too_many_requests_open',
  'rate_limited',
] as const

export const ask = operation({
  id: 'request_about_invitation',
  tag: 'Invitation requests',
  summary: 'Ask for a new invitation, or for one to another address of yours',
  description: `For who holds the address of the invitation. ${stands}`,
  scope: 'invitations:respond',
  path: InvitationId,
  body: Ask,
  success: OwnRequest,
  idempotent: true,
  refusals: ['user_context_required', ...asking],
  handle: ({ db, config }, { caller, path, body, requestId }) =>
    askOrganization(db, config, { caller, of: { invitationId: path.invitation_id }, asked: body, requestId }),
})

export const askByLink = operation({
  id: 'request_by_invitation_link',
  tag: 'Invitation requests',
  summary: 'Ask for an invitation to your own address, with the link of one to another',
  description: `For who is signed in and came by the link of an invitation whose address their account does not hold. The organization learns the address that is asked for, which has to be a verified one of theirs, and their name. ${stands}`,
  scope: 'invitations:respond',
  body: LinkAsk,
  success: OwnRequest,
  idempotent: true,
  refusals: ['user_context_required', ...asking, 'superseded'],
  async handle(usher, { caller, body, requestId, network }) {
    const { token, ...asked } = body
    const outcome = await askOrganization(usher.db, usher.config, { caller, of: { token }, asked, requestId })
    return usher.guesses.counting(network(), outcome)
  },
})

export const askForRenewalByLink = openOperation({
  id: 'request_renewal_by_invitation_link',
  tag: 'Invitation requests',
  summary: 'Ask for a new invitation with the link of one that has expired',
  description: `Without signing in. A new invitation goes to the address that was invited, so the link proves enough. ${stands}`,
  body: RenewalAsk,
  success: AskedByLink,
  refusals: [...asking, 'superseded'],
  async handle(usher, { body, requestId, network }) {
    const { token, ...rest } = body
    const asked = { kind: 'renewal', ...rest } as const
    const outcome = await askOrganization(usher.db, usher.config, {
      caller: undefined,
      of: { token },
      asked,
      requestId,
    })
    if (outcome instanceof Refusal) return usher.guesses.counting(network(), outcome)
    const { kind, state, created } = outcome
    return { kind, state, created }
  },
})

export const listMine = operation({
  id: 'list_my_invitation_requests',
  tag: 'Invitation requests',
  summary: 'List what you asked of organizations, and what became of it',
  description: 'Oldest first.',
  scope: 'invitations:read',
  query: Fields(PageQuery),
  success: Type.Array(OwnRequest),
  refusals: ['user_context_required'],
  handle: (usher, incoming) => answerPage(usher, incoming, (page) => listOwn(usher.db, incoming.caller, page)),
})

export const list = operation({
  id: 'list_invitation_requests',
  tag: 'Invitation requests',
  summary: 'List what invitees ask of an organization',
  description: 'Oldest first, in every state.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({ ...PageQuery, ...RequestFilter }),
  success: Type.Array(InvitationRequest),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { caller, path, query } = incoming
    return answerPage(usher, incoming, (page) => listRequests(usher.db, caller, path.organization_id, query, page))
  },
})

export const get = operation({
  id: 'get_invitation_request',
  tag: 'Invitation requests',
  summary: 'Get one thing that an invitee asks',
  scope: 'organizations:read',
  path: OrganizationRequestId,
  versioned: true,
  success: InvitationRequest,
  refusals: ['permission_denied'],
  async handle({ db }, { caller, path }) {
    const found = await getRequest(db, caller, path.organization_id, path.request_id)
    return found instanceof Refusal ? found : withVersion(found, versionOf(found))
  },
})

export const decide = operation({
  id: 'decide_invitation_request',
  tag: 'Invitation requests',
  summary: 'Approve or refuse what an invitee asks',
  description:
    'Approving does it at once: an expired invitation is sent again, or one to another address takes the place of the one asked about, with the same roles, teams and words, in the name of who approves. What stands in the way leaves the request open. Deciding it the same way again answers the same.',
  scope: 'organizations:write',
  path: OrganizationRequestId,
  query: Fields({ approve: Type.Boolean({ description: 'Whether to approve it or to refuse it.' }) }),
  idempotent: true,
  success: InvitationRequest,
  refusals: [
    'permission_denied',
    'role_not_grantable',
    'not_open',
    'not_pending',
    'address_not_verified',
    'already_member',
    'already_invited',
    'domain_not_allowed',
    'seat_limit_reached',
    'resend_too_soon',
    'mail_quota_reached',
    'sending_frozen',
  ],
  handle({ db, config }, { caller, path, query, requestId }) {
    const { organization_id: organizationId, request_id: id } = path
    const decision = { caller, organizationId, id, approve: query.approve, requestId }
    return decideRequest(db, config, decision)
  },
})
