import type { Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Catalogue, EventData, OrganizationEventType } from './catalogue.ts'

/** Who did it: a user, the application's own client, or this service by itself. */
export type Actor = { type: 'user' | 'platform_client'; id: string } | { type: 'system' }

interface Happened {
  readonly actor: Actor
  /** Null for what this service does by itself. */
  readonly requestId: string | null
}

/** What happened in an organization, with the data that the catalogue says. */
export type OrganizationEvent<T extends OrganizationEventType = OrganizationEventType> = {
  [Type in T]: Happened & {
    readonly type: Type
    /** Null for the endpoint of the whole platform. */
    readonly organizationId: Type extends `webhook_endpoint.${string}` ? string | null : string
    readonly subject: { readonly type: Catalogue[Type]['subject']; readonly id: string }
  } & (Record<string, never> extends EventData<Type>
      ? { readonly data?: EventData<Type> }
      : { readonly data: EventData<Type> })
}[T]

/** What such an event tells, for a function that knows of whom and by whom. */
export type Said<T extends OrganizationEventType> = {
  [Type in T]: Omit<OrganizationEvent<Type>, 'organizationId' | 'actor' | 'subject'>
}[T]

/** What happened to what belongs to no organization, or is none of its business. */
export interface OtherEvent extends Happened {
  readonly type: `${'user' | 'address' | 'operator' | 'client'}.${string}` | 'invitation.reported'
  readonly organizationId: null
  readonly subject: { readonly type: 'user' | 'client' | 'invitation'; readonly id: string }
  readonly data?: Record<string, unknown>
}

/** Something that happened. Its data holds ids and states, never an address and never a secret. */
export type Event = OrganizationEvent | OtherEvent

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
