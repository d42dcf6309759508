import { readdirSync, readFileSync } from 'node:fs'

/** CPU that each process of a PostgreSQL server has used so far, in microseconds, by its id. */
export type DatabaseCpu = ReadonlyMap<string, number>

/**
 * Looks at the sessions and at the work in the background alike. Undefined where that cannot be seen: on systems other
 * than Linux, and of servers on other machines.
 */
export function databaseCpu(postmaster: number | undefined): DatabaseCpu | undefined {
  if (postmaster === undefined || process.platform !== 'linux') return undefined
  const used = new Map<string, number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      // The name, in parentheses, may contain anything: state and parent follow the last one.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const nanoseconds = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
      if (parent === postmaster) used.set(pid, nanoseconds / 1000)
    } catch {
      continue // it has ended
    }
  }
  return used
}

/** What was used between two looks, in microseconds. */
export function usedBetween(before: DatabaseCpu | undefined, after: DatabaseCpu | undefined): number | undefined {
  if (before === undefined || after === undefined) return undefined
  return [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0)
}
