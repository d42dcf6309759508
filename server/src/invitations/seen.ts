import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import { sql, type Statement } from '../database/sql.ts'
import { told } from '../events/record.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow } from '../users/caller-row.ts'

/** Somebody opened the link. Who that was, a person or a machine that runs the scripts of pages, is not known. */
export function seenByLink(db: Database, invitationId: string, requestId: string): Promise<void> {
  return see(db, invitationId, requestId, 'link', sql`select 'system' as type, null::text as id`)
}

/** Its signed-in invitee read it. */
export function seenByInvitee(db: Database, invitationId: string, requestId: string, caller: Caller): Promise<void> {
  return see(
    db,
    invitationId,
    requestId,
    'invitee',
    sql`
    select 'user' as type, caller.id::text as id from (${callerRow(caller)}) as caller`,
  )
}

/**
 * Notes that a pending invitation was looked at: once, whatever comes after. It is no state: nothing can or cannot be done
 * because of it, and its version stays. Not called again for one that was seen, so looking costs a write once. Where
 * that cannot be written just now, what was read is shown all the same, and the next look is noted.
 */
async function see(
  db: Database,
  invitationId: string,
  requestId: string,
  by: 'link' | 'invitee',
  actor: Statement<never>,
): Promise<void> {
  const noted = db.run(sql`
    with actor as (${actor}), organization as (
      select id from organizations where id = (select organization_id from invitations where id = ${invitationId})
      for key share
    ), seen as (
      update invitations set seen_at = now()
      from organization
      where invitations.id = ${invitationId} and invitations.organization_id = organization.id and seen_at is null
        and status_now(invitations.status, invitations.expires_at) = 'pending'
      returning invitations.id, invitations.organization_id
    ), ${told(sql`
      select 'invitation.seen', seen.organization_id, actor.type, actor.id, 'invitation', seen.id, ${requestId},
      jsonb_build_object('by', ${by}::text)
    from seen, actor`)}
    select sequence from told`)
  await noted.catch((error: unknown) => {
    if (asUnavailable(error) === undefined) throw error
  })
}
