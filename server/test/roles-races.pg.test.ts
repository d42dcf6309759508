import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { makesRole, makesTeam, rolesOf } from './support/roles.ts'
import { writtenData } from './support/told-events.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

// Each race is run so many times; USHER_TEST_ROUNDS makes it a drill.
const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 15)
const time_limit_ms = 60_000 + rounds * 1_000

let usher: TestUsher
let fleet: Fleet
beforeAll(async () => {
  usher = await startUsher()
  fleet = await startFleet(usher, 3)
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

const ask = (actor: Actor, method: string, path: string, body?: object): Promise<Answer> =>
  fleet.request(method, path, { token: actor.token, ...(body === undefined ? {} : { body }) })
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)

async function twoOwners() {
  const { owner, partner } = await cast(usher, 'owner', 'partner')
  const company = await owner.founds()
  const [{ id: ownerId } = { id: '' }] = await owner.membersOf(company)
  return { owner, partner, company, ownerId, partnerId: await partner.joins(company, owner, 'owner') }
}

async function owners({ id }: Company): Promise<number> {
  return (await usher.db.one(sql<{ owner_count: number }>`select owner_count from organizations where id = ${id}`))
    .owner_count
}

async function countOfEvents(subjectId: string, type: string): Promise<number> {
  const events = sql`select id from events where subject_id = ${subjectId} and type = ${type}`
  return (await usher.db.many(events)).length
}

test(
  'of two owners who demote each other at once one stays, and the other may no longer do it (case 27)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, company, ownerId, partnerId } = await twoOwners()
      const demotes = (actor: Actor, userId: string) =>
        round % 2 === 0
          ? ask(actor, 'PATCH', `/organizations/${company.id}/members?user_id=${userId}`, {
              role_ids: [company.roles.admin],
            })
          : ask(actor, 'DELETE', `/roles/${company.roles.owner}/assignments?user_id=${userId}`)
      const answers = await Promise.all([demotes(owner, partnerId), demotes(partner, ownerId)])
      // Who comes second is admin or member by then, and so may not take what is above their own.
      expect(statuses(answers)).toEqual([200, 403])
      expect(await owners(company)).toBe(1)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'of two owners who demote themselves at once exactly one is refused (case 27)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, company, ownerId, partnerId } = await twoOwners()
      const steps = (actor: Actor, userId: string) =>
        round % 2 === 0
          ? ask(actor, 'PATCH', `/organizations/${company.id}/members?user_id=${userId}`, {
              role_ids: [company.roles.member],
            })
          : ask(actor, 'DELETE', `/roles/${company.roles.owner}/assignments?user_id=${userId}`)
      const answers = await Promise.all([steps(owner, ownerId), steps(partner, partnerId)])
      expect(statuses(answers)).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last_owner')
      expect(await owners(company)).toBe(1)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test('ten who assign the same role at once: one does, nine hear that it is there', async () => {
  const { owner, partner, company, partnerId } = await twoOwners()
  const role = await makesRole(owner, company, ['invitations:read'])
  const team = await makesTeam(owner, company)
  const invitation = await owner.invites(company, 'linus@example.com')
  for (const [whom, id, type, path] of [
    ['user_id', partnerId, 'member.role_changed', `/roles/${role.id}/assignments`],
    ['team_id', team.id, 'organization.team_changed', `/roles/${role.id}/assignments`],
    ['invitation_id', invitation.id, 'invitation.edited', `/roles/${role.id}/assignments`],
    ['user_id', partnerId, 'member.team_joined', `/teams/${team.id}/members`],
  ] as const) {
    const assigning = () => ask(owner, 'POST', `${path}?${whom}=${id}`)
    expect(statuses(await Promise.all(Array.from({ length: 10 }, assigning)))).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ])
    expect(await countOfEvents(id, type)).toBe(1)
    const taking = () => ask(partner, 'DELETE', `${path}?${whom}=${id}`)
    // The team keeps its role, so that the last of these finds it.
    if (whom === 'team_id') continue
    expect(statuses(await Promise.all(Array.from({ length: 10 }, taking)))).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 404),
    ])
    expect(await countOfEvents(id, type === 'member.team_joined' ? 'member.team_left' : type)).toBe(
      type === 'member.team_joined' ? 1 : 2,
    )
  }
  await expectInvariants(usher.db)
})

