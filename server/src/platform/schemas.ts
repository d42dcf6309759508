import { Fields, named, type Static, Type, Uuid } from '../http/schemas.ts'

export const Membership = named(
  'Membership',
  Fields({
    organization_id: Uuid(),
    user_id: Uuid(),
    roles: Type.Array(Type.String({ description: 'Name of a role.' })),
    permissions: Type.Array(Type.String()),
  }),
)
export type Membership = Static<typeof Membership>
