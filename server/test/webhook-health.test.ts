import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { succeeded } from './support/cast.ts'
import { later } from './support/clock.ts'
import { newAddress } from './support/codes.ts'
import { allIsTold } from './support/mailed.ts'
import { storeKind } from './support/store.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import {
  arrive,
  deliveriesOf,
  eventsOf,
  listening,
  receiver,
  stateOf,
  timeComes,
  waitsAfter,
} from './support/webhooks.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

const scene = (asked?: Parameters<typeof listening>[1]) => listening(usher, asked)

describe('an endpoint', () => {
  test('that failed for three days is disabled, and what it missed is replayed once it is enabled (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    const failing = async () => (await ada.get(endpoint.path)).body
    await expect.poll(failing).toMatchObject({ state: 'enabled', failing_since: expect.any(String) })
    await usher.db.run(sql`
      update webhook_endpoints set failing_since = now() - interval '4 days' where id = ${endpoint.id}`)
    await timeComes(usher, endpoint)
    await expect.poll(failing).toMatchObject({ state: 'disabled', disabled_reason: 'failing' })
    expect((await eventsOf(usher, endpoint)).at(-1)).toEqual({
      type: 'webhook_endpoint.disabled',
      data: { reason: 'failing' },
    })
    expect(await stateOf(ada, endpoint)).toBe('cancelled')

    const missed = await ada.invites(company, newAddress('mary'))
    await allIsTold(usher)
    const { body: events } = await ada.get(`/organizations/${company.id}/events?type=invitation.created`)
    expect(events).toHaveLength(2)
    const replaying = () =>
      ada.request('POST', `${endpoint.path}/replay`, {
        body: { occurred_after: '2020-01-01T00:00:00Z', only_failed: true },
      })
    expect((await replaying()).body).toMatchObject({ status: 409, code: 'endpoint_disabled' })
    there.answers(200)
    succeeded(await ada.request('PATCH', endpoint.path, { body: { state: 'enabled' } }))
    expect(await failing()).toMatchObject({ state: 'enabled', disabled_reason: null, failing_since: null })
    expect((await replaying()).body).toEqual({ queued: 2, seconds: 1 })
    await arrive(there, 4)
    const again = there.received.slice(2).map(({ json }) => json.data.subject.id)
    expect(again).toContain(missed.id)
    await expect
      .poll(async () => (await deliveriesOf(ada, endpoint)).map((each) => each['state']))
      .toEqual(['delivered', 'delivered'])
    // What was delivered is left out, or sent once more where that is wanted.
    expect((await replaying()).body).toEqual({ queued: 0, seconds: 1 })
    const body = { occurred_after: '2020-01-01T00:00:00Z' }
    expect((await ada.request('POST', `${endpoint.path}/replay`, { body })).body).toEqual({ queued: 2, seconds: 1 })
    await arrive(there, 6)
  })

  test('that fails again after a long silence has its three days anew (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await usher.db.run(sql`
      update webhook_endpoints set failing_since = now() - interval '9 days', last_failed_at = now() - interval '6 days'
      where id = ${endpoint.id}`)
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    expect((await ada.get(endpoint.path)).body.state).toBe('enabled')
  })

  test('that takes something is failing no more (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    await usher.db.run(sql`
      update webhook_endpoints set failing_since = now() - interval '2 days', last_failed_at = now() where id = ${endpoint.id}`)
    await ada.invites(company, newAddress('grace'))
    await arrive(there, 1)
    await expect.poll(async () => (await ada.get(endpoint.path)).body.failing_since).toBeNull()
  })

  test('that is disabled by hand, or deleted, is sent nothing more (case 119)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    succeeded(await ada.request('PATCH', endpoint.path, { body: { state: 'disabled' } }))
    expect(await stateOf(ada, endpoint)).toBe('cancelled')
    succeeded(await ada.request('PATCH', endpoint.path, { body: { state: 'enabled' } }))
    await ada.invites(company, newAddress('mary'))
    await waitsAfter(ada, endpoint, 1)
    succeeded(await ada.request('DELETE', endpoint.path))
    const left = () =>
      usher.db.many(sql<{ state: string }>`select state from deliveries where endpoint_id = ${endpoint.id}`)
    for (const { state } of await left()) expect(['cancelled', 'sending']).toContain(state)
    expect((await ada.get(endpoint.path)).status).toBe(404)
    const { secret, url } = await usher.db.one(sql<{ secret: string; url: string }>`
        select coalesce(max(secret), '') as secret, coalesce(max(url), '') as url from webhook_endpoints where id = ${endpoint.id}`)
    expect([secret, url]).toEqual(['', ''])
    const before = there.received.length
    await ada.invites(company, newAddress('linus'))
    await expect.poll(left, { interval: 100 }).toEqual([])
    expect(there.received).toHaveLength(before)
  })

  test('whose answer was lost with the process that waited for it is sent the same again (case 116)', async () => {
    const { ada, company, there, endpoint } = await scene()
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
    // What a process leaves that ends between the answer and its note.
    await usher.db.run(sql`
      update deliveries set state = 'sending', leased_until = now() - interval '1 second' where endpoint_id = ${endpoint.id}`)
    const [first, second] = await arrive(there, 2)
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body])
    await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
    expect(there.received).toHaveLength(2)
  })

  test('whose deliveries were cut off has as many attempts as others (case 116)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    // What processes leave that end again and again while they send.
    await usher.db.run(sql`update deliveries set attempts = attempts + 9 where endpoint_id = ${endpoint.id}`)
    await timeComes(usher, endpoint)
    await waitsAfter(ada, endpoint, 11)
    const { minutes } = await usher.db.one(sql<{ minutes: number }>`
      select extract(epoch from due_at - updated_at)::double precision / 60 as minutes from deliveries where endpoint_id = ${endpoint.id}`)
    expect(minutes).toBeGreaterThan(3.9)
    expect(minutes).toBeLessThan(6.1)
  })
})

describe('an answer that comes late', () => {
  /** An endpoint that was sent something and has not answered yet; what it answers then. */
  async function asked() {
    const made = await scene()
    const answered = Promise.withResolvers<number>()
    made.there.answers((response) => void answered.promise.then((status) => response.writeHead(status).end()))
    await made.ada.invites(made.company, newAddress('grace'))
    await arrive(made.there, 1)
    const change = async (body: object) =>
      succeeded(await made.ada.request('PATCH', made.endpoint.path, { body })).body as object
    return { ...made, change, answers: answered.resolve }
  }

  test('says nothing of an endpoint that was moved meanwhile: what failed goes to where it is now (case 111)', async () => {
    for (const status of [410, 500]) {
      const { ada, change, answers, endpoint } = await asked()
      const elsewhere = await receiver()
      await change({ url: elsewhere.url })
      answers(status)
      await waitsAfter(ada, endpoint, 1)
      expect((await ada.get(endpoint.path)).body).toMatchObject({ state: 'enabled', failing_since: null })
      await timeComes(usher, endpoint)
      await arrive(elsewhere, 1)
      await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
    }
  })

  test('does not disable what was enabled meanwhile (case 111)', async () => {
    const { ada, change, answers, endpoint } = await asked()
    await change({ state: 'disabled' })
    await change({ state: 'enabled' })
    answers(410)
    await waitsAfter(ada, endpoint, 1)
    expect((await ada.get(endpoint.path)).body).toMatchObject({ state: 'enabled', failing_since: null })
  })

  test('cancels what was sent where it was disabled meanwhile (case 119)', async () => {
    const { ada, change, answers, endpoint } = await asked()
    await change({ state: 'disabled' })
    answers(500)
    await expect.poll(() => stateOf(ada, endpoint)).toBe('cancelled')
    expect((await ada.get(endpoint.path)).body).toMatchObject({ state: 'disabled', disabled_reason: 'by_hand' })
  })

  test('and is well does not excuse where it was moved to (case 117)', async () => {
    const { ada, change, answers, endpoint } = await asked()
    const elsewhere = await receiver()
    await change({ url: elsewhere.url })
    elsewhere.answers(500)
    await ada.invites(await ada.knows(endpoint.organization_id ?? ''), newAddress('mary'))
    await waitsAfter(ada, endpoint, 1)
    answers(200)
    const states = async () => (await deliveriesOf(ada, endpoint)).map((each) => each['state'])
    await expect.poll(states).toEqual(['queued', 'delivered'])
    expect((await ada.get(endpoint.path)).body).toMatchObject({ failing_since: expect.any(String) })
  })
})

// The embedded database has no other clock than the process.
test.runIf(storeKind === 'postgresql')(
  'what is signed is a moment of the database, whatever the clock of the process says (cases 113, 172)',
  async () => {
    const { ada, company, there } = await scene()
    later(360)
    await ada.invites(company, newAddress('grace'))
    const [came] = await arrive(there, 1)
    const { now } = await usher.db.one(sql<{ now: number }>`select extract(epoch from now())::double precision as now`)
    expect(Math.abs(Number(came?.headers['webhook-timestamp']) - now)).toBeLessThan(60)
    expect(Math.abs(Date.now() / 1_000 - now)).toBeGreaterThan(300)
  },
)
