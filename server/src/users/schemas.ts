import { LanguageTag } from '../http/language.ts'
import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { TimeZone } from '../http/time-zone.ts'

export const UserAddress = named(
  'Address',
  Fields({
    id: Uuid(),
    email: Type.String(),
    verified: Type.Boolean({ description: 'Invitations sent there are its user’s, and nobody else’s.' }),
    vouched_by: Nullable(
      Type.String({
        description:
          'The issuer that says so; null where its holder proved it by a code, or by the link of an invitation.',
      }),
    ),
    signs_in: Type.Boolean({ description: 'A code mailed there signs its user in.' }),
    created: Timestamp(),
  }),
)
export type UserAddress = Static<typeof UserAddress>

/** The fields of a user that both the user and operators see. */
export const userFields = {
  id: Uuid(),
  type: Type.Union([Type.Literal('user'), Type.Literal('service_account')]),
  status: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
  name: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  addresses: Type.Array(UserAddress),
  created: Timestamp(),
  updated: Timestamp(),
}

export const Me = named(
  'Me',
  Fields({
    ...userFields,
    locale: Nullable(Type.String({ description: 'The language that they read (BCP 47); null if they have not said.' })),
    time_zone: Nullable(
      Type.String({ description: 'Where they live, by its name in the IANA database; null if they have not said.' }),
    ),
    operator: Type.Boolean({ description: 'Whether they run the platform.' }),
    identities: Type.Array(Fields({ issuer: Type.String() }), { description: 'The issuers that know them.' }),
  }),
)
export type Me = Static<typeof Me>

export const MeChange = named(
  'MeChange',
  Fields({
    name: Type.Optional(Nullable(Type.String({ maxLength: 200, description: 'Shown to those whom they invite.' }))),
    avatar_url: Type.Optional(Nullable(Type.String({ maxLength: 2_000, description: 'An https URL of a picture.' }))),
    locale: Type.Optional(
      Nullable(LanguageTag('The language that you read (BCP 47), as `de`. Mails to you are in it.')),
    ),
    time_zone: Type.Optional(
      Nullable(TimeZone('Where you live, as `Europe/Berlin`, so that reminders come by day. Nobody else is told.')),
    ),
  }),
)
export type MeChange = Static<typeof MeChange>

export const Erasure = named(
  'Erasure',
  Fields({
    confirm: Type.String({
      minLength: 1,
      maxLength: 320,
      description: 'An address of yours, in any spelling; your id if you have no address.',
    }),
  }),
)

export const NewAddress = named(
  'NewAddress',
  Fields({ email: Type.String({ minLength: 1, maxLength: 320, description: 'One address.' }) }),
)

export const Block = named(
  'Block',
  Fields({
    organization_id: Uuid(),
    organization_name: Type.String(),
    organization_logo_url: Nullable(Type.String()),
    created: Timestamp(),
  }),
)
export type Block = Static<typeof Block>

export const BlockedOrganization = Fields({ organization_id: Uuid('ID of the organization.') })

export const AddressId = Fields({ address_id: Uuid('ID of the address.') })

export const CodeAsked = named(
  'CodeAsked',
  Fields({ expiration_date: Timestamp('From then on the code is no longer taken.') }),
)

export const TypedCode = named(
  'TypedCode',
  Fields({
    code: Type.String({
      pattern: '^[0-9 -]{6,20}$',
      description: 'As it stands in the newest mail, with spaces or without.',
      'x-expected': 'must be the digits of the code, as 123 456',
    }),
  }),
)

export const MyOrganization = named(
  'MyOrganization',
  Fields({
    id: Uuid(),
    name: Type.String(),
    slug: Type.String(),
    logo_url: Nullable(Type.String()),
    roles: Type.Array(Fields({ id: Uuid(), name: Type.String() })),
    permissions: Type.Array(Type.String(), { description: 'What the roles together allow.' }),
    created: Timestamp('When the membership began.'),
  }),
)
export type MyOrganization = Static<typeof MyOrganization>
