import fc from 'fast-check'
import { sql } from '../../../src/database/sql.ts'
import { at, type RoleName } from './model.ts'
import { verb } from './verb.ts'
import { draw, setRole } from './world.ts'

// What becomes of teams, and of the roles of members. Done in the database, under the organization's lock as whoever changes grants takes it.

const giveTeam = verb({
  name: 'team has role',
  weight: 3,
  args: fc.record({
    organization: draw.organization,
    team: draw.team,
    // Owner can be given to no team.
    role: fc.constantFrom<RoleName>('member', 'recruiter', 'admin', 'admin', 'admin'),
    has: fc.constantFrom(true, true, false),
  }),
  async does({ usher, organizations, teams }, { organization, team, role, has }) {
    const { id, roles } = at(organizations, organization)
    const teamId = at(at(teams, organization), team)
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`select 1 from organizations where id = ${id} for no key update`)
      await tx.run(
        has
          ? sql`
            insert into team_roles (organization_id, team_id, role_id) values (${id}, ${teamId}, ${roles[role]})
            on conflict do nothing`
          : sql`delete from team_roles where team_id = ${teamId} and role_id = ${roles[role]}`,
      )
    })
  },
  expects({ organizations }, { organization, team, role, has }) {
    const { roles } = at(at(organizations, organization).teams, team)
    if (has) roles.add(role)
    else roles.delete(role)
  },
})

const joinTeam = verb({
  name: 'is in team',
  weight: 2,
  args: fc.record({ organization: draw.organization, team: draw.team, person: draw.person, in: fc.boolean() }),
  async does({ usher, organizations, teams, userIds }, { organization, team, person, in: isIn }) {
    const { id } = at(organizations, organization)
    const teamId = at(at(teams, organization), team)
    const userId = at(userIds, person)
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`select 1 from organizations where id = ${id} for no key update`)
      await tx.run(
        isIn
          ? sql`
            insert into team_members (organization_id, team_id, user_id)
            select organization_id, ${teamId}, user_id from members where organization_id = ${id} and user_id = ${userId}
            on conflict do nothing`
          : sql`delete from team_members where team_id = ${teamId} and user_id = ${userId}`,
      )
    })
  },
  expects({ organizations }, { organization, team, person, in: isIn }) {
    const { members, teams } = at(organizations, organization)
    if (isIn && members.has(person)) at(teams, team).members.add(person)
    if (!isIn) at(teams, team).members.delete(person)
  },
})

const changeRole = verb({
  name: 'has role',
  weight: 4,
  args: fc.record({
    organization: draw.organization,
    person: draw.person,
    role: fc.constantFrom<RoleName>('member', 'recruiter', 'admin'),
  }),
  does: ({ usher, organizations, userIds }, { organization, person, role }) =>
    setRole(usher, at(organizations, organization), at(userIds, person), role),
  expects({ organizations }, { organization, person, role }) {
    const { members } = at(organizations, organization)
    const before = members.get(person)
    if (before !== undefined && before !== 'owner') members.set(person, role)
  },
})

export const teaming = [giveTeam, joinTeam, changeRole]
