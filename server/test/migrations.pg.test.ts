import { describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { migrate, migrations, newest, requireCurrentSchema, SchemaMismatch } from '../src/database/migrate.ts'
import { openServer } from '../src/database/server.ts'
import { sql } from '../src/database/sql.ts'
import { openOutsider, type Outsider } from './support/outsider.ts'
import { runProgram } from './support/program.ts'
import { freshDatabase } from './support/store.ts'

// Most tests start processes, which a busy machine takes its time for.

interface Bare {
  url: string
  db: Database
  outsider: Outsider
}

/** A database without anything in it, with the connections of two migrators' worth. */
async function bareDatabase(): Promise<Bare> {
  const database = await freshDatabase({ template: 'template0' })
  const db = openServer(database.url, () => undefined)
  const outsider = await openOutsider(database.url)
  onTestFinished(async () => {
    await outsider[Symbol.asyncDispose]()
    await db[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  })
  return { url: database.url, db, outsider }
}

const production = (url: string) => ({
  DATABASE_URL: url,
  PUBLIC_URL: 'https://usher.example.com',
  USHER_MAIL: 'off',
  USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
  USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
})

async function versionOf(db: Database): Promise<number> {
  return (await db.one(sql<{ version: number }>`select max(number) as version from migrations`)).version
}

const names = migrations.map(({ name }) => name)

/** Lets the first migration stop in the middle, at its `create table events`, where it waits for a lock of ours. */
async function haltInTheMiddle(outsider: Outsider): Promise<void> {
  await outsider.query(`
    create function wait() returns event_trigger language plpgsql as $$ begin
      if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.events') then
        perform pg_advisory_xact_lock(42);
      end if;
    end $$;
    create event trigger wait on ddl_command_end when tag in ('CREATE TABLE') execute function wait();`)
  await outsider.query('select pg_advisory_lock(42)')
}

const heldUp = "select pid from pg_locks where locktype = 'advisory' and objid = 42 and not granted"

describe('an empty database', () => {
  test('is brought up to date by one of two migrators, and the other finds nothing to do (case 185)', async () => {
    const { url, db } = await bareDatabase()
    await using second = openServer(url, () => undefined)
    const [one, other] = await Promise.all([migrate(db), migrate(second)])
    expect([one, other].toSorted((a, b) => a.length - b.length)).toEqual([[], expect.arrayContaining(names)])
    expect(await versionOf(db)).toBe(newest)
    await requireCurrentSchema(db)
  })

  test('makes the second migrator wait for the first, however long that takes (case 185)', async () => {
    const { url, db, outsider } = await bareDatabase()
    await using second = openServer(url, () => undefined)
    await haltInTheMiddle(outsider)
    const first = migrate(db)
    await expect.poll(() => outsider.query(heldUp)).toHaveLength(1)
    const waiting = migrate(second)
    await expect
      .poll(() => outsider.query("select from pg_locks where locktype = 'advisory' and objid <> 42 and not granted"))
      .toHaveLength(1)

    await outsider.query('select pg_advisory_unlock(42)')
    expect(await first).toEqual(expect.arrayContaining(names))
    expect(await waiting).toEqual([])
  })

  test('is as empty as before after a migrator was killed in the middle, and the next one completes it (case 185)', async () => {
    const { db, outsider } = await bareDatabase()
    await haltInTheMiddle(outsider)
    const broken = migrate(db)
    const failure = expect(broken).rejects.toThrow()
    await expect.poll(() => outsider.query(heldUp)).toHaveLength(1)
    await outsider.query(`select pg_terminate_backend(pid) from (${heldUp}) as held`)
    await failure
    const tables = await outsider.query("select tablename from pg_tables where schemaname = 'public' order by 1")
    expect(tables).toEqual([{ tablename: 'migrations' }])
    expect(await outsider.query('select number from migrations')).toEqual([])

    await outsider.query('select pg_advisory_unlock(42)')
    expect(await migrate(db)).toEqual(expect.arrayContaining(names))
    expect(await migrate(db)).toEqual([])
  })

  test('is completed by the next run after a statement failed (case 185)', async () => {
    const { db, outsider } = await bareDatabase()
    await outsider.query('create table events (id integer)')
    await expect(migrate(db)).rejects.toThrow(/^0001_foundation could not be applied: error: relation "events" already/)
    expect(await outsider.query('select number from migrations')).toEqual([])
    await outsider.query('drop table events')
    expect(await migrate(db)).toEqual(expect.arrayContaining(names))
  })

  test('gets its schema from the command, which does nothing the second time (case 185)', async () => {
    const { url } = await bareDatabase()
    const first = await runProgram(['migrate'], production(url))
    expect([first.code, first.said]).toEqual([0, expect.stringMatching(/^Applied: 0001_foundation, .*accept.*\n$/)])
    const second = await runProgram(['migrate'], production(url))
    expect([second.code, second.said]).toEqual([0, 'The database is up to date.\n'])
  })
})

describe('in production the program does not start', () => {
  test('on an older database: it names both versions and the command (case 189)', async () => {
    const { url, db } = await bareDatabase()
    const empty = await runProgram(['serve'], production(url))
    expect([empty.code, empty.said]).toEqual([
      1,
      `The database is at schema version 0, this program needs version ${newest}. Run: usher-server migrate\n`,
    ])
    expect(await db.many(sql`select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  test('on a newer database: it names both versions and what to do, and so does the command (case 189)', async () => {
    const { url, db } = await bareDatabase()
    await migrate(db)
    await db.run(sql`insert into migrations (number, name, checksum) values (${newest + 1}, 'from_the_future', '')`)
    await expect(requireCurrentSchema(db)).rejects.toBeInstanceOf(SchemaMismatch)
    for (const command of ['serve', 'migrate']) {
      const { code, said } = await runProgram([command], production(url))
      expect([code, said]).toEqual([
        1,
        `The database is at schema version ${newest + 1}, this program knows versions up to ${newest}. Start the program version that made it, or a newer one.\n`,
      ])
    }
    expect(await versionOf(db)).toBe(newest + 1)
  })
})
