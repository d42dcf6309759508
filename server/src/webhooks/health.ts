import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Claimed, conclude, type Conclusion } from '../deliveries/queue.ts'
import { record } from '../events/record.ts'

const batch = 500
// After so long without a success nothing more is sent.
const patience = sql`interval '3 days'`
// Longer than attempts at one delivery are ever apart: a failure after a time in which nothing was sent begins anew.
const longest_gap = sql`interval '36 hours'`

const endpoint_disabled = 'Not sent: its endpoint is disabled.'

// What takes as long keeps a hand from others; so for a while its endpoint gets one at a time.
const slow_ms = 3_000
const slow_for = sql`interval '1 minute'`

/** An endpoint as it was when an attempt began. What comes of the attempt says nothing of it if it was changed meanwhile. */
interface Sent {
  readonly endpoint_id: string
  readonly version: number
  readonly failing: boolean
}

/** That an endpoint took something: it fails no more, and may be slow. */
export async function took(
  db: Queryable,
  { endpoint_id, version, failing }: Sent,
  conclusion: Conclusion,
): Promise<void> {
  const slow = isSlow(conclusion)
  if (!failing && !slow) return
  await db.run(sql`
    update webhook_endpoints set failing_since = null, last_failed_at = null, ${slowUntil(slow)}
    where id = ${endpoint_id} and version = ${version}`)
}

const isSlow = ({ attempt }: Conclusion) => attempt !== undefined && attempt.duration_ms >= slow_ms

const slowUntil = (slow: boolean) =>
  sql`slow_until = case when ${slow}::boolean then now() + ${slow_for} else slow_until end`

/**
 * Writes down an attempt that failed, and disables the endpoint if it said that it is gone, or failed for too long. It is locked
 * before the delivery, as whoever disables or deletes it does.
 *
 * @returns what became of the delivery; undefined if another process holds it by now
 */
export async function failed(
  db: Database,
  { delivery, order, gone }: { delivery: Claimed; order: Sent; gone: boolean },
  conclusion: Conclusion,
): Promise<Conclusion | undefined> {
  return db.transaction(async (tx) => {
    const endpoint = await tx.maybe(sql<{ organization_id: string | null; enabled: boolean; unchanged: boolean }>`
      select organization_id, state = 'enabled' as enabled, version = ${order.version} as unchanged
      from webhook_endpoints where id = ${order.endpoint_id} for no key update`)
    if (endpoint === undefined) return undefined
    const reason = endpoint.unchanged ? await whyDisabled(tx, order, { gone, slow: isSlow(conclusion) }) : undefined
    const concluded = reason === undefined && endpoint.enabled ? conclusion : ended(conclusion, reason)
    if (!(await conclude(tx, delivery, concluded))) return undefined
    if (reason !== undefined) await disable(tx, { id: order.endpoint_id, ...endpoint }, reason)
    return concluded
  })
}

type Reason = 'gone' | 'failing'

/** Notes that an endpoint failed. @returns why that was once too often */
async function whyDisabled(
  tx: Transaction,
  { endpoint_id }: Sent,
  { gone, slow }: { gone: boolean; slow: boolean },
): Promise<Reason | undefined> {
  const { too_long } = await tx.one(sql<{ too_long: boolean }>`
    update webhook_endpoints
    set failing_since = case when failing_since is null or last_failed_at < now() - ${longest_gap} then now() else failing_since end,
      last_failed_at = now(), ${slowUntil(slow)}
    where id = ${endpoint_id}
    returning failing_since <= now() - ${patience} as too_long`)
  if (gone) return 'gone'
  return too_long ? 'failing' : undefined
}

/** What becomes of a delivery whose endpoint is disabled, by this attempt or meanwhile. */
function ended(conclusion: Conclusion, reason: Reason | undefined): Conclusion {
  if (conclusion.state !== 'queued') return conclusion
  if (reason === 'gone') return { ...conclusion, state: 'failed' }
  const detail = `${conclusion.detail} Not tried again: its endpoint is disabled.`
  return { ...conclusion, state: 'cancelled', detail }
}

async function disable(
  tx: Transaction,
  { id, organization_id }: { id: string; organization_id: string | null },
  reason: Reason,
): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints
    set state = 'disabled', disabled_reason = ${reason}, version = version + 1, updated_at = now()
    where id = ${id}`)
  await record(tx, {
    type: 'webhook_endpoint.disabled',
    organizationId: organization_id,
    actor: { type: 'system' },
    subject: { type: 'webhook_endpoint', id },
    requestId: null,
    data: { reason },
  })
  await cancelQueued(tx, id)
}

/** Cancels a batch of what waits for an endpoint that was disabled. The rest is for `cancelWebhooks`. */
export async function cancelQueued(tx: Transaction, endpointId: string): Promise<void> {
  await tx.run(sql`
    update deliveries
    set state = 'cancelled', detail = ${endpoint_disabled}, updated_at = now()
    where state = 'queued' and id in (select id from (${queuedOf(sql`${endpointId}`)}) as queued)`)
}

/** A batch of what is queued for an endpoint; what is due and what waits for its time stand in two indexes. */
function queuedOf(endpointId: Statement<never>): Statement<never> {
  return sql`
    select id from (
      select id from deliveries where channel = 'webhook' and lane = ${endpointId} and state = 'queued' and not waits
      limit ${batch} for update skip locked
    ) as due
    union all
    select id from (
      select id from deliveries where channel = 'webhook' and lane = ${endpointId} and state = 'queued' and waits
      limit ${batch} for update skip locked
    ) as waiting`
}

/** Cancels what waits for disabled endpoints. @returns how many; at most a batch */
export async function cancelWebhooks(db: Database): Promise<number> {
  return db.run(sql`
    update deliveries
    set state = 'cancelled', detail = ${endpoint_disabled}, updated_at = now()
    where state = 'queued' and id in (
      select queued.id
      from webhook_endpoints cross join lateral (${queuedOf(sql`webhook_endpoints.id`)}) as queued
      where webhook_endpoints.state = 'disabled'
      limit ${batch})`)
}

/** Takes deleted endpoints away, with a batch of their deliveries at a time. @returns how much was done; 0 where there are none */
export async function clearEndpoints(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const next = await tx.maybe(sql<{ id: string }>`
      select id from webhook_endpoints where deleted_at is not null order by id limit 1 for update skip locked`)
    if (next === undefined) return 0
    const gone = await tx.run(sql`
      delete from deliveries where id in (select id from deliveries where endpoint_id = ${next.id} limit ${batch})`)
    if (gone > 0) return gone
    return tx.run(sql`delete from webhook_endpoints where id = ${next.id}`)
  })
}

/** Ends the endpoints of deleted organizations, once they have been told all that there was to tell, that end included. */
export async function endEndpoints(db: Database): Promise<number> {
  return db.run(sql`
    update webhook_endpoints
    set deleted_at = now(), state = 'disabled', disabled_reason = coalesce(disabled_reason, 'by_hand'), url = '', description = null,
      secret = '', previous_secret = null, previous_secret_until = null
    from organizations
    where organizations.id = webhook_endpoints.organization_id and organizations.status = 'deleted'
      and not organizations.has_remains and webhook_endpoints.deleted_at is null
      and not exists (
        select from deliveries
        where channel = 'webhook' and lane = webhook_endpoints.id and deliveries.state in ('queued', 'sending')
      )
      and not exists (
        select from events_to_relay join events on events.sequence = events_to_relay.event_sequence
        where events.organization_id = webhook_endpoints.organization_id
      )`)
}
