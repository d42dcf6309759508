import { operation } from '../http/operation.ts'
import { answerPage, CountedPageQuery, PageQuery } from '../http/paging.ts'
import { invalid, Refusal } from '../http/problems.ts'
import { Fields, Nullable, Type, Uuid } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { listDeliveries, listEvents } from './history.ts'
import { getDetails, getPending, listPending } from './inbox.ts'
import { inviteMany } from './batch.ts'
import { Batch, BatchResult } from './batch-schemas.ts'
import { edit as editInvitation } from './edit.ts'
import { goneCodes, refusalsOf } from './invitation.ts'
import { invite } from './invite.ts'
import { listInvitations } from './list.ts'
import { getInvitation, revoke as revokeInvitation } from './manage.ts'
import { resend as resendInvitation } from './resend.ts'
import { accept, decline } from './respond.ts'
import {
  Decline,
  Editing,
  filterFields,
  Invitation,
  InvitationDelivery,
  InvitationDetails,
  InvitationEvent,
  InvitationId,
  NewInvitation,
  OrganizationInvitationId,
  PendingInvitation,
  Resending,
} from './schemas.ts'

export const listMine = operation({
  id: 'list_pending_invitations',
  tag: 'Invitations',
  summary: 'List Pending Invitations Endpoint',
  description: 'List pending invitations for the authenticated user, soonest to expire first.',
  scope: 'invitations:read',
  conditional: true,
  success: Type.Array(PendingInvitation),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller }) => listPending(db, caller),
})

export const getMine = operation({
  id: 'get_invitation',
  tag: 'Invitations',
  summary: 'Get Invitation Endpoint',
  description: 'Get a pending invitation.',
  scope: 'invitations:read',
  path: InvitationId,
  success: PendingInvitation,
  refusals: ['user_context_required', ...goneCodes],
  handle: ({ db }, { caller, path }) => getPending(db, caller, path.invitation_id),
})

export const getMineInDetail = operation({
  id: 'get_invitation_details',
  tag: 'Invitations',
  summary: 'Get what more an invitee needs to decide',
  description:
    'The seven fields of the invitation, the roles it gives and which address it was sent to. Reading it the first time is recorded as `invitation.seen`, and changes nothing else.',
  scope: 'invitations:read',
  path: InvitationId,
  success: InvitationDetails,
  refusals: ['user_context_required', ...goneCodes],
  handle: ({ db }, { caller, path, method, requestId }) =>
    getDetails(db, { caller, invitationId: path.invitation_id, requestId, looks: method !== 'HEAD' }),
})

export const respond = operation({
  id: 'respond_to_invitation',
  tag: 'Invitations',
  summary: 'Respond To Invitation Endpoint',
  description:
    'Accept or decline a pending invitation. Answers the ID of the organization if the invitation was accepted, null if it was declined. Repeating an answer answers the same again.',
  scope: 'invitations:respond',
  path: InvitationId,
  query: Fields({ accept: Type.Boolean({ description: 'Whether to accept the invitation or not.' }) }),
  body: Decline,
  bodyOptional: true,
  success: Nullable(Uuid('ID of the organization.')),
  refusals: [
    'user_context_required',
    ...goneCodes,
    'already_accepted',
    'already_declined',
    'seat_limit_reached',
    'domain_not_allowed',
    'inviter_lost_permission',
  ],
  async handle({ db }, { caller, path, query, body, requestId }) {
    const response = { caller, invitationId: path.invitation_id, requestId }
    if (!query.accept) {
      const { reason = null, block_organization: block = false, report = false } = body ?? {}
      return decline(db, { ...response, reason, block, report })
    }
    if (body) return invalid({ in: 'body', pointer: '', detail: 'must be left away when accepting' })
    return accept(db, response)
  },
})

export const create = operation({
  id: 'create_invitation',
  tag: 'Organization invitations',
  summary: 'Invite somebody into an organization',
  description: 'Keeps a place for whoever holds the address and sends them a mail.',
  scope: 'organizations:write',
  idempotent: true,
  versioned: true,
  path: OrganizationId,
  body: NewInvitation,
  status: 201,
  success: Invitation,
  refusals: [
    'permission_denied',
    'role_not_grantable',
    'domain_not_allowed',
    'already_invited',
    'already_member',
    'seat_limit_reached',
    'mail_quota_reached',
    'sending_frozen',
  ],
  async handle({ db, config }, { caller, path, body, requestId }) {
    const { inviting_user_id: invitingUserId, ...invitation } = body
    const organizationId = path.organization_id
    const outcome = await invite(db, config, { caller, organizationId, invitingUserId, invitation, requestId })
    if (outcome instanceof Refusal) return outcome
    return withVersion(outcome, outcome.version, {
      location: `${config.publicUrl}/organizations/${outcome.organization_id}/invitations/${outcome.id}`,
    })
  },
})

export const createBatch = operation({
  id: 'create_invitations',
  tag: 'Organization invitations',
  summary: 'Invite up to 1,000 people at once',
  description:
    'One transaction, and a result for each row, in the order of the rows. A role or team that you may not give refuses the whole request.',
  scope: 'organizations:write',
  path: OrganizationId,
  body: Batch,
  idempotent: true,
  bodyLimitBytes: 2 * 1024 * 1024,
  success: Type.Array(BatchResult),
  refusals: ['permission_denied', 'role_not_grantable', 'batch_refused', 'sending_frozen'],
  handle({ db, config }, { caller, path, body, requestId }) {
    return inviteMany(db, config, { caller, organizationId: path.organization_id, batch: body, requestId })
  },
})

