import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { type Received, type Receiver, startReceiver, verified } from './support/receiver.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { endpointsOf, listensAt, timeComes } from './support/webhooks.ts'

vi.setConfig({ testTimeout: 30_000 })

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

async function receiver(): Promise<Receiver> {
  const started = await startReceiver()
  onTestFinished(() => started[Symbol.asyncDispose]())
  return started
}

/** A company with an endpoint that hears of its invitations. */
async function scene(asked: { event_types?: string[]; includes_email?: boolean } = {}) {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const there = await receiver()
  const endpoint = await listensAt(ada, company, {
    url: `${there.url}/hooks?of=ada`,
    event_types: ['invitation.created'],
    ...asked,
  })
  return { ada, company, there, endpoint }
}

const within = { timeout: 10_000, interval: 20 }
const arrive = async ({ received }: Receiver, count: number) => {
  await expect.poll(() => received.length, within).toBeGreaterThanOrEqual(count)
  return received
}

const deliveriesOf = async (actor: Pick<Actor, 'request'>, { path }: { path: string }, query = '') =>
  succeeded(await actor.request('GET', `${path}/deliveries${query}`)).body as Record<string, unknown>[]

const stateOf = async (actor: Pick<Actor, 'request'>, endpoint: { path: string }) =>
  (await deliveriesOf(actor, endpoint))[0]?.['state']

const attemptsOf = async (actor: Pick<Actor, 'request'>, endpoint: { path: string }) =>
  (await deliveriesOf(actor, endpoint))[0]?.['attempts']

/** The seconds until the next attempt. */
async function waits(endpoint: { id: string }): Promise<number> {
  const { seconds } = await usher.db.one(sql<{ seconds: number }>`
    select extract(epoch from due_at - updated_at)::double precision as seconds from deliveries
    where endpoint_id = ${endpoint.id} order by event_sequence desc limit 1`)
  return seconds
}

const eventsOf = async ({ id }: { id: string }) =>
  usher.db.many(sql<{ type: string; data: object }>`
    select type, data from events where subject_id = ${id} order by sequence`)

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
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
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
    await expect.poll(() => one.there.received.map(({ json }) => json.type), within).toContain('invitation.created')
    await expect.poll(() => other.there.received.map(({ json }) => json.type), within).toContain('invitation.created')
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
    await arrive(there, 1)
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
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
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
      await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
      await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
      expect(await waits(endpoint)).toBeGreaterThanOrEqual(4)
      expect(await waits(endpoint)).toBeLessThanOrEqual(6)
      there.answers(200)
      await timeComes(usher, endpoint)
      const [first, second] = await arrive(there, 2)
      await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
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
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
    expect(secret.received).toEqual([])
  })

  test('of 410 disables the endpoint at once, and what waits for it is cancelled (case 111)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    await usher.db.run(sql`update deliveries set due_at = now() + interval '1 hour' where endpoint_id = ${endpoint.id}`)
    there.answers(410)
    await ada.invites(company, newAddress('mary'))
    const state = async () => (await ada.get(endpoint.path)).body
    await expect.poll(state, within).toMatchObject({ state: 'disabled', disabled_reason: 'gone' })
    const states = async () => (await deliveriesOf(ada, endpoint)).map((each) => each['state'])
    await expect.poll(states, within).toEqual(['failed', 'cancelled'])
    expect((await eventsOf(endpoint)).at(-1)).toEqual({ type: 'webhook_endpoint.disabled', data: { reason: 'gone' } })
    await ada.invites(company, newAddress('linus'))
    expect(await states()).toHaveLength(2)
  })

  test.each([
    ['429 for two minutes', 429, '120', 120, 132.1],
    ['503 for two minutes', 503, '120', 120, 132.1],
    ['503 for a week, which is a day at most', 503, '604800', 86_400, 95_040.1],
    ['429 until a date', 429, () => new Date(Date.now() + 600_000).toUTCString(), 598, 661],
    ['503 until a date that is over', 503, 'Wed, 21 Oct 2015 07:28:00 GMT', 4, 6],
    ['503 for less than nothing', 503, '-5', 4, 6],
    ['429 for ten thousand years', 429, '315360000000', 4, 6],
    ['503 for words', 503, 'soon', 4, 6],
    ['500, where it means nothing', 500, '3600', 4, 6],
  ])('of %s is waited for as long (case 111)', async (_, status, retryAfter, least, most) => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(status, { 'retry-after': typeof retryAfter === 'string' ? retryAfter : retryAfter() })
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
    const seconds = await waits(endpoint)
    expect(seconds).toBeGreaterThanOrEqual(least)
    expect(seconds).toBeLessThanOrEqual(most)
  })

  test('that fails ten times is the end of it, kept for whoever sends it anew', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    for (let attempt = 1; attempt <= 10; attempt++) {
      await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(attempt)
      await expect.poll(() => stateOf(ada, endpoint), within).not.toBe('sending')
      await timeComes(usher, endpoint)
    }
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('failed')
    expect(there.received).toHaveLength(10)
    expect(new Set(there.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1)
    there.answers(200)
    const [{ id } = { id: '' }] = await deliveriesOf(ada, endpoint)
    succeeded(await ada.request('POST', `${endpoint.path}/deliveries/${String(id)}/redeliver`))
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
    expect(await attemptsOf(ada, endpoint)).toBe(11)
    expect(there.received[10]?.headers['webhook-id']).toBe(there.received[0]?.headers['webhook-id'])
  })
})

