import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { type Received, verified } from './support/receiver.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import {
  arrive,
  deliveriesOf,
  eventsOf,
  listening,
  listensAt,
  receiver,
  stateOf,
  timeComes,
  waitsAfter,
} from './support/webhooks.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

const scene = (asked?: Parameters<typeof listening>[1]) => listening(usher, asked)

const [minute, hour] = [60, 3_600]
const schedule_seconds = [5, 5 * minute, 30 * minute, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)]

/** The seconds until the next attempt. */
async function waits(endpoint: { id: string }): Promise<number> {
  const { seconds } = await usher.db.one(sql<{ seconds: number }>`
    select extract(epoch from due_at - updated_at)::double precision as seconds from deliveries
    where endpoint_id = ${endpoint.id} order by event_sequence desc limit 1`)
  return seconds
}

describe('what happens in an organization', () => {
  test('is sent as Standard Webhooks has it, and verified by the official library (case 113)', async () => {
    const { ada, company, there, endpoint } = await scene()
    const invitation = await ada.invites(company, newAddress('grace'))
    const [came] = await arrive(there, 1)
    if (came === undefined) throw new Error('nothing came')
    expect(verified(endpoint.secret, came)).toEqual(came.json)
    const [event] = succeeded(await ada.get(`/organizations/${company.id}/events?type=invitation.created`)).body
    expect(came.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Usher-Webhooks',
      'accept-encoding': 'identity',
      'webhook-id': `evt_${event.id}`,
    })
    expect(came.path).toBe('/hooks?of=ada')
    expect(came.json).toEqual({
      type: 'invitation.created',
      timestamp: event.occurred,
      data: {
        id: event.id,
        sequence: event.sequence,
        organization_id: company.id,
        actor: { type: 'user', id: event.actor.id },
        subject: { type: 'invitation', id: invitation.id },
        details: event.data,
      },
    })
    await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
  })

  test('is sent with the address only where that is configured, and never with a token (case 119)', async () => {
    const { ada, company, there } = await scene()
    const open = await receiver()
    await listensAt(ada, company, { url: open.url, event_types: ['invitation.*'], includes_email: true })
    const email = newAddress('grace')
    await ada.invites(company, email)
    await arrive(there, 1)
    await arrive(open, 1)
    expect(there.received.map(({ body }) => body).join()).not.toContain(email)
    expect(open.received[0]?.json.data.email).toBe(email)
    expect([...there.received, ...open.received].map(({ body }) => body).join()).not.toMatch(/token|secret|@.*#/)
  })

  test('is sent without the address once its person is erased, and never with what stands in its place (case 119)', async () => {
    const { ada, company, there, endpoint } = await scene({ event_types: ['invitation.*'], includes_email: true })
    const { grace } = await cast(usher, 'grace')
    await ada.invites(company, grace)
    await arrive(there, 1)
    expect(there.received[0]?.json.data.email).toBe(grace.address)
    succeeded(await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } }))
    const sent = () => there.received.find(({ json }) => json.type === 'invitation.revoked')
    await expect.poll(() => sent()?.json.data.details.because).toBe('invitee_erased')
    expect(sent()?.json.data).not.toHaveProperty('email')
    const created = (await deliveriesOf(ada, endpoint)).find((each) => each['event_type'] === 'invitation.created')
    const path = `${endpoint.path}/deliveries/${String(created?.['id'])}`
    expect(JSON.parse(succeeded(await ada.get(path)).body.request_body).data).not.toHaveProperty('email')
  })

  test('is told to the endpoints of that organization and to the one of the platform, and to nobody else (cases 35, 119)', async () => {
    const one = await scene({ event_types: [] })
    const other = await scene({ event_types: [] })
    const all = await receiver()
    const { token } = await platform(usher)
    const application = {
      request: (method: string, path: string, sent = {}) => usher.request(method, path, { token, ...sent }),
    }
    const ofAll = await listensAt(application, undefined, { url: all.url, event_types: ['invitation.created'] })
    const [first, second] = [
      await one.ada.invites(one.company, newAddress('grace')),
      await other.ada.invites(other.company, newAddress('mary')),
    ]
    await arrive(all, 2)
    expect(new Set(all.received.map(({ json }) => json.data.subject.id))).toEqual(new Set([first.id, second.id]))
    for (const came of all.received) verified(ofAll.secret, came)
    await expect.poll(() => one.there.received.map(({ json }) => json.type)).toContain('invitation.created')
    await expect.poll(() => other.there.received.map(({ json }) => json.type)).toContain('invitation.created')
    const heard = ({ there }: typeof one) => new Set(there.received.map(({ json }) => json.data.organization_id))
    expect([heard(one), heard(other)]).toEqual([new Set([one.company.id]), new Set([other.company.id])])
    // One's secret verifies nothing of another.
    expect(() => verified(one.endpoint.secret, other.there.received[0] as Received)).toThrow(/No matching signature/)
    succeeded(await application.request('DELETE', ofAll.path))
  })

  test('has a number by which a receiver orders what came in another order (case 115)', async () => {
    const { ada, company, there, endpoint } = await scene({ event_types: ['invitation.created', 'invitation.edited'] })
    there.answers(503)
    const invitation = await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    await usher.db.run(sql`update deliveries set due_at = now() + interval '1 hour' where endpoint_id = ${endpoint.id}`)
    there.answers(204)
    const path = `/organizations/${company.id}/invitations/${invitation.id}`
    succeeded(await ada.request('PATCH', path, { body: { message: 'Welcome!' } }))
    await arrive(there, 2)
    await timeComes(usher, endpoint)
    await arrive(there, 3)
    const took = there.received.slice(1).map(({ json }) => json)
    expect(took.map(({ type }) => type)).toEqual(['invitation.edited', 'invitation.created'])
    const inOrder = took.toSorted((a, b) => a.data.sequence - b.data.sequence)
    expect(inOrder.map(({ type }) => type)).toEqual(['invitation.created', 'invitation.edited'])
  })
})

