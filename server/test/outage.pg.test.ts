import { setTimeout as arrival } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, enter, type Invited } from './support/cast.ts'
import { openOutsider } from './support/outsider.ts'
import { type PostgresServer, startPostgres } from './support/postgres-server.ts'
import { startProgram } from './support/program.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, freePort, startUsher, type TestUsher } from './support/usher.ts'

// Two seconds are promised; the rest is for a machine that has other tests to run.
const longest_answer_ms = 5_000
const longest_recovery_ms = 20_000

let server: PostgresServer
let usher: TestUsher
beforeAll(async () => {
  server = await startPostgres()
  // So that a crash loses nothing that was acknowledged; the tests' servers do without that otherwise.
  await asSuperuser('alter role postgres set synchronous_commit = on')
  usher = await startUsher({ DATABASE_URL: server.url })
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await server.stop()
})

interface Timed {
  readonly answer: Answer
  readonly ms: number
}

async function timed(request: Promise<Answer>): Promise<Timed> {
  const begun = performance.now()
  return { answer: await request, ms: performance.now() - begun }
}

/** What everybody hears while the database is away: 503 as a problem, soon, with the word to come back. */
function expectUnavailable({ answer, ms }: Timed): void {
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
    503,
    'application/problem+json',
    '2',
  ])
  expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' })
  expect(answer.text).not.toMatch(/postgres|ECONN|select|timeout/i)
  expect(ms).toBeLessThan(longest_answer_ms)
}

async function stored({ id }: Invited): Promise<{ status: string; events: number }> {
  return usher.db.one(sql<{ status: string; events: number }>`
    select status, (select count(*) from events where subject_id = invitations.id::text and type <> 'invitation.sent' and type <> 'invitation.created') as events
    from invitations where id = ${id}`)
}

async function anInvitation(): Promise<{ ada: Actor; grace: Actor; company: string; invitation: Invited }> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  await grace.inbox()
  return { ada, grace, company: company.id, invitation }
}

const outages = [
  ['stopped', () => server.halt(), () => server.start()],
  ['crashed', () => server.halt('immediate'), () => server.start()],
  ['frozen', async () => server.pause(), async () => server.resume()],
] as const

test.each(outages)(
  'while PostgreSQL is %s everybody is told so within two seconds, and afterwards all goes on by itself (case 163)',
  async (_, begin, end) => {
    const { ada, grace, company, invitation } = await anInvitation()
    const others = await Promise.all(Array.from({ length: 5 }, () => enter(usher, 'guest')))
    await Promise.all(others.map((other) => other.inbox()))

    const inFlight = Array.from({ length: 20 }, () => grace.inbox().catch(() => undefined))
    await begin()
    await Promise.all(inFlight)
    try {
      // Fifty at once, and then a steady stream: what the earlier ones leave behind must not hold up the later ones.
      const requests = Array.from({ length: 150 }, async (_, index) => {
        await arrival(Math.max(0, index - 50) * 20)
        const other = others[index % others.length] ?? grace
        return timed(index % 2 === 0 ? grace.accepts(invitation) : other.get('/invitations'))
      })
      const live = await timed(usher.request('GET', '/livez'))
      expect([live.answer.status, live.answer.body]).toEqual([200, { status: 'ok' }])
      expect(live.ms).toBeLessThan(longest_answer_ms)
      const ready = await timed(usher.request('GET', '/readyz'))
      expect([ready.answer.status, ready.answer.body.status]).toEqual([503, 'unavailable'])
      expect(ready.ms).toBeLessThan(longest_answer_ms)

      const answers = await Promise.all(requests)
      for (const each of answers) expectUnavailable(each)
      // All that may wait now is the service's own work.
      expect(usher.db.connections.waiting).toBeLessThanOrEqual(5)
    } finally {
      await end()
    }

    await expect
      .poll(async () => (await usher.request('GET', '/readyz')).status, { timeout: longest_recovery_ms, interval: 50 })
      .toBe(200)
    const answer = await grace.accepts(invitation)
    expect([answer.status, answer.body]).toEqual([200, company])
    expect(await stored(invitation)).toEqual({ status: 'accepted', events: 1 })
    expect((await ada.get(`/organizations/${company}/members`)).body).toHaveLength(2)
    await expectConnectionsWithinBounds()
  },
  120_000,
)

