import { setTimeout as pause } from 'node:timers/promises'
import { asUnavailable } from '../database/faults.ts'

/**
 * For what is out already: a result that is not noted means that it goes out again; so while the database fails over, this is
 * tried for half a minute.
 */
export async function persistently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (asUnavailable(error) === undefined || attempt === 10 || signal.aborted) throw error
      await pause(3_000, undefined, { signal }).catch(() => undefined)
    }
  }
}
