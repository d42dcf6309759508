import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import type { Metrics } from '../operation/metrics.ts'
import type { Traces } from '../operation/traces.ts'
import { startLoop } from './loop.ts'
import { awaken, type Channel, claim, type Claimed, type Conclusion, isPutOff, renew } from './queue.ts'

/** What carries deliveries of one channel. */
export interface Hands {
  /** Says that a delivery was queued, so that it does not wait for the next look into the queue. */
  wake(): void
  /** Takes nothing new any more, waits for what is under way, ten seconds at most, and gives the rest back to the queue. */
  stop(): Promise<void>
}

const every_ms = 1_000
// Many that are queued within that time are taken by one look into the queue.
const rest_ms = 25
// A fraction of a lease.
const renew_every_ms = 2_500
const renew_left_ms = 10_000
// How long sends in flight may take to finish when the service stops.
const patience_ms = 10_000

/**
 * Starts to carry deliveries of a channel, up to `many` at a time.
 *
 * @param deliver makes one attempt; the signal says that there is no time left for it
 */
export function startHands({
  channel,
  many,
  room = () => many,
  deliver,
  db,
  logger,
  metrics,
  traces,
}: {
  channel: Channel
  many: number
  /** How many it makes sense to begin now. */
  room?: (() => number) | undefined
  deliver: (delivery: Claimed, signal: AbortSignal) => Promise<Conclusion | undefined>
  db: Database
  logger: Logger
  metrics: Metrics | undefined
  traces: Traces | undefined
}): Hands {
  const stopping = new AbortController()
  const giveUp = new AbortController()
  const inFlight = new Map<Claimed, Promise<void>>()
  let moreMayWait = false
  let awakened_at = -every_ms
  let renewed_at = performance.now()
  const loop = startLoop({ name: `${channel} deliveries`, every_ms, rest_ms, work: takeOn, logger }, stopping.signal)

  return {
    wake: () => loop.wake(),
    stop: async () => {
      stopping.abort()
      await loop.finished
      await renew(db, inFlight.keys(), { atLeast_ms: patience_ms }).catch(ignore)
      await settled(inFlight.values())
      giveUp.abort()
      await Promise.all(inFlight.values())
    },
  }

  /** Takes on as many deliveries as there are hands free. A slow one keeps its own hand busy and no other. */
  async function takeOn(): Promise<void> {
    const now = performance.now()
    if (now - renewed_at >= renew_every_ms) {
      await renew(db, inFlight.keys(), { atLeast_ms: renew_left_ms })
      renewed_at = now
    }
    if (now - awakened_at >= every_ms && !(await awaken(db, channel))) awakened_at = now
    const free = inFlight.size < many ? Math.min(many - inFlight.size, room()) : 0
    if (free === 0) return
    const claimed = await claim(db, channel, free, inFlight.keys())
    // Fewer than there are hands for does not mean that there are no more: each lane has its turn.
    moreMayWait = claimed.length > 0
    for (const delivery of claimed) inFlight.set(delivery, attend(delivery))
  }

  async function attend(delivery: Claimed): Promise<void> {
    try {
      const attempt = () => deliver(delivery, giveUp.signal)
      const conclusion = await (traces?.delivery(delivery, attempt) ?? attempt())
      if (conclusion !== undefined && isPutOff(conclusion)) return
      const { id, attempts, kind } = delivery
      const { state, detail } = conclusion ?? { state: 'lost' as const }
      logger.info(
        { delivery: id, kind, attempts, state, ...(detail === undefined ? {} : { detail }) },
        'delivery attempted',
      )
      metrics?.deliveryAttempted(state)
    } catch (error) {
      metrics?.deliveryAttempted('broken')
      // Whether the database is away is told by the loop, once.
      if (asUnavailable(error) === undefined) logger.error({ err: error, delivery: delivery.id }, 'delivery broke off')
    } finally {
      inFlight.delete(delivery)
      // Half of the hands at once, since each look into the queue costs the same whatever it finds.
      if (moreMayWait && inFlight.size <= many / 2) loop.wake()
    }
  }
}

// Whoever cannot renew goes on without.
const ignore = () => undefined

/** Waits until all are settled, and no longer than there is patience for. */
async function settled(work: Iterable<Promise<void>>): Promise<void> {
  const done = new AbortController()
  await Promise.race([
    Promise.all(work).finally(() => done.abort()),
    pause(patience_ms, undefined, { signal: done.signal }).catch(() => undefined),
  ])
}
