import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

const largest_integer = 2_147_483_647
const most_domains = 100

const SeatPolicy = Type.Enum(['members', 'members_and_pending'], {
  description: 'What takes a seat: members, or pending invitations as well.',
  'x-expected': 'must be members or members_and_pending',
})
const Domains = (description: string) =>
  Type.Array(Type.String({ maxLength: 255 }), { maxItems: most_domains, description })
const DepartedInviter = Type.Enum(['revalidate', 'keep', 'revoke'], {
  description:
    'What becomes of invitations whose inviter left or may no longer give what they gave: they wait until somebody else invites, they stay good, or they end.',
  'x-expected': 'must be revalidate, keep or revoke',
})
const DefaultExpiry = Type.Integer({
  minimum: 60,
  maximum: 31_536_000,
  description: 'How long invitations stay open that say nothing else.',
  'x-expected': 'must be a whole number from 60 to 31536000',
})

const policies = {
  seat_policy: SeatPolicy,
  allowed_domains: Domains('Only addresses of these domains are invited; all of them where there are none.'),
  blocked_domains: Domains('No address of these domains is invited.'),
  departed_inviter: DepartedInviter,
  default_expiry_seconds: DefaultExpiry,
}

/** What an organization decides about its invitations. Domains are shown in their ASCII form. */
export const Policies = named('Policies', Fields(policies))
export type Policies = Static<typeof Policies>

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
    policies: Policies,
    external_id: Type.Optional(
      Nullable(Type.String({ description: "The application's own name for it; shown to platform clients only." })),
    ),
    created: Timestamp(),
    updated: Timestamp(),
  }),
)
export type Organization = Static<typeof Organization>

export const Name = Type.String({ minLength: 1, maxLength: 200, description: 'Shown to those who are invited.' })
const Slug = (description: string) =>
  Type.String({
    pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
    description,
    'x-expected': 'must be 1 to 63 small letters, digits and hyphens, and must not begin or end with a hyphen',
  })
const Description = Nullable(Type.String({ maxLength: 1_000 }))
const LogoUrl = Nullable(Type.String({ maxLength: 2_000, description: 'An https URL of a picture.' }))

export const NewOrganization = named(
  'NewOrganization',
  Fields({
    name: Name,
    slug: Type.Optional(Slug('Short name for URLs; made from the name if left away.')),
    description: Type.Optional(Description),
    logo_url: Type.Optional(LogoUrl),
    owner_user_id: Type.Optional(
      Uuid('The first owner. Required of a platform client, refused from anybody else, who owns it themselves.'),
    ),
  }),
)
export type NewOrganization = Static<typeof NewOrganization>

/** What can be changed of an organization; what is left away stays as it is. */
export const changes = {
  name: Type.Optional(Name),
  slug: Type.Optional(Slug('Short name for URLs.')),
  description: Type.Optional(Description),
  logo_url: Type.Optional(LogoUrl),
  seat_limit: Type.Optional(
    Type.Union([
      Type.Integer({
        minimum: 0,
        maximum: largest_integer,
        description: 'At most so many members; who is one already stays. Set by platform clients and operators.',
        'x-expected': `must be a whole number from 0 to ${largest_integer}, or null for no limit`,
      }),
      Type.Null(),
    ]),
  ),
  policies: Type.Optional(
    named(
      'PoliciesChange',
      Fields({
        seat_policy: Type.Optional(SeatPolicy),
        allowed_domains: Type.Optional(policies.allowed_domains),
        blocked_domains: Type.Optional(policies.blocked_domains),
        departed_inviter: Type.Optional(DepartedInviter),
        default_expiry_seconds: Type.Optional(DefaultExpiry),
      }),
    ),
  ),
}

export const OrganizationChange = named('OrganizationChange', Fields(changes))
export type OrganizationChange = Static<typeof OrganizationChange>

export const OrganizationId = Fields({ organization_id: Uuid('ID of the organization.') })

export const OrganizationIdOrSlug = Fields({
  organization_id: Type.String({
    pattern: '^[0-9a-zA-Z-]{1,63}$',
    description: 'ID or slug of the organization.',
    'x-expected': 'must be the id or the slug of an organization',
  }),
})
