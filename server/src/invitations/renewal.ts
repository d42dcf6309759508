import { sql } from '../database/sql.ts'

/** Whether the organization was asked for a new invitation in place of the one in scope, by whomever, and has not decided. */
export const renewalRequested = sql`exists (
  select from invitation_requests
  where invitation_requests.invitation_id = invitations.id and kind = 'renewal' and state = 'open'
)`
