import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { allIsTold } from './support/mailed.ts'
import { type Received, verified } from './support/receiver.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { arrive, deliveriesOf, listening, listensAt, receiver } from './support/webhooks.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

const scene = (asked?: Parameters<typeof listening>[1]) => listening(usher, asked)

describe('a test', () => {
  test('is sent whatever the endpoint hears of, seldom, and shows nothing of the answer (case 120)', async () => {
    const { ada, company, there, endpoint } = await scene()
    there.answers((response) => response.writeHead(500).end('the secret of somebody within'))
    const other = await receiver()
    const others = await listensAt(ada, company, { url: other.url, event_types: ['webhook_endpoint.*'] })
    const sent = succeeded(await ada.request('POST', `${endpoint.path}/test`))
    expect([sent.status, sent.body.event_type]).toEqual([201, 'webhook_endpoint.tested'])
    expect(sent.headers.get('location')).toBe(`${usher.url}${endpoint.path}/deliveries/${sent.body.id}`)
    const [came] = await arrive(there, 1)
    expect(verified(endpoint.secret, came as Received)).toMatchObject({
      type: 'webhook_endpoint.tested',
      data: { subject: { type: 'webhook_endpoint', id: endpoint.id } },
    })
    const shown = async () => (await ada.get(`${endpoint.path}/deliveries/${sent.body.id}`)).body
    await expect.poll(shown).toMatchObject({ attempt_log: [{ response_status: 500, response: null }] })
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
    // Nor by sending one of them again.
    const redelivering = () => ada.request('POST', `${endpoint.path}/deliveries/${sent.body.id}/redeliver`)
    expect((await unchanged(usher, redelivering)).body).toMatchObject({ status: 429, code: 'rate_limited' })
    await usher.db.run(
      sql`update webhook_endpoints set tested_at = tested_at - interval '10 seconds' where id = ${endpoint.id}`,
    )
    expect((await redelivering()).status).toBe(200)
    await arrive(there, 3)
    // Others hear of no tests of it, whatever they want to hear.
    await allIsTold(usher)
    const heard = other.received.map(({ json }) => json.type)
    expect(heard).toContain('webhook_endpoint.created')
    expect(heard).not.toContain('webhook_endpoint.tested')
    expect(await deliveriesOf(ada, others)).not.toContainEqual(
      expect.objectContaining({ event_type: 'webhook_endpoint.tested' }),
    )
  })
})

describe('a replay', () => {
  test('for the application is of all organizations, and of the families that are asked for (case 117)', async () => {
    const [one, other] = [await scene(), await scene()]
    const all = await receiver()
    const { token } = await platform(usher)
    const application = {
      request: (method: string, path: string, sent = {}) => usher.request(method, path, { token, ...sent }),
    }
    const ofAll = await listensAt(application, undefined, { url: all.url, event_types: ['organization.deleted'] })
    const invited = [
      await one.ada.invites(one.company, newAddress('grace')),
      await other.ada.invites(other.company, newAddress('mary')),
    ]
    const body = { occurred_after: '2020-01-01T00:00:00Z', event_types: ['invitation.*', 'organization.*'] }
    succeeded(await application.request('POST', `${ofAll.path}/replay`, { body }))
    const told = () =>
      all.received.filter(({ json }) => json.type === 'invitation.created').map(({ json }) => json.data.subject.id)
    await expect.poll(told).toEqual(expect.arrayContaining(invited.map(({ id }) => id)))
    await expect.poll(() => all.received.map(({ json }) => json.type)).toContain('organization.created')
    for (const { json } of all.received) expect(json.type).toMatch(/^(invitation|organization)\./)
    succeeded(await application.request('DELETE', ofAll.path))
  })

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
      select extract(epoch from max(due_at) - min(due_at))::double precision as spread
      from deliveries join events on events.sequence = event_sequence
      where endpoint_id = ${endpoint.id} and events.type = 'webhook_endpoint.enabled'`)
    expect(spread).toBeGreaterThan(3)
    await grown(5_000)
    const refused = await asking(everything)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/occurred_before'])
    expect((await asking({ ...everything, occurred_before: '2019-01-01T00:00:00Z' })).body.errors).toEqual([
      { in: 'body', pointer: '/occurred_before', detail: 'must be later than occurred_after' },
    ])
    expect((await asking({ occurred_after: '2026-02-30T00:00:00Z' })).body.errors[0].pointer).toBe('/occurred_after')
  })
})
