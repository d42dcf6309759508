import { operation } from '../http/operation.ts'
import { Fields, Type } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { listRoles } from './roles.ts'
import { Role } from './schemas.ts'

export const list = operation({
  id: 'list_roles',
  tag: 'Roles',
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
  handle: ({ db }, { caller, path, query }) => listRoles(db, caller, path.organization_id, { name: query.name }),
})
