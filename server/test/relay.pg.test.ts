import { onTestFinished, describe, expect, test } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { openServer } from '../src/database/server.ts'
import { sql } from '../src/database/sql.ts'
import { inFittingBatches, relayEvents } from '../src/deliveries/relay.ts'
import { record } from '../src/events/record.ts'
import { type Moment, startSeveringProxy } from './support/severing-proxy.ts'
import { freshDatabase } from './support/store.ts'

// Whom webhooks go to is all that matters here.
const no_mail = { mail: { kind: 'off' } } as const

// What is committed reaches whoever is to hear of it, once, whatever else happens at the same time.

const system = { type: 'system' } as const

function open(url: string): Database {
  const db = openServer(url, () => undefined)
  onTestFinished(() => db[Symbol.asyncDispose]())
  return db
}

/** A database with an organization that has an endpoint, and one of the platform beside it. */
async function scene() {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const db = open(database.url)
  const { id } = await db.one(sql<{ id: string }>`
    insert into organizations (name, slug, member_count, owner_count) values ('Engines', 'engines', 1, 1) returning id`)
  await db.run(sql`
    insert into webhook_endpoints (organization_id, url, secret)
    values (${id}, 'https://example.com/theirs', ''), (null, 'https://example.com/ours', '')`)
  return { url: database.url, db, organizationId: id }
}

/** Records an event in a transaction that is committed when it is told to. */
async function pending(db: Database, organizationId: string) {
  const recorded = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const committed = db.transaction(async (tx) => {
    await record(tx, happened(organizationId))
    recorded.resolve()
    await mayCommit.promise
  })
  await recorded.promise
  return () => {
    mayCommit.resolve()
    return committed
  }
}

const happens = (db: Database, organizationId: string) => db.transaction((tx) => record(tx, happened(organizationId)))

const happened = (organizationId: string) =>
  ({
    type: 'organization.vouched_for',
    organizationId,
    actor: system,
    subject: { type: 'organization', id: organizationId },
    requestId: null,
  }) as const

/** Many events, each in a transaction of its own, four of them at a time. */
async function happenMany(db: Database, organizationId: string, many: number): Promise<void> {
  let left = many
  const write = async () => {
    while (left-- > 0) await happens(db, organizationId)
  }
  await Promise.all([write(), write(), write(), write()])
}

async function relayAll(db: Database, most?: number): Promise<number> {
  let relayed = 0
  for (;;) {
    const now = await relayEvents(db, no_mail, most === undefined ? {} : { most })
    if (now === 0) return relayed
    relayed += now
  }
}

async function isLeft(db: Database): Promise<boolean> {
  return (await db.one(sql<{ left: boolean }>`select exists (select from events_to_relay) as left`)).left
}

/** How often each event goes to each endpoint; nothing is left to relay. */
async function expectEachOnce(db: Database, events: number): Promise<void> {
  const { recorded, left, queued, once } = await db.one(sql<Record<'recorded' | 'left' | 'queued' | 'once', number>>`
    select (select count(*)::integer from events) as recorded, (select count(*)::integer from events_to_relay) as left,
      (select count(*)::integer from deliveries) as queued,
      (select count(*)::integer from (select distinct endpoint_id, event_sequence from deliveries) as each) as once`)
  expect({ recorded, left, queued, once }).toEqual({ recorded: events, left: 0, queued: 2 * events, once: 2 * events })
}

