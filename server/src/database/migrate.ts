import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import type { Database } from './database.ts'

/** The schema in the database and the one that this program knows are not the same. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
}

interface File {
  name: string
  number: number
  text: string
  checksum: string
}

const source = join(import.meta.dirname, '..')

/** Numbered, forward-only changes of the schema, in order. */
export const migrations: readonly File[] = filesOf('database/migrations/*.sql').toSorted((a, b) => a.number - b.number)

/** Functions in the database, each in a file beside the verb that calls it, created anew when the file changes. */
const functions: readonly File[] = filesOf('*/*.sql')

/** The number of the newest migration that this program brings. */
export const newest = migrations.at(-1)?.number ?? 0

// Any number will do, as long as every version of this program uses the same one.
const advisory_lock = 8_140_233

/**
 * Brings the schema up to this program's version. Safe to run twice and by several processes at once: the second
 * waits for the first and then finds nothing to do. Each migration is one transaction together with the row that
 * records it, so a process that dies in between leaves a schema from which the next run goes on.
 *
 * @returns the names of what was applied
 * @throws SchemaMismatch if the database is newer than this program, or a migration was edited after it ran
 */
export async function migrate(db: Database): Promise<string[]> {
  return db.session(async (client) => {
    await client.query('set statement_timeout = 0; set lock_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [advisory_lock])
    try {
      return [...(await applyMigrations(client)), ...(await createFunctions(client))]
    } finally {
      await client.query('select pg_advisory_unlock($1)', [advisory_lock])
      await client.query('reset statement_timeout; reset lock_timeout')
    }
  })
}

/** Refuses a database whose schema this program does not fit, naming both versions. */
export async function requireCurrentSchema(db: Database): Promise<void> {
  const version = await db.session(versionOf)
  if (version > newest) throw newerThanProgram(version)
  if (version < newest) {
    throw new SchemaMismatch(
      `The database is at schema version ${version}, this program needs version ${newest}. Run: usher-server migrate`,
    )
  }
  const changed = await db.session(changedFunctions)
  if (changed.length > 0) {
    const names = changed.map(({ name }) => name).join(', ')
    throw new SchemaMismatch(
      `The database is at schema version ${version} like this program, but has other functions (${names}). Run: usher-server migrate`,
    )
  }
}

async function applyMigrations(client: pg.ClientBase): Promise<string[]> {
  await client.query(`create table if not exists migrations (
    number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<{ number: number; checksum: string }>('select number, checksum from migrations')
  const applied = new Map(rows.map((row) => [row.number, row.checksum]))
  const version = Math.max(0, ...applied.keys())
  if (version > newest) throw newerThanProgram(version)

  const done: string[] = []
  for (const migration of migrations) {
    const checksum = applied.get(migration.number)
    if (checksum === undefined) {
      await apply(client, migration, 'insert into migrations (number, name, checksum) values ($1, $2, $3)', [
        migration.number,
        migration.name,
        migration.checksum,
      ])
      done.push(migration.name)
    } else if (checksum !== migration.checksum) {
      throw new SchemaMismatch(
        `Migration ${migration.name} was changed after it was applied. Restore the file; what it should do differently belongs in a new one.`,
      )
    }
  }
  return done
}

async function createFunctions(client: pg.ClientBase): Promise<string[]> {
  await client.query('create table if not exists functions (name text primary key, checksum text not null)')
  const changed = await changedFunctions(client)
  for (const file of changed) {
    await apply(
      client,
      file,
      'insert into functions (name, checksum) values ($1, $2) on conflict (name) do update set checksum = excluded.checksum',
      [file.name, file.checksum],
    )
  }
  return changed.map((file) => file.name)
}

async function changedFunctions(client: pg.ClientBase): Promise<File[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from functions')
  const present = new Map(rows.map((row) => [row.name, row.checksum]))
  return functions.filter((file) => present.get(file.name) !== file.checksum)
}

async function apply(client: pg.ClientBase, file: File, record: string, values: unknown[]): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.text)
    await client.query(record, values)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${file.name} could not be applied: ${String(error)}`, { cause: error })
  }
}

async function versionOf(client: pg.ClientBase): Promise<number> {
  const present = await client.query<{ present: boolean }>("select to_regclass('migrations') is not null as present")
  if (!present.rows[0]?.present) return 0
  const { rows } = await client.query<{ version: number }>('select coalesce(max(number), 0) as version from migrations')
  return rows[0]?.version ?? 0
}

function newerThanProgram(version: number): SchemaMismatch {
  return new SchemaMismatch(
    `The database is at schema version ${version}, this program knows versions up to ${newest}. Start the program version that made it, or a newer one.`,
  )
}

function filesOf(pattern: string): File[] {
  return globSync(pattern, { cwd: source })
    .toSorted()
    .map((path) => {
      const text = readFileSync(join(source, path), 'utf8')
      const name = basename(path, '.sql')
      return {
        name,
        number: Number.parseInt(name, 10),
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
      }
    })
}
