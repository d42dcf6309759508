import { operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { listMemberships } from './memberships.ts'
import * as operators from './operators.ts'
import { Membership, NewOperator, Operator, User, UserChange, UserId } from './schemas.ts'
import { activate, deactivate, findUsers, getUser as readUser } from './users.ts'

export const memberships = operation({
  id: 'list_memberships',
  tag: 'Platform',
  summary: 'Ask where somebody is a member',
  description:
    'For the application: the memberships of the person that an issuer knows as a subject, with roles and permissions.',
  scope: 'platform',
  conditional: true,
  query: Fields({
    issuer: Type.String({ minLength: 1, maxLength: 2_000, description: 'Who signs their tokens (`iss`).' }),
    subject: Type.String({ minLength: 1, maxLength: 255, description: 'Who they are there (`sub`).' }),
    organization_id: Type.Optional(Uuid('Only the membership in this organization.')),
  }),
  success: Type.Array(Membership),
  refusals: ['platform_client_required'],
  handle: ({ db }, { caller, query }) =>
    listMemberships(db, caller, {
      issuer: query.issuer,
      subject: query.subject,
      organizationId: query.organization_id,
    }),
})

export const listOperators = operation({
  id: 'list_operators',
  tag: 'Operators',
  summary: 'List who runs the platform',
  description: 'Longest first. For operators; the first one is added by `usher-server operator add`.',
  scope: 'organizations:read',
  query: Fields(PageQuery),
  success: Type.Array(Operator),
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: (usher, incoming) =>
    answerPage(usher, incoming, (page) => operators.listOperators(usher.db, incoming.caller, page)),
})

export const addOperator = operation({
  id: 'add_operator',
  tag: 'Operators',
  summary: 'Let somebody run the platform as well',
  description: 'For operators. Adding twice answers the same again.',
  scope: 'organizations:write',
  idempotent: true,
  body: NewOperator,
  status: 201,
  success: Operator,
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, body, requestId }) =>
    operators.addOperator(db, { caller, userId: body.user_id, requestId }),
})

export const removeOperator = operation({
  id: 'remove_operator',
  tag: 'Operators',
  summary: 'Let somebody no longer run the platform',
  description: 'For operators. Takes effect at their next request; removing twice answers the same again.',
  scope: 'organizations:write',
  path: UserId,
  success: Type.Null(),
  refusals: ['operator_required', 'own_application_required', 'user_context_required', 'last_operator'],
  handle: ({ db }, { caller, path, requestId }) =>
    operators.removeOperator(db, { caller, userId: path.user_id, requestId }),
})

export const listUsers = operation({
  id: 'find_users',
  tag: 'Operators',
  summary: 'Find users by an address',
  description:
    'For operators: whoever has this address, verified or not, in any spelling of it. Several do where different issuers vouch for it.',
  scope: 'organizations:read',
  query: Fields({ email: Type.String({ maxLength: 320, description: 'One address.' }) }),
  success: Type.Array(User),
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, query }) => findUsers(db, caller, query.email),
})

export const getUser = operation({
  id: 'get_user',
  tag: 'Operators',
  summary: 'Get a user',
  description: 'For operators. Which invitations somebody has is not among it.',
  scope: 'organizations:read',
  path: UserId,
  success: User,
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, path }) => readUser(db, caller, path.user_id),
})

export const changeUser = operation({
  id: 'change_user',
  tag: 'Operators',
  summary: 'Deactivate a user, or activate them again',
  description:
    'For operators. Deactivated, a user is refused at the next request, with every token issued so far; memberships and what they did stay.',
  scope: 'organizations:write',
  path: UserId,
  body: UserChange,
  success: User,
  refusals: ['operator_required', 'own_application_required', 'user_context_required', 'last_operator'],
  handle({ db }, { caller, path, body, requestId }) {
    const act = { caller, userId: path.user_id, requestId }
    return body.status === 'active' ? activate(db, act) : deactivate(db, act)
  },
})
