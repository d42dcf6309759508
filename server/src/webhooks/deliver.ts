import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Means } from '../deliveries/deliver.ts'
import { persistently } from '../deliveries/persistently.ts'
import { type Claimed, conclude, type Conclusion } from '../deliveries/queue.ts'
import { NotOpened, openStored } from '../http/stored.ts'
import { type EventRow, eventColumns, messageOf } from './event.ts'
import { failed, took } from './health.ts'
import { outcomeOf } from './outcome.ts'
import type { Receivers } from './receivers.ts'
import { signedHeaders } from './sign.ts'

/** What webhooks are delivered with. */
export type WebhookMeans = Pick<Means, 'config' | 'db' | 'logger' | 'reached'> & { readonly receivers: Receivers }

// Claimed this often in a row without an end, it may be what ended the processes that claimed it.
const most_attempts = 30
const seconds_until_keys_are_mended = 300

/**
 * Makes one attempt at a webhook that this process has claimed: reads, signs, sends, and notes the result. Each step is a
 * statement of its own, and the network is between them and never inside a transaction.
 *
 * @returns how it ended, or undefined if another process had taken the delivery over meanwhile
 * @throws Unavailable if the database is away; the lease then ends by itself and the attempt is made again
 */
export async function deliverWebhook(
  delivery: Claimed,
  means: WebhookMeans,
  signal: AbortSignal,
): Promise<Conclusion | undefined> {
  const { db, receivers, reached } = means
  reached('webhook claimed')
  const order = await orderOf(db, delivery)
  if (order === undefined) return undefined
  const request = await requestOf(order, delivery.attempts - order.attempts_before, means)
  if ('state' in request) return (await conclude(db, delivery, request)) ? request : undefined

  const answer = await receivers.post(order.url, request, signal)
  reached('webhook answered')
  // What a test is answered is shown to nobody, so that it cannot be used to look at what others serve.
  const showsResponse = order.type !== 'webhook_endpoint.tested'
  const outcome = outcomeOf(answer, { attempt: order.attempts_ended + 1, began: order.began, showsResponse })
  const concluded = await persistently(() => note(db, { delivery, order }, outcome), signal)
  reached('webhook concluded')
  return concluded
}

async function note(
  db: Database,
  { delivery, order }: { delivery: Claimed; order: Order },
  { took: hasTaken, gone, conclusion }: ReturnType<typeof outcomeOf>,
): Promise<Conclusion | undefined> {
  if (!hasTaken && conclusion.attempt !== undefined) return failed(db, { delivery, order, gone }, conclusion)
  // First, so that nothing more is on its way to an endpoint that took long when its hands are free again.
  if (hasTaken) await took(db, order, conclusion)
  return (await conclude(db, delivery, conclusion)) ? conclusion : undefined
}

/** What is sent, or what becomes of a delivery without that. */
async function requestOf(
  order: Order,
  claims: number,
  { config, logger }: WebhookMeans,
): Promise<{ headers: Record<string, string>; body: string } | Conclusion> {
  if (order.state === 'disabled') return { state: 'cancelled', detail: 'Not sent: its endpoint is disabled.' }
  if (claims > most_attempts) return { state: 'failed', detail: `Given up after ${most_attempts} attempts.` }
  try {
    const { id, body } = messageOf(order)
    const signed = signedHeaders({ id, sentAt: order.began, body }, await secretsOf(order, config))
    return { headers: { ...signed, 'user-agent': 'Usher-Webhooks' }, body }
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error
    logger.error({ err: error, endpoint: order.endpoint_id }, 'webhook could not be signed')
    const detail = 'Not sent yet: its secret cannot be read. The operator of this service has to mend its keys.'
    return { state: 'queued', delay_seconds: seconds_until_keys_are_mended, putOff: true, detail }
  }
}

async function secretsOf(
  { secret, previous_secret }: Order,
  { linkKeys }: Pick<Config, 'linkKeys'>,
): Promise<string[]> {
  const sealed = previous_secret === null ? [secret] : [secret, previous_secret]
  return Promise.all(sealed.map((each) => openStored(each, linkKeys)))
}

interface Order extends EventRow {
  endpoint_id: string
  url: string
  state: 'enabled' | 'disabled'
  failing: boolean
  secret: string
  previous_secret: string | null
  /** Changes whenever somebody changes the endpoint. */
  version: number
  attempts_before: number
  /** Since it was queued; those that were cut off did not end, and the schedule passes over them. */
  attempts_ended: number
  /** By the clock of the database: what receivers compare the signed moment with is their own, and one of ours may be wrong. */
  began: Date
}

async function orderOf(db: Database, { id }: Claimed): Promise<Order | undefined> {
  // The delivery first: else its events and endpoint may be looked for among all deliveries that have one.
  return db.maybe(sql<Order>`
    with mine as materialized (
      select id, attempts_before, endpoint_id, event_sequence from deliveries where id = ${id}
    )
    select webhook_endpoints.id as endpoint_id, url, webhook_endpoints.state, failing_since is not null as failing, secret,
      case when previous_secret_until > now() then previous_secret end as previous_secret, webhook_endpoints.version, attempts_before, (
        select count(*)::integer from delivery_attempts where delivery_id = mine.id and number > attempts_before
      ) as attempts_ended, now() as began, ${eventColumns}
    from mine
      join webhook_endpoints on webhook_endpoints.id = mine.endpoint_id
      join events on events.sequence = mine.event_sequence`)
}
