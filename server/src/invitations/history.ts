import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { InvitationDelivery, InvitationEvent } from './schemas.ts'

interface Which {
  organizationId: string
  invitationId: string
}

// Whose actors are its own side, or were let in by it.
const by_the_organization = ['created', 'edited', 'resent', 'revoked', 'accepted'].map((verb) => `invitation.${verb}`)

/**
 * What happened to an invitation, oldest first, as far as its organization may know. Who declined, looked or did anything
 * else from outside is told as somebody: two invitations must not show that one person holds both addresses.
 */
export async function listEvents(
  db: Database,
  caller: Caller,
  { organizationId, invitationId }: Which,
  page: PageRequest,
): Promise<Page<InvitationEvent> | Refusal> {
  const unseen = await readable(db, caller, { organizationId, invitationId })
  if (unseen !== undefined) return unseen
  const { limit, offset, after } = page
  const rows = await db.many(sql<{
    id: string
    type: string
    sequence: number
    occurred_at: Date
    actor_type: InvitationEvent['actor']['type']
    actor_id: string | null
    actor_name: string | null
    data: Record<string, unknown>
  }>`
    select events.id, events.type, events.sequence, events.occurred_at, events.actor_type, events.data,
      case when told.actor then events.actor_id end as actor_id,
      case when told.actor then coalesce(users.name, clients.name) end as actor_name
    from events
      cross join lateral (
        select events.type = any(${by_the_organization}::text[]) as actor
      ) as told
      left join users on events.actor_type = 'user' and users.id::text = events.actor_id and users.status <> 'deleted'
      left join clients on events.actor_type = 'platform_client' and clients.id = events.actor_id
    where events.subject_id = ${invitationId}::text and events.subject_type = 'invitation'
      -- What is for operators, as a report, is of no organization and stays out.
      and events.organization_id = ${organizationId}
      ${after === undefined ? sql`` : sql`and events.sequence > ${after.key}::bigint`}
    order by events.sequence
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ sequence, id }) => ({ key: String(sequence), id })).map(
    ({ occurred_at, actor_type, actor_id, actor_name, ...event }) => ({
      ...event,
      occurred: occurred_at.toISOString(),
      actor: { type: actor_type, id: actor_id, name: actor_name },
    }),
  )
}

/** The mails of an invitation, oldest first. One that was withheld looks as if it had been sent. */
export async function listDeliveries(
  db: Database,
  caller: Caller,
  { organizationId, invitationId }: Which,
  page: PageRequest,
): Promise<Page<InvitationDelivery> | Refusal> {
  const unseen = await readable(db, caller, { organizationId, invitationId })
  if (unseen !== undefined) return unseen
  const { limit, offset, after } = page
  const rows = await db.many(sql<
    Omit<InvitationDelivery, 'created' | 'sent'> & { created_at: Date; sent_at: Date | null }
  >`
    select id, state, attempts, case when state <> 'sent' then detail end as detail, created_at, sent_at
    from deliveries
    where organization_id = ${organizationId} and invitation_id = ${invitationId}
      ${after === undefined ? sql`` : sql`and (created_at, id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
    order by created_at, id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(
    ({ created_at, sent_at, ...delivery }) => ({
      ...delivery,
      created: created_at.toISOString(),
      sent: sent_at?.toISOString() ?? null,
    }),
  )
}

/** Why the caller may not read an invitation; undefined where they may. */
async function readable(
  db: Queryable,
  caller: Caller,
  { organizationId, invitationId }: Which,
): Promise<Refusal | undefined> {
  const standing = await standingIn(db, caller, organizationId, 'invitations:read')
  if (standing instanceof Refusal) return standing
  const found = await db.maybe(sql<{ id: string }>`
    select id from invitations where organization_id = ${organizationId} and id = ${invitationId}`)
  return found === undefined ? refuse('not_found') : undefined
}
