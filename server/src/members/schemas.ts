import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const Member = named(
  'Member',
  Fields({
    type: Type.Union([Type.Literal('user'), Type.Literal('service_account')]),
    id: Uuid('ID of the user.'),
    name: Nullable(Type.String()),
    email: Nullable(Type.String({ description: 'Shown to those who manage members, and to the member.' })),
    avatar_url: Nullable(Type.String()),
    roles: Type.Array(Fields({ id: Uuid(), name: Type.String() })),
    created: Timestamp('When the membership began.'),
    expiration_date: Nullable(Timestamp('When the membership ends by itself.')),
  }),
)
export type Member = Static<typeof Member>
