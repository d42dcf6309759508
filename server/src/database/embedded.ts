import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { databaseOn, type Database } from './database.ts'
import { holdFolder } from './lock.ts'
import { FolderMoved, readMoved } from './moved.ts'
import { parsers } from './parsers.ts'

/** Its own 128 MB of buffers are cleared at each start, which took most of the time of one; the files are cached outside of it too. */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

/**
 * PostgreSQL inside this process (PGlite), its files in `folder`. It has one connection, so the pool holds one
 * and transactions stand in line. It survives a killed process, but never calls fsync.
 *
 * @throws FolderInUse if another process has the folder open
 * @throws FolderMoved if its data went to a server; `evenIfMoved` opens it all the same
 */
export async function openEmbedded(folder: string, { evenIfMoved } = { evenIfMoved: false }): Promise<Database> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = holdFolder(folder)
  try {
    const moved = readMoved(folder)
    if (moved !== undefined && !evenIfMoved) throw new FolderMoved(folder, moved)
    const pglite = await PGlite.create({ dataDir: join(folder, 'database'), startParams })
    await pglite.exec('set plan_cache_mode = force_generic_plan')
    const pool = new pg.Pool(Object.assign(createPgConfig(pglite), { max: 1, idleTimeoutMillis: 0, types: parsers }))
    return databaseOn(pool, {
      store: 'PGlite',
      close: async () => {
        await pool.end()
        await pglite.close()
        lock.release()
      },
    })
  } catch (error) {
    lock.release()
    throw error
  }
}
