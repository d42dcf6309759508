import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Queues events for every enabled endpoint that wants to hear of them: those of their organization, and the one of the platform.
 * A test goes to the endpoint that it is a test of, whatever that wants to hear.
 */
export async function queueWebhooks(tx: Transaction, events: readonly { readonly sequence: number }[]): Promise<void> {
  await tx.run(sql`
    insert into deliveries (kind, channel, lane, organization_id, endpoint_id, event_sequence)
    select 'webhook', 'webhook', webhook_endpoints.id, events.organization_id, webhook_endpoints.id, events.sequence
    from events join webhook_endpoints on webhook_endpoints.state = 'enabled'
      and (webhook_endpoints.organization_id = events.organization_id or webhook_endpoints.organization_id is null)
      and case events.type when 'webhook_endpoint.tested' then webhook_endpoints.id::text = events.subject_id
        else event_types = '{}' or events.type = any(event_types) or split_part(events.type, '.', 1) || '.*' = any(event_types)
      end
    where events.sequence = any(${events.map(({ sequence }) => sequence)}::bigint[])
    order by events.sequence
    on conflict (endpoint_id, event_sequence) where endpoint_id is not null do nothing`)
}
