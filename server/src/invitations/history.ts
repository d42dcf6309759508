import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { pageOfEvents } from '../events/read.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { InvitationDelivery, InvitationEvent } from './schemas.ts'

interface Which {
  organizationId: string
  invitationId: string
}

/**
 * What happened to an invitation, oldest first, as far as its organization may know; see `actorIsTold`.
 */
export async function listEvents(
  db: Database,
  caller: Caller,
  { organizationId, invitationId }: Which,
  page: PageRequest,
): Promise<Page<InvitationEvent> | Refusal> {
  const unseen = await readable(db, caller, { organizationId, invitationId })
  if (unseen !== undefined) return unseen
  const which = sql`events.organization_id = ${organizationId} and events.subject_type = 'invitation'
    and events.subject_id = ${invitationId}::text`
  return pageOfEvents(db, which, page, 'oldest first')
}

/**
 * The mails of an invitation, oldest first, with what came of each attempt. One that was withheld looks as if it had been sent:
 * neither what a mail server said when it took a mail is told, nor how long that took.
 */
export async function listDeliveries(
  db: Database,
  caller: Caller,
  { organizationId, invitationId }: Which,
  page: PageRequest,
): Promise<Page<InvitationDelivery> | Refusal> {
  const unseen = await readable(db, caller, { organizationId, invitationId })
  if (unseen !== undefined) return unseen
  const { limit, offset, after } = page
  const rows = await db.many(sql<DeliveryRow>`
    select id, template, state, attempts, case when state not in ('sent', 'delivered') then detail end as detail, created_at, sent_at,
      (
        select coalesce(json_agg(json_build_object(
            'number', number, 'ended', (extract(epoch from ended_at) * 1000)::bigint, 'state', state,
            'duration_ms', case when state <> 'sent' then duration_ms end, 'detail', case when state <> 'sent' then detail end
          ) order by number), '[]')
        from delivery_attempts where delivery_id = deliveries.id
      ) as attempt_log
    from deliveries
    where organization_id = ${organizationId} and invitation_id = ${invitationId} and kind = 'invitation_mail'
      ${after === undefined ? sql`` : sql`and (created_at, id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
    order by created_at, id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(deliveryOf)
}

interface DeliveryRow extends Omit<InvitationDelivery, 'template' | 'attempt_log' | 'created' | 'sent'> {
  template: InvitationDelivery['template'] | null
  /** Its times are milliseconds since 1970. */
  attempt_log: (Omit<InvitationDelivery['attempt_log'][number], 'ended'> & { ended: number })[]
  created_at: Date
  sent_at: Date | null
}

function deliveryOf({ template, attempt_log, created_at, sent_at, ...same }: DeliveryRow): InvitationDelivery {
  return {
    ...same,
    template: template ?? 'invitation',
    attempt_log: attempt_log.map((each) => ({ ...each, ended: new Date(each.ended).toISOString() })),
    created: created_at.toISOString(),
    sent: sent_at?.toISOString() ?? null,
  }
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
