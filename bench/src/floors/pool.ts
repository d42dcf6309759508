import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { parsers } from '../../../server/src/database/parsers.ts'

/** A pool like the server's, on the same store, planning its statements in the same way. */
export async function openPool(): Promise<pg.Pool> {
  const connectionString = process.env['DATABASE_URL']
  if (connectionString !== undefined) {
    return new pg.Pool({ connectionString, max: 10, types: parsers, options: '-c plan_cache_mode=force_generic_plan' })
  }
  const pglite = await PGlite.create({ dataDir: join(process.env['USHER_DATA'] ?? '', 'database') })
  await pglite.exec('set plan_cache_mode = force_generic_plan')
  return new pg.Pool(Object.assign(createPgConfig(pglite), { max: 1, idleTimeoutMillis: 0, types: parsers }))
}
