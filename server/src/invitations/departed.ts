import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Event, told } from '../events/record.ts'

type Told = Pick<Event, 'actor' | 'requestId'>

/**
 * Somebody is a member no longer. Where the organization's policy for departed inviters says `revoke`, their pending
 * invitations end with that; by the other policies they are judged when they are accepted. The caller's transaction must hold
 * the locks of these organizations.
 *
 * @param organizationId where they left; undefined for all organizations
 */
export async function revokeOfDeparted(
  tx: Transaction,
  { inviterId, organizationId, actor, requestId }: { inviterId: string; organizationId?: string } & Told,
): Promise<void> {
  await tx.run(sql`
    with revoked as (
      update invitations set status = 'revoked', updated_at = now(), version = invitations.version + 1
      from organizations
      where inviter_id = ${inviterId} and organizations.id = invitations.organization_id
        and organizations.departed_inviter = 'revoke'
        and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'
        ${organizationId === undefined ? sql`` : sql`and organizations.id = ${organizationId}`}
      returning invitations.id, invitations.organization_id
    ), ${told(sql`
      select 'invitation.revoked', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'invitation', id,
      ${requestId}, '{"because": "inviter_departed", "before": {"status": "pending"}, "after": {"status": "revoked"}}'
    from revoked`)}
    select sequence from told`)
}
