import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Who did it: a user, the application's own client, or this service by itself. */
export type Actor = { type: 'user' | 'platform_client'; id: string } | { type: 'system' }

/** Something that happened. Its data holds ids and states, never an address and never a secret. */
export interface Event {
  readonly type: `${'invitation' | 'member' | 'organization' | 'service_account' | 'user' | 'address' | 'operator' | 'client'}.${string}`
  /** Null for what belongs to none: users, operators and clients. */
  readonly organizationId: string | null
  readonly actor: Actor
  readonly subject: {
    type: 'invitation' | 'user' | 'organization' | 'role' | 'team' | 'service_account' | 'client'
    id: string
  }
  readonly requestId: string | null
  readonly data?: Record<string, unknown>
}

/** Records an event in the transaction of what it tells of, so that neither is there without the other (I5). */
export async function record(tx: Transaction, event: Event): Promise<void> {
  const { type, organizationId, actor, subject, requestId, data = {} } = event
  await tx.run(sql`
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    values (${type}, ${organizationId}, ${actor.type}, ${actor.type === 'system' ? null : actor.id},
      ${subject.type}, ${subject.id}, ${requestId}, ${JSON.stringify(data)})`)
}
