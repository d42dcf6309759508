import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { asUnavailable } from '../database/faults.ts'

export interface Loop {
  /** Runs the work at once, or as soon as it has rested; if it is running just now, once more after that. */
  wake(): void
  /** Settles when the loop has stopped and the last run is over. */
  readonly finished: Promise<void>
}

/**
 * Runs `work` every so often, one run at a time, until the signal; however often it is woken, it rests `rest_ms` in between. A fault ends the run and not the loop; a database
 * that is away is told once when it goes and once when it is back.
 */
export function startLoop(
  {
    name,
    every_ms,
    rest_ms = 0,
    work,
    logger,
  }: { name: string; every_ms: number; rest_ms?: number; work: () => Promise<void>; logger: Logger },
  signal: AbortSignal,
): Loop {
  let woken = false
  let endRest: () => void = () => undefined
  const wake = () => {
    woken = true
    endRest()
  }
  signal.addEventListener('abort', wake, { once: true })
  return { wake, finished: run() }

  async function run(): Promise<void> {
    let away = false
    while (!signal.aborted) {
      woken = false
      try {
        await work()
        if (away) logger.info(`${name}: the database is back`)
        away = false
      } catch (error) {
        const unavailable = asUnavailable(error)
        if (unavailable === undefined) logger.error({ err: error }, `${name}: failed, tried again later`)
        else if (!away) logger.warn({ reason: unavailable.message }, `${name}: waits for the database`)
        away = unavailable !== undefined
      }
      if (rest_ms > 0) await pause(rest_ms, undefined, { signal, ref: false }).catch(() => undefined)
      if (!woken) await rest()
    }
  }

  async function rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, every_ms).unref()
    endRest = resolve
    await promise
    clearTimeout(timer)
  }
}
