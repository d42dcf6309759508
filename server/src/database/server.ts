import pg from 'pg'
import { databaseOn, type Database } from './database.ts'
import { parsers } from './parsers.ts'

declare module 'pg' {
  interface PoolClient {
    /** Lets the process end although this connection is open. */
    unref(): void
  }
}

/** How long the server lets a statement wait for a row, and how long it lets it take in all. */
const lock_limit_ms = 1_200
const statement_limit_ms = 1_300

/**
 * A PostgreSQL server, 15 or newer, at `DATABASE_URL`. Connections are opened when they are needed, so this
 * never fails because the server is away; the first query does.
 *
 * @param onFault what to do when an idle connection breaks; the pool replaces it by itself
 */
export function openServer(url: string, onFault: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'usher',
    max: 10,
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    types: parsers,
    options: settings({
      // Plans here do not depend on values, and re-planning costs as much as the query.
      plan_cache_mode: 'force_generic_plan',
      statement_timeout: String(statement_limit_ms),
      lock_timeout: String(lock_limit_ms),
      idle_in_transaction_session_timeout: '5000',
    }),
  })
  pool.on('error', onFault)
  const clients = new Set<pg.PoolClient>()
  pool.on('connect', (client) => clients.add(client))
  pool.on('remove', (client) => clients.delete(client))
  const close = async () => {
    await pool.end()
    // They have said goodbye. A server that is frozen or unreachable says nothing to that, and must not keep the process.
    for (const client of clients) client.unref()
  }
  return databaseOn(pool, { store: 'PostgreSQL', limit_ms: statement_limit_ms, close })
}

function settings(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}
