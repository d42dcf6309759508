import { Answer, operation } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
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
  path: OrganizationId,
  body: NewRole,
  status: 201,
  success: Role,
  refusals: ['permission_denied', 'role_not_grantable', 'name_taken', 'too_many_roles'],
  async handle({ db, config }, { caller, path, body, requestId }) {
    const made = await createRole(db, { caller, organizationId: path.organization_id, requestId, role: body })
    return made instanceof Refusal ? made : new Answer(made, { location: `${config.publicUrl}/roles/${made.id}` })
  },
})

export const get = operation({
  id: 'get_role',
  tag,
  summary: 'Get a role',
  scope: 'organizations:read',
  path: RoleId,
  success: Role,
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path }) => getRole(db, caller, path.role_id),
})

export const change = operation({
  id: 'change_role',
  tag,
  summary: 'Change a role',
  description:
    'Takes effect at once for everybody who has it. You hold every permission yourself that it gives before and after.',
  scope: 'organizations:write',
  path: RoleId,
  body: RoleChange,
  success: Role,
  refusals: ['permission_denied', 'role_not_grantable', 'name_taken', 'system_managed'],
  handle: ({ db }, { caller, path, body, requestId }) =>
    changeRole(db, { caller, roleId: path.role_id, requestId, change: body }),
})

export const remove = operation({
  id: 'delete_role',
  tag,
  summary: 'Delete a role',
  description:
    'Members who have no other role become Member. Pending invitations give what is left of their roles, or Member.',
  scope: 'organizations:write',
  path: RoleId,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'system_managed'],
  handle: ({ db }, { caller, path, requestId }) => deleteRole(db, { caller, roleId: path.role_id, requestId }),
})
