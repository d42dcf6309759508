import { Fields, named, Nullable, type Static, Type, Uuid } from '../http/schemas.ts'

const SignedIn = named(
  'SignedIn',
  Fields({
    id: Uuid(),
    name: Nullable(Type.String()),
    email: Nullable(Type.String({ description: 'The verified address to call them by.' })),
    avatar_url: Nullable(Type.String()),
  }),
)

const OwnMembership = named(
  'OwnMembership',
  Fields({
    organization_id: Uuid(),
    name: Type.String(),
    slug: Type.String(),
    logo_url: Nullable(Type.String()),
    permissions: Type.Array(Type.String({ description: 'What their roles allow them there.' })),
  }),
)

export const ConsoleSession = named(
  'ConsoleSession',
  Fields({
    user: Nullable(SignedIn),
    memberships: Type.Array(OwnMembership, { description: 'Organizations that the user belongs to, longest first.' }),
    mailbox_url: Nullable(Type.String({ description: 'Where mails lie that were not sent; in development.' })),
    mode: Type.Enum(['development', 'production']),
  }),
)
export type ConsoleSession = Static<typeof ConsoleSession>

export const SignedOut = named('SignedOut', Fields({ url: Type.String({ description: 'Where the browser goes on.' }) }))
