import DataLoader from 'dataloader'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { Pace } from '../mail/pace.ts'
import { openMailServer } from '../mail/send.ts'
import { trackingOf } from '../mail/tracking.ts'
import type { Metrics } from '../operation/metrics.ts'
import type { Traces } from '../operation/traces.ts'
import { gated } from './gate.ts'
import { deliver, type Means, type Step } from './deliver.ts'
import { startHands } from './hands.ts'
import { startLoop } from './loop.ts'
import { startRecurring } from './recurring.ts'
import { type Claimed, putBack as putBackAll, type PutOff } from './queue.ts'
import { inFittingBatches } from './relay.ts'
import { deliverWebhook } from '../webhooks/deliver.ts'
import type { Receivers } from '../webhooks/receivers.ts'

export interface DeliveryWorker extends AsyncDisposable {
  /** Says that something was committed that others may be to hear of, so that they need not wait. Call it after the commit. */
  tell(): void
  /** Says that something was queued that no event tells of. */
  wake(): void
}

// A mail that is being written, or noted as sent, or waits for others of its domain, needs no connection to the mail server.
const mails_per_connection = 3
// Most of the time of each is its receiver's, and half of them are for receivers that are well.
const webhooks_at_once = 128
// Of the connections to the database that requests use as well.
const statements_at_once = 5
const relay_every_ms = 1_000
// One after the other while there are many, so that a request that wakes it costs no statement of its own.
const relay_rest_ms = 50

/**
 * Starts what this process does by itself: the relay, deliveries, recurring work. Disposing of it takes nothing new, waits for
 * the sends in flight, ten seconds at most, and puts what is not finished then back into the queue.
 *
 * @param options.reached is told of each step of a delivery, for whoever wants to see what a process that ends there leaves
 */
export function startDeliveries({
  config,
  db: shared,
  logger,
  metrics,
  traces,
  receivers,
  reached = () => undefined,
}: {
  config: Config
  db: Database
  logger: Logger
  metrics?: Metrics | undefined
  traces?: Traces | undefined
  /** How webhooks are sent. */
  receivers: Receivers
  reached?: (step: Step) => void
}): DeliveryWorker {
  const stopping = new AbortController()
  const db = gated(shared, statements_at_once)
  const { connections } = config.limits.pace
  const mailServer =
    config.mail.kind === 'smtp'
      ? openMailServer({
          url: config.mail.url,
          from: config.mailFrom,
          publicUrl: config.publicUrl,
          connections,
          tracked: trackingOf(config),
          logger,
        })
      : undefined
  const putBack = new DataLoader((those: readonly (readonly [Claimed, PutOff])[]) => putBackAll(db, those), {
    cache: false,
  })
  const means: Means = { config, db, logger, mailServer, pace: new Pace(config.limits.pace), putBack, reached }
  const common = { db, logger, metrics, traces }

  const recurring = startRecurring({ config, db, logger }, stopping.signal)
  // With mail switched off nothing is queued; what was queued before waits until it is switched on again.
  const mails =
    config.mail.kind === 'off'
      ? undefined
      : startHands({
          ...common,
          channel: 'mail',
          many: mails_per_connection * connections,
          room: mailServer && (() => mailServer.room()),
          deliver: (delivery, signal) => deliver(delivery, means, signal),
        })
  const webhooks = startHands({
    ...common,
    channel: 'webhook',
    many: webhooks_at_once,
    deliver: (delivery, signal) => deliverWebhook(delivery, { config, db, logger, receivers, reached }, signal),
  })
  const hands = mails === undefined ? [webhooks] : [mails, webhooks]
  const relayBatch = inFittingBatches(db, config, () => reached('relaying'))
  const relay = startLoop(
    { name: 'relay', every_ms: relay_every_ms, rest_ms: relay_rest_ms, work: relayAll, logger },
    stopping.signal,
  )

  return {
    tell: () => relay.wake(),
    wake: () => {
      relay.wake()
      for (const each of hands) each.wake()
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await Promise.all([relay.finished, recurring.finished, ...hands.map((each) => each.stop())])
      mailServer?.[Symbol.dispose]()
    },
  }

  async function relayAll(): Promise<void> {
    while (!stopping.signal.aborted && (await relayBatch()) > 0) {
      reached('relayed')
      for (const each of hands) each.wake()
    }
  }
}
