import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { join } from '../src/members/join.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'
import { watch } from './support/watchers.ts'

// Each race is run so many times; USHER_TEST_ROUNDS makes it a drill.
const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 25)
const time_limit_ms = 60_000 + rounds * 1_000

let usher: TestUsher
let fleet: Fleet
beforeAll(async () => {
  usher = await startUsher()
  await watch(usher.db)
  fleet = await startFleet(usher, 4)
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

const accept = (actor: Actor, { id }: Invited) =>
  fleet.request('POST', `/invitations/${id}?accept=true`, { token: actor.token })
const decline = (actor: Actor, { id }: Invited) =>
  fleet.request('POST', `/invitations/${id}?accept=false`, { token: actor.token })
const revoke = (actor: Actor, { id, organization_id }: Invited) =>
  fleet.request('DELETE', `/organizations/${organization_id}/invitations/${id}`, { token: actor.token })

const statuses = (answers: Answer[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)
const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

async function setSeats(company: Company, seats: number | null): Promise<void> {
  await usher.db.run(sql`update organizations set seat_limit = ${seats} where id = ${company.id}`)
}

async function stored({ id }: Invited): Promise<{ status: string; members: number; events: number }> {
  return usher.db.one(sql<{ status: string; members: number; events: number }>`
    select status,
      (select count(*) from members where organization_id = invitations.organization_id
        and user_id = invitations.answered_by and invitations.status = 'accepted') as members,
      (select count(*) from events where subject_id = invitations.id::text and type <> 'invitation.sent' and type <> 'invitation.created') as events
    from invitations where id = ${id}`)
}

test('a hundred parallel accepts at four processes: a hundred equal answers, one member, one event (case 44)', async () => {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  const answers = await times(100, () => accept(grace, invitation))
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`200 "${company.id}"`]))
  expect(await stored(invitation)).toEqual({ status: 'accepted', members: 1, events: 1 })
  expect(await ada.membersOf(company)).toHaveLength(2)
})

test(
  'of two people who hold one address, one gets the place and the other hears that it is gone (case 45)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const double = await enter(usher, 'double', { email: grace.address })
      const invitation = await ada.invites(await ada.founds(), grace)
      const answers = await Promise.all([accept(grace, invitation), accept(double, invitation)])
      expect(statuses(answers)).toEqual([200, 410])
      expect(await stored(invitation)).toEqual({ status: 'accepted', members: 1, events: 1 })
    }
  },
  time_limit_ms,
)

test(
  'accepting and declining at once: one of them holds, the other is a conflict (case 46)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const invitation = await ada.invites(await ada.founds(), grace)
      const [yes, no] = await Promise.all([accept(grace, invitation), decline(grace, invitation)])
      const { status, members, events } = await stored(invitation)
      expect([yes.status, no.status]).toEqual(status === 'accepted' ? [200, 409] : [409, 200])
      expect([members, events]).toEqual([status === 'accepted' ? 1 : 0, 1])
    }
  },
  time_limit_ms,
)

test(
  'accepting and revoking at once never leaves a revoked member (case 47)',
  async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    for (let round = 0; round < rounds * 4; round++) {
      const invitation = await ada.invites(await ada.founds(), grace)
      const [yes, revoked] = await Promise.all([accept(grace, invitation), revoke(ada, invitation)])
      const { status, members, events } = await stored(invitation)
      expect([yes.status, revoked.status]).toEqual(status === 'accepted' ? [200, 409] : [410, 200])
      expect([members, events]).toEqual([status === 'accepted' ? 1 : 0, 1])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'accepting while its time runs out and the sweeper passes never leaves an expired member (case 48)',
  async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    for (let round = 0; round < rounds; round++) {
      const invitation = await ada.invites(await ada.founds(), grace)
      const left_ms = 1 + (round % 12)
      await usher.db.run(sql`
      update invitations set expires_at = now() + ${left_ms} * interval '1 ms' where id = ${invitation.id}`)
      const [yes] = await Promise.all([
        accept(grace, invitation),
        ...Array.from({ length: 4 }, () => expireInvitations(usher.db)),
      ])
      const { status, members } = await stored(invitation)
      expect([yes.status, members]).toEqual(status === 'accepted' ? [200, 1] : [410, 0])
    }
  },
  time_limit_ms,
)

