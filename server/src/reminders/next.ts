import { sql } from '../database/sql.ts'

/** From when on an invitation is not reminded of any more, in SQL: what is read on its last day may be read too late. */
export const lastDay = sql`(invitations.expires_at - interval '24 hours')`

/**
 * What an organization is shown of when an invitation is reminded of next: by what it said itself, and nothing of where the
 * invitee has said that they live.
 */
export const nextReminder = sql`case
  when status_now(invitations.status, invitations.expires_at) = 'pending' and invitations.remind_at < ${lastDay} then invitations.remind_at
end`
