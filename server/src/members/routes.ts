import { operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { listMembers, removeMember } from './members.ts'
import { Member } from './schemas.ts'

export const list = operation({
  id: 'list_members',
  tag: 'Members',
  summary: 'List the members of an organization',
  description: 'Longest there first.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({
    ...PageQuery,
    role_id: Type.Optional(Uuid('Only members with this role.')),
    include_users: Type.Optional(Type.Boolean({ description: 'Default true.' })),
    include_service_accounts: Type.Optional(Type.Boolean({ description: 'Default true.' })),
  }),
  expensive: true,
  success: Type.Array(Member),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { caller, path, query } = incoming
    const filter = {
      roleId: query.role_id,
      includeUsers: query.include_users ?? true,
      includeServiceAccounts: query.include_service_accounts ?? true,
    }
    return answerPage(usher, incoming, (page) => listMembers(usher.db, caller, path.organization_id, filter, page))
  },
})

export const remove = operation({
  id: 'remove_member',
  tag: 'Members',
  summary: 'Remove a member, or leave',
  description: 'Without the permission `members:manage` only oneself. The last owner cannot go.',
  scope: 'organizations:write',
  path: OrganizationId,
  query: Fields({ user_id: Uuid('ID of the user whose membership ends.') }),
  success: Type.Null(),
  refusals: ['permission_denied', 'last_owner'],
  handle: ({ db }, { caller, path, query, requestId }) =>
    removeMember(db, caller, { organizationId: path.organization_id, userId: query.user_id, requestId }),
})
