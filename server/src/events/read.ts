import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { OrganizationEvent } from './schemas.ts'
import { actorIsTold } from './told.ts'

export interface EventFilter {
  /** One type, or all of a family as `invitation.*`. */
  readonly type: string | undefined
  readonly actorId: string | undefined
  readonly subjectId: string | undefined
  readonly occurredAfter: Date | undefined
  readonly occurredBefore: Date | undefined
}

/**
 * What happened in an organization, newest first. What is not the organization's to know, as who blocked it, has no
 * organization and is not among it.
 */
export async function listEvents(
  db: Database,
  caller: Caller,
  organizationId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<OrganizationEvent> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'events:read')
  if (standing instanceof Refusal) return standing
  return pageOfEvents(db, matching(organizationId, filter), page, 'newest first')
}

/** A page of the events that an organization may read; `which` names it. */
export async function pageOfEvents(
  db: Queryable,
  which: Statement<never>,
  page: PageRequest,
  order: Order,
): Promise<Page<OrganizationEvent>> {
  const rows = await select(db, which, page, order)
  return pageOf(rows, page, ({ sequence, id }) => ({ key: String(sequence), id })).map(eventOf)
}

type Order = 'newest first' | 'oldest first'

const page_rows = 500

/** All of them, in pieces; who may read them was asked before the first. */
export async function exportEvents(
  db: Database,
  caller: Caller,
  organizationId: string,
  filter: EventFilter,
): Promise<AsyncIterable<OrganizationEvent> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'events:read')
  return standing instanceof Refusal ? standing : all(db, matching(organizationId, filter))
}

async function* all(db: Queryable, which: Statement<never>): AsyncGenerator<OrganizationEvent> {
  for (let after: PageRequest['after']; ;) {
    const rows = await select(db, which, { limit: page_rows, offset: 0, after }, 'newest first')
    for (const row of rows.slice(0, page_rows)) yield eventOf(row)
    const last = rows[page_rows - 1]
    if (rows.length <= page_rows || last === undefined) return
    after = { key: String(last.sequence), id: last.id }
  }
}

interface Row {
  id: string
  type: string
  sequence: number
  occurred_at: Date
  organization_id: string
  actor_type: OrganizationEvent['actor']['type']
  actor_id: string | null
  actor_name: string | null
  subject_type: string
  subject_id: string
  request_id: string | null
  data: Record<string, unknown>
}

function matching(organizationId: string, filter: EventFilter): Statement<never> {
  const { type, actorId, subjectId, occurredAfter, occurredBefore } = filter
  const family = type?.endsWith('.*') === true ? type.slice(0, -1) : undefined
  const optional = (value: unknown, condition: () => Statement<never>) => (value === undefined ? sql`` : condition())
  return sql`events.organization_id = ${organizationId}
    ${optional(family, () => sql`and starts_with(events.type, ${family})`)}
    ${optional(family === undefined ? type : undefined, () => sql`and events.type = ${type}`)}
    ${optional(actorId, () => sql`and events.actor_id = ${actorId} and ${actsAs(actorId)} and ${actorIsTold}`)}
    ${optional(subjectId, () => sql`and events.subject_id = ${subjectId}`)}
    ${optional(
      occurredAfter,
      () => sql`and events.occurred_at >= ${occurredAfter} and events.sequence > coalesce((
          select earlier.sequence from events as earlier
          where earlier.organization_id = ${organizationId} and earlier.occurred_at < ${occurredAfter}::timestamptz - ${out_of_order}
          order by earlier.occurred_at desc limit 1
        ), 0)`,
    )}
    ${optional(
      occurredBefore,
      () => sql`and events.occurred_at < ${occurredBefore} and events.sequence < coalesce((
          select later.sequence from events as later
          where later.organization_id = ${organizationId} and later.occurred_at >= ${occurredBefore}::timestamptz + ${out_of_order}
          order by later.occurred_at limit 1
        ), 9223372036854775807)`,
    )}`
}

// An event has the moment at which its transaction began. Those that lie further apart have their sequence in the order of their
// moments, so what is asked for by time is bounded by sequence, which all are listed by.
const out_of_order = sql`interval '1 hour'`

/** Users have UUIDs, and clients have none. */
function actsAs(actorId: string | undefined): Statement<never> {
  return actorId?.includes('_') === true ? sql`events.actor_type = 'platform_client'` : sql`events.actor_type = 'user'`
}

function select(
  db: Queryable,
  which: Statement<never>,
  { limit, offset, after }: PageRequest,
  order: Order,
): Promise<Row[]> {
  const [beyond, direction] = order === 'newest first' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  return db.many(sql<Row>`
    select events.id, events.type, events.sequence, events.occurred_at, events.organization_id, events.actor_type,
      case when told.actor then events.actor_id end as actor_id,
      case when told.actor then coalesce(users.name, clients.name) end as actor_name, events.subject_type, events.subject_id,
      case when told.actor then events.request_id end as request_id, events.data
    from events
      cross join lateral (select ${actorIsTold} as actor) as told
      left join users on events.actor_type = 'user' and users.id::text = events.actor_id and users.status <> 'deleted'
      left join clients on events.actor_type = 'platform_client' and clients.id = events.actor_id
    where ${which} ${after === undefined ? sql`` : sql`and events.sequence ${beyond} ${after.key}::bigint`}
    order by events.sequence ${direction}
    limit ${limit + 1} offset ${offset}`)
}

function eventOf(row: Row): OrganizationEvent {
  const { id, type, sequence, organization_id, request_id, data } = row
  const actor = { type: row.actor_type, id: row.actor_id, name: row.actor_name }
  const subject = { type: row.subject_type, id: row.subject_id }
  return {
    id,
    type,
    sequence,
    occurred: row.occurred_at.toISOString(),
    organization_id,
    actor,
    subject,
    request_id,
    data,
  }
}
