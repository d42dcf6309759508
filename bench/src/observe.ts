/**
 * Loaded into every process that is measured, before its own code (`node --import`): tells whoever started it, when
 * asked, how much CPU it has used, how many statements it has sent and how much memory it holds. The same in all of them, so that it favours none.
 */
import pg from 'pg'

export interface Observation {
  /** User and system time since the process began, all of its threads. */
  readonly cpu_us: number
  /** Calls of `Client.query`, so `begin` and `commit` are among them. */
  readonly statements: number
  /** Memory that it holds. */
  readonly rss_bytes: number
}

let statements = 0
const { prototype } = pg.Client
const query: unknown = Reflect.get(prototype, 'query')
if (typeof query !== 'function') throw new TypeError('pg.Client has no query to count')
Reflect.set(prototype, 'query', function counted(this: pg.Client, ...args: unknown[]): unknown {
  statements += 1
  return Reflect.apply(query, this, args)
})

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu_us: user + system, statements, rss_bytes: process.memoryUsage.rss() } satisfies Observation)
})
// Being asked is no reason to stay.
process.channel?.unref()
