import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { readSpan } from '../events/asked.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { readDelivery } from './deliveries.ts'
import { type Act, type EndpointRow, findEndpoint, type Manager, managerOf, ofPlace } from './endpoint.ts'
import { most_replayed, type Replay, type Replayed, type WebhookDeliveryInDetail } from './schemas.ts'
import { unknownTypes } from './terms.ts'

/** How long after a test there can be another one of the same endpoint. */
const test_cooldown_seconds = 10
// A replay is no herd: so many are due in each second, and those that happen meanwhile are due at once.
const replayed_per_second = 20

/** Sends one delivery again, by a schedule of its own. One that waits is sent now; one under way goes on. A test is as seldom as another one. */
export async function redeliver(
  db: Database,
  { endpointId, id, ...act }: Act & { endpointId: string; id: string },
): Promise<WebhookDeliveryInDetail | Refusal> {
  return onEnabled(db, act, endpointId, async (tx, _, manager) => {
    const found = await readDelivery(tx, manager, { endpointId, id })
    if (found === undefined) return refuse('not_found')
    if (found.event_type === 'webhook_endpoint.tested' && !(await takeTest(tx, act, endpointId)))
      return tooSoon(tx, act, endpointId)
    await tx.run(sql`
      update deliveries
      set attempts_before = case when state = 'queued' then attempts_before else attempts end, state = 'queued', due_at = now(), waits = false,
        updated_at = now()
      where id = ${id} and endpoint_id = ${endpointId} and state <> 'sending'`)
    return (await readDelivery(tx, manager, { endpointId, id })) ?? refuse('not_found')
  })
}

/**
 * Sends the events of a time again, and those that an endpoint was never sent since it was disabled or not there. What waits or is
 * under way goes on.
 */
export async function replay(
  db: Database,
  { endpointId, asked, ...act }: Act & { endpointId: string; asked: Replay },
): Promise<Replayed | Refusal> {
  const { after, before = null, wrong } = readSpan(asked, 'body')
  return onEnabled(db, act, endpointId, async (tx, endpoint) => {
    const errors = [...wrong, ...unknownTypes(asked.event_types ?? [])]
    if (errors.length > 0) return invalid(...errors)
    const types = asked.event_types ?? endpoint.event_types
    const theirs =
      act.organizationId === null
        ? sql`events.organization_id is not null`
        : sql`events.organization_id = ${act.organizationId}`
    const matching = sql`${theirs}
      and events.occurred_at >= ${after}::timestamptz and events.occurred_at < coalesce(${before}::timestamptz, now())
      and events.type <> 'webhook_endpoint.tested'
      and (${types}::text[] = '{}' or events.type = any(${types}::text[]) or split_part(events.type, '.', 1) || '.*' = any(${types}::text[]))`
    const { many } = await tx.one(sql<{ many: number }>`
      select count(*)::integer as many from (select from events where ${matching} limit ${most_replayed + 1}) as found`)
    if (many > most_replayed) {
      const detail = `must be nearer to occurred_after: one replay is about ${most_replayed} events at most`
      return invalid({ in: 'body', pointer: '/occurred_before', detail })
    }
    const queued = await tx.run(sql`
      insert into deliveries (kind, channel, lane, organization_id, endpoint_id, event_sequence, waits, due_at)
      select 'webhook', 'webhook', ${endpointId}::uuid, organization_id, ${endpointId}::uuid, sequence, true,
        now() + make_interval(secs => (row_number() over (order by sequence) - 1) / ${replayed_per_second}::double precision)
      from events where ${matching}
      order by sequence
      on conflict (endpoint_id, event_sequence) where endpoint_id is not null do update
      set state = 'queued', attempts_before = deliveries.attempts, due_at = excluded.due_at, waits = excluded.waits, updated_at = now()
      where deliveries.state not in ('queued', 'sending')
        and (not ${asked.only_failed ?? false}::boolean or deliveries.state <> 'delivered')`)
    return { queued, seconds: Math.ceil(many / replayed_per_second) }
  })
}

/** Sends a test to the endpoint, whatever it wants to hear. Seldom, since it goes wherever somebody says. */
export async function sendTest(
  db: Database,
  { endpointId, ...act }: Act & { endpointId: string },
): Promise<WebhookDeliveryInDetail | Refusal> {
  return onEnabled(db, act, endpointId, async (tx, _, manager) => {
    if (!(await takeTest(tx, act, endpointId))) return tooSoon(tx, act, endpointId)
    const subject = { type: 'webhook_endpoint', id: endpointId } as const
    const { organizationId, requestId } = act
    await record(tx, { type: 'webhook_endpoint.tested', organizationId, actor: manager.actor, subject, requestId })
    // Here and not by the relay, so that whoever asked is told which delivery it is; the relay finds it there.
    const { id } = await tx.one(sql<{ id: string }>`
      insert into deliveries (kind, channel, lane, organization_id, endpoint_id, event_sequence)
      select 'webhook', 'webhook', ${endpointId}::uuid, ${organizationId}::uuid, ${endpointId}::uuid, max(sequence)
      from events where type = 'webhook_endpoint.tested' and subject_id = ${endpointId}::text
      returning id`)
    return (await readDelivery(tx, manager, { endpointId, id })) ?? refuse('not_found')
  })
}

/** Whether there can be a test just now; then there can be no other for a while. */
async function takeTest(tx: Transaction, act: Act, endpointId: string): Promise<boolean> {
  const taken = await tx.run(sql`
    update webhook_endpoints set tested_at = now()
    where ${ofPlace(act)} and id = ${endpointId}
      and (tested_at is null or tested_at <= now() - make_interval(secs => ${test_cooldown_seconds}))`)
  return taken === 1
}

async function tooSoon(tx: Transaction, act: Act, endpointId: string): Promise<Refusal> {
  const { seconds } = await tx.one(sql<{ seconds: number }>`
    select ceil(${test_cooldown_seconds}::double precision - extract(epoch from now() - tested_at))::integer as seconds
    from webhook_endpoints where ${ofPlace(act)} and id = ${endpointId}`)
  return refuse('rate_limited', {
    detail: `An endpoint is tested once in ${test_cooldown_seconds} seconds. Wait as long as \`Retry-After\` says.`,
    headers: { 'retry-after': String(Math.max(1, seconds)) },
  })
}

/** What all of these share: who may, and an endpoint that something can be sent to. */
async function onEnabled<T>(
  db: Database,
  act: Act,
  endpointId: string,
  work: (tx: Transaction, endpoint: EndpointRow, manager: Manager) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return db.transaction(async (tx) => {
    const manager = await managerOf(tx, act, 'shared')
    if (manager instanceof Refusal) return manager
    const endpoint = await findEndpoint(tx, act, endpointId, 'lock')
    if (endpoint === undefined) return refuse('not_found')
    if (endpoint.state === 'disabled') return refuse('endpoint_disabled')
    return work(tx, endpoint, manager)
  })
}
