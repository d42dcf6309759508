import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { orRefuse } from '../http/refused.ts'
import { sealStored } from '../http/stored.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { lacks } from '../members/standing.ts'
import {
  type Act,
  endpointColumns,
  endpointOf,
  type EndpointRow,
  findEndpoint,
  managerOf,
  ofPlace,
  type Place,
  readsInvitations,
  versioned,
} from './endpoint.ts'
import { cancelQueued } from './health.ts'
import {
  longest_overlap_seconds,
  type NewWebhookEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointChange,
  type WebhookEndpointWithSecret,
} from './schemas.ts'
import { newWebhookSecret } from './secret.ts'
import { readTerms, type Terms } from './terms.ts'

type Settings = Pick<Config, 'linkKeys' | 'webhookUrls'>

const most_of_organization = 20
const standard = { url: undefined, description: null, event_types: [], includes_email: false }

/** The endpoints of an organization, or the one of the platform; oldest first. */
export async function listEndpoints(
  db: Database,
  place: Place,
  page: PageRequest,
): Promise<Page<WebhookEndpoint> | Refusal> {
  const manager = await managerOf(db, place)
  if (manager instanceof Refusal) return manager
  const { limit, offset, after } = page
  const rows = await db.many(sql<EndpointRow>`
    select ${endpointColumns} from webhook_endpoints
    where ${ofPlace(place)}
      ${after === undefined ? sql`` : sql`and (created_at, id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
    order by created_at, id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(endpointOf)
}

export async function getEndpoint(
  db: Database,
  place: Place,
  id: string,
): Promise<Versioned<WebhookEndpoint> | Refusal> {
  const manager = await managerOf(db, place)
  if (manager instanceof Refusal) return manager
  const row = await findEndpoint(db, place, id)
  return row === undefined ? refuse('not_found') : versioned(row)
}

/** Makes an endpoint. Its secret is told this once. */
export async function createEndpoint(
  db: Database,
  config: Settings,
  { asked, ...act }: Act & { asked: NewWebhookEndpoint },
): Promise<{ endpoint: WebhookEndpointWithSecret; version: number } | Refusal> {
  const { organizationId, requestId } = act
  const secret = newWebhookSecret()
  const sealed = await sealStored(secret, config.linkKeys[0])
  return orRefuse({ webhook_endpoints_one_for_the_platform: 'too_many_endpoints' }, () =>
    db.transaction(async (tx) => {
      const manager = await managerOf(tx, act, 'exclusive')
      if (manager instanceof Refusal) return manager
      // After who may, as with all operations: who may not is not told what was wrong.
      const terms = readTerms(asked, standard, config.webhookUrls)
      if (terms instanceof Refusal) return terms
      if (terms.includes_email && !readsInvitations(manager)) return lacks('invitations:read')
      const { many } = await tx.one(sql<{ many: number }>`
        select count(*)::integer as many from webhook_endpoints where ${ofPlace(act)}`)
      if (many >= most_of_organization) return refuse('too_many_endpoints')
      const { url, description, event_types, includes_email } = terms
      const row = await tx.one(sql<EndpointRow>`
        insert into webhook_endpoints (organization_id, url, description, event_types, includes_email, secret)
        values (${organizationId}::uuid, ${url}, ${description}, ${event_types}::text[], ${includes_email}, ${sealed})
        returning ${endpointColumns}`)
      await record(tx, {
        type: 'webhook_endpoint.created',
        organizationId,
        actor: manager.actor,
        subject: { type: 'webhook_endpoint', id: row.id },
        requestId,
        data: { event_types: [...event_types], includes_email },
      })
      return { endpoint: { ...endpointOf(row), secret }, version: row.version }
    }),
  )
}

/** Changes what was decided about an endpoint, and whether it is enabled. A change to what it is already is none. */
export async function changeEndpoint(
  db: Database,
  config: Settings,
  { id, asked, ifMatch, ...act }: Act & { id: string; asked: WebhookEndpointChange; ifMatch: IfMatch | undefined },
): Promise<Versioned<WebhookEndpoint> | Refusal> {
  return db.transaction(async (tx) => {
    const manager = await managerOf(tx, act, 'shared')
    if (manager instanceof Refusal) return manager
    const before = await findEndpoint(tx, act, id, 'lock')
    if (before === undefined) return refuse('not_found')
    const stale = versionMismatch(before.version, ifMatch)
    if (stale !== undefined) return stale
    const terms = readTerms(asked, before, config.webhookUrls)
    if (terms instanceof Refusal) return terms
    const changed = differencesOf(before, terms)
    const state = asked.state ?? before.state
    if (changed.length === 0 && state === before.state) return versioned(before)
    if (changed.length > 0 && terms.includes_email && !readsInvitations(manager)) return lacks('invitations:read')

    const { url, description, event_types, includes_email } = terms
    const moved = changed.includes('url')
    const row = await tx.one(sql<EndpointRow>`
      update webhook_endpoints
      set url = ${url}, description = ${description}, event_types = ${event_types}::text[], includes_email = ${includes_email},
        state = ${state}, disabled_reason = case when ${state} = 'disabled' then coalesce(disabled_reason, 'by_hand') end,
        failing_since = case when ${moved || state !== before.state}::boolean then null else failing_since end,
        slow_until = case when ${moved}::boolean then null else slow_until end,
        version = version + 1, updated_at = now()
      where ${ofPlace(act)} and id = ${id}
      returning ${endpointColumns}`)
    const told = {
      organizationId: act.organizationId,
      actor: manager.actor,
      requestId: act.requestId,
      subject: { type: 'webhook_endpoint', id },
    } as const
    if (changed.length > 0) {
      const data = { changed, before: toldOf(before, changed), after: toldOf(terms, changed) }
      await record(tx, { ...told, type: 'webhook_endpoint.updated', data })
    }
    if (state === 'enabled' && before.state === 'disabled')
      await record(tx, { ...told, type: 'webhook_endpoint.enabled' })
    if (state === 'disabled' && before.state === 'enabled') {
      await record(tx, { ...told, type: 'webhook_endpoint.disabled', data: { reason: 'by_hand' } })
      await cancelQueued(tx, id)
    }
    return versioned(row)
  })
}

const term_names = ['url', 'description', 'event_types', 'includes_email'] as const

function differencesOf(before: Terms, after: Terms): string[] {
  return term_names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** Of a URL and a description only that they changed is told: they may hold what is not everybody's. */
function toldOf({ event_types, includes_email }: Terms, changed: readonly string[]) {
  return {
    ...(changed.includes('event_types') ? { event_types: [...event_types] } : {}),
    ...(changed.includes('includes_email') ? { includes_email } : {}),
  }
}

/** A new secret, told this once. The one before signs as well for `overlapSeconds`; one that still did from an earlier change ends. */
export async function rotateSecret(
  db: Database,
  config: Settings,
  { id, overlapSeconds = longest_overlap_seconds, ...act }: Act & { id: string; overlapSeconds: number | undefined },
): Promise<WebhookEndpointWithSecret | Refusal> {
  const secret = newWebhookSecret()
  const sealed = await sealStored(secret, config.linkKeys[0])
  return db.transaction(async (tx) => {
    const manager = await managerOf(tx, act, 'shared')
    if (manager instanceof Refusal) return manager
    const row = await tx.maybe(sql<EndpointRow>`
      update webhook_endpoints
      set previous_secret = case when ${overlapSeconds}::integer > 0 then secret end,
        previous_secret_until = case when ${overlapSeconds}::integer > 0 then now() + make_interval(secs => ${overlapSeconds}::integer) end,
        secret = ${sealed}, version = version + 1, updated_at = now()
      where ${ofPlace(act)} and id = ${id}
      returning ${endpointColumns}`)
    if (row === undefined) return refuse('not_found')
    await record(tx, {
      type: 'webhook_endpoint.secret_rotated',
      organizationId: act.organizationId,
      actor: manager.actor,
      subject: { type: 'webhook_endpoint', id },
      requestId: act.requestId,
      data: { overlap_seconds: overlapSeconds },
    })
    return { ...endpointOf(row), secret }
  })
}

/**
 * Deletes an endpoint: nothing is sent there any more, and where it was and what it signed with is forgotten at once. Its
 * deliveries go with it, in batches, however many they are; see `clearEndpoints`.
 */
export async function deleteEndpoint(
  db: Database,
  { id, ifMatch, ...act }: Act & { id: string; ifMatch: IfMatch | undefined },
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const manager = await managerOf(tx, act, 'shared')
    if (manager instanceof Refusal) return manager
    const before = await findEndpoint(tx, act, id, 'lock')
    if (before === undefined) return refuse('not_found')
    const stale = versionMismatch(before.version, ifMatch)
    if (stale !== undefined) return stale
    await tx.run(sql`
      update webhook_endpoints
      set deleted_at = now(), state = 'disabled', disabled_reason = coalesce(disabled_reason, 'by_hand'), url = '', description = null,
        secret = '', previous_secret = null, previous_secret_until = null, version = version + 1, updated_at = now()
      where ${ofPlace(act)} and id = ${id}`)
    await record(tx, {
      type: 'webhook_endpoint.deleted',
      organizationId: act.organizationId,
      actor: manager.actor,
      subject: { type: 'webhook_endpoint', id },
      requestId: act.requestId,
    })
    await cancelQueued(tx, id)
    return null
  })
}
