import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const Team = named(
  'Team',
  Fields({
    id: Uuid(),
    organization_id: Uuid(),
    name: Type.String(),
    description: Nullable(Type.String()),
    member_count: Type.Integer({ description: 'Members of the organization who are in it, invitations not counted.' }),
    roles: Type.Array(Fields({ id: Uuid(), name: Type.String() }), { description: 'What everybody in it has.' }),
    created: Timestamp(),
    updated: Timestamp(),
  }),
)
export type Team = Static<typeof Team>

const changeable = {
  name: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'Unique in the organization, whatever the letter case.',
  }),
  description: Nullable(Type.String({ maxLength: 1_000 })),
}

export const NewTeam = named(
  'NewTeam',
  Fields({ name: changeable.name, description: Type.Optional(changeable.description) }),
)
export type NewTeam = Static<typeof NewTeam>

export const TeamChange = named('TeamChange', Type.Partial(Fields(changeable), { additionalProperties: false }))
export type TeamChange = Static<typeof TeamChange>

export const TeamId = Fields({ team_id: Uuid('ID of the team.') })

export const TeamMemberQuery = Fields({
  user_id: Type.Optional(Uuid('A member of the organization.')),
  invitation_id: Type.Optional(Uuid('A pending invitation, whose invitee comes into the team by accepting it.')),
})
