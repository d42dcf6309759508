import { operation } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { answerPage, CountedPageQuery } from '../http/paging.ts'
import { withVersion } from '../http/versions.ts'
import { IncludeInvitations, ListingQuery, Member } from '../members/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { AssigneeQuery, readAssignee } from './assignee.ts'
import { assign as assignRole, listAssignments as listHolders, unassign as unassignRole } from './assignments.ts'
import { changeRole, createRole, deleteRole } from './change.ts'
import { getRole, listRoles } from './roles.ts'
import { NewRole, Role, RoleChange, RoleId } from './schemas.ts'

const tag = 'Roles'

export const list = operation({
  id: 'list_roles',
  tag,
  summary: 'List the roles of an organization',
  description: 'Owner, Admin and Member first, then custom roles by creation.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({
    name: Type.Optional(
      Type.String({ maxLength: 200, description: 'Only the role of this name, in any letter case.' }),
    ),
    level: Type.Optional(Type.Literal('organization')),
  }),
  success: Type.Array(Role),
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path, query }) => listRoles(db, caller, path.organization_id, { name: query.name }),
})

export const create = operation({
  id: 'create_role',
  tag,
  summary: 'Create a role',
  description:
    'A set of permissions of your own making, each of which you hold yourself. At most a hundred in an organization.',
  scope: 'organizations:write',
  idempotent: true,
  versioned: true,
  path: OrganizationId,
  body: NewRole,
  status: 201,
  success: Role,
  refusals: ['permission_denied', 'role_not_grantable', 'name_taken', 'too_many_roles'],
  async handle({ db, config }, { caller, path, body, requestId }) {
    const made = await createRole(db, { caller, organizationId: path.organization_id, requestId, role: body })
    if (made instanceof Refusal) return made
    return withVersion(made, made.version, { location: `${config.publicUrl}/roles/${made.id}` })
  },
})

export const get = operation({
  id: 'get_role',
  tag,
  summary: 'Get a role',
  scope: 'organizations:read',
  versioned: true,
  path: RoleId,
  success: Role,
  refusals: ['permission_denied'],
  async handle({ db }, { caller, path }) {
    const role = await getRole(db, caller, path.role_id)
    return role instanceof Refusal ? role : withVersion(role, role.version)
  },
})

export const change = operation({
  id: 'change_role',
  tag,
  summary: 'Change a role',
  description:
    'Takes effect at once for everybody who has it. You hold every permission yourself that it gives before and after.',
  scope: 'organizations:write',
  versioned: true,
  path: RoleId,
  body: RoleChange,
  success: Role,
  refusals: ['permission_denied', 'role_not_grantable', 'name_taken', 'system_managed'],
  async handle({ db }, { caller, path, body, ifMatch, requestId }) {
    const role = await changeRole(db, { caller, roleId: path.role_id, ifMatch, requestId, change: body })
    return role instanceof Refusal ? role : withVersion(role, role.version)
  },
})

export const remove = operation({
  id: 'delete_role',
  tag,
  summary: 'Delete a role',
  description:
    'Members who have no other role become Member. Pending invitations give what is left of their roles, or Member.',
  scope: 'organizations:write',
  versioned: true,
  path: RoleId,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'system_managed'],
  handle: ({ db }, { caller, path, ifMatch, requestId }) =>
    deleteRole(db, { caller, roleId: path.role_id, ifMatch, requestId }),
})

export const listAssignments = operation({
  id: 'list_role_assignments',
  tag,
  summary: 'List who has a role',
  description: 'Members and teams that have it of their own, and the pending invitations that will give it.',
  scope: 'organizations:read',
  path: RoleId,
  query: Fields({
    ...CountedPageQuery,
    ...ListingQuery,
    include_teams: Type.Optional(Type.Boolean({ description: 'Default true.' })),
    ...IncludeInvitations,
  }),
  success: Type.Array(Member),
  refusals: ['permission_denied'],
  handle: (usher, incoming) => {
    const { caller, path, query } = incoming
    return answerPage(usher, incoming, (page) => listHolders(usher.db, caller, path.role_id, query, page))
  },
})

export const assign = operation({
  id: 'assign_role',
  tag,
  summary: 'Give a role to a member, a team or a pending invitation',
  description:
    'Needs `members:manage`, `teams:manage` or `invitations:manage`, and every permission that the role gives. 409 `already_assigned` if it is there already. The role Owner is given to users and invitations alone.',
  scope: 'organizations:write',
  path: RoleId,
  query: AssigneeQuery,
  idempotent: true,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'already_assigned', 'not_pending'],
  async handle({ db }, { caller, path, query, requestId }) {
    const assignee = readAssignee(query)
    return assignee instanceof Refusal
      ? assignee
      : assignRole(db, { caller, roleId: path.role_id, assignee, requestId })
  },
})

export const unassign = operation({
  id: 'unassign_role',
  tag,
  summary: 'Take a role from a member, a team or a pending invitation',
  description:
    '404 if it is not assigned. A member who has no other role becomes Member, and an invitation without any gives Member. The last owner stays one.',
  scope: 'organizations:write',
  path: RoleId,
  query: AssigneeQuery,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'last_role', 'last_owner', 'not_pending'],
  async handle({ db }, { caller, path, query, requestId }) {
    const assignee = readAssignee(query)
    return assignee instanceof Refusal
      ? assignee
      : unassignRole(db, { caller, roleId: path.role_id, assignee, requestId })
  },
})
