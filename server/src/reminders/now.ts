import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Claimed, Conclusion } from '../deliveries/queue.ts'
import { lastDay } from './next.ts'

interface Row {
  pending: boolean
  wait_seconds: number
  too_late: boolean
}

/**
 * Whether a reminder may leave at this moment; it may have waited since it was queued, for the mail server or for a limit of the
 * day. Here counts what the invitee has said of where they live, which nobody else is told.
 *
 * @returns what becomes of it instead
 */
export async function notNow(db: Database, { id }: Pick<Claimed, 'id'>): Promise<Conclusion | undefined> {
  const { pending, wait_seconds, too_late } = await db.one(sql<Row>`
    select status_now(invitations.status, invitations.expires_at) = 'pending' as pending, ${lastDay} <= now() as too_late, extract(epoch from awake_at(now(),
      coalesce(holder.time_zone, invitations.time_zone, rules.time_zone), rules.awake_from, rules.awake_until) - now())::float8 as wait_seconds
    from deliveries join invitations on invitations.id = deliveries.invitation_id
      cross join lateral reminder_rules(invitations.organization_id) as rules
      left join lateral (
        select users.time_zone from addresses join users on users.id = addresses.user_id
        where addresses.canonical = invitations.canonical_email and addresses.verified_at is not null and users.time_zone is not null
        order by users.updated_at desc limit 1
      ) as holder on true
    where deliveries.id = ${id}`)
  // Whoever writes the mail says why there is none.
  if (!pending) return undefined
  if (too_late) return { state: 'cancelled', detail: 'Not sent: the invitation ends within a day.' }
  if (wait_seconds <= 0) return undefined
  return { state: 'queued', putOff: true, delay_seconds: wait_seconds, detail: 'Waits for the day of its recipient.' }
}
