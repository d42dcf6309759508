import { sql } from '../database/sql.ts'
import { erased_address } from '../invitations/erase.ts'
import { type ToldEvent, webhookBody } from './payload.ts'
import { messageId } from './sign.ts'

/** An event as an endpoint is told it. */
export interface EventRow extends Omit<ToldEvent, 'id' | 'email'> {
  event_id: string
  /** The address that was invited, where the endpoint is to be told. */
  email: string | null
}

/** Of a statement that joins the event and the endpoint of a delivery. */
export const eventColumns = sql`events.id as event_id, events.type, events.sequence, events.occurred_at, events.organization_id,
  events.actor_type, events.actor_id, events.subject_type, events.subject_id, events.data,
  case when webhook_endpoints.includes_email and events.subject_type = 'invitation' then (
    select invitations.email from invitations
    where invitations.id = events.subject_id::uuid and invitations.organization_id = events.organization_id
      and invitations.email <> ${erased_address}
  ) end as email`

/** What is sent about an event: the same id and, as long as its address is there to be told, the same body, however often. */
export function messageOf(row: EventRow): { id: string; body: string } {
  return { id: messageId(row.event_id), body: webhookBody({ ...row, id: row.event_id, email: row.email ?? undefined }) }
}
