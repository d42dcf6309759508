import { setTimeout as arrival } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Unavailable } from '../src/database/faults.ts'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { allIsTold } from './support/mailed.ts'
import { openOutsider, type Outsider, waitingForLocks } from './support/outsider.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, freePort, startUsher, type TestUsher } from './support/usher.ts'

// Two seconds are promised; the rest is for a machine that has other tests to run.
const longest_answer_ms = 5_000
const token = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'

let usher: TestUsher
let outsider: Outsider
beforeAll(async () => {
  usher = await startUsher({ USHER_METRICS_PORT: String(await freePort()), USHER_METRICS_TOKEN: token })
  outsider = await openOutsider(usher.environment['DATABASE_URL'] ?? '')
})
afterAll(async () => {
  await outsider[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

interface Scene {
  ada: Actor
  grace: Actor
  company: Company
  invitation: Invited
}

async function scene(): Promise<Scene> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  await grace.inbox()
  // Nobody else is to want the locks that are asked about.
  await allIsTold(usher)
  return { ada, grace, company, invitation }
}

/** Runs `work` while somebody outside holds the organization's row. */
async function whileLocked<T>({ id }: Company, work: () => Promise<T>): Promise<T> {
  await outsider.query('begin')
  await outsider.query('select 1 from organizations where id = $1 for update', [id])
  try {
    return await work()
  } finally {
    await outsider.query('rollback')
  }
}

async function expectUnavailable(request: Promise<Answer>): Promise<void> {
  const begun = performance.now()
  const answer = await request
  expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
  expect(performance.now() - begun).toBeLessThan(longest_answer_ms)
}

/** The fault left nothing behind: every connection is back, and the same request works at once. */
async function expectAccepted({ ada, grace, company, invitation }: Scene): Promise<void> {
  await expect
    .poll(() => {
      const { total, idle, waiting } = usher.db.connections
      return total - idle + waiting
    })
    .toBeLessThanOrEqual(1)
  const answer = await grace.accepts(invitation)
  expect([answer.status, answer.body]).toEqual([200, company.id])
  expect(await ada.membersOf(company)).toHaveLength(2)
  const { count } = await usher.db.one(sql<{ count: number }>`
    select count(*) as count from events where subject_id = ${invitation.id} and type = 'invitation.accepted'`)
  expect(count).toBe(1)
}

describe('a fault in the database is 503 within two seconds, changes nothing and leaves no connection out:', () => {
  test('a row that somebody else holds locked (case 167)', async () => {
    const cast = await scene()
    const elsewhere = await scene()
    await unchanged(usher, () =>
      whileLocked(cast.company, () => expectUnavailable(cast.grace.accepts(cast.invitation))),
    )
    await whileLocked(cast.company, () => expectAccepted(elsewhere))
    await expectAccepted(cast)
  })

  test('all connections waiting for such a row (case 167)', async () => {
    const cast = await scene()
    const others = await Promise.all(Array.from({ length: 5 }, () => enter(usher, 'guest')))
    await Promise.all(others.map((other) => other.inbox()))
    await unchanged(usher, () =>
      whileLocked(cast.company, async () => {
        const requests = Array.from({ length: 100 }, async (_, index) => {
          // One arrives every 20 ms, so that some get a connection only when they have waited long for it.
          await arrival(index * 20)
          await expectUnavailable(cast.grace.accepts(cast.invitation))
        })
        // Whoever asks for something else then may have to wait too, but gets an answer.
        const reads = others.map(async (other, index) => {
          await arrival(500 + index * 20)
          return other.get('/invitations')
        })
        await Promise.all(requests)
        for (const { status } of await Promise.all(reads)) expect([200, 503]).toContain(status)
        expect(usher.db.connections.total).toBeLessThanOrEqual(10)
      }),
    )
    expect(await Promise.all(others.map((other) => other.inbox()))).toEqual(others.map(() => []))
    await expectAccepted(cast)
  }, 60_000)

  test('a connection that came so late that the row is still waited for when time is up (case 167)', async () => {
    const cast = await scene()
    await unchanged(usher, async () => {
      await whileLocked(cast.company, async () => {
        const busy = Array.from({ length: 10 }, () => usher.db.session(() => arrival(1_500)))
        await expectUnavailable(cast.grace.accepts(cast.invitation))
        await Promise.all(busy)
      })
      // The row is free now. Whoever still waited for it must not take the place after all.
      await expect.poll(() => sessionsThat('active')).toEqual([])
    })
    await expectAccepted(cast)
  })

  test('a statement that takes too long (case 167)', async () => {
    const cast = await scene()
    await using _ = await onWrites(cast.invitation, 'perform pg_sleep(4)')
    await unchanged(usher, async () => {
      await expectUnavailable(cast.grace.accepts(cast.invitation))
      // The server gives it up as well, and does not finish later what was answered with 503.
      await expect.poll(() => sessionsThat('active')).toEqual([])
    })
    await usher.db.run(sql`drop trigger fault on invitations`)
    await expectAccepted(cast)
  })

  test('a session ended by an administrator in the middle of a statement (case 167)', async () => {
    const cast = await scene()
    await unchanged(usher, () =>
      whileLocked(cast.company, async () => {
        const refused = expectUnavailable(cast.grace.accepts(cast.invitation))
        await expect.poll(() => waitingForLocks(outsider)).toHaveLength(1)
        const [pid] = await waitingForLocks(outsider)
        await outsider.query('select pg_terminate_backend($1)', [pid])
        await refused
      }),
    )
    await expectAccepted(cast)
  })

  test('every session ended by an administrator at once (case 167)', async () => {
    const cast = await scene()
    await Promise.all(Array.from({ length: 10 }, () => cast.grace.inbox()))
    await outsider.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'usher'",
    )
    await expect.poll(async () => (await cast.grace.get('/invitations')).status).toBe(200)
    await expectAccepted(cast)
  })

  test('a transaction that was idle for too long (case 167)', async () => {
    const cast = await scene()
    const work = usher.db.transaction(async (tx) => {
      const { pid } = await tx.one(sql<{ pid: number }>`
        select pg_backend_pid() as pid, set_config('idle_in_transaction_session_timeout', '20', true)`)
      await tx.run(sql`update invitations set status = 'revoked' where id = ${cast.invitation.id}`)
      await expect.poll(() => isThere(pid)).toBe(false)
      await tx.run(sql`select 1`)
    })
    // Listened to at once: it may be refused while the first look at all rows is still under way.
    const refused = expect(work).rejects.toBeInstanceOf(Unavailable)
    await unchanged(usher, () => refused)
    await expectAccepted(cast)
  })
})

describe('a conflict with other transactions', () => {
  test.each(['40001', '40P01'])('of code %s is tried again and then works (case 59)', async (code) => {
    const cast = await scene()
    await using fault = await onWrites(cast.invitation, failing(code, 2))
    await expectAccepted(cast)
    expect(await fault.times()).toBe(3)
  })

  test.each(['40001', '40P01'])(
    'of code %s that stays is 503 after three tries, with no effect (case 59)',
    async (code) => {
      const cast = await scene()
      await using fault = await onWrites(cast.invitation, failing(code, 1_000))
      await unchanged(usher, async () => {
        await expectUnavailable(cast.grace.accepts(cast.invitation))
        expect(await fault.times()).toBe(3)
        await expectUnavailable(cast.ada.revokes(cast.invitation))
        expect(await fault.times()).toBe(6)
        await expectUnavailable(cast.grace.declines(cast.invitation))
        expect(await fault.times()).toBe(9)
      })
      await usher.db.run(sql`drop trigger fault on invitations`)
      await expectAccepted(cast)
    },
  )

  test('in a transaction of several statements is tried again from its beginning (case 59)', async () => {
    const cast = await scene()
    await using fault = await onWrites(cast.invitation, failing('40001', 2))
    const revoked = await cast.ada.revokes(cast.invitation)
    expect([revoked.status, revoked.body, await fault.times()]).toEqual([200, null, 3])
    const events = await usher.db.many(sql<{ type: string }>`
      select type from events where subject_id = ${cast.invitation.id} and type <> 'invitation.sent' order by sequence`)
    expect(events.map(({ type }) => type)).toEqual(['invitation.created', 'invitation.revoked'])
  })

  test('that is a real deadlock costs the accept a second try and nothing else (case 59)', async () => {
    const { ada, grace, company, invitation } = await scene()
    // Each who waits looks for a deadlock once, which has to be there by then; and the service, not the outsider.
    await outsider.query(`
      do $$ begin execute format('alter database %I set deadlock_timeout = 800', current_database()); end $$;
      set deadlock_timeout = '1min';
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'usher'`)
    await expect.poll(() => grace.inbox().catch(() => [])).toHaveLength(1)
    await outsider.query('begin')
    await outsider.query('select 1 from invitations where id = $1 for update', [invitation.id])
    const accepting = grace.accepts(invitation)
    await expect.poll(() => waitingForLocks(outsider)).toHaveLength(1)
    // The accept holds the organization and waits for the invitation; now each waits for the other.
    await outsider.query('select 1 from organizations where id = $1 for update', [company.id])
    await outsider.query('commit')
    const answer = await accepting
    expect([answer.status, answer.body]).toEqual([200, company.id])
    expect(await ada.membersOf(company)).toHaveLength(2)
  })
})

/** What makes the first so many writes fail. A sequence counts them, since it does not roll back. */
function failing(code: string, times: number): string {
  return `if nextval('faults') <= ${times} then raise exception 'injected' using errcode = '${code}'; end if`
}

/** Lets a statement of our own run before each change of this invitation, until the end of the scope. */
async function onWrites(
  { id }: Invited,
  statement: string,
): Promise<AsyncDisposable & { times: () => Promise<number> }> {
  await outsider.query(`
    create sequence faults;
    create function fault() returns trigger language plpgsql as $$ begin ${statement}; return new; end $$;
    create trigger fault before update on invitations for each row when (old.id = '${id}') execute function fault();`)
  return {
    times: async () => {
      const [row] = await outsider.query<{ times: number }>(
        'select case when is_called then last_value::integer else 0 end as times from faults',
      )
      return row?.times ?? 0
    },
    [Symbol.asyncDispose]: async () => {
      await outsider.query('drop function fault cascade; drop sequence faults')
    },
  }
}

/** Sessions of the service in this state, other than one that is asked for its state. */
async function sessionsThat(state: string): Promise<number[]> {
  const rows = await outsider.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'usher' and state = $1 and query like '%accept_invitation%'`,
    [state],
  )
  return rows.map(({ pid }) => pid)
}

async function isThere(pid: number): Promise<boolean> {
  return (await outsider.query('select from pg_stat_activity where pid = $1', [pid])).length > 0
}

test('where the queue takes too long to be counted, the metrics say so and not that the database is away', async () => {
  await outsider.query('begin')
  await outsider.query('lock table deliveries in access exclusive mode')
  try {
    const { text } = await usher.request('GET', '/metrics', { token })
    expect(text).toMatch(/^usher_database_up 1$/m)
    expect(text).not.toMatch(/^usher_deliveries/m)
  } finally {
    await outsider.query('rollback')
  }
  const { text } = await usher.request('GET', '/metrics', { token })
  expect(text).toMatch(/^usher_deliveries\{channel="mail",state="queued"\} \d+$/m)
})
