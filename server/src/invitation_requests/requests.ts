import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { InvitationRequest, Kind, State } from './schemas.ts'

interface Row {
  id: string
  organization_id: string
  invitation_id: string
  invited_email: string
  asking_user_name: string | null
  kind: Kind
  state: State
  email: string | null
  message: string | null
  new_invitation_id: string | null
  created_at: Date
  answered_at: Date | null
}

function select(condition: Statement<never>): Statement<Row> {
  return sql<Row>`
    select invitation_requests.id, invitation_requests.organization_id, invitation_id, invitations.email as invited_email,
      users.name as asking_user_name, invitation_requests.kind, request_now(invitation_requests.state, invitations.status) as state,
      invitation_requests.email, invitation_requests.message, new_invitation_id,
      invitation_requests.created_at, invitation_requests.answered_at
    from invitation_requests
      join invitations on invitations.id = invitation_requests.invitation_id
      left join users on users.id = invitation_requests.user_id
    where ${condition}`
}

export interface Filter {
  readonly state?: State
  readonly kind?: Kind
  readonly invitation_id?: string
}

/** What invitees ask of an organization, oldest first. */
export async function listRequests(
  db: Database,
  caller: Caller,
  organizationId: string,
  { state, kind, invitation_id }: Filter,
  page: PageRequest,
): Promise<Page<InvitationRequest> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'invitations:read')
  if (standing instanceof Refusal) return standing
  const { limit, offset, after } = page
  const rows = await db.many(sql<Row>`
    ${select(sql`invitation_requests.organization_id = ${organizationId}
      ${state === undefined ? sql`` : sql`and request_now(invitation_requests.state, invitations.status) = ${state}`}
      ${kind === undefined ? sql`` : sql`and invitation_requests.kind = ${kind}`}
      ${invitation_id === undefined ? sql`` : sql`and invitation_id = ${invitation_id}`}
      ${after === undefined ? sql`` : sql`and (invitation_requests.created_at, invitation_requests.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}`)}
    order by invitation_requests.created_at, invitation_requests.id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(requestOf)
}

/** One of them, for those who may read invitations. */
export async function getRequest(
  db: Database,
  caller: Caller,
  organizationId: string,
  id: string,
): Promise<InvitationRequest | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'invitations:read')
  return standing instanceof Refusal ? standing : readRequest(db, organizationId, id)
}

/** One request as the organization's side sees it; who may see it was decided before. */
export async function readRequest(
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<InvitationRequest | Refusal> {
  const row = await db.maybe(
    select(sql`invitation_requests.organization_id = ${organizationId} and invitation_requests.id = ${id}`),
  )
  return row === undefined ? refuse('not_found') : requestOf(row)
}

/** Changes with its state, and nothing else of it ever does. */
export function versionOf({ state }: InvitationRequest): number {
  return versions[state]
}

const versions = { open: 1, approved: 2, refused: 3, lapsed: 4 } as const satisfies Record<State, number>

function requestOf({ created_at, answered_at, ...same }: Row): InvitationRequest {
  return { ...same, created: created_at.toISOString(), answered: answered_at?.toISOString() ?? null }
}