export const list = operation({
  id: 'list_organization_invitations',
  tag: 'Organization invitations',
  summary: 'List the invitations of an organization',
  description:
    'In every state and oldest first, unless asked otherwise. All filters that are given hold together. States are those that count now: what has expired is `expired` at once.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({ ...CountedPageQuery, ...filterFields }),
  expensive: true,
  success: Type.Array(Invitation),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { caller, path, query } = incoming
    return answerPage(usher, incoming, (page) => listInvitations(usher.db, caller, path.organization_id, query, page))
  },
})

export const get = operation({
  id: 'get_organization_invitation',
  tag: 'Organization invitations',
  summary: 'Get one invitation of an organization',
  scope: 'organizations:read',
  versioned: true,
  path: OrganizationInvitationId,
  success: Invitation,
  refusals: ['permission_denied'],
  async handle({ db, config }, { caller, path }) {
    const found = await getInvitation(db, config, caller, {
      organizationId: path.organization_id,
      invitationId: path.invitation_id,
    })
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})

export const events = operation({
  id: 'list_invitation_events',
  tag: 'Organization invitations',
  summary: 'List what happened to an invitation',
  description: 'Oldest first.',
  scope: 'organizations:read',
  path: OrganizationInvitationId,
  query: Fields(PageQuery),
  success: Type.Array(InvitationEvent),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { organization_id: organizationId, invitation_id: invitationId } = incoming.path
    return answerPage(usher, incoming, (page) =>
      listEvents(usher.db, incoming.caller, { organizationId, invitationId }, page),
    )
  },
})

export const deliveries = operation({
  id: 'list_invitation_deliveries',
  tag: 'Organization invitations',
  summary: 'List the mails of an invitation',
  description:
    'Oldest first, with what became of each and of its attempts: the mails that brought the invitation or reminded of it, and the one that tells that it was revoked.',
  scope: 'organizations:read',
  path: OrganizationInvitationId,
  query: Fields(PageQuery),
  success: Type.Array(InvitationDelivery),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { organization_id: organizationId, invitation_id: invitationId } = incoming.path
    return answerPage(usher, incoming, (page) =>
      listDeliveries(usher.db, incoming.caller, { organizationId, invitationId }, page),
    )
  },
})

export const edit = operation({
  id: 'edit_invitation',
  tag: 'Organization invitations',
  summary: 'Change an invitation',
  description:
    'Changes what a pending invitation says and gives; what is left away stays as it is, and the address cannot be changed. The result is judged like a new invitation of yours: your permissions include all that it gives, the domain is allowed, the end is in time. Nothing is mailed. With a new `expiration_date`, what has expired is pending again, unless a newer invitation to the address is pending. If its inviter could not give what it gives now, you are its inviter from then on.',
  scope: 'organizations:write',
  versioned: true,
  path: OrganizationInvitationId,
  body: Editing,
  success: Invitation,
  refusals: [
    'permission_denied',
    'role_not_grantable',
    ...refusalsOf('edit'),
    'already_invited',
    'domain_not_allowed',
    'seat_limit_reached',
  ],
  async handle({ db, config }, { caller, path, body, ifMatch, requestId }) {
    const outcome = await editInvitation(db, config, caller, {
      organizationId: path.organization_id,
      invitationId: path.invitation_id,
      asked: body,
      ifMatch,
      requestId,
    })
    return outcome instanceof Refusal ? outcome : withVersion(outcome, outcome.version)
  },
})

export const revoke = operation({
  id: 'revoke_invitation',
  tag: 'Organization invitations',
  summary: 'Revoke an invitation',
  description: 'The place is no longer kept and its link leads nowhere. Revoking twice answers the same again.',
  scope: 'organizations:write',
  versioned: true,
  path: OrganizationInvitationId,
  success: Type.Null(),
  refusals: ['permission_denied', ...refusalsOf('revoke')],
  handle: ({ db }, { caller, path, ifMatch, requestId }) =>
    revokeInvitation(db, caller, {
      organizationId: path.organization_id,
      invitationId: path.invitation_id,
      ifMatch,
      requestId,
    }),
})

export const resend = operation({
  id: 'resend_invitation',
  tag: 'Organization invitations',
  summary: 'Send an invitation anew',
  description:
    'Mails it once more, with a later end: that of `expiration_date`, or the one that a new invitation would have; never an earlier one unless it is asked for. What has expired is pending again, unless a newer invitation to the address is pending. The link stays the one that was mailed before, except with `rotate=true`, or where the key that made it is not the newest any more: then the link before answers 410 `superseded`.',
  scope: 'organizations:write',
  idempotent: true,
  versioned: true,
  path: OrganizationInvitationId,
  query: Fields({
    rotate: Type.Optional(
      Type.Boolean({
        description: 'Whether to make a new link, after which the ones before lead nowhere. Default false.',
      }),
    ),
  }),
  body: Resending,
  bodyOptional: true,
  success: Invitation,
  refusals: [
    'permission_denied',
    'role_not_grantable',
    ...refusalsOf('resend'),
    'already_invited',
    'domain_not_allowed',
    'seat_limit_reached',
    'resend_too_soon',
    'mail_quota_reached',
    'sending_frozen',
  ],
  async handle({ db, config }, { caller, path, query, body, requestId }) {
    const outcome = await resendInvitation(db, config, caller, {
      organizationId: path.organization_id,
      invitationId: path.invitation_id,
      rotate: query.rotate ?? false,
      expirationDate: body?.expiration_date,
      requestId,
    })
    if (outcome instanceof Refusal) return outcome
    return withVersion(outcome, outcome.version)
  },
})