describe('an endpoint', () => {
  test('that failed for three days is disabled, and what it missed is replayed once it is enabled (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    const failing = async () => (await ada.get(endpoint.path)).body
    await expect.poll(failing, within).toMatchObject({ state: 'enabled', failing_since: expect.any(String) })
    await usher.db.run(sql`
      update webhook_endpoints set failing_since = now() - interval '4 days' where id = ${endpoint.id}`)
    await timeComes(usher, endpoint)
    await expect.poll(failing, within).toMatchObject({ state: 'disabled', disabled_reason: 'failing' })
    expect((await eventsOf(endpoint)).at(-1)).toEqual({
      type: 'webhook_endpoint.disabled',
      data: { reason: 'failing' },
    })
    expect(await stateOf(ada, endpoint)).toBe('cancelled')

    const missed = await ada.invites(company, newAddress('mary'))
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
      .poll(async () => (await deliveriesOf(ada, endpoint)).map((each) => each['state']), within)
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
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
    expect((await ada.get(endpoint.path)).body.state).toBe('enabled')
  })

  test('that takes something is failing no more (case 117)', async () => {
    const { ada, company, there, endpoint } = await scene()
    await usher.db.run(sql`
      update webhook_endpoints set failing_since = now() - interval '2 days', last_failed_at = now() where id = ${endpoint.id}`)
    await ada.invites(company, newAddress('grace'))
    await arrive(there, 1)
    await expect.poll(async () => (await ada.get(endpoint.path)).body.failing_since, within).toBeNull()
  })

  test('that is disabled by hand, or deleted, is sent nothing more (case 119)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers(500)
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => attemptsOf(ada, endpoint), within).toBe(1)
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
    succeeded(await ada.request('PATCH', endpoint.path, { body: { state: 'disabled' } }))
    expect(await stateOf(ada, endpoint)).toBe('cancelled')
    succeeded(await ada.request('PATCH', endpoint.path, { body: { state: 'enabled' } }))
    await ada.invites(company, newAddress('mary'))
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('queued')
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
    await expect.poll(left, { timeout: 20_000, interval: 100 }).toEqual([])
    expect(there.received).toHaveLength(before)
  })

  test('that hears nothing takes no longer to reach another (cases 118, 171)', async () => {
    const dead = await scene()
    dead.there.answers(() => undefined)
    for (const name of Array.from({ length: 12 }, (_, at) => `grace${at}`)) {
      await dead.ada.invites(dead.company, newAddress(name))
    }
    await arrive(dead.there, 8)
    const { ada, company, there } = await scene()
    const began = performance.now()
    await ada.invites(company, newAddress('mary'))
    await arrive(there, 1)
    expect(performance.now() - began).toBeLessThan(3_000)
    // As many as one endpoint may have under way.
    expect(dead.there.received).toHaveLength(8)
  })

  test('whose answer was lost with the process that waited for it is sent the same again (case 116)', async () => {
    const { ada, company, there, endpoint } = await scene()
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
    // What a process leaves that ends between the answer and its note.
    await usher.db.run(sql`
      update deliveries set state = 'sending', leased_until = now() - interval '1 second' where endpoint_id = ${endpoint.id}`)
    const [first, second] = await arrive(there, 2)
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body])
    await expect.poll(() => stateOf(ada, endpoint), within).toBe('delivered')
    expect(there.received).toHaveLength(2)
  })
})

