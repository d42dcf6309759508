import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { newAddress } from './support/codes.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { arrive, listening, type Listening } from './support/webhooks.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

/** Never answers. */
const never = () => undefined

/** The endpoint of a company so many times, each another one; perhaps known to fail. */
async function copied({ endpoint }: Listening, times: number, { failing = false } = {}): Promise<void> {
  await usher.db.run(sql`
    insert into webhook_endpoints (organization_id, url, event_types, secret, failing_since, last_failed_at)
    select organization_id, url, event_types, secret, case when ${failing}::boolean then now() end, case when ${failing}::boolean then now() end
    from webhook_endpoints, generate_series(2, ${times}::integer) where id = ${endpoint.id}`)
  if (failing)
    await usher.db.run(
      sql`update webhook_endpoints set failing_since = now(), last_failed_at = now() where id = ${endpoint.id}`,
    )
}

async function happens({ ada, company }: Listening, times = 1): Promise<void> {
  for (let each = 1; each <= times; each++) await ada.invites(company, newAddress(`grace${each}`))
}

/** How long it takes until another organization hears of what happens there. */
async function anothersWait_ms(): Promise<number> {
  const other = await listening(usher)
  const began = performance.now()
  await happens(other)
  await arrive(other.there, 1)
  return performance.now() - began
}

const underWay = async ({ company }: Listening) =>
  (
    await usher.db.one(sql<{ many: number }>`
      select count(*)::integer as many from deliveries
      where channel = 'webhook' and state = 'sending' and organization_id = ${company.id}`)
  ).many

describe('hands', () => {
  test('are kept from others by no endpoint that hears nothing: it has eight (cases 118, 171)', async () => {
    const dead = await listening(usher)
    dead.there.answers(never)
    await happens(dead, 12)
    await arrive(dead.there, 8)
    expect(await anothersWait_ms()).toBeLessThan(8_000)
    expect(dead.there.received).toHaveLength(8)
  })

  test('are kept from others by no organization, with however many endpoints: it has sixteen (cases 118, 153)', async () => {
    const dead = await Promise.all([listening(usher), listening(usher)])
    for (const each of dead) {
      each.there.answers(never)
      await copied(each, 20)
      await happens(each, 2)
      await arrive(each.there, 16)
    }
    expect(await anothersWait_ms()).toBeLessThan(8_000)
    for (const each of dead) expect(await underWay(each)).toBe(16)
  })

  test('are half for those that are well, with however many organizations whose endpoints fail (cases 118, 153)', async () => {
    const dead = await Promise.all(Array.from({ length: 6 }, () => listening(usher)))
    for (const each of dead) {
      each.there.answers(never)
      await copied(each, 20, { failing: true })
      await happens(each, 2)
    }
    const all = async () => (await Promise.all(dead.map(underWay))).reduce((sum, many) => sum + many, 0)
    await expect.poll(all).toBeGreaterThanOrEqual(60)
    for (let time = 1; time <= 3; time++) expect(await anothersWait_ms()).toBeLessThan(8_000)
    expect(await all()).toBeLessThanOrEqual(64)
  })

  test('are one for an endpoint that takes long to answer, though it takes everything (case 118)', async () => {
    const slow = await listening(usher)
    slow.there.answers((response) => void setTimeout(() => response.writeHead(204).end(), 3_050))
    await happens(slow, 12)
    await arrive(slow.there, 9)
    expect(await underWay(slow)).toBe(1)
    // One quick answer among them buys nothing.
    let quick = 1
    slow.there.answers((response) => {
      if (quick-- > 0) response.writeHead(204).end()
    })
    await arrive(slow.there, 11)
    expect(await underWay(slow)).toBe(1)
  })
})
