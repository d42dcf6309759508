import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { clearRemains } from '../src/organizations/remains.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { imports } from './support/lines.ts'
import { platform } from './support/machine.ts'
import { userIdOf } from './support/operator.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 15)
const time_limit_ms = 60_000 + rounds * 2_000

let usher: TestUsher
let fleet: Fleet
let token: string
beforeAll(async () => {
  usher = await startUsher()
  fleet = await startFleet(usher, 3)
  token = (await platform(usher)).token
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

const accepts = (actor: Actor, { id }: Invited) =>
  fleet.request('POST', `/invitations/${id}?accept=true`, { token: actor.token })
const limits = ({ id }: Company, seats: number | null) =>
  fleet.request('PATCH', `/organizations/${id}`, { token, body: { seat_limit: seats } })

const inDatabase = ({ id }: Company) =>
  usher.db.one(sql<{ status: string; members: number; pending: number; has_remains: boolean }>`
    select status, has_remains,
      (select count(*)::integer from members where organization_id = organizations.id) as members,
      (select count(*)::integer from invitations where organization_id = organizations.id and status = 'pending') as pending
    from organizations where id = ${id}`)

test(
  'accepting, inviting and importing while it is deleted: a member of a live one, or 410; nothing is left (case 49)',
  async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    for (let round = 0; round < rounds; round++) {
      const company = await ada.founds()
      const [first, second] = [await ada.invites(company, grace), await ada.invites(company, linus)]
      const row = { organization_id: company.id, issuer: usher.issuer.issuer, subject: crypto.randomUUID() }
      const [deleted, ...answers] = await Promise.all([
        fleet.request('DELETE', `/organizations/${company.id}`, { token: ada.token }),
        accepts(grace, first),
        accepts(linus, second),
        fleet.request('POST', `/organizations/${company.id}/invitations`, {
          token: ada.token,
          body: { email: `guest-${crypto.randomUUID()}@example.com` },
        }),
        imports(usher, token, [row]),
      ])
      expect(deleted.status).toBe(200)
      const [accepted, other, invited, imported] = answers
      for (const { status } of [accepted, other]) expect([200, 410]).toContain(status)
      expect([201, 404]).toContain(invited.status)
      expect(imported.finished).toBe(true)
      while ((await clearRemains(usher.db)) > 0);
      await expect
        .poll(() => inDatabase(company))
        .toEqual({ status: 'deleted', members: 0, pending: 0, has_remains: false })
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'the limit is lowered while the last seats are taken: never more than there were, and who is in stays (case 52)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    for (let round = 0; round < rounds; round++) {
      const company = await ada.founds()
      const people = await Promise.all(Array.from({ length: 4 }, () => enter(usher, 'guest')))
      const invitations = await Promise.all(people.map((person) => ada.invites(company, person)))
      await limits(company, 4)
      const [lowered, ...answers] = await Promise.all([
        limits(company, 2),
        ...people.map((person, index) => accepts(person, invitations[index] as Invited)),
      ])
      expect(lowered.status).toBe(200)
      const accepted = answers.filter(({ status }) => status === 200).length
      for (const { status, body } of answers) {
        if (status !== 200) expect([status, body.code, body.state]).toEqual([409, 'seat_limit_reached', 'pending'])
      }
      expect(accepted).toBeGreaterThanOrEqual(1)
      expect(accepted).toBeLessThanOrEqual(3)
      expect(await inDatabase(company)).toMatchObject({ members: accepted + 1, pending: 4 - accepted })
      await limits(company, null)
      const again = await Promise.all(people.map((person, index) => accepts(person, invitations[index] as Invited)))
      expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    }
  },
  time_limit_ms,
)

test(
  'ten processes make the organization of one name at once: one is made',
  async () => {
    const owner_user_id = await userIdOf(usher, (await cast(usher, 'ada')).ada)
    for (let round = 0; round < rounds; round++) {
      const path = `/platform/organizations/crm:${crypto.randomUUID()}`
      const owner =
        round % 2 === 0 ? { owner_user_id } : { owner: { issuer: usher.issuer.issuer, subject: crypto.randomUUID() } }
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => fleet.request('PUT', path, { token, body: { name: 'Engines', ...owner } })),
      )
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        ...Array.from({ length: 9 }, () => 200),
        201,
      ])
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    }
  },
  time_limit_ms,
)

test(
  'several imports of the same people into few seats fill exactly those (case 50)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    for (let round = 0; round < rounds; round++) {
      const company = await ada.founds()
      await limits(company, 11)
      const rows = Array.from({ length: 20 }, () => ({
        organization_id: company.id,
        issuer: usher.issuer.issuer,
        subject: crypto.randomUUID(),
      }))
      const all = await Promise.all([rows, rows.toReversed(), rows].map((each) => imports(usher, token, each)))
      expect(all.map(({ finished }) => finished)).toEqual([true, true, true])
      expect(all.reduce((sum, { total }) => sum + (total['added'] ?? 0), 0)).toBe(10)
      expect(await inDatabase(company)).toMatchObject({ members: 11 })
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'ownership is accepted while it is withdrawn, or while who offers it leaves: one of both (case 27)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const company = await ada.founds()
      const graceId = await grace.joins(company, ada)
      const adaId = await userIdOf(usher, ada)
      const path = `/organizations/${company.id}/owners?user_id=${graceId}`
      const { body: offer } = await ada.request('POST', `${path}&leave=true`)
      const [taken, other] = await Promise.all([
        fleet.request('POST', `/users/me/ownership-offers/${offer.id}?accept=true`, { token: grace.token }),
        round % 2 === 0
          ? fleet.request('DELETE', path, { token: ada.token })
          : fleet.request('DELETE', `/organizations/${company.id}/members?user_id=${adaId}`, { token: ada.token }),
      ])
      const { owner_count } = await usher.db.one(sql<{ owner_count: number }>`
        select owner_count from organizations where id = ${company.id}`)
      expect(owner_count).toBe(1)
      if (round % 2 === 0) expect([200, 410]).toContain(taken.status)
      else expect([taken.status, [200, 409].includes(other.status)]).toEqual([200, true])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)
