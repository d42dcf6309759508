import type { Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'

/** Who did it: a user, the application's own client, or this service by itself. */
export type Actor = { type: 'user' | 'platform_client'; id: string } | { type: 'system' }

/** Something that happened. Its data holds ids and states, never an address and never a secret. */
export interface Event {
  readonly type: `${'invitation' | 'member' | 'organization' | 'service_account' | 'webhook_endpoint' | 'user' | 'address' | 'operator' | 'client'}.${string}`
  /** Null for what belongs to none: users, operators and clients. */
  readonly organizationId: string | null
  readonly actor: Actor
  readonly subject: {
    type: 'invitation' | 'user' | 'organization' | 'role' | 'team' | 'service_account' | 'webhook_endpoint' | 'client'
    id: string
  }
  readonly requestId: string | null
  readonly data?: Record<string, unknown>
}

/** Records an event in the transaction of what it tells of, so that neither is there without the other (I5). */
export async function record(tx: Transaction, event: Event): Promise<void> {
  const { type, organizationId, actor, subject, requestId, data = {} } = event
  await tx.run(sql`
    with ${told(sql`values (${type}, ${organizationId}::uuid, ${actor.type}, ${actor.type === 'system' ? null : actor.id},
      ${subject.type}, ${subject.id}, ${requestId}, ${JSON.stringify(data)}::jsonb)`)}
    select sequence from told`)
}

/**
 * The parts of a statement that record events, after others of its `with`: `told` is their rows, with their `sequence`. What an
 * organization may hear of is put where the relay finds it (see `relay.ts`), by the same statement.
 *
 * @param rows selects for each event its type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id and data
 */
export function told(rows: Statement<never>): Statement<never> {
  return sql`told as (
      insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
      ${rows}
      returning sequence, organization_id
    ), to_relay as (
      insert into events_to_relay (event_sequence) select sequence from told where organization_id is not null
    )`
}
