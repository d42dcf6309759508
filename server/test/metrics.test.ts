import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast } from './support/cast.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

const token = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
let usher: TestUsher
let scraper: string
let ada: Actor

beforeAll(async () => {
  const port = await freePort()
  scraper = `http://127.0.0.1:${port}`
  usher = await startUsher({ USHER_METRICS_PORT: String(port), USHER_METRICS_TOKEN: token })
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

/** The value of the one series with exactly these labels, or undefined if there is none. */
async function metric(series: string): Promise<number | undefined> {
  const { text } = await usher.request('GET', '/metrics', { token })
  const line = text.split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length))
}

describe('who reads the metrics', () => {
  test('nobody, where neither a port nor a token is configured (case 33)', async () => {
    await using closed = await startUsher()
    const { status, body } = await closed.request('GET', '/metrics')
    expect([status, body.code]).toEqual([404, 'not_found'])
    expect((await closed.request('GET', '/metrics', { token })).status).toBe(404)
  })

  test('nobody on the main port, where they have a port of their own and no token (case 33)', async () => {
    const port = await freePort()
    await using own = await startUsher({ USHER_METRICS_PORT: String(port) })
    expect((await own.request('GET', '/metrics')).status).toBe(404)
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    expect(await answer.text()).toContain('usher_build_info{')
  })

  test('whoever holds the token, on both ports, and no access token opens them (case 33)', async () => {
    const none = await usher.request('GET', '/metrics')
    expect([none.status, none.body.code, none.headers.get('www-authenticate')]).toEqual([
      401,
      'authentication_required',
      'Bearer',
    ])
    for (const wrong of [ada.token, token.slice(1), `${token}x`, token.toLowerCase()]) {
      expect((await usher.request('GET', '/metrics', { token: wrong })).status).toBe(401)
    }
    expect((await usher.request('GET', `/metrics?token=${token}`)).status).toBe(401)
    expect((await usher.request('GET', '/metrics', { token })).status).toBe(200)

    const bearer = { headers: { authorization: `Bearer ${token}` } }
    expect((await fetch(`${scraper}/metrics`)).status).toBe(401)
    expect((await fetch(`${scraper}/metrics`, bearer)).status).toBe(200)
    expect((await fetch(`${scraper}/livez`, bearer)).status).toBe(404)
    expect((await fetch(`${scraper}/metrics`, { ...bearer, method: 'POST' })).status).toBe(405)
  })
})

