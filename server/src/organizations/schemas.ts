import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const Organization = named(
  'Organization',
  Fields({
    id: Uuid(),
    name: Type.String(),
    slug: Type.String(),
    description: Nullable(Type.String()),
    logo_url: Nullable(Type.String()),
    member_count: Type.Integer({ description: 'Persons and service accounts that are members now.' }),
    seat_limit: Nullable(Type.Integer({ description: 'At most so many members; null for no limit.' })),
    created: Timestamp(),
    updated: Timestamp(),
  }),
)
export type Organization = Static<typeof Organization>

const slug_pattern = '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'

export const NewOrganization = named(
  'NewOrganization',
  Fields({
    name: Type.String({ minLength: 1, maxLength: 200, description: 'Shown to those who are invited.' }),
    slug: Type.Optional(
      Type.String({
        pattern: slug_pattern,
        description: 'Short name for URLs; made from the name if left away.',
        'x-expected': 'must be 1 to 63 small letters, digits and hyphens, and must not begin or end with a hyphen',
      }),
    ),
    description: Type.Optional(Nullable(Type.String({ maxLength: 1_000 }))),
    logo_url: Type.Optional(Nullable(Type.String({ maxLength: 2_000, description: 'An https URL of a picture.' }))),
    owner_user_id: Type.Optional(
      Uuid('The first owner. Required of a platform client, refused from anybody else, who owns it themselves.'),
    ),
  }),
)
export type NewOrganization = Static<typeof NewOrganization>

export const OrganizationId = Fields({ organization_id: Uuid('ID of the organization.') })

export const OrganizationIdOrSlug = Fields({
  organization_id: Type.String({
    pattern: '^[0-9a-zA-Z-]{1,63}$',
    description: 'ID or slug of the organization.',
    'x-expected': 'must be the id or the slug of an organization',
  }),
})
