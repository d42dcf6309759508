import { Fields, named, Nullable, type Static, Timestamp, Type } from '../http/schemas.ts'
import { identityScopes, scopesOfPeople } from '../issuer/scopes.ts'

/** What an application can be registered for: to know a person, and to act in their name. */
export const applicationScopes = [...identityScopes, ...scopesOfPeople] as const

const uris = (description: string) => Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: 20, description })

const changeable = {
  name: Type.String({ minLength: 1, maxLength: 400, description: 'What people read when they are asked for consent.' }),
  redirect_uris: uris(
    'Where people come back to, compared character by character: https, or on their own machine a loopback address or a scheme like `com.example.app`.',
  ),
  post_logout_redirect_uris: uris('Where people may be sent after they signed out.'),
  first_party: Type.Boolean({
    description: 'Whether it belongs to the operator of this service. Its people are not asked for consent.',
  }),
  scopes: Type.Array(
    Type.Enum([...applicationScopes], { 'x-expected': `must be one of ${applicationScopes.join(', ')}` }),
    {
      minItems: 1,
      uniqueItems: true,
      description: 'What it may ask for.',
    },
  ),
}

export const Client = named(
  'Client',
  Fields({
    client_id: Type.String(),
    kind: Type.Enum(['application', 'platform'], {
      description: 'An `application` that people sign in to, or the machine access of the `platform`.',
    }),
    ...changeable,
    scopes: Type.Array(Type.String(), { description: 'What it may ask for.' }),
    public: Type.Boolean({
      description: 'Whether it has no secret, as an installed program or a page in a browser (RFC 6749, section 2.1).',
    }),
    created: Timestamp(),
    last_used: Nullable(Timestamp('When its secret was last used, to the minute.')),
  }),
)
export type Client = Static<typeof Client>

const client_secret = Type.String({ description: 'Shown this once.' })

export const RegisteredClient = named(
  'RegisteredClient',
  Fields({ ...Client.properties, client_secret: Type.Optional(client_secret) }),
)
export type RegisteredClient = Static<typeof RegisteredClient>

export const NewClient = named(
  'NewClient',
  Fields({
    name: changeable.name,
    kind: Type.Optional(
      Type.Enum(['application', 'platform'], {
        description: 'Default `application`. A `platform` client has a secret, no addresses, and scopes of its own.',
        'x-expected': 'must be application or platform',
      }),
    ),
    public: Type.Optional(Type.Boolean({ description: 'Whether it gets no secret. Default false.' })),
    redirect_uris: Type.Optional(changeable.redirect_uris),
    post_logout_redirect_uris: Type.Optional(changeable.post_logout_redirect_uris),
    first_party: Type.Optional(changeable.first_party),
    scopes: Type.Optional(changeable.scopes),
  }),
)
export type NewClient = Static<typeof NewClient>

export const ClientChange = named('ClientChange', Type.Partial(Fields(changeable), { additionalProperties: false }))
export type ClientChange = Static<typeof ClientChange>

export const SecretRotation = named(
  'SecretRotation',
  Fields({
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 86_400,
        description:
          'How long the secret before still works, at most a day. Without it that secret ends at once, together with the tokens that the client got for itself.',
      }),
    ),
  }),
)

export const ClientId = Fields({
  client_id: Type.String({ minLength: 1, maxLength: 100, description: 'ID of the client.' }),
})
