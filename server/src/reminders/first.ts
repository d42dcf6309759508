import { sql, type Statement } from '../database/sql.ts'

/**
 * When an invitation that is mailed now is to be looked at for a reminder, with `rules` from `reminder_rules` in scope. Written
 * with the invitation and not when its mail is out, since that would be a write more for each; a mail that waited a while is
 * found to be younger when the time comes.
 *
 * @param zone where the invitee lives, as their inviter says
 */
export function firstReminder(zone: Statement<never>): Statement<never> {
  return sql`awake_at(now() + make_interval(hours => rules.reminder_hours[1]), coalesce(${zone}, rules.time_zone), rules.awake_from, rules.awake_until)`
}