test('told to stop while PostgreSQL is frozen, the program ends within five seconds (case 169)', async () => {
  const { grace } = await anInvitation()
  await using program = await startProgram({
    ...usher.environment,
    PORT: String(await freePort()),
    PUBLIC_URL: usher.url,
  })
  await Promise.all(Array.from({ length: 10 }, () => program.request('GET', '/invitations', { token: grace.token })))
  server.pause()
  try {
    const asking = program.request('GET', '/invitations', { token: grace.token })
    const begun = performance.now()
    program.signal('SIGTERM')
    // Whether it was taken before the signal or not; if it was, it is answered.
    expect((await asking.catch(() => undefined))?.status ?? 503).toBe(503)
    expect((await program.ended).code).toBe(0)
    // The rest is for a machine that has other tests to run.
    expect(performance.now() - begun).toBeLessThan(8_000)
  } finally {
    server.resume()
  }
})

/** Neither side holds more connections than the pool may have: the outage left none behind. */
async function expectConnectionsWithinBounds(): Promise<void> {
  await expect
    .poll(async () => {
      const { count } = await usher.db.one(
        sql<{ count: number }>`select count(*) as count from pg_stat_activity where application_name = 'usher'`,
      )
      return count
    })
    .toBeLessThanOrEqual(10)
  const { total, waiting } = usher.db.connections
  expect([total <= 10, waiting]).toEqual([true, 0])
}

test('while PostgreSQL takes no writes they are 503 and change nothing, while reading goes on (case 166)', async () => {
  const { ada, grace, company, invitation } = await anInvitation()
  const anew = await usher.issuer.sign({
    sub: grace.subject,
    email: grace.address,
    email_verified: true,
    name: 'Grace',
  })
  await asSuperuser(`alter system set default_transaction_read_only = on`, 'select pg_reload_conf()')
  try {
    await expect.poll(readOnly).toBe('on')
    await unchanged(usher, async () => {
      expectUnavailable(await timed(grace.accepts(invitation)))
      expectUnavailable(await timed(grace.declines(invitation)))
      expectUnavailable(await timed(ada.revokes(invitation)))
      expectUnavailable(await timed(ada.request('POST', '/organizations', { body: { name: 'Difference Works' } })))
      expectUnavailable(
        await timed(ada.request('POST', `/organizations/${company}/invitations`, { body: { email: 'l@example.com' } })),
      )
    })
    expect(await grace.inbox()).toEqual([invitation.id])
    // Nobody looked at it before, and that somebody does cannot be noted now.
    expect((await grace.get(`/invitations/${invitation.id}/details`)).status).toBe(200)
    expect((await ada.get(`/organizations/${company}/members`)).status).toBe(200)
    expect((await usher.request('GET', '/invitations', { token: anew })).body).toHaveLength(1)
    expect((await usher.request('GET', '/readyz')).status).toBe(200)
  } finally {
    await asSuperuser('alter system reset default_transaction_read_only', 'select pg_reload_conf()')
  }
  await expect.poll(async () => (await grace.accepts(invitation)).status).toBe(200)
  expect(await stored(invitation)).toEqual({ status: 'accepted', events: 1 })
})

async function readOnly(): Promise<string> {
  const { setting } = await usher.db.one(
    sql<{ setting: string }>`select current_setting('default_transaction_read_only') as setting`,
  )
  return setting
}

/** Statements of an administrator, who is not bound by what the service is bound by. */
async function asSuperuser(...statements: string[]): Promise<void> {
  await using administrator = await openOutsider(server.url)
  for (const statement of statements) await administrator.query(statement)
}
