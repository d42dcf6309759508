import type { Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Event } from '../events/record.ts'

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
  { inviterId, organizationId, ...told }: { inviterId: string; organizationId?: string } & Told,
): Promise<void> {
  const where = organizationId === undefined ? sql`` : sql`and organizations.id = ${organizationId}`
  await revoke(tx, { inviterId, because: 'inviter_departed', where, ...told })
}

/**
 * The permissions of somebody became fewer: a role was taken from them or from a team of theirs, they left a team, or a role
 * was changed. Where the organization's policy for departed inviters says `revoke`, those of their pending invitations end
 * that they could not make any more; by the other policies that is judged when they are accepted. To be called after
 * the change, for each whom it concerns, in its transaction, which holds the organization's exclusive lock.
 */
export async function revokeUngrantable(
  tx: Transaction,
  { inviterId, organizationId, ...told }: { inviterId: string; organizationId: string } & Told,
): Promise<void> {
  const where = sql`and organizations.id = ${organizationId}
    and not inviter_may_give(organizations.id, invitations.inviter_id, invitations.id)`
  await revoke(tx, { inviterId, because: 'inviter_lost_permission', where, ...told })
}

async function revoke(
  tx: Transaction,
  {
    inviterId,
    because,
    where,
    actor,
    requestId,
  }: { inviterId: string; because: string; where: Statement<never> } & Told,
): Promise<void> {
  await tx.run(sql`
    with revoked as (
      update invitations set status = 'revoked', updated_at = now(), version = invitations.version + 1
      from organizations
      where inviter_id = ${inviterId} and organizations.id = invitations.organization_id
        and organizations.departed_inviter = 'revoke'
        and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'
        ${where}
      returning invitations.id, invitations.organization_id
    )
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    select 'invitation.revoked', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'invitation', id,
      ${requestId}, jsonb_build_object('because', ${because}::text)
    from revoked`)
}