test(
  'accepting while the organization is suspended: a member of a live one, or nobody and 410 (case 49)',
  async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    for (let round = 0; round < rounds; round++) {
      const company = await ada.founds()
      const invitation = await ada.invites(company, grace)
      const [yes] = await Promise.all([
        accept(grace, invitation),
        usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`),
      ])
      const { members } = await stored(invitation)
      expect([yes.status, members]).toEqual(yes.status === 200 ? [200, 1] : [410, 0])
    }
  },
  time_limit_ms,
)

test(
  'the last seat goes to one of two, and the other invitation stays pending (case 50)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
      const company = await ada.founds()
      const [first, second] = [await ada.invites(company, grace), await ada.invites(company, linus)]
      await setSeats(company, 2)
      const answers = await Promise.all([accept(grace, first), accept(linus, second)])
      expect(statuses(answers)).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
        code: 'seat_limit_reached',
        state: 'pending',
      })
      expect([(await stored(first)).status, (await stored(second)).status].toSorted()).toEqual(['accepted', 'pending'])
    }
  },
  time_limit_ms,
)

test('ten seats, thirty people at once: ten members, twenty invitations that still wait (case 50)', async () => {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const people = await times(30, () => enter(usher, 'guest'))
  const invitations = await Promise.all(people.map(async (person) => ada.invites(company, person)))
  await setSeats(company, 11)
  const answers = await Promise.all(people.map((person, index) => accept(person, invitations[index] as Invited)))
  expect(statuses(answers)).toEqual([
    ...Array.from({ length: 10 }, () => 200),
    ...Array.from({ length: 20 }, () => 409),
  ])
  expect(await ada.membersOf(company)).toHaveLength(11)

  await setSeats(company, null)
  const again = await Promise.all(people.map((person, index) => accept(person, invitations[index] as Invited)))
  expect(statuses(again)).toEqual(Array.from({ length: 30 }, () => 200))
})

test(
  'accepting while being added directly takes one seat and makes one member (case 53)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const company = await ada.founds()
      const invitation = await ada.invites(company, grace)
      await grace.inbox()
      const { user_id: userId } = await usher.db.one(sql<{ user_id: string }>`
      select user_id from identities where subject = ${grace.subject}`)
      const addDirectly = () =>
        usher.db.transaction(async (tx) => {
          await tx.run(sql`select 1 from organizations where id = ${company.id} for no key update`)
          const member = { organizationId: company.id, userId, roleIds: [company.roles.member] }
          return join(tx, member, { actor: { type: 'system' }, requestId: null })
        })
      const [yes] = await Promise.all([accept(grace, invitation), addDirectly(), addDirectly()])
      expect(yes.status).toBe(200)
      expect(await ada.membersOf(company)).toHaveLength(2)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test('twenty invitations of one address at once, in ten spellings: one is pending, one mail leaves (case 54)', async () => {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const spellings = Array.from({ length: 10 }, (_, index) =>
    ` ${recased(grace.address, index)} `.slice(index % 2, index % 3 === 0 ? undefined : -1),
  )
  const answers = await times(20, (index) =>
    fleet.request('POST', `/organizations/${company.id}/invitations`, {
      token: ada.token,
      body: { email: spellings[index % spellings.length] },
    }),
  )
  expect(statuses(answers)).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  const { invitations, deliveries } = await usher.db.one(sql<{ invitations: number; deliveries: number }>`
    select count(distinct invitations.id) as invitations, count(deliveries.id) as deliveries
    from invitations left join deliveries on deliveries.invitation_id = invitations.id
    where invitations.organization_id = ${company.id}`)
  expect([invitations, deliveries]).toEqual([1, 1])
})

test(
  'inviting anew while the expired one is swept leaves one pending and one expired (case 64)',
  async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    for (let round = 0; round < rounds; round++) {
      const company = await ada.founds()
      const old = await ada.invites(company, grace)
      await usher.db.run(sql`update invitations set expires_at = now() - interval '1 second' where id = ${old.id}`)
      const [first, second] = await Promise.all([
        ada.tryToInvite(company, grace.address),
        ada.tryToInvite(company, grace.address),
        expireInvitations(usher.db),
      ])
      expect(statuses([first, second])).toEqual([201, 409])
      expect(await stored(old)).toEqual({ status: 'expired', members: 0, events: 1 })
    }
  },
  time_limit_ms,
)

/** The address with another letter in capitals for each number. */
function recased(address: string, number: number): string {
  const at = number % (address.indexOf('@') + 8)
  return address.slice(0, at) + address.charAt(at).toUpperCase() + address.slice(at + 1)
}
