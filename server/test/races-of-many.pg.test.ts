import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { userIdOf } from './support/operator.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'
import { watch } from './support/watchers.ts'

// Each race of two or of ten is run so many times; USHER_TEST_ROUNDS makes it a drill.
const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 10)
const time_limit_ms = 60_000 + rounds * 2_000

let usher: TestUsher
let fleet: Fleet
beforeAll(async () => {
  usher = await startUsher()
  await watch(usher.db)
  fleet = await startFleet(usher, 3)
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

const accept = ({ token }: Actor, { id }: Invited) => fleet.request('POST', `/invitations/${id}?accept=true`, { token })
const revoke = ({ token }: Actor, { id, organization_id }: Invited) =>
  fleet.request('DELETE', `/organizations/${organization_id}/invitations/${id}`, { token })
const invite = ({ token }: Actor, { id }: Company, email: string) =>
  fleet.request('POST', `/organizations/${id}/invitations`, { token, body: { email } })

const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

/** How often each answer was given. */
function tally(answers: readonly Answer[]): Record<string, number> {
  const told = answers.map(({ status, body }) => (status < 300 ? `${status}` : `${status} ${body.code}`))
  return Object.fromEntries([...Map.groupBy(told, (each) => each)].map(([each, all]) => [each, all.length]))
}

async function statusesIn({ id }: Company): Promise<Record<string, number>> {
  const rows = await usher.db.many(sql<{ status: string; count: number }>`
    select status, count(*)::integer as count from invitations where organization_id = ${id} group by status`)
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

async function eventsOf({ id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(
    sql<{
      type: string
    }>`select type from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence`,
  )
  return rows.map(({ type }) => type)
}

/** Ten people who may manage the invitations of a company. */
async function admins(owner: Actor, company: Company): Promise<Actor[]> {
  return many(10, async () => {
    const admin = await enter(usher, 'admin')
    await admin.joins(company, owner, 'admin')
    return admin
  })
}

test(
  'a member is removed while they accept a second invitation: one after the other, whichever was first (case 58)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const company = await ada.founds()
      const other = `other-${grace.address}`
      const [first, second] = [await ada.invites(company, grace), await ada.invites(company, other)]
      const graceId = await userIdOf(usher, grace)
      await usher.db.run(sql`
        insert into addresses (user_id, canonical, email, verified_at) values (${graceId}, ${other}, ${other}, now())`)
      await grace.accepts(first)

      const [yes, removed] = await Promise.all([
        accept(grace, second),
        fleet.request('DELETE', `/organizations/${company.id}/members?user_id=${graceId}`, { token: ada.token }),
      ])
      expect([yes.status, removed.status]).toEqual([200, 200])
      const { joined, is_member, removals } = await usher.db.one(sql<{
        joined: boolean
        is_member: boolean
        removals: number
      }>`
        select
          (select (data ->> 'joined')::boolean from events
            where subject_id = ${second.id} and type = 'invitation.accepted') as joined,
          exists (select from members where organization_id = ${company.id} and user_id = ${graceId}) as is_member,
          (select count(*)::integer from events
            where organization_id = ${company.id} and subject_id = ${graceId} and type = 'member.removed') as removals`)
      // Removed first: the second invitation made them a member again. Accepted first: they were one, and are none now.
      expect([is_member, removals]).toEqual([joined, 1])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'a hundred people, a hundred invitations, ten free seats: ten members, ninety who can try again (case 50)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const people = await many(100, () => enter(usher, 'guest'))
    const invitations: Invited[] = []
    for (const person of people) invitations.push(await ada.invites(company, person))
    await usher.db.run(sql`update organizations set seat_limit = 11 where id = ${company.id}`)

    const all = () => many(100, (index) => accept(people[index] as Actor, invitations[index] as Invited))
    expect(tally(await all())).toEqual({ '200': 10, '409 seat_limit_reached': 90 })
    expect(await statusesIn(company)).toEqual({ accepted: 10, pending: 90 })
    // Those who are in hear the same again, and the others are still too many.
    await usher.db.run(sql`update organizations set seat_limit = 61 where id = ${company.id}`)
    expect(tally(await all())).toEqual({ '200': 60, '409 seat_limit_reached': 40 })
    expect(await statusesIn(company)).toEqual({ accepted: 60, pending: 40 })
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'ten admins revoke one invitation: ten equal answers, one event (case 61)',
  async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const ten = await admins(ada, company)
    for (let round = 0; round < rounds; round++) {
      const invitation = await ada.invites(company, grace)
      const answers = await Promise.all(ten.map((admin) => revoke(admin, invitation)))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 null']))
      expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.revoked'])
    }
  },
  time_limit_ms,
)

test(
  'ten admins invite one address: one is the inviter, nine hear of the conflict, one mail leaves (case 54)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const ten = await admins(ada, company)
    for (let round = 0; round < rounds; round++) {
      const address = `guest-${crypto.randomUUID()}@example.com`
      const answers = await Promise.all(ten.map((admin) => invite(admin, company, address)))
      expect(tally(answers)).toEqual({ '201': 1, '409 already_invited': 9 })
      const made = await usher.db.one(sql<{ invitations: number; deliveries: number; events: number }>`
        select count(distinct invitations.id)::integer as invitations, count(distinct deliveries.id)::integer as deliveries,
          count(distinct events.id)::integer as events
        from invitations
          left join deliveries on deliveries.invitation_id = invitations.id
          left join events on events.subject_id = invitations.id::text and events.type = 'invitation.created'
        where canonical_email = ${address}`)
      expect(made).toEqual({ invitations: 1, deliveries: 1, events: 1 })
    }
  },
  time_limit_ms,
)

test(
  'ten admins revoke while a hundred times it is accepted: one thing holds, and everybody hears of that one (case 47)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const ten = await admins(ada, company)
    const guest = await enter(usher, 'guest')
    const invitation = await ada.invites(company, guest)
    const [accepted, revoked] = await Promise.all([
      many(100, () => accept(guest, invitation)),
      Promise.all(ten.map((admin) => revoke(admin, invitation))),
    ])
    const [, end] = await eventsOf(invitation)
    expect([tally(accepted), tally(revoked)]).toEqual(
      end === 'invitation.accepted'
        ? [{ '200': 100 }, { '409 not_pending': 10 }]
        : [{ '410 revoked': 100 }, { '200': 10 }],
    )
    expect(await eventsOf(invitation)).toHaveLength(2)
  },
  time_limit_ms,
)
