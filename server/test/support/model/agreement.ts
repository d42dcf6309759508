import { expect } from 'vitest'
import { type Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { at, type Model, statusOf } from './model.ts'
import type { World } from './world.ts'

/** The database says what the model says, of everything in this world. */
export async function expectAgreement(world: World, model: Model): Promise<void> {
  await expectInvitations(world, model)
  for (const [number, organization] of model.organizations.entries()) {
    await expectOrganization(world, number, organization)
  }
  const blocks = await world.usher.db.many(sql<{ user_id: string; organization_id: string }>`
    select user_id, organization_id from organization_blocks where user_id = any(${[...world.userIds]}::uuid[])`)
  const expected = model.people.flatMap(({ blocked }, person) =>
    [...blocked].map((number) => `${at(world.userIds, person)} ${at(world.organizations, number).id}`),
  )
  expect(sorted(blocks.map(({ user_id, organization_id }) => `${user_id} ${organization_id}`))).toEqual(
    sorted(expected),
  )
}

interface Written {
  id: string
  status: string
  answered_by: string | null
  inviter_id: string | null
  role_ids: string[]
  team_ids: string[]
  links: number
  events: string[]
}

async function expectInvitations({ usher: { db }, ...world }: World, model: Model): Promise<void> {
  const written = await db.many(sql<Written>`
    select id, status_now(status, expires_at) as status, answered_by, inviter_id, link_version as links,
      array(select role_id from invitation_roles where invitation_id = invitations.id) as role_ids,
      array(select team_id from invitation_teams where invitation_id = invitations.id) as team_ids,
      array(
        select replace(type, 'invitation.', '') from events where subject_id = invitations.id::text and type not in ('invitation.seen', 'invitation.sent')
        order by sequence
      ) as events
    from invitations
    where organization_id = any(${world.organizations.map(({ id }) => id)}::uuid[]) and not (id = any(${[...world.before]}::uuid[]))`)
  const person = (number: number | null) => (number === null ? null : at(world.userIds, number))
  const expected = model.invitations.map((each, number) => ({
    id: at(world.invitations, number).id,
    status: statusOf(each),
    answered_by: person(each.answeredBy),
    inviter_id: person(each.inviter),
    role_ids: [at(world.organizations, each.organization).roles[each.role]],
    team_ids: sorted(each.teams.map((team) => at(at(world.teams, each.organization), team))),
    links: each.links,
    events: each.events,
  }))
  // There is no other either (I8).
  expect(byId(written.map((each) => ({ ...each, team_ids: sorted(each.team_ids) })))).toEqual(byId(expected))
}

async function expectOrganization(
  { usher: { db }, ...world }: World,
  number: number,
  { members, active, seats, teams }: Model['organizations'][number],
): Promise<void> {
  const { id, roles } = at(world.organizations, number)
  const { joined, ...organization } = await db.one(sql<{
    joined: string[]
    status: string
    seat_limit: number | null
  }>`
    select status, seat_limit, member_count,
      -- Each change of the members has its event (I5).
      (
        select count(*) filter (where type in ('organization.created', 'member.added') or (data ->> 'joined')::boolean)
          - count(*) filter (where type = 'member.removed')
        from events where organization_id = organizations.id
      ) as told_of,
      array(select user_id || ' ' || role_id from member_roles where organization_id = organizations.id) as joined
    from organizations where id = ${id}`)
  expect(organization).toEqual({
    status: active ? 'active' : 'suspended',
    seat_limit: seats,
    member_count: members.size,
    told_of: members.size,
  })
  const expected = [...members].map(([who, role]) => `${at(world.userIds, who)} ${roles[role]}`)
  expect(sorted(joined)).toEqual(sorted(expected))
  const teamed = teams.flatMap((team, place) =>
    [...team.members].map((who) => `${at(at(world.teams, number), place)} ${at(world.userIds, who)}`),
  )
  expect(sorted(await teamsOf(db, id))).toEqual(sorted(teamed))
}

async function teamsOf(db: Database, organizationId: string): Promise<string[]> {
  const rows = await db.many(sql<{ team_id: string; user_id: string }>`
    select team_id, user_id from team_members where organization_id = ${organizationId}`)
  return rows.map(({ team_id, user_id }) => `${team_id} ${user_id}`)
}

function sorted(list: readonly string[]): string[] {
  return list.toSorted()
}

function byId<T extends { id: string }>(list: readonly T[]): T[] {
  return list.toSorted((one, other) => one.id.localeCompare(other.id))
}
