import { Fields, named, Nullable, type Static, Type } from '../http/schemas.ts'
import { shown } from '../invitations/schemas.ts'

export const LinkToken = named(
  'LinkToken',
  Fields({ token: Type.String({ maxLength: 256, description: 'What stands behind the `#` of the link.' }) }),
)

export const LinkPreview = named(
  'LinkPreview',
  Fields({
    ...shown,
    message: Nullable(Type.String({ description: "The inviter's own words." })),
    masked_email: Type.String({ description: 'Which address was invited, enough to recognise it.' }),
    roles: Type.Array(Type.String({ description: 'Name of a role.' })),
  }),
)
export type LinkPreview = Static<typeof LinkPreview>