test(
  'accepting while the role of the invitation is deleted: with that role and then Member, or with Member (case 65)',
  async () => {
    const { owner, grace } = await cast(usher, 'owner', 'grace')
    for (let round = 0; round < rounds; round++) {
      const company = await owner.founds()
      const role = await makesRole(owner, company, ['invitations:read'])
      const team = await makesTeam(owner, company)
      const body = { email: grace.address, role_ids: [role.id], team_ids: [team.id] }
      const invitation = succeeded(await owner.request('POST', `/organizations/${company.id}/invitations`, { body }))
        .body as Invited
      const answers = await Promise.all([
        ask(grace, 'POST', `/invitations/${invitation.id}?accept=true`),
        ask(owner, 'DELETE', `/roles/${role.id}`),
        ask(owner, 'DELETE', `/teams/${team.id}`),
      ])
      expect(statuses(answers)).toEqual([200, 200, 200])
      const member = (await owner.membersOf(company)).find(({ email }) => email === grace.address)
      expect(member?.roles.map(({ name }) => name)).toEqual(['Member'])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'accepting while the invitation gets another role: the member has it, or the change comes too late (case 57)',
  async () => {
    const { owner, grace } = await cast(usher, 'owner', 'grace')
    for (let round = 0; round < rounds; round++) {
      const company = await owner.founds()
      const invitation = await owner.invites(company, grace)
      const [yes, changed] = await Promise.all([
        ask(grace, 'POST', `/invitations/${invitation.id}?accept=true`),
        ask(owner, 'POST', `/roles/${company.roles.admin}/assignments?invitation_id=${invitation.id}`),
      ])
      expect(yes.status).toBe(200)
      const member = (await owner.membersOf(company)).find(({ email }) => email === grace.address)
      const roles = member?.roles.map(({ name }) => name).toSorted()
      expect([changed.status, roles]).toEqual(changed.status === 200 ? [200, ['Admin', 'Member']] : [409, ['Member']])
      const accepted = await usher.db.one(sql<{ data: { role_ids: string[] } }>`
        select data from events where subject_id = ${invitation.id} and type = 'invitation.accepted'`)
      expect(accepted.data.role_ids).toHaveLength(roles?.length ?? 0)
    }
  },
  time_limit_ms,
)

test(
  'removing a member while a role and a team are given to them: gone, whatever came first (case 58)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, company, ownerId, partnerId } = await twoOwners()
      const role = await makesRole(owner, company, [])
      const team = await makesTeam(owner, company)
      const [removed, ...given] = await Promise.all([
        ask(owner, 'DELETE', `/organizations/${company.id}/members?user_id=${partnerId}`),
        ask(owner, 'POST', `/roles/${role.id}/assignments?user_id=${partnerId}`),
        ask(owner, 'POST', `/teams/${team.id}/members?user_id=${partnerId}`),
        ask(owner, 'PATCH', `/organizations/${company.id}/members?user_id=${partnerId}`, {
          role_ids: [company.roles.member, role.id],
        }),
      ])
      expect(removed.status).toBe(200)
      for (const { status } of given) expect([200, 404, 409]).toContain(status)
      expect((await partner.get(`/organizations/${company.id}`)).status).toBe(404)
      expect(await rolesOf(owner, company, ownerId)).toEqual(['Owner'])
      expect((await owner.get(`/teams/${team.id}`)).body.member_count).toBe(0)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'accepting a second invitation while being removed ends as a member or not, with seats that are right (case 58)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, company, partner, partnerId } = await twoOwners()
      await usher.db.run(sql`update organizations set seat_limit = 2 where id = ${company.id}`)
      // Who may not read addresses invites them again, not knowing that they are a member.
      const second = await usher.db.one(sql<{ id: string }>`
        with kept as (
          insert into invitations (organization_id, email, canonical_email, expires_at, link_epoch)
          values (${company.id}, ${partner.address}, ${partner.address}, now() + interval '1 day', '1') returning id, organization_id
        )
        insert into events (type, organization_id, actor_type, subject_type, subject_id, data)
        select 'invitation.created', organization_id, 'system', 'invitation', id, ${writtenData(sql`'invitation.created'`)} from kept
        returning subject_id as id`)
      const [removed, accepted] = await Promise.all([
        ask(owner, 'DELETE', `/organizations/${company.id}/members?user_id=${partnerId}`),
        ask(partner, 'POST', `/invitations/${second.id}?accept=true`),
      ])
      expect([removed.status, accepted.status]).toEqual([200, 200])
      const ids = (await owner.membersOf(company)).map(({ id }) => id)
      if (ids.includes(partnerId)) expect(await rolesOf(owner, company, partnerId)).toEqual(['Member'])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'inviting while the role and the team that are given are deleted: refused, or accepted with what is left (case 65)',
  async () => {
    const { owner, grace } = await cast(usher, 'owner', 'grace')
    for (let round = 0; round < rounds * 2; round++) {
      const company = await owner.founds()
      const role = await makesRole(owner, company, [])
      const team = await makesTeam(owner, company)
      const body = { email: grace.address, role_ids: [role.id], team_ids: [team.id] }
      const [invited, ...deleted] = await Promise.all([
        ask(owner, 'POST', `/organizations/${company.id}/invitations`, body),
        ask(owner, 'DELETE', `/roles/${role.id}`),
        ask(owner, 'DELETE', `/teams/${team.id}`),
      ])
      expect(statuses(deleted)).toEqual([200, 200])
      expect([201, 422]).toContain(invited.status)
      if (invited.status === 201) succeeded(await grace.accepts(invited.body as Invited))
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'inviting while losing the permission for it leaves nothing pending where the policy is to revoke (case 157)',
  async () => {
    for (let round = 0; round < rounds * 2; round++) {
      const { owner, partner, company, partnerId } = await twoOwners()
      await usher.db.run(sql`update organizations set departed_inviter = 'revoke' where id = ${company.id}`)
      const loses = () =>
        round % 2 === 0
          ? ask(owner, 'PATCH', `/organizations/${company.id}/members?user_id=${partnerId}`, {
              role_ids: [company.roles.member],
            })
          : ask(owner, 'DELETE', `/organizations/${company.id}/members?user_id=${partnerId}`)
      const body = (index: number) => ({ email: `guest-${index}@example.com` })
      const [lost] = await Promise.all([
        loses(),
        ...Array.from({ length: 4 }, (_, index) =>
          ask(partner, 'POST', `/organizations/${company.id}/invitations`, body(index)),
        ),
      ])
      expect(lost.status).toBe(200)
      const pending = await usher.db.many(sql`
        select id from invitations where organization_id = ${company.id} and inviter_id = ${partnerId} and status = 'pending'`)
      expect(pending).toEqual([])
    }
  },
  time_limit_ms,
)
