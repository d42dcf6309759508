import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type Database } from '../src/database/database.ts'
import { migrate } from '../src/database/migrate.ts'
import { openServer } from '../src/database/server.ts'
import { sql } from '../src/database/sql.ts'
import { cast } from './support/cast.ts'
import { freshDatabase } from './support/store.ts'
import { startUsher } from './support/usher.ts'

/** As many as the pool lends. */
const pool_size = 10

/** What each connection of the pool has kept: settings, a transaction, locks, temporary tables, channels, cursors, its role. */
async function keptByEach(db: Database): Promise<Map<number, unknown>> {
  const all = Promise.withResolvers<void>()
  let lent = 0
  const kept = Array.from({ length: pool_size }, () =>
    db.session(async (client) => {
      if (++lent === pool_size) all.resolve()
      await all.promise
      const { rows } = await client.query<{ pid: number; kept: unknown }>(`
        select pg_backend_pid() as pid, json_build_object(
          'settings', (select json_object_agg(name, setting order by name) from pg_settings where source = 'session'),
          'limits', current_setting('statement_timeout') || ' ' || current_setting('lock_timeout'),
          'isolation', current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only'),
          'role', current_user,
          'transaction', pg_current_xact_id_if_assigned()::text,
          'locks', (select count(*) from pg_locks where pid = pg_backend_pid() and (locktype = 'advisory' or mode <> 'AccessShareLock')
            and locktype <> 'virtualxid'),
          'temporary tables', (select count(*) from pg_class where relpersistence = 't' and relnamespace = pg_my_temp_schema()),
          'channels', (select count(*) from pg_listening_channels()),
          'cursors', (select count(*) from pg_cursors where is_holdable)
        ) as kept`)
      return [rows[0]?.pid ?? 0, rows[0]?.kept] as const
    }),
  )
  return new Map(await Promise.all(kept))
}

const failures: Record<string, (db: Database) => Promise<unknown>> = {
  'a statement that fails': (db) => db.run(sql`select 1 / 0`),
  'a statement that breaks a constraint': (db) =>
    db.run(sql`insert into members (organization_id, user_id) values (gen_random_uuid(), gen_random_uuid())`),
  'a transaction that fails after it wrote, locked and set something': (db) =>
    db.transaction(async (tx) => {
      await tx.run(sql`insert into code_recipients (canonical) values ('grace@example.com')`)
      await tx.run(sql`select pg_advisory_xact_lock(1)`)
      await tx.run(sql`set lock_timeout = '1ms'`)
      await tx.run(sql`set transaction read only`).catch(() => undefined)
      await tx.run(sql`select 1 / 0`)
    }),
  'a transaction that goes on after a failure': (db) =>
    db.transaction(async (tx) => {
      await tx.run(sql`create temporary table leftover (id integer)`)
      await tx.run(sql`set local role none`)
      await tx.run(sql`select 1 / 0`).catch(() => undefined)
      await tx.run(sql`select 1`)
    }),
  'a transaction whose own code throws': (db) =>
    db.transaction(async (tx) => {
      await tx.run(sql`declare leftover cursor for select 1`)
      await tx.run(sql`listen leftover`)
      throw new Error('thrown by its own code')
    }),
  'a statement that takes too long': (db) => db.run(sql`select pg_sleep(5)`),
}

test('a connection that comes back after an error carries nothing over (case 30)', async () => {
  await using database = await freshDatabase()
  await using db = openServer(database.url, () => undefined)
  const [fresh] = (await keptByEach(db)).values()
  for (const [what, fail] of Object.entries(failures)) {
    // More of them than connections.
    const outcomes = await Promise.allSettled(Array.from({ length: pool_size + 2 }, () => fail(db)))
    expect(new Set(outcomes.map(({ status }) => status)), what).toEqual(new Set(['rejected']))
    const kept = await keptByEach(db)
    expect(kept.size).toBe(pool_size)
    for (const each of kept.values()) expect(each, what).toEqual(fresh)
  }
  expect(await db.many(sql`select from code_recipients`)).toEqual([])
})

test('a role that owns its database, and may nothing else, is all that the service needs (case 30)', async () => {
  const database = await freshDatabase({ template: 'template1' })
  onTestFinished(() => database[Symbol.asyncDispose]())
  const name = new URL(database.url).pathname.slice(1)
  const role = `plain_${crypto.randomUUID().replaceAll('-', '')}`
  await asSuperuser(
    database.url,
    `create role ${role} login password 'its-own' nosuperuser nocreatedb nocreaterole nobypassrls`,
  )
  await asSuperuser(database.url, `alter database ${name} owner to ${role}`)
  const url = Object.assign(new URL(database.url), { username: role, password: 'its-own' }).href
  {
    await using db = openServer(url, () => undefined)
    await migrate(db)
  }

  const usher = await startUsher({ DATABASE_URL: url })
  // Before the database, which its role owns.
  onTestFinished(() => usher[Symbol.asyncDispose]())
  const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
  const company = await ada.founds()
  const graceId = await grace.joins(company, ada)
  expect((await linus.declines(await ada.invites(company, linus))).status).toBe(200)
  expect((await ada.request('DELETE', `/organizations/${company.id}/members?user_id=${graceId}`)).status).toBe(200)
  expect((await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } })).status).toBe(200)
  expect((await usher.request('GET', '/readyz')).status).toBe(200)
  expect(
    await usher.db.one(sql`
      select current_user as role, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
      from pg_roles where rolname = current_user`),
  ).toEqual({
    role,
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
  })
})

async function asSuperuser(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}
