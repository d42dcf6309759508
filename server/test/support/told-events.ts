import type { Database } from '../../src/database/database.ts'
import { sql, type Statement } from '../../src/database/sql.ts'
import { type ToldEvent, webhookBody } from '../../src/webhooks/payload.ts'
import { webhookMismatch } from './contract.ts'

/**
 * The events of organizations that are not what the catalogue says of their type. Each is held against the OpenAPI document
 * as it would be sent, so that what is recorded, what is sent and what is published are the same.
 */
export async function unfitEvents(db: Database): Promise<string[]> {
  const events = await db.many(sql<ToldEvent>`
    select id, type, sequence, occurred_at, organization_id, actor_type, actor_id, subject_type, subject_id, data
    from events where organization_id is not null`)
  return events.flatMap((event) => {
    const mismatch = webhookMismatch(event.type, JSON.parse(webhookBody(event)))
    return mismatch === undefined ? [] : [`${event.type} ${event.id} ${JSON.stringify(event.data)}: ${mismatch}`]
  })
}

/** The data of an event of an invitation that a test writes by itself, as the catalogue wants it. */
export function writtenData(type: Statement<never>): Statement<never> {
  return sql`case ${type}
    when 'invitation.created' then
      '{"inviter_id": null, "role_ids": [], "team_ids": [], "expiration_date": "2030-01-01T00:00:00.000Z"}'::jsonb
    else jsonb_build_object('before', '{"status": "pending"}'::jsonb, 'after', jsonb_build_object('status', split_part(${type}, '.', 2)))
      || case ${type} when 'invitation.accepted' then '{"joined": false, "role_ids": [], "team_ids": []}'::jsonb else '{}' end
  end`
}
