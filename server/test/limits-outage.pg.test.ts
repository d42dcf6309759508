import { expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { application, authorizationRequest } from './support/application.ts'
import { Browser } from './support/browser.ts'
import { cast } from './support/cast.ts'
import { later } from './support/clock.ts'
import { newAddress } from './support/codes.ts'
import { startPostgres } from './support/postgres-server.ts'
import { startUsher } from './support/usher.ts'

test('while the database is away requests are limited as ever, nothing is written, and nobody is let in (case 152)', async () => {
  const server = await startPostgres()
  try {
    await using usher = await startUsher({
      DATABASE_URL: server.url,
      USHER_REQUESTS_PER_SECOND: '1',
      USHER_REQUEST_BURST: '4',
    })
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const app = await application(usher)
    // From now on the clock stands, at a moment when her bucket is full.
    later(60)

    await server.halt()
    const answers = []
    for (let each = 0; each < 5; each++) answers.push(await ada.tryToInvite(company, newAddress()))
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      ...Array.from({ length: 4 }, () => '503 unavailable'),
      '429 rate_limited',
    ])
    expect((await usher.request('GET', '/livez')).status).toBe(200)
    const { status } = await new Browser().open(authorizationRequest(usher, app).url)
    expect(status).toBe(503)

    await server.start()
    await expect.poll(async () => (await usher.request('GET', '/readyz')).status).toBe(200)
    expect(
      await usher.db.one(sql<object>`
        select (select count(*) from invitations) as invitations, (select count(*) from deliveries) as deliveries`),
    ).toEqual({ invitations: 0, deliveries: 0 })
    later(60)
    expect((await ada.tryToInvite(company, newAddress())).status).toBe(201)
  } finally {
    await server.stop()
  }
}, 60_000)
