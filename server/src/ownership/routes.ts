import { operation } from '../http/operation.ts'
import { Fields, Nullable, Type, Uuid } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { answerOffer } from './answer.ts'
import { listMyOffers, offerOwnership, withdrawOffer } from './offers.ts'
import { listOwners } from './owners.ts'
import { OfferId, Owner, OwnershipOffer } from './schemas.ts'

const tag = 'Ownership'

export const list = operation({
  id: 'list_owners',
  tag,
  summary: 'List the owners of an organization',
  description: 'Longest members first; after them the members to whom it is offered, whose `offer` is not null.',
  scope: 'organizations:read',
  path: OrganizationId,
  success: Type.Array(Owner),
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path }) => listOwners(db, caller, path.organization_id),
})

export const offer = operation({
  id: 'offer_ownership',
  tag,
  summary: 'Offer a member to become an owner',
  description:
    'Open for 7 days. With `leave` you become an admin in the moment in which they accept. Until then nothing changes.',
  scope: 'organizations:write',
  path: OrganizationId,
  query: Fields({
    user_id: Uuid('A member of the organization who is no owner yet.'),
    leave: Type.Optional(
      Type.Boolean({ description: 'Whether you become an admin when it is accepted. Default false.' }),
    ),
  }),
  status: 201,
  idempotent: true,
  success: OwnershipOffer,
  refusals: ['permission_denied', 'role_not_grantable', 'already_owner', 'already_offered'],
  handle: ({ db }, { caller, path, query, requestId }) =>
    offerOwnership(db, {
      caller,
      organizationId: path.organization_id,
      userId: query.user_id,
      leave: query.leave ?? false,
      requestId,
    }),
})

export const withdraw = operation({
  id: 'withdraw_ownership_offer',
  tag,
  summary: 'Withdraw an offer of ownership',
  description: 'Who is an owner already stays one. Withdrawing twice answers the same again.',
  scope: 'organizations:write',
  path: OrganizationId,
  query: Fields({ user_id: Uuid('To whom it was offered.') }),
  success: Type.Null(),
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path, query, requestId }) =>
    withdrawOffer(db, { caller, organizationId: path.organization_id, userId: query.user_id, requestId }),
})

export const listMine = operation({
  id: 'list_my_ownership_offers',
  tag,
  summary: 'List the organizations that you are offered to own',
  description: 'What is open, oldest first.',
  scope: 'organizations:read',
  success: Type.Array(OwnershipOffer),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller }) => listMyOffers(db, caller),
})

export const answer = operation({
  id: 'answer_ownership_offer',
  tag,
  summary: 'Accept or decline to become an owner',
  description:
    'Answers the ID of the organization if accepted, null if declined. Repeating an answer answers the same again.',
  scope: 'organizations:write',
  path: OfferId,
  query: Fields({ accept: Type.Boolean({ description: 'Whether to become an owner or not.' }) }),
  success: Nullable(Uuid('ID of the organization.')),
  refusals: ['user_context_required', 'already_accepted', 'already_declined', 'offer_void', 'expired', 'revoked'],
  handle: ({ db }, { caller, path, query, requestId }) =>
    answerOffer(db, { caller, offerId: path.offer_id, accept: query.accept, requestId }),
})
