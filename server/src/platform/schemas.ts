import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { userFields } from '../users/schemas.ts'

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

export const Operator = named(
  'Operator',
  Fields({
    user_id: Uuid(),
    name: Nullable(Type.String()),
    added_by: Nullable(Uuid('The operator who added them; null where it was done on the command line.')),
    created: Timestamp(),
  }),
)
export type Operator = Static<typeof Operator>

export const NewOperator = named('NewOperator', Fields({ user_id: Uuid('An active person.') }))

export const User = named(
  'User',
  Fields({
    ...userFields,
    identities: Type.Array(Fields({ issuer: Type.String(), subject: Type.String() }), {
      description: 'Who they are to each issuer.',
    }),
  }),
)
export type User = Static<typeof User>

export const UserChange = named(
  'UserChange',
  Fields({
    status: Type.Enum(['active', 'disabled'], {
      description: '`disabled` deactivates, `active` activates.',
      'x-expected': 'must be active or disabled',
    }),
  }),
)

export const UserId = Fields({ user_id: Uuid('ID of the user.') })
