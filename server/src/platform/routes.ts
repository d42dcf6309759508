import { Answer, lineOperation, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { Organization } from '../organizations/schemas.ts'
import { importMembers as takeOver } from './import.ts'
import { listMemberships } from './memberships.ts'
import * as operators from './operators.ts'
import { getByExternalId, listAll, putOrganization as put } from './organizations.ts'
import {
  ExternalId,
  ImportedMember,
  ImportTold,
  Membership,
  NewOperator,
  Operator,
  PlatformOrganization,
  User,
  UserChange,
  UserId,
} from './schemas.ts'
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

export const listOrganizations = operation({
  id: 'list_platform_organizations',
  tag: 'Platform',
  summary: 'List all organizations',
  description: 'For the application. Oldest first.',
  scope: 'platform',
  query: Fields(PageQuery),
  success: Type.Array(Organization),
  refusals: ['platform_client_required'],
  handle: (usher, incoming) => answerPage(usher, incoming, (page) => listAll(usher.db, incoming.caller, page)),
})

export const getOrganization = operation({
  id: 'get_platform_organization',
  tag: 'Platform',
  summary: 'Get an organization by your own name for it',
  scope: 'platform',
  path: ExternalId,
  versioned: true,
  success: Organization,
  refusals: ['platform_client_required'],
  async handle({ db }, { caller, path }) {
    const found = await getByExternalId(db, caller, path.external_id)
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})

export const putOrganization = operation({
  id: 'put_platform_organization',
  tag: 'Platform',
  summary: 'Create or update an organization by your own name for it',
  description:
    'For the application: 201 where it was made, 200 where it was there. Sending it again, also from several places at once, makes no other. What is left away stays as it is. `owner` or `owner_user_id` is needed to make it, and changes nothing afterwards.',
  scope: 'platform',
  path: ExternalId,
  body: PlatformOrganization,
  versioned: true,
  creates: true,
  success: Organization,
  refusals: ['platform_client_required', 'slug_taken'],
  async handle({ db, config }, { caller, path, body, ifMatch, requestId }) {
    const asked = { caller, externalId: path.external_id, organization: body, ifMatch, requestId }
    const outcome = await put(db, config, asked)
    if (outcome instanceof Refusal) return outcome
    const { created, organization } = outcome
    const { body: shown, headers } = withVersion(organization, organization.version)
    return new Answer(shown, headers, created ? 201 : 200)
  },
})

export const importMembers = lineOperation({
  id: 'import_platform_members',
  tag: 'Platform',
  summary: 'Import members',
  description:
    'For the application: who are members of its organizations already, one JSON object a line (`application/x-ndjson`), as many as there are. Answers lines as well: one for each row that is refused, how far it is, and at last `finished` and the totals. Nobody is mailed. It can be sent again: whoever is a member already stays as they are, unless `update_roles` gives them the roles of their row. Whoever is known already keeps the name and address that they have.',
  scope: 'platform',
  query: Fields({
    update_roles: Type.Optional(
      Type.Boolean({ description: 'Whether members get the roles of their rows in place of theirs. Default false.' }),
    ),
  }),
  line: ImportedMember,
  success: ImportTold,
  refusals: ['platform_client_required'],
  handle: (usher, { caller, body, query, requestId }) =>
    takeOver(usher, { caller, body, updateRoles: query.update_roles ?? false, requestId }),
})
