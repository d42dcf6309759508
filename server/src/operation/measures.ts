import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Counter, Gauge, type Metric } from 'prom-client'
import type { Database } from '../database/database.ts'
import { newest } from '../database/migrate.ts'
import type { TokenCheck } from '../tokens/token-check.ts'

/** What has numbers of its own, looked at when somebody asks and never by a timer. */
export interface Measured {
  readonly db: Database
  readonly tokens: TokenCheck
}

/** The metrics that are read off the parts of a running service. */
export function measuresOf({ db, tokens }: Measured): Metric[] {
  return [
    new Gauge({
      name: 'usher_database_connections',
      help: "Connections of this process's pool: idle, or busy with a request.",
      labelNames: ['state'],
      registers: [],
      collect() {
        const { total, idle } = db.connections
        this.set({ state: 'idle' }, idle)
        this.set({ state: 'busy' }, total - idle)
      },
    }),
    new Gauge({
      name: 'usher_database_waiting',
      help: 'Requests of this process that wait for a connection.',
      registers: [],
      collect() {
        this.set(db.connections.waiting)
      },
    }),
    new Counter({
      name: 'usher_token_cache_lookups_total',
      help: 'Access tokens looked up among the verified ones: hit, or miss (its signature was checked).',
      labelNames: ['result'],
      registers: [],
      collect() {
        const { hits, misses } = tokens.cache
        this.reset()
        this.inc({ result: 'hit' }, hits)
        this.inc({ result: 'miss' }, misses)
      },
    }),
    new Gauge({
      name: 'usher_token_cache_size',
      help: 'Verified access tokens that this process remembers.',
      registers: [],
      collect() {
        this.set(tokens.cache.size)
      },
    }),
    new Gauge({
      name: 'usher_build_info',
      help: 'Always 1; its labels say which program this is, on which store.',
      labelNames: ['version', 'schema', 'node', 'store'],
      registers: [],
      collect() {
        this.set({ version, schema: String(newest), node: process.version, store: db.store }, 1)
      },
    }),
  ]
}

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string
}
