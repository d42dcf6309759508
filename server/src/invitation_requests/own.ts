import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import type { Refusal } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import type { Kind, OwnRequest, State } from './schemas.ts'

interface Row {
  id: string
  invitation_id: string
  organization_name: string
  kind: Kind
  state: State
  email: string | null
  message: string | null
  created_at: Date
  answered_at: Date | null
}

const columns = sql<Row>`
  invitation_requests.id, invitation_id, organizations.name as organization_name, kind,
  request_now(invitation_requests.state, invitations.status) as state, invitation_requests.email, invitation_requests.message,
  invitation_requests.created_at, invitation_requests.answered_at`

const fromRequests = sql`
  invitation_requests
  join invitations on invitations.id = invitation_requests.invitation_id
  join organizations on organizations.id = invitation_requests.organization_id`

/** One request as whoever asked sees it; that it is theirs was decided before. */
export async function readOwn(db: Queryable, id: string): Promise<OwnRequest> {
  return ownRequest(await db.one(sql<Row>`select ${columns} from ${fromRequests} where invitation_requests.id = ${id}`))
}

/** What the caller asked of organizations and what became of it, oldest first. */
export async function listOwn(db: Database, caller: Caller, page: PageRequest): Promise<Page<OwnRequest> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<Row | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select ${columns} from ${fromRequests}
      where invitation_requests.user_id = caller.id
        ${after === undefined ? sql`` : sql`and (invitation_requests.created_at, invitation_requests.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by invitation_requests.created_at, invitation_requests.id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.created_at, found.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  return pageOf(found, page, ({ created_at, id }) => ({ key: created_at, id })).map(ownRequest)
}

function ownRequest({ created_at, answered_at, ...same }: Row): OwnRequest {
  return { ...same, created: created_at.toISOString(), answered: answered_at?.toISOString() ?? null }
}
