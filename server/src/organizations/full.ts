import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { told } from '../events/record.ts'

/**
 * Somebody could not accept an invitation for want of a seat, which is recorded once a day, so that the owners hear of it. It is
 * not what was asked for: where the organization is locked just now, or this fails, the next who finds no seat is the one.
 */
export async function tellOfFullSeats(db: Database, invitationId: string, requestId: string): Promise<void> {
  const recording = db.run(sql`
    with due as (
      select id from organizations
      where id = (select organization_id from invitations where id = ${invitationId})
        and status = 'active' and member_count >= seat_limit
        and coalesce(seat_limit_told_at < now() - interval '24 hours', true)
      for no key update skip locked
    ), reached as (
      update organizations set seat_limit_told_at = now() from due where organizations.id = due.id
      returning organizations.id, seat_limit, member_count
    ), ${told(sql`
      select 'organization.seat_limit_reached', id, 'system', null, 'organization', id, ${requestId},
        jsonb_build_object('seat_limit', seat_limit, 'member_count', member_count)
      from reached`)}
    select sequence from told`)
  await recording.catch(() => undefined)
}