describe('a secret', () => {
  test('that was rotated signs beside the new one for a day, and then no more (case 114)', async () => {
    const { ada, company, there, endpoint } = await scene()
    const rotated = succeeded(await ada.request('POST', `${endpoint.path}/rotate-secret`)).body
    expect(rotated.secret).not.toBe(endpoint.secret)
    await ada.invites(company, newAddress('grace'))
    const [both] = await arrive(there, 1)
    if (both === undefined) throw new Error('nothing came')
    verified(rotated.secret, both)
    verified(endpoint.secret, both)
    expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2)
    await usher.db.run(sql`
      update webhook_endpoints set previous_secret_until = previous_secret_until - interval '24 hours' where id = ${endpoint.id}`)
    await ada.invites(company, newAddress('mary'))
    const [, one] = await arrive(there, 2)
    if (one === undefined) throw new Error('nothing came')
    verified(rotated.secret, one)
    expect(() => verified(endpoint.secret, one)).toThrow(/No matching signature/)
    // Leaked, it ends at once.
    const last = succeeded(
      await ada.request('POST', `${endpoint.path}/rotate-secret`, { body: { overlap_seconds: 0 } }),
    ).body
    await ada.invites(company, newAddress('linus'))
    const [, , leaked] = await arrive(there, 3)
    if (leaked === undefined) throw new Error('nothing came')
    verified(last.secret, leaked)
    expect(() => verified(rotated.secret, leaked)).toThrow(/No matching signature/)
    expect((await eventsOf(endpoint)).filter(({ type }) => type === 'webhook_endpoint.secret_rotated')).toHaveLength(2)
  })

  test('is shown once, and is nowhere in what is stored, logged or listed (case 114)', async () => {
    const { ada, company, there, endpoint } = await scene()
    await ada.invites(company, newAddress('grace'))
    await arrive(there, 1)
    expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const bare = endpoint.secret.replace('whsec_', '')
    const { stored } = await usher.db.one(sql<{ stored: string }>`
      select json_agg(webhook_endpoints)::text || (select json_agg(events)::text from events) as stored from webhook_endpoints`)
    const shown = await Promise.all(
      ['', '/deliveries'].map(async (rest) => (await ada.get(`${endpoint.path}${rest}`)).text),
    )
    const list = (await ada.get(endpointsOf(company))).text
    const all = [stored, usher.log, ...shown, list].join()
    expect(all).not.toContain(bare)
    expect(all).not.toContain(encodeURIComponent(bare))
  })
})

describe('a test', () => {
  test('is sent whatever the endpoint hears of, seldom, and shows nothing of the answer (case 120)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers((response) => response.writeHead(500).end('the secret of somebody within'))
    const other = await receiver()
    await listensAt(ada, company, { url: other.url, event_types: ['webhook_endpoint.*'] })
    const sent = succeeded(await ada.request('POST', `${endpoint.path}/test`))
    expect([sent.status, sent.body.event_type]).toEqual([201, 'webhook_endpoint.tested'])
    expect(sent.headers.get('location')).toBe(`${usher.url}${endpoint.path}/deliveries/${sent.body.id}`)
    const [came] = await arrive(there, 1)
    expect(verified(endpoint.secret, came as Received)).toMatchObject({
      type: 'webhook_endpoint.tested',
      data: { subject: { type: 'webhook_endpoint', id: endpoint.id } },
    })
    const shown = async () => (await ada.get(`${endpoint.path}/deliveries/${sent.body.id}`)).body
    await expect.poll(shown, within).toMatchObject({ attempt_log: [{ response_status: 500, response: null }] })
    expect(JSON.stringify(await shown())).not.toContain('somebody within')

    const again = await ada.request('POST', `${endpoint.path}/test`)
    expect([again.status, again.body.code]).toEqual([429, 'rate_limited'])
    const seconds = Number(again.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(10)
    await usher.db.run(
      sql`update webhook_endpoints set tested_at = tested_at - interval '10 seconds' where id = ${endpoint.id}`,
    )
    expect((await ada.request('POST', `${endpoint.path}/test`)).status).toBe(201)
    await arrive(there, 2)
    // Others hear of no tests of it, whatever they want to hear.
    await expect.poll(() => other.received.length, within).toBeGreaterThanOrEqual(0)
    const tests = other.received.filter(({ json }) => json.type === 'webhook_endpoint.tested')
    expect(tests).toEqual([])
  })
})

describe('a replay', () => {
  test('is spread over time, asks for what is wanted, and has a limit (case 117)', async () => {
    const { ada, company, endpoint } = await scene({ event_types: ['webhook_endpoint.enabled'] })
    const grown = (count: number) =>
      usher.db.run(sql`
      insert into events (type, organization_id, actor_type, subject_type, subject_id, data)
      select 'webhook_endpoint.enabled', ${company.id}::uuid, 'system', 'webhook_endpoint', ${endpoint.id}::text, '{}'
      from generate_series(1, ${count}::integer)`)
    await grown(100)
    const asking = (body: object) => ada.request('POST', `${endpoint.path}/replay`, { body })
    const everything = { occurred_after: '2020-01-01T00:00:00Z' }
    expect((await asking({ ...everything, occurred_before: '2020-01-02T00:00:00Z' })).body).toEqual({
      queued: 0,
      seconds: 0,
    })
    expect((await asking({ ...everything, event_types: ['organization.created'] })).body).toMatchObject({ queued: 1 })
    expect((await asking(everything)).body).toEqual({ queued: 100, seconds: 5 })
    const { spread } = await usher.db.one(sql<{ spread: number }>`
      select extract(epoch from max(due_at) - min(due_at))::double precision as spread from deliveries
      where endpoint_id = ${endpoint.id} and state = 'queued'`)
    expect(spread).toBeGreaterThan(3)
    await grown(5_000)
    const refused = await asking(everything)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/occurred_before'])
    expect((await asking({ occurred_after: '2026-02-30T00:00:00Z' })).body.errors[0].pointer).toBe('/occurred_after')
  })
})
