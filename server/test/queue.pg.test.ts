import { expect, test } from 'vitest'
import type { Transaction } from '../src/database/database.ts'
import { sql } from '../src/database/sql.ts'
import { awaken, claim, type Claimed, type PutOff, putBack, renew } from '../src/deliveries/queue.ts'
import { cast } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const later: PutOff = { state: 'queued', putOff: true, delay_seconds: 60, detail: 'Waits.' }

/** So many mails that this test holds. With mail switched off nobody else takes them. */
async function held(idle: TestUsher, many: number): Promise<Claimed[]> {
  const { ada } = await cast(idle, 'ada')
  const company = await ada.founds()
  for (let count = 0; count < many; count++) await ada.invites(company, newAddress())
  await idle.db.run(sql`update deliveries set state = 'queued', due_at = now() - interval '1 hour'`)
  return claim(idle.db, 'mail', many)
}

const rows = (idle: TestUsher) =>
  idle.db.many(sql<{ id: string }>`
    select id, state, attempts, waits, detail, round(extract(epoch from due_at - now()) / 10)::integer * 10 as due_seconds
    from deliveries`)

test('those that are put back together come back each in its own time; what another process took is left to it (case 176)', async () => {
  await using idle = await startUsher({ USHER_MAIL: 'off' })
  const [first, second, lost] = await held(idle, 3)
  if (first === undefined || second === undefined || lost === undefined) throw new Error('there are three')
  await idle.db.run(sql`update deliveries set lease = lease + 1 where id = ${lost.id}`)
  const soon: PutOff = { ...later, delay_seconds: 0, detail: 'Now.' }
  expect(
    await putBack(idle.db, [
      [lost, later],
      [first, later],
      [second, soon],
    ]),
  ).toEqual([false, true, true])
  const now = new Map((await rows(idle)).map((row) => [row.id, row]))
  expect(now.get(first.id)).toMatchObject({
    state: 'queued',
    attempts: 0,
    waits: true,
    detail: 'Waits.',
    due_seconds: 60,
  })
  expect(now.get(second.id)).toMatchObject({
    state: 'queued',
    attempts: 0,
    waits: false,
    detail: 'Now.',
    due_seconds: 0,
  })
  expect(now.get(lost.id)).toMatchObject({ state: 'sending', attempts: 1 })
  expect(await putBack(idle.db, [[first, later]])).toEqual([false])
})

test('who puts back or renews many does not wait for who writes to one of them, so that they never wait for each other', async () => {
  await using idle = await startUsher({ USHER_MAIL: 'off' })
  const [locked, free] = await held(idle, 2)
  if (locked === undefined || free === undefined) throw new Error('there are two')
  await idle.db.run(sql`update deliveries set leased_until = now() + interval '5 seconds'`)
  await idle.db.transaction(async (tx) => {
    await tx.one(sql`select id from deliveries where id = ${locked.id} for update`)
    await renew(idle.db, [locked, free], { atLeast_ms: 10_000 })
    expect(await renewed(idle)).toEqual([free.id])
    expect(
      await putBack(idle.db, [
        [locked, later],
        [free, later],
      ]),
    ).toEqual([false, true])
  })
  // Its lease ends by itself, if it is not put back later.
  expect((await rows(idle)).find(({ id }) => id === locked.id)).toMatchObject({ state: 'sending', attempts: 1 })
  expect(await putBack(idle.db, [[locked, later]])).toEqual([true])
})

test('a look into the queue reads what it takes and not the whole table, however much the limits allow', async () => {
  await using idle = await startUsher({ USHER_MAIL: 'off' })
  const { ada } = await cast(idle, 'ada')
  const company = await ada.founds()
  const { id } = await ada.invites(company, newAddress())
  for (let from = 0; from < 20_000; from += 2_000) {
    await idle.db.run(sql`
      insert into deliveries (kind, lane, organization_id, invitation_id, state, waits, due_at)
      select 'invitation_mail', ${company.id}, ${company.id}, ${id}, case when n > 19000 then 'queued' else 'sent' end, n > 19900, now()
      from generate_series(${from + 1}::integer, ${from + 2_000}::integer) as n`)
  }
  await idle.db.run(sql`analyze deliveries`)
  await idle.db.transaction(async (tx) => {
    // What the session counted before, it may not have handed on yet.
    const before = await readsOfAll(tx)
    await awaken(tx, 'mail')
    const claimed = await claim(tx, 'mail', 20)
    expect(
      await putBack(
        tx,
        claimed.map((each) => [each, later]),
      ),
    ).toHaveLength(20)
    expect(await readsOfAll(tx)).toBe(before)
  })
})

/** What is held for longer than the test leaves it. */
async function renewed(idle: TestUsher): Promise<string[]> {
  const those = await idle.db.many(sql<{ id: string }>`
    select id from deliveries where leased_until > now() + interval '10 seconds'`)
  return those.map(({ id }) => id)
}

/** How often this session read the whole table of deliveries. */
async function readsOfAll(tx: Transaction): Promise<number> {
  const { reads } = await tx.one(sql<{ reads: number }>`
    select pg_stat_get_xact_numscans('deliveries'::regclass)::integer as reads`)
  return reads
}
