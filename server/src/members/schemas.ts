import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

const Named = Fields({ id: Uuid(), name: Type.String() })

export const Member = named(
  'Member',
  Fields({
    type: Type.Union(
      [Type.Literal('user'), Type.Literal('service_account'), Type.Literal('team'), Type.Literal('invitation')],
      { description: 'Teams and pending invitations are listed only where they are asked for.' },
    ),
    id: Uuid('ID of the user, the team or the invitation.'),
    name: Nullable(Type.String()),
    email: Nullable(
      Type.String({
        description:
          'Shown to those who manage members, and to the member; that of an invitation to those who read invitations.',
      }),
    ),
    avatar_url: Nullable(Type.String()),
    roles: Type.Array(Named, { description: 'Their own; those of their teams are the teams’.' }),
    created: Timestamp('When the membership began, or the team or the invitation was made.'),
    expiration_date: Nullable(Timestamp('When the membership or the invitation ends by itself.')),
  }),
)
export type Member = Static<typeof Member>

export const MembershipDetails = named(
  'MembershipDetails',
  Fields({
    ...Member.properties,
    teams: Type.Array(Fields({ ...Named.properties, roles: Type.Array(Named) })),
    permissions: Type.Array(Type.String(), { description: 'What all these roles allow, each once.' }),
  }),
)
export type MembershipDetails = Static<typeof MembershipDetails>

export const MemberChange = named(
  'MemberChange',
  Fields({
    role_ids: Type.Optional(
      Type.Array(Uuid(), {
        minItems: 1,
        maxItems: 100,
        description: 'All roles of their own that the member has from now on.',
      }),
    ),
  }),
)
export type MemberChange = Static<typeof MemberChange>

export const MemberId = Fields({
  organization_id: Uuid('ID of the organization.'),
  user_id: Uuid('ID of the user.'),
})

const wanted = (description: string) => Type.Optional(Type.Boolean({ description }))

/** What every list of members can be asked besides its pages. */
export const ListingQuery = {
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Only those whose name contains this, or the address where you may see it, in any letter case.',
    }),
  ),
  sort: Type.Optional(
    Type.Enum(['created', '-created', 'name', '-name'], {
      description: 'Default `created`: oldest first.',
      'x-expected': 'must be one of created, -created, name, -name',
    }),
  ),
  include_users: wanted('Default true.'),
  include_service_accounts: wanted('Default true.'),
}

/** In lists of who has something. */
export const IncludeInvitations = {
  include_invitations: wanted(
    'Pending invitations that will give it. By default they are there if you hold `invitations:read`.',
  ),
}

export const MembersQuery = {
  ...ListingQuery,
  role_id: Type.Optional(Uuid('Only those who have this role of their own.')),
  team_id: Type.Optional(Uuid('Only those in this team.')),
  include_teams: wanted('Default false.'),
  include_invitations: wanted('Pending ones; needs `invitations:read`. Default false.'),
}
