import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import { openMailServer } from '../mail/send.ts'
import type { Metrics } from '../operation/metrics.ts'
import type { Traces } from '../operation/traces.ts'
import { deliver, type Means } from './deliver.ts'
import { startLoop } from './loop.ts'
import { claim, type Claimed, renew } from './queue.ts'
import { startRecurring } from './recurring.ts'

export interface DeliveryWorker extends AsyncDisposable {
  /** Says that a delivery was queued, so that it does not wait for the next poll. Call it after the commit. */
  wake(): void
}

const every_ms = 1_000
const concurrent_sends = 5
// How long sends in flight may take to finish when the service stops.
const patience_ms = 10_000

/**
 * Starts what this process does by itself: deliveries and recurring work. Disposing of it takes nothing new, waits for
 * the sends in flight, ten seconds at most, and puts what is not finished then back into the queue.
 */
export function startDeliveries({
  config,
  db,
  logger,
  metrics,
  traces,
}: {
  config: Config
  db: Database
  logger: Logger
  metrics?: Metrics | undefined
  traces?: Traces | undefined
}): DeliveryWorker {
  const stopping = new AbortController()
  const giveUp = new AbortController()
  const mailServer =
    config.mail.kind === 'smtp'
      ? openMailServer({
          url: config.mail.url,
          from: config.mailFrom,
          publicUrl: config.publicUrl,
          connections: concurrent_sends,
        })
      : undefined
  const means: Means = { config, db, logger, mailServer }
  const inFlight = new Map<Claimed, Promise<void>>()

  const recurring = startRecurring({ config, db, logger }, stopping.signal)
  // With mail switched off nothing is queued; what was queued before waits until it is switched on again.
  const deliveries =
    config.mail.kind === 'off'
      ? undefined
      : startLoop({ name: 'deliveries', every_ms, work: takeOn, logger }, stopping.signal)

  return {
    wake: () => deliveries?.wake(),
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await Promise.all([deliveries?.finished, recurring.finished])
      await settled(inFlight.values())
      giveUp.abort()
      await Promise.all(inFlight.values())
      mailServer?.[Symbol.dispose]()
    },
  }

  /** Takes on as many deliveries as there are hands free. A slow one keeps its own hand busy and no other. */
  async function takeOn(): Promise<void> {
    await renew(db, inFlight.keys())
    const free = concurrent_sends - inFlight.size
    if (free === 0) return
    const claimed = await claim(db, free)
    for (const delivery of claimed) inFlight.set(delivery, attend(delivery, claimed.length === free))
  }

  async function attend(delivery: Claimed, moreMayWait: boolean): Promise<void> {
    try {
      const attempt = () => deliver(delivery, means, giveUp.signal)
      const conclusion = await (traces?.delivery(delivery, attempt) ?? attempt())
      const { id, attempts } = delivery
      logger.info({ delivery: id, attempts, ...(conclusion ?? { state: 'lost' }) }, 'delivery attempted')
      metrics?.deliveryAttempted(conclusion?.state ?? 'lost')
    } catch (error) {
      metrics?.deliveryAttempted('broken')
      // Whether the database is away is told by the loop, once.
      if (asUnavailable(error) === undefined) logger.error({ err: error, delivery: delivery.id }, 'delivery broke off')
    } finally {
      inFlight.delete(delivery)
      if (moreMayWait) deliveries?.wake()
    }
  }
}

/** Waits until all are settled, and no longer than there is patience for. */
async function settled(work: Iterable<Promise<void>>): Promise<void> {
  const done = new AbortController()
  await Promise.race([
    Promise.all(work).finally(() => done.abort()),
    pause(patience_ms, undefined, { signal: done.signal }).catch(() => undefined),
  ])
}
