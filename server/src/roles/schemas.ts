import { Fields, named, Nullable, type Static, Type, Uuid } from '../http/schemas.ts'

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
