import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const UserAddress = named(
  'Address',
  Fields({
    id: Uuid(),
    email: Type.String(),
    verified: Type.Boolean({ description: 'Invitations sent there are its user’s, and nobody else’s.' }),
    vouched_by: Nullable(
      Type.String({ description: 'The issuer that says so; null where its holder proved it by a code.' }),
    ),
    signs_in: Type.Boolean({ description: 'A code mailed there signs its user in.' }),
    created: Timestamp(),
  }),
)
export type UserAddress = Static<typeof UserAddress>

/** The fields of a user that both the user and operators see. */
export const userFields = {
  id: Uuid(),
  type: Type.Enum(['user', 'service_account']),
  status: Type.Enum(['active', 'disabled']),
  name: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  addresses: Type.Array(UserAddress),
  created: Timestamp(),
  updated: Timestamp(),
}
