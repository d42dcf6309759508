import { Fields, named, Nullable, type Static, Type, Uuid } from '../http/schemas.ts'
import { shown } from '../invitations/schemas.ts'

const token = Type.String({ maxLength: 256, description: 'What stands behind the `#` of the link.' })

export const LinkToken = named('LinkToken', Fields({ token }))

export const LinkReport = named(
  'LinkReport',
  Fields({
    token,
    reason: Type.Enum(['not_me', 'spam'], {
      description: '`not_me`: it is meant for somebody else. `spam`: nobody asked for it.',
    }),
  }),
)

const preview = {
  ...shown,
  message: Nullable(Type.String({ description: "The inviter's own words." })),
  masked_email: Type.String({ description: 'Which address was invited, enough to recognise it.' }),
  roles: Type.Array(Type.String({ description: 'Name of a role.' })),
}

export const LinkPreview = named('LinkPreview', Fields(preview))
export type LinkPreview = Static<typeof LinkPreview>

export const SignInPreview = named(
  'SignInPreview',
  Fields({
    ...preview,
    invitation_id: Uuid('Where to go on once signed in. It opens nothing to anybody but the invitee.'),
  }),
)
export type SignInPreview = Static<typeof SignInPreview>

export const SignInStart = named(
  'SignInStart',
  Type.Object(
    {
      token: Type.Optional(token),
      sign_in_id: Type.Optional(Uuid('Instead of the token: what stands in the link of the mail with the code.')),
    },
    {
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      'x-expected': 'must have either a token or a sign_in_id',
    },
  ),
)

export const SignInUrl = named('SignInUrl', Fields({ url: Type.String({ description: 'Where the browser goes on.' }) }))

export const Claimed = named('Claimed', Fields({ invitation_id: Uuid('ID of the invitation, which is the caller’s.') }))

export const SignInId = Fields({ sign_in_id: Uuid('ID of the sign-in.') })