describe('an answer', () => {
  test.each([200, 201, 202, 204, 299])('of %i is success (case 111)', async (status) => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(status)
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
    expect(await deliveriesOf(ada, endpoint)).toMatchObject([
      { attempts: 1, last_attempt: { number: 1, response_status: status, state: 'delivered' } },
    ])
    expect(there.received).toHaveLength(1)
  })

  test.each([400, 401, 404, 500, 502])(
    'of %i is tried again, with the same id and body and a new moment (cases 111, 113)',
    async (status) => {
      const { ada, company, there, endpoint } = await scene()
      there.answers(status)
      await ada.invites(company, newAddress('grace'))
      await waitsAfter(ada, endpoint, 1)
      expect(await waits(endpoint)).toBeGreaterThanOrEqual(4)
      expect(await waits(endpoint)).toBeLessThanOrEqual(6)
      there.answers(200)
      await timeComes(usher, endpoint)
      const [first, second] = await arrive(there, 2)
      await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
      expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body])
      for (const came of [first, second]) verified(endpoint.secret, came as Received)
      const [{ id } = { id: '' }] = await deliveriesOf(ada, endpoint)
      const { body } = await ada.get(`${endpoint.path}/deliveries/${String(id)}`)
      expect(body).toMatchObject({
        request_body: first?.body,
        attempt_log: [
          {
            number: 1,
            state: 'queued',
            response_status: status,
            response: 'An answer.',
            detail: `It answered ${status}.`,
          },
          { number: 2, state: 'delivered', response_status: 200 },
        ],
      })
    },
  )

  test.each([301, 302, 303, 307, 308])('of %i leads nowhere and is tried again (case 110)', async (status) => {
    const { ada, company, there, endpoint } = await scene()
    const secret = await receiver()
    there.answers(status, { location: `${secret.url}/` })
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    expect(secret.received).toEqual([])
  })

  test('of 410 disables the endpoint at once, and what waits for it is cancelled (case 111)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    await usher.db.run(sql`update deliveries set due_at = now() + interval '1 hour' where endpoint_id = ${endpoint.id}`)
    there.answers(410)
    await ada.invites(company, newAddress('mary'))
    const state = async () => (await ada.get(endpoint.path)).body
    await expect.poll(state).toMatchObject({ state: 'disabled', disabled_reason: 'gone' })
    const states = async () => (await deliveriesOf(ada, endpoint)).map((each) => each['state'])
    await expect.poll(states).toEqual(['failed', 'cancelled'])
    expect((await eventsOf(usher, endpoint)).at(-1)).toEqual({
      type: 'webhook_endpoint.disabled',
      data: { reason: 'gone' },
    })
    await ada.invites(company, newAddress('linus'))
    expect(await states()).toHaveLength(2)
  })

  test.each([
    ['429 for two minutes', 429, '120', 120, 132.1],
    ['503 for two minutes', 503, '120', 120, 132.1],
    ['503 for a week, which is a day at most', 503, '604800', 86_400, 95_040.1],
    ['429 until a date', 429, () => new Date(Date.now() + 600_000).toUTCString(), 590, 661],
    ['503 until a date that is over', 503, 'Wed, 21 Oct 2015 07:28:00 GMT', 4, 6],
    ['503 for less than nothing', 503, '-5', 4, 6],
    ['429 for ten thousand years', 429, '315360000000', 4, 6],
    ['503 for words', 503, 'soon', 4, 6],
    ['500, where it means nothing', 500, '3600', 4, 6],
  ])('of %s is waited for as long (case 111)', async (_, status, retryAfter, least, most) => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(status, { 'retry-after': typeof retryAfter === 'string' ? retryAfter : retryAfter() })
    await ada.invites(company, newAddress('grace'))
    await waitsAfter(ada, endpoint, 1)
    const seconds = await waits(endpoint)
    expect(seconds).toBeGreaterThanOrEqual(least)
    expect(seconds).toBeLessThanOrEqual(most)
  })

  test('that fails ten times within three days is the end of it, kept for whoever sends it anew (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    for (const [at, seconds] of schedule_seconds.entries()) {
      await waitsAfter(ada, endpoint, at + 1)
      // Beside the time between two readings of the clock.
      expect((await waits(endpoint)) / seconds).toBeGreaterThan(0.799)
      expect((await waits(endpoint)) / seconds).toBeLessThan(1.201)
      await timeComes(usher, endpoint)
    }
    await expect.poll(() => stateOf(ada, endpoint)).toBe('failed')
    expect(there.received).toHaveLength(10)
    expect(new Set(there.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1)
    there.answers(200)
    const [{ id } = { id: '' }] = await deliveriesOf(ada, endpoint)
    succeeded(await ada.request('POST', `${endpoint.path}/deliveries/${String(id)}/redeliver`))
    await expect.poll(() => stateOf(ada, endpoint)).toBe('delivered')
    expect(await deliveriesOf(ada, endpoint)).toMatchObject([{ attempts: 11 }])
    expect(there.received[10]?.headers['webhook-id']).toBe(there.received[0]?.headers['webhook-id'])
  })
})
