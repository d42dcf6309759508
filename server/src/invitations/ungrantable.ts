import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Event, told } from '../events/record.ts'
import type { Standing } from '../members/standing.ts'

/**
 * Somebody may do less than before. Where the organization's policy for departed inviters says `revoke`, pending invitations
 * whose inviter could not make them any more end with that; by the other policies they are judged when they are accepted. The
 * caller's transaction holds the organization's lock against everybody who invites.
 */
export async function revokeUngrantable(
  tx: Transaction,
  { organization_id, actor }: Pick<Standing, 'organization_id' | 'actor'>,
  requestId: string,
): Promise<void> {
  await revokeUngrantableIn(tx, [organization_id], { actor, requestId })
}

/** The same in several organizations, each locked so. */
export async function revokeUngrantableIn(
  tx: Transaction,
  organizationIds: readonly string[],
  { actor, requestId }: Pick<Event, 'actor' | 'requestId'>,
): Promise<void> {
  await tx.run(sql`
    with revoked as (
      update invitations set status = 'revoked', updated_at = now(), version = invitations.version + 1
      from organizations
      where organizations.id = any(${organizationIds}::uuid[]) and organizations.departed_inviter = 'revoke'
        and invitations.organization_id = organizations.id and invitations.inviter_id is not null
        and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'
        and not inviter_may_give(invitations.organization_id, invitations.inviter_id, invitations.id)
      returning invitations.id, invitations.organization_id
    ), ${told(sql`
      select 'invitation.revoked', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'invitation', id,
      ${requestId}, '{"because": "inviter_lost_permission", "before": {"status": "pending"}, "after": {"status": "revoked"}}'
    from revoked`)}
    select sequence from told`)
}
