import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { Refusal } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { demandPlatform } from '../platform/platform-client.ts'
import { permissions } from '../roles/permissions.ts'
import type { Caller } from '../tokens/caller.ts'
import type { WebhookEndpoint } from './schemas.ts'

/** Who asks, and whose endpoints it is about: an organization's, or with null the platform's. */
export interface Place {
  readonly caller: Caller
  readonly organizationId: string | null
}

/** A place, and the request that something is done there for. */
export interface Act extends Place {
  readonly requestId: string
}

/** Whether the caller manages the endpoints there; inside a transaction with the organization's lock, as all verbs. */
export async function managerOf(
  db: Queryable,
  { caller, organizationId }: Place,
  lock: 'none' | 'shared' | 'exclusive' = 'none',
): Promise<Manager | Refusal> {
  if (organizationId !== null) return standingIn(db, caller, organizationId, 'webhooks:manage', lock)
  const client = await demandPlatform(db, caller)
  return client instanceof Refusal ? client : { actor: { type: 'platform_client', id: client.id }, permissions }
}

/** Who manages endpoints, and what else they may do there. */
export type Manager = Pick<Standing, 'actor' | 'permissions'>

/** Whether a manager may be told the addresses of invitees, or have them sent somewhere. */
export function readsInvitations({ permissions: held }: Manager): boolean {
  return held.includes('invitations:read')
}

export interface EndpointRow {
  id: string
  organization_id: string | null
  url: string
  description: string | null
  event_types: string[]
  includes_email: boolean
  state: WebhookEndpoint['state']
  disabled_reason: WebhookEndpoint['disabled_reason']
  failing_since: Date | null
  version: number
  created_at: Date
  updated_at: Date
}

export const endpointColumns = sql`id, organization_id, url, description, event_types, includes_email, state, disabled_reason,
  failing_since, version, created_at, updated_at`

/** The endpoints of a place, as a condition. */
export function ofPlace({ organizationId }: Pick<Place, 'organizationId'>): Statement<never> {
  return organizationId === null
    ? sql`webhook_endpoints.organization_id is null and webhook_endpoints.deleted_at is null`
    : sql`webhook_endpoints.organization_id = ${organizationId} and webhook_endpoints.deleted_at is null`
}

/** One endpoint of a place; `lock` holds it until the transaction ends. */
export async function findEndpoint(
  db: Queryable,
  place: Pick<Place, 'organizationId'>,
  id: string,
  lock: 'none' | 'lock' = 'none',
): Promise<EndpointRow | undefined> {
  return db.maybe(sql<EndpointRow>`
    select ${endpointColumns} from webhook_endpoints
    where ${ofPlace(place)} and id = ${id} ${lock === 'lock' ? sql`for no key update` : sql``}`)
}

export function endpointOf(row: EndpointRow): WebhookEndpoint {
  const { version: _, failing_since, created_at, updated_at, ...same } = row
  return {
    ...same,
    failing_since: failing_since?.toISOString() ?? null,
    created: created_at.toISOString(),
    updated: updated_at.toISOString(),
  }
}

export function versioned(row: EndpointRow): Versioned<WebhookEndpoint> {
  return { ...endpointOf(row), version: row.version }
}
