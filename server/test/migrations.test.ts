import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { openEmbedded } from '../src/database/embedded.ts'
import { migrate, migrations, newest, requireCurrentSchema } from '../src/database/migrate.ts'
import { openServer } from '../src/database/server.ts'
import { sql } from '../src/database/sql.ts'
import { freshDatabase, storeKind } from './support/store.ts'

// An embedded database is made from nothing in each, which a busy machine takes its time for.

const names = migrations.map(({ name }) => name)

/** A database of the kind that this run is about, without anything in it. */
async function bareDatabase(): Promise<Database> {
  const stack = new AsyncDisposableStack()
  onTestFinished(() => stack.disposeAsync())
  if (storeKind === 'postgresql') {
    const { url } = stack.use(await freshDatabase({ template: 'template0' }))
    return stack.use(openServer(url, () => undefined))
  }
  const folder = mkdtempSync(join(tmpdir(), 'usher-bare-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  return stack.use(await openEmbedded(folder))
}

test('migrating twice applies everything once (case 185)', async () => {
  const db = await bareDatabase()
  const applied = await migrate(db)
  expect(applied.slice(0, names.length)).toEqual(names)
  expect(applied).toEqual(expect.arrayContaining(['accept', 'decline', 'status_now']))
  expect(await migrate(db)).toEqual([])
  expect((await Promise.all([migrate(db), migrate(db)])).flat()).toEqual([])
  await requireCurrentSchema(db)
})

test('a migration that was edited after it ran is refused, and nothing is applied (case 185)', async () => {
  const db = await bareDatabase()
  await migrate(db)
  await db.run(sql`update migrations set checksum = 'of another text' where number = 1`)
  await db.run(sql`update functions set checksum = 'of another text'`)
  await expect(migrate(db)).rejects.toThrow(
    /^Migration 0001_foundation was changed after it was applied\. Restore the file/,
  )
  expect(
    await db.one(sql`select count(*)::integer as count from functions where checksum = 'of another text'`),
  ).toEqual(await db.one(sql`select count(*)::integer as count from functions`))
})

test('a function whose file changed is made anew, and no other', async () => {
  const db = await bareDatabase()
  await migrate(db)
  // As an older version of the program would have left it.
  await db.run(sql`update functions set checksum = 'of an older text' where name = 'status_now'`)
  await db.run(sql`
    create or replace function status_now(stored text, expires_at timestamptz) returns text language sql as 'select ''older'''`)
  await expect(requireCurrentSchema(db)).rejects.toThrow('has other functions (status_now). Run: usher-server migrate')
  expect(await migrate(db)).toEqual(['status_now'])
  const { status } = await db.one(
    sql<{ status: string }>`select status_now('pending', now() - interval '1 day') as status`,
  )
  expect(status).toBe('expired')
  expect(await migrate(db)).toEqual([])
})

test('a database of another version is told apart in both directions (case 189)', async () => {
  const db = await bareDatabase()
  await expect(requireCurrentSchema(db)).rejects.toThrow(
    `The database is at schema version 0, this program needs version ${newest}. Run: usher-server migrate`,
  )
  await migrate(db)
  await db.run(sql`insert into migrations (number, name, checksum) values (${newest + 1}, 'from_the_future', '')`)
  const sentence = `The database is at schema version ${newest + 1}, this program knows versions up to ${newest}.`
  await expect(requireCurrentSchema(db)).rejects.toThrow(sentence)
  await expect(migrate(db)).rejects.toThrow(sentence)
})
