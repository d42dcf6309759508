import { Fields, named, Nullable, type Static, Type, Uuid } from '../http/schemas.ts'
import { permissions } from './permissions.ts'

export const Role = named(
  'Role',
  Fields({
    id: Uuid(),
    organization_id: Uuid(),
    name: Type.String(),
    description: Nullable(Type.String()),
    level: Type.Literal('organization'),
    type: Type.Literal('normal'),
    system_managed: Type.Boolean({ description: 'Owner, Admin and Member are in every organization.' }),
    permissions: Type.Array(Type.String()),
  }),
)
export type Role = Static<typeof Role>

const changeable = {
  name: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'Unique in the organization, whatever the letter case.',
  }),
  description: Nullable(Type.String({ maxLength: 1_000 })),
  permissions: Type.Array(Type.Enum([...permissions], { 'x-expected': `must be one of ${permissions.join(', ')}` }), {
    maxItems: 100,
    description: 'What the role allows: at most what you may do yourself.',
  }),
}

export const NewRole = named('NewRole', Fields({ ...changeable, description: Type.Optional(changeable.description) }))
export type NewRole = Static<typeof NewRole>

export const RoleChange = named('RoleChange', Type.Partial(Fields(changeable), { additionalProperties: false }))
export type RoleChange = Static<typeof RoleChange>

export const RoleId = Fields({ role_id: Uuid('ID of the role.') })
