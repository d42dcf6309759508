import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { forgetSecrets } from '../src/webhooks/stored-secrets.ts'
import { succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { verified } from './support/receiver.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { arrive, endpointsOf, eventsOf, listening } from './support/webhooks.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

const scene = (asked?: Parameters<typeof listening>[1]) => listening(usher, asked)

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
    expect(
      (await eventsOf(usher, endpoint)).filter(({ type }) => type === 'webhook_endpoint.secret_rotated'),
    ).toHaveLength(2)
  })

  test('of before a rotation is forgotten once it signs no more, and each rotation is another version (case 114)', async () => {
    const { ada, endpoint } = await scene()
    const tag = async () => (await ada.get(endpoint.path)).headers.get('etag')
    const before = await tag()
    succeeded(await ada.request('POST', `${endpoint.path}/rotate-secret`))
    expect(await tag()).not.toBe(before)
    const kept = async () =>
      usher.db.one(sql<{ kept: boolean }>`
        select previous_secret is not null or previous_secret_until is not null as kept from webhook_endpoints where id = ${endpoint.id}`)
    await forgetSecrets(usher.db)
    expect(await kept()).toEqual({ kept: true })
    await usher.db.run(sql`
      update webhook_endpoints set previous_secret_until = previous_secret_until - interval '24 hours' where id = ${endpoint.id}`)
    await forgetSecrets(usher.db)
    expect(await kept()).toEqual({ kept: false })
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