describe('an event that is committed late', () => {
  test('is relayed, although one with a higher number was relayed before (case 177)', async () => {
    const { db, organizationId } = await scene()
    const commitFirst = await pending(db, organizationId)
    await happens(db, organizationId)
    expect(await relayAll(db)).toBe(1)
    const [second] = await db.many(sql<{ sequence: number }>`select sequence from events`)
    await commitFirst()
    const [first] = await db.many(sql<{ sequence: number }>`select sequence from events order by sequence`)
    expect(first?.sequence).toBeLessThan(second?.sequence ?? 0)
    expect(await relayAll(db)).toBe(1)
    await expectEachOnce(db, 2)
  })

  test('is relayed by a relay that began before it was committed, or by the next (case 177)', async () => {
    const { db, organizationId } = await scene()
    const late = await Promise.all(Array.from({ length: 5 }, () => pending(db, organizationId)))
    const relaying = Promise.all([relayAll(db), happenMany(db, organizationId, 20), ...late.map((commit) => commit())])
    await relaying
    await relayAll(db)
    await expectEachOnce(db, 25)
  })

  test('and undone after all is relayed never (case 177)', async () => {
    const { db, organizationId } = await scene()
    const undone = db.transaction(async (tx) => {
      await record(tx, happened(organizationId))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await happens(db, organizationId)
    expect(await relayAll(db)).toBe(1)
    await expectEachOnce(db, 1)
  })
})

test('a batch that the database cannot do in time gets smaller until it can, so that none waits for ever', async () => {
  const { db, organizationId } = await scene()
  await happenMany(db, organizationId, 40)
  // As where a statement is ended by its time limit.
  await db.run(sql`
    create function too_slow() returns trigger language plpgsql as $$
    begin
      if (select count(*) from added) > 20 then raise query_canceled; end if;
      return null;
    end $$`)
  await db.run(sql`
    create trigger too_slow after insert on deliveries referencing new table as added
    for each statement execute function too_slow()`)
  const relay = inFittingBatches(db, no_mail)
  const relayed: number[] = []
  while (await isLeft(db)) relayed.push(await relay().catch(() => -1))
  expect(relayed.filter((each) => each === -1).length).toBeGreaterThan(3)
  expect(Math.max(...relayed)).toBeLessThanOrEqual(10)
  await expectEachOnce(db, 40)
})

test('several relays at once relay each event once, while more are committed (case 177)', async () => {
  const { url, db, organizationId } = await scene()
  const relays = Array.from({ length: 4 }, () => open(url))
  await db.run(sql`
    with told as (
      insert into events (type, organization_id, actor_type, subject_type, subject_id)
      select 'organization.vouched_for', ${organizationId}, 'system', 'organization', ${organizationId} from generate_series(1, 600)
      returning sequence
    )
    insert into events_to_relay (event_sequence) select sequence from told`)
  const relayed = await Promise.all([
    ...relays.map((relay) => relayAll(relay, 25)),
    happenMany(db, organizationId, 60).then(() => relayAll(db, 25)),
  ])
  // Those that one relay holds are passed over by the others, and are done when it is.
  expect(relayed.reduce((sum, each) => sum + each)).toBe(660)
  await expectEachOnce(db, 660)
})

const steps: readonly (readonly [string, Moment, [string, ...string[]]])[] = [
  ['before it takes any', 'before', ['delete from events_to_relay']],
  ['when it has taken some', 'after', ['delete from events_to_relay']],
  ['before it queues their deliveries', 'before', ['insert into deliveries']],
  ['when it has queued them', 'after', ['insert into deliveries']],
  ['before it commits', 'before', ['insert into deliveries', 'commit\0']],
  ['when it has committed', 'after', ['insert into deliveries', 'commit\0']],
]

test.each(steps)(
  'a relay that is cut off %s loses nothing and doubles nothing (case 177)',
  async (_, moment, texts) => {
    const { url, db, organizationId } = await scene()
    await happenMany(db, organizationId, 30)
    const proxy = await startSeveringProxy(url)
    onTestFinished(() => proxy[Symbol.asyncDispose]())
    const severed = proxy.sever(moment, ...texts)
    await expect(relayEvents(open(proxy.url), no_mail)).rejects.toThrow()
    await severed
    const { left } = await db.one(sql<{ left: number }>`select count(*)::integer as left from events_to_relay`)
    expect(left).toBe(moment === 'after' && texts.includes('commit\0') ? 0 : 30)
    // The database may hold what the other one took for a moment longer.
    while (await isLeft(db)) await relayAll(db)
    await expectEachOnce(db, 30)
  },
)

test('what several endpoints want to hear of is sorted out by the relay, and goes to no other organization (case 119)', async () => {
  const { db, organizationId } = await scene()
  const { id: another } = await db.one(sql<{ id: string }>`
    insert into organizations (name, slug, member_count, owner_count) values ('Others', 'others', 1, 1) returning id`)
  await db.run(sql`
    insert into webhook_endpoints (organization_id, url, secret, event_types)
    values (${organizationId}, 'all of a family', '', '{organization.*}'), (${organizationId}, 'one', '', '{organization.vouched_for}'),
      (${organizationId}, 'another family', '', '{member.*}'), (${another}, 'another organization', '', '{}')`)
  await db.run(sql`
    insert into webhook_endpoints (organization_id, url, secret, state, disabled_reason)
    values (${organizationId}, 'disabled', '', 'disabled', 'by_hand')`)
  await happens(db, organizationId)
  await relayAll(db)
  const heard = await db.many(sql<{ url: string }>`
    select url from deliveries join webhook_endpoints on webhook_endpoints.id = endpoint_id order by url`)
  expect(heard.map(({ url }) => url)).toEqual([
    'all of a family',
    'https://example.com/ours',
    'https://example.com/theirs',
    'one',
  ])
})

test('an event that cannot be relayed keeps back no other, and is tried again', async () => {
  const { db, organizationId } = await scene()
  await db.run(sql`
    with member as (insert into users (kind, name) values ('person', 'Ada') returning id)
    insert into members (organization_id, user_id) select ${organizationId}, id from member`)
  await happens(db, organizationId)
  await db.run(sql`
    with told as (
      insert into events (type, organization_id, actor_type, subject_type, subject_id, data)
      values ('organization.ownership_offered', ${organizationId}, 'system', 'organization', ${organizationId}, '{"user_id": "nobody"}') returning sequence
    )
    insert into events_to_relay (event_sequence) select sequence from told`)
  await happens(db, organizationId)
  const relay = inFittingBatches(db, no_mail)
  await expect.poll(() => relay().catch(() => 'failed')).toBe(0)
  const left = () => db.many(sql<{ failed: boolean }>`select failed_at is not null as failed from events_to_relay`)
  expect(await left()).toEqual([{ failed: true }])

  await db.run(
    sql`update events set data = jsonb_build_object('user_id', gen_random_uuid()) where type = 'organization.ownership_offered'`,
  )
  expect(await relay()).toBe(0)
  await db.run(sql`update events_to_relay set failed_at = failed_at - interval '6 minutes'`)
  expect(await relay()).toBe(1)
  expect(await left()).toEqual([])
})