describe('the metrics', () => {
  test('count requests by template, method and class of status, and never by what stands in the path', async () => {
    const id = crypto.randomUUID()
    const series = `usher_http_request_duration_seconds_count{method="GET",route="/invitations/:invitation_id",status="4xx"}`
    const before = (await metric(series)) ?? 0
    await ada.get(`/invitations/${id}`)
    await ada.get(`/invitations/${id}?email=grace@example.com`)
    await usher.request('GET', `/nowhere/${id}`)
    await usher.request('POST', '/oauth/token', { body: `who=${id}` })
    await expect.poll(() => metric(series)).toBe(before + 2)

    const { text } = await usher.request('GET', '/metrics', { token })
    expect(text).toContain('usher_http_request_duration_seconds_count{method="GET",route="none",status="4xx"}')
    expect(text).toContain('usher_http_request_duration_seconds_count{method="POST",route="/oauth/token",status="4xx"}')
    expect(text).not.toContain(id)
    expect(text).not.toContain('@')
    expect(text).not.toContain(token)
  })

  test('tell hits of the token cache from misses', async () => {
    const { grace } = await cast(usher, 'grace')
    const hit = 'usher_token_cache_lookups_total{result="hit"}'
    const miss = 'usher_token_cache_lookups_total{result="miss"}'
    const [hits = 0, misses = 0] = [await metric(hit), await metric(miss)]
    for (let time = 1; time <= 3; time++) await grace.inbox()
    expect([await metric(hit), await metric(miss)]).toEqual([hits + 2, misses + 1])
    expect(await metric('usher_token_cache_size')).toBeGreaterThan(0)
  })

  test('follow the deliveries: attempts by outcome, those under way, and how long the oldest has been due', async () => {
    const company = await ada.founds()
    await ada.invites(company, 'grace@example.com')
    await expect.poll(() => metric('usher_delivery_attempts_total{outcome="sent"}')).toBe(1)
    expect(await metric('usher_deliveries{channel="mail",state="queued"}')).toBe(0)
    expect(await metric('usher_deliveries_oldest_due_seconds{channel="mail"}')).toBe(0)

    // Another process has it and is alive; then that one is gone, and it has been due for an hour.
    await usher.db.run(sql`
      update deliveries set state = 'sending', due_at = now() - interval '1 hour', leased_until = now() + interval '1 hour'`)
    expect(await metric('usher_deliveries{channel="mail",state="sending"}')).toBe(1)
    expect(await metric('usher_deliveries_oldest_due_seconds{channel="mail"}')).toBe(0)
    await usher.db.run(sql`update deliveries set state = 'queued', due_at = now() + interval '1 hour'`)
    expect(await metric('usher_deliveries{channel="mail",state="queued"}')).toBe(1)
    expect(await metric('usher_deliveries_oldest_due_seconds{channel="mail"}')).toBe(0)
    expect(await metric('usher_deliveries{channel="webhook",state="queued"}')).toBe(0)
    expect(await metric('usher_deliveries_failed{channel="mail"}')).toBe(0)
    await usher.db.run(sql`update deliveries set state = 'failed', updated_at = now() - interval '23 hours'`)
    expect(await metric('usher_deliveries_failed{channel="mail"}')).toBe(1)
    await usher.db.run(sql`update deliveries set state = 'failed', updated_at = now() - interval '25 hours'`)
    expect(await metric('usher_deliveries_failed{channel="mail"}')).toBe(0)
    await usher.db.run(sql`update deliveries set state = 'cancelled'`)
  })

  test('tell for how long something has been tried in vain, and not how long it waited before', async () => {
    const inVain = () => metric('usher_deliveries_oldest_in_vain_seconds{channel="mail"}')
    const company = await ada.founds()
    const { id } = await ada.invites(company, `guest-${crypto.randomUUID()}@example.com`)
    await expect
      .poll(() => usher.db.maybe(sql`select id from deliveries where invitation_id = ${id} and state = 'sent'`))
      .toBeDefined()
    // It waited for a day until it was tried, an hour ago.
    await usher.db.run(sql`
      update deliveries set state = 'queued', attempts = 2, created_at = now() - interval '1 day', due_at = now() + interval '1 hour', waits = true
      where invitation_id = ${id}`)
    await usher.db.run(sql`
      update delivery_attempts set ended_at = now() - interval '1 hour'
      where delivery_id in (select id from deliveries where invitation_id = ${id})`)
    expect(await inVain()).toBeCloseTo(3600, -2)
    await usher.db.run(
      sql`update deliveries set state = 'sending', leased_until = now() + interval '1 hour' where invitation_id = ${id}`,
    )
    expect(await inVain()).toBeCloseTo(3600, -2)
    // Asked for anew, it has not been tried yet.
    await usher.db.run(sql`update deliveries set attempts_before = 2 where invitation_id = ${id}`)
    expect(await inVain()).toBe(0)
    await usher.db.run(sql`update deliveries set state = 'cancelled' where invitation_id = ${id}`)
  })

  test('follow the relay and the webhooks: events that nobody was told of, mails and calls by channel, endpoints that are off', async () => {
    const company = await ada.founds()
    await expect.poll(() => metric('usher_events_to_relay')).toBe(0)
    expect(await metric('usher_events_to_relay_oldest_seconds')).toBe(0)
    // What is queued from here on stays so.
    await usher.running.deliveries[Symbol.asyncDispose]()
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`
        insert into webhook_endpoints (organization_id, url, secret, state, disabled_reason)
        values (${company.id}, 'https://example.com/hook', 'sealed', 'disabled', 'failing')`)
      const { sequence } = await tx.one(sql<{ sequence: number }>`
        select sequence from events where organization_id = ${company.id} limit 1`)
      await tx.run(sql`
        insert into deliveries (kind, channel, lane, endpoint_id, organization_id, event_sequence, due_at)
        select 'webhook', 'webhook', id, id, organization_id, ${sequence}, now() - interval '90 seconds' from webhook_endpoints`)
    })
    expect(await metric('usher_webhook_endpoints_disabled{reason="failing"}')).toBe(1)
    expect(await metric('usher_webhook_endpoints_disabled{reason="gone"}')).toBe(0)
    expect(await metric('usher_deliveries{channel="webhook",state="queued"}')).toBe(1)
    expect(await metric('usher_deliveries{channel="mail",state="queued"}')).toBe(0)
    expect(await metric('usher_deliveries_oldest_due_seconds{channel="webhook"}')).toBeGreaterThanOrEqual(90)
    expect(await metric('usher_deliveries_oldest_due_seconds{channel="mail"}')).toBe(0)
    await usher.db.run(sql`delete from deliveries where channel = 'webhook'`)
    await usher.db.run(sql`delete from webhook_endpoints`)
  })

  test.each([
    ['gone', 1],
    ['failing', 1],
    ['by_hand', 0],
  ])('tell of the endpoint of the platform that is off because of "%s": %i (case 117)', async (reason, value) => {
    expect(await metric('usher_platform_webhook_endpoint_disabled')).toBe(0)
    await usher.db.run(sql`
      insert into webhook_endpoints (url, secret, state, disabled_reason)
      values ('https://example.com/hook', 'sealed', 'disabled', ${reason})`)
    expect(await metric('usher_platform_webhook_endpoint_disabled')).toBe(value)
    await usher.db.run(sql`delete from webhook_endpoints`)
  })

  test('know the pool, the event loop, the process and the program', async () => {
    const { text } = await usher.request('GET', '/metrics', { token })
    expect(await metric('usher_database_up')).toBe(1)
    await expect.poll(() => metric('usher_database_waiting')).toBe(0)
    await expect.poll(() => metric('usher_database_connections{state="idle"}')).toBeGreaterThan(0)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
    expect(text).toMatch(/^process_resident_memory_bytes /m)
    expect(text).toMatch(/^usher_build_info\{version="\d+\.\d+\.\d+",schema="\d+",node="v24[^"]*",store="\w+"\} 1$/m)
  })
})
