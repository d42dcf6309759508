import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Database } from '../../server/src/database/database.ts'
import { openEmbedded } from '../../server/src/database/embedded.ts'
import { migrate } from '../../server/src/database/migrate.ts'
import { openServer } from '../../server/src/database/server.ts'
import { startPostgres } from '../../server/test/support/postgres-server.ts'
import { seed, type Sizes } from './seed.ts'

/** What a contestant is told of its store: the server's own settings. */
export type StoreSettings = { readonly DATABASE_URL: string } | { readonly USHER_DATA: string }

/** A store to measure on. */
export interface Bed extends AsyncDisposable {
  /** As a heading: `PostgreSQL 18.4`. */
  readonly name: string
  /** The process whose children work for the database, where they can be looked at. */
  readonly postmaster: number | undefined
  /** A seeded database. What is asked for by the same name is the same one, where several processes can share it. */
  prepare(sizes: Sizes, issuer: string): Promise<Prepared>
}

export interface Prepared {
  /** Settings for one contestant, called after the database was looked at for the last time. */
  settings(contestant: string): StoreSettings
  /** Looks into the database before anybody works on it. */
  read<T>(work: (db: Database) => Promise<T>): Promise<T>
}

/** A server that keeps what it says it has kept, as in production; otherwise like the one of the tests. */
const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
}

/** PostgreSQL: the server at `url`, or one of our own. */
export async function onPostgres(url: string | undefined): Promise<Bed> {
  await using stack = new AsyncDisposableStack()
  const own = url === undefined ? await startPostgres(durable) : undefined
  if (own) stack.defer(() => own.stop())
  const address = own?.url ?? url ?? ''
  const { version, postmaster } = await identify(address, own !== undefined)

  const running = stack.move()
  return {
    name: `PostgreSQL ${version}`,
    postmaster,
    async prepare(sizes, issuer) {
      const name = `usher_bench_${crypto.randomUUID().replaceAll('-', '')}`
      await command(address, `create database ${name}`)
      running.defer(() => command(address, `drop database ${name} with (force)`))
      const database = new URL(address)
      database.pathname = `/${name}`
      const read = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
        await using db = openServer(database.href, () => {})
        return await work(db)
      }
      await read((db) => fill(db, sizes, issuer))
      return { settings: () => ({ DATABASE_URL: database.href }), read }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** PGlite: each contestant gets a copy of the folder, since one process at a time can open one. */
export function onPglite(folder: string): Bed {
  return {
    name: 'PGlite',
    postmaster: undefined,
    async prepare(sizes, issuer) {
      const original = join(folder, crypto.randomUUID())
      const read = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
        await using db = await openEmbedded(original)
        return await work(db)
      }
      await read((db) => fill(db, sizes, issuer))
      const settings = (contestant: string) => {
        const copy = join(original, contestant)
        mkdirSync(copy)
        cpSync(join(original, 'database'), join(copy, 'database'), { recursive: true })
        return { USHER_DATA: copy }
      }
      return { settings, read }
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

async function fill(db: Database, sizes: Sizes, issuer: string): Promise<void> {
  await migrate(db)
  await seed(db, issuer, sizes)
}

async function identify(url: string, local: boolean): Promise<{ version: string; postmaster: number | undefined }> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ version: string; file: string }>(
      `select split_part(current_setting('server_version'), ' ', 1) as version,
         ${local ? `split_part(pg_read_file('postmaster.pid'), E'\\n', 1)` : 'null'} as file`,
    )
    const postmaster = Number(rows[0]?.file ?? Number.NaN)
    return { version: rows[0]?.version ?? '', postmaster: Number.isNaN(postmaster) || !local ? undefined : postmaster }
  } finally {
    await client.end()
  }
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
