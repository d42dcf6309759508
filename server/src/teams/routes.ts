import { operation } from '../http/operation.ts'
import { answerPage, CountedPageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { IncludeInvitations, ListingQuery, Member } from '../members/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { readAssignee } from '../roles/assignee.ts'
import { changeTeam, createTeam, deleteTeam } from './change.ts'
import { addToTeam, listTeamMembers, removeFromTeam } from './members.ts'
import { NewTeam, Team, TeamChange, TeamId, TeamMemberQuery } from './schemas.ts'
import { getTeam, listTeams } from './teams.ts'

const tag = 'Teams'

export const list = operation({
  id: 'list_teams',
  tag,
  summary: 'List the teams of an organization',
  description: 'Oldest first.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({
    ...CountedPageQuery,
    name: Type.Optional(
      Type.String({ maxLength: 200, description: 'Only the team of this name, in any letter case.' }),
    ),
  }),
  success: Type.Array(Team),
  refusals: ['permission_denied'],
  handle: (usher, incoming) => {
    const { caller, path, query } = incoming
    const filter = { name: query.name }
    return answerPage(usher, incoming, (page) => listTeams(usher.db, caller, path.organization_id, filter, page))
  },
})

export const create = operation({
  id: 'create_team',
  tag,
  summary: 'Create a team',
  description: 'With nobody in it. Roles are assigned to it like to a member, and everybody in it has them.',
  scope: 'organizations:write',
  idempotent: true,
  versioned: true,
  path: OrganizationId,
  body: NewTeam,
  status: 201,
  success: Team,
  refusals: ['permission_denied', 'name_taken'],
  async handle({ db, config }, { caller, path, body, requestId }) {
    const made = await createTeam(db, { caller, organizationId: path.organization_id, requestId, team: body })
    if (made instanceof Refusal) return made
    return withVersion(made, made.version, { location: `${config.publicUrl}/teams/${made.id}` })
  },
})

export const get = operation({
  id: 'get_team',
  tag,
  summary: 'Get a team',
  scope: 'organizations:read',
  versioned: true,
  path: TeamId,
  success: Team,
  refusals: ['permission_denied'],
  async handle({ db }, { caller, path }) {
    const team = await getTeam(db, caller, path.team_id)
    return team instanceof Refusal ? team : withVersion(team, team.version)
  },
})

export const change = operation({
  id: 'change_team',
  tag,
  summary: 'Change a team',
  scope: 'organizations:write',
  versioned: true,
  path: TeamId,
  body: TeamChange,
  success: Team,
  refusals: ['permission_denied', 'name_taken'],
  async handle({ db }, { caller, path, body, ifMatch, requestId }) {
    const team = await changeTeam(db, { caller, teamId: path.team_id, ifMatch, requestId, change: body })
    return team instanceof Refusal ? team : withVersion(team, team.version)
  },
})

export const remove = operation({
  id: 'delete_team',
  tag,
  summary: 'Delete a team',
  description:
    'Who was in it loses its roles and keeps their own. Pending invitations keep what is left. You hold every permission that its roles give.',
  scope: 'organizations:write',
  versioned: true,
  path: TeamId,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable'],
  handle: ({ db }, { caller, path, ifMatch, requestId }) =>
    deleteTeam(db, { caller, teamId: path.team_id, ifMatch, requestId }),
})

export const listMembers = operation({
  id: 'list_team_members',
  tag,
  summary: 'List who is in a team',
  description: 'Members of the organization, and the pending invitations that lead into the team.',
  scope: 'organizations:read',
  path: TeamId,
  query: Fields({ ...CountedPageQuery, ...ListingQuery, ...IncludeInvitations }),
  success: Type.Array(Member),
  refusals: ['permission_denied'],
  handle: (usher, incoming) => {
    const { caller, path, query } = incoming
    return answerPage(usher, incoming, (page) => listTeamMembers(usher.db, caller, path.team_id, query, page))
  },
})

export const addMember = operation({
  id: 'add_team_member',
  tag,
  summary: 'Take a member or a pending invitation into a team',
  description:
    'Needs `teams:manage`, for an invitation `invitations:manage` as well, and every permission that the team’s roles give. 409 `already_assigned` if they are in it.',
  scope: 'organizations:write',
  path: TeamId,
  query: TeamMemberQuery,
  idempotent: true,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'already_assigned', 'not_pending'],
  async handle({ db }, { caller, path, query, requestId }) {
    const assignee = readAssignee(query)
    return assignee instanceof Refusal ? assignee : addToTeam(db, { caller, teamId: path.team_id, assignee, requestId })
  },
})

export const removeMember = operation({
  id: 'remove_team_member',
  tag,
  summary: 'Take a member or a pending invitation out of a team',
  description: '404 if they are not in it. They stay a member of the organization, with their own roles.',
  scope: 'organizations:write',
  path: TeamId,
  query: TeamMemberQuery,
  success: Type.Null(),
  refusals: ['permission_denied', 'role_not_grantable', 'not_pending'],
  async handle({ db }, { caller, path, query, requestId }) {
    const assignee = readAssignee(query)
    return assignee instanceof Refusal
      ? assignee
      : removeFromTeam(db, { caller, teamId: path.team_id, assignee, requestId })
  },
})
