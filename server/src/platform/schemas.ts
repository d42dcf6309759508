import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { changes, Name } from '../organizations/schemas.ts'
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

const person = {
  issuer: Type.String({ minLength: 1, maxLength: 2_000, description: 'Who signs their tokens (`iss`).' }),
  subject: Type.String({ minLength: 1, maxLength: 255, description: 'Who they are there (`sub`).' }),
  email: Type.Optional(Nullable(Type.String({ maxLength: 320 }))),
  email_verified: Type.Optional(
    Type.Boolean({ description: 'Counts where the settings trust that issuer with addresses. Default false.' }),
  ),
  name: Type.Optional(Nullable(Type.String({ maxLength: 400 }))),
  avatar_url: Type.Optional(Nullable(Type.String({ maxLength: 2_000, description: 'An https URL of a picture.' }))),
}

const external_id_pattern = '^(?!\\.{1,2}$)[!-.0-~]{1,200}$'
const external_id = {
  pattern: external_id_pattern,
  'x-expected': 'must be 1 to 200 visible ASCII characters without a slash',
}

export const ExternalId = Fields({
  external_id: Type.String({ ...external_id, description: "The application's own name for the organization." }),
})

export const PlatformOrganization = named(
  'PlatformOrganization',
  Fields({
    ...changes,
    name: Name,
    owner: Type.Optional(
      named(
        'PlatformPerson',
        Type.Object(person, {
          additionalProperties: false,
          description: 'The first owner, who becomes a user by this.',
        }),
      ),
    ),
    owner_user_id: Type.Optional(Uuid('The first owner, where they are a user already.')),
  }),
)
export type PlatformOrganization = Static<typeof PlatformOrganization>

export const ImportedMember = named(
  'ImportedMember',
  Type.Object(
    {
      organization_id: Type.Optional(Uuid()),
      external_id: Type.Optional(
        Type.String({
          ...external_id,
          description: "The application's own name for the organization, in place of its id.",
        }),
      ),
      user_id: Type.Optional(Uuid('Who it is, in place of issuer and subject.')),
      ...person,
      issuer: Type.Optional(person.issuer),
      subject: Type.Optional(person.subject),
      roles: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
          minItems: 1,
          maxItems: 20,
          description: 'Names or ids of roles of the organization. Default Member.',
        }),
      ),
    },
    {
      additionalProperties: false,
      examples: [
        {
          external_id: 'crm:4711',
          issuer: 'https://login.example.com',
          subject: 'ada',
          email: 'ada@example.com',
          email_verified: true,
          name: 'Ada Lovelace',
          roles: ['Admin'],
        },
        { external_id: 'crm:4711', issuer: 'https://login.example.com', subject: 'grace' },
      ],
    },
  ),
)
export type ImportedMember = Static<typeof ImportedMember>

/** What an import tells: a line about each row that was refused, how far it is after each batch, and at last what became of it. */
export const ImportTold = named(
  'ImportTold',
  Type.Object(
    {
      line: Type.Optional(Type.Integer({ description: 'The number of the line that was refused, from 1.' })),
      pointer: Type.Optional(Type.String({ description: 'Which of its fields was wrong, as a JSON pointer.' })),
      code: Type.Optional(Type.String({ description: 'Why that line, or the import, was refused.' })),
      detail: Type.Optional(Type.String()),
      progress: Type.Optional(ImportCounts()),
      finished: Type.Optional(
        Type.Boolean({ description: 'In the last line: true if every line was read, false if the import stopped.' }),
      ),
      total: Type.Optional(ImportCounts()),
    },
    {
      additionalProperties: false,
      examples: [
        {
          line: 3,
          pointer: '/roles/0',
          code: 'validation_failed',
          detail: 'must be the name or the id of a role of this organization',
        },
        { progress: { lines: 500, added: 499, present: 0, changed: 0, refused: 1 } },
        { finished: true, total: { lines: 500, added: 499, present: 0, changed: 0, refused: 1 } },
      ],
    },
  ),
)
export type ImportTold = Static<typeof ImportTold>

function ImportCounts() {
  return named(
    'ImportCounts',
    Fields({
      lines: Type.Integer({ description: 'Lines that are dealt with.' }),
      added: Type.Integer({ description: 'Became members.' }),
      present: Type.Integer({ description: 'Were members already.' }),
      changed: Type.Integer({ description: 'Were members and got other roles, with `update_roles`.' }),
      refused: Type.Integer({ description: 'Were refused; the first 10,000 are told one by one.' }),
    }),
  )
}
export type ImportCounts = Static<ReturnType<typeof ImportCounts>>
