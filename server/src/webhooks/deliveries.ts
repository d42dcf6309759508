import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { findEndpoint, type Manager, managerOf, type Place, readsInvitations } from './endpoint.ts'
import { type EventRow, eventColumns, messageOf } from './event.ts'
import type { DeliveryState, WebhookDelivery, WebhookDeliveryInDetail } from './schemas.ts'

export interface DeliveryFilter {
  readonly state: DeliveryState | undefined
  /** One type, or all of a family as `invitation.*`. */
  readonly type: string | undefined
}

/** What was and is sent to an endpoint, that of the newest event first. */
export async function listDeliveries(
  db: Database,
  place: Place,
  endpointId: string,
  { state, type }: DeliveryFilter,
  page: PageRequest,
): Promise<Page<WebhookDelivery> | Refusal> {
  const manager = await managerOfEndpoint(db, place, endpointId)
  if (manager instanceof Refusal) return manager
  const { limit, offset, after } = page
  const family = type?.endsWith('.*') === true ? type.slice(0, -1) : undefined
  const rows = await db.many(sql<Row>`
    ${select(sql`deliveries.endpoint_id = ${endpointId}
      ${state === undefined ? sql`` : sql`and deliveries.state = ${state}`}
      ${family === undefined ? sql`` : sql`and starts_with(events.type, ${family})`}
      ${type === undefined || family !== undefined ? sql`` : sql`and events.type = ${type}`}
      ${after === undefined ? sql`` : sql`and deliveries.event_sequence < ${after.key}::bigint`}`)}
    order by deliveries.event_sequence desc
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ sequence, id }) => ({ key: String(sequence), id })).map((row) => ({
    ...deliveryOf(row),
    last_attempt: row.last_attempt === null ? null : attemptOf(row.last_attempt),
  }))
}

/** One of them, with what is sent and what came of each attempt. */
export async function getDelivery(
  db: Database,
  place: Place,
  endpointId: string,
  id: string,
): Promise<WebhookDeliveryInDetail | Refusal> {
  const manager = await managerOfEndpoint(db, place, endpointId)
  if (manager instanceof Refusal) return manager
  return (await readDelivery(db, manager, { endpointId, id })) ?? refuse('not_found')
}

/** A delivery of an endpoint that the caller was found to manage; without the invited address for who may not read invitations. */
export async function readDelivery(
  db: Queryable,
  manager: Manager,
  { endpointId, id }: { endpointId: string; id: string },
): Promise<WebhookDeliveryInDetail | undefined> {
  const row = await db.maybe(select(sql`deliveries.endpoint_id = ${endpointId} and deliveries.id = ${id}`))
  if (row === undefined) return undefined
  const log = await db.many(sql<AttemptRow>`
    select number, ended_at, duration_ms, state, detail, response_status, response
    from delivery_attempts where delivery_id = ${id} order by number`)
  return {
    ...deliveryOf(row),
    request_body: messageOf(readsInvitations(manager) ? row : { ...row, email: null }).body,
    attempt_log: log.map((each) => ({ ...attemptOf(each), response: each.response })),
  }
}

/** The caller as the manager of an endpoint, if there is one for them. */
async function managerOfEndpoint(db: Database, place: Place, id: string): Promise<Manager | Refusal> {
  const manager = await managerOf(db, place)
  if (manager instanceof Refusal) return manager
  return (await findEndpoint(db, place, id)) === undefined ? refuse('not_found') : manager
}

interface AttemptRow {
  number: number
  /** Within JSON it is text. */
  ended_at: Date | string
  duration_ms: number
  state: string
  detail: string
  response_status: number | null
  response: string | null
}

interface Row extends EventRow {
  id: string
  state: DeliveryState
  detail: string | null
  attempts: number
  next_attempt_at: Date | null
  delivered_at: Date | null
  created_at: Date
  last_attempt: AttemptRow | null
}

function select(which: Statement<never>): Statement<Row> {
  return sql<Row>`
    select deliveries.id, deliveries.state, deliveries.detail, deliveries.attempts,
      case when deliveries.state = 'queued' then deliveries.due_at end as next_attempt_at,
      case when deliveries.state = 'delivered' then deliveries.sent_at end as delivered_at,
      deliveries.created_at, to_json(last) as last_attempt, ${eventColumns}
    from deliveries
      join events on events.sequence = deliveries.event_sequence
      join webhook_endpoints on webhook_endpoints.id = deliveries.endpoint_id
      left join lateral (
        select number, ended_at, duration_ms, delivery_attempts.state, delivery_attempts.detail, response_status
        from delivery_attempts where delivery_id = deliveries.id order by number desc limit 1
      ) as last on true
    where ${which}`
}

function deliveryOf(row: Row): Omit<WebhookDelivery, 'last_attempt'> {
  const { id, event_id, type, sequence, state, detail, attempts } = row
  return {
    id,
    event_id,
    event_type: type,
    sequence,
    state,
    detail,
    attempts,
    next_attempt: row.next_attempt_at?.toISOString() ?? null,
    delivered: row.delivered_at?.toISOString() ?? null,
    created: row.created_at.toISOString(),
  }
}

function attemptOf({ number, ended_at, duration_ms, state, detail, response_status }: AttemptRow) {
  return { number, ended: new Date(ended_at).toISOString(), duration_ms, state, detail, response_status }
}
