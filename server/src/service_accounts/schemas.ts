import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

const fields = {
  id: Uuid('ID of the user that it is.'),
  organization_id: Uuid('The organization that made it.'),
  name: Type.String(),
  email: Type.String({ description: 'The address by which it can be invited. Never mailed.' }),
  client_id: Type.String(),
  created: Timestamp(),
  last_used: Nullable(Timestamp('When it last asked for a token.')),
}

export const ServiceAccount = named('ServiceAccount', Fields(fields))
export type ServiceAccount = Static<typeof ServiceAccount>

export const ServiceAccountWithKey = named(
  'ServiceAccountWithKey',
  Fields({
    ...fields,
    client_secret: Type.String({ description: 'Shown this once. Keep it safe; it cannot be read again.' }),
  }),
)
export type ServiceAccountWithKey = Static<typeof ServiceAccountWithKey>

export const NewServiceAccount = named(
  'NewServiceAccount',
  Fields({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    role_id: Type.Optional(Uuid('Its role in the organization. Default: Member.')),
  }),
)

export const Rotation = named(
  'Rotation',
  Fields({
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 86_400,
        description:
          'How long the key before still works, at most a day. Without it that key ends at once, together with the tokens that it obtained.',
      }),
    ),
  }),
)

export const ServiceAccountId = Fields({
  organization_id: Uuid('ID of the organization.'),
  service_account_id: Uuid('ID of the service account.'),
})
