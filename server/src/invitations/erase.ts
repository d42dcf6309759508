import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { told } from '../events/record.ts'

/** What stands where an address was erased. The domain can have no mail server (RFC 2606). */
export const erased_address = 'erased@erased.invalid'

// No address has this form, so nobody ever holds it.
const erased_mark = 'erased:'

/**
 * Erases an invitee from the invitations to their addresses, and from those that they answered. What is pending ends, since
 * nobody could answer it any more; what was answered stays answered, by somebody without a name.
 *
 * The first statement ends them and the second erases, because who revokes or declines meanwhile has the word on how it ended,
 * and its event is theirs.
 *
 * @param addresses canonical ones that nobody else holds
 */
export async function eraseInvitee(
  tx: Transaction,
  { userId, addresses, requestId }: { userId: string; addresses: readonly string[]; requestId: string | null },
): Promise<void> {
  await tx.run(sql`
    with revoked as (
      update invitations set status = 'revoked', updated_at = now(), version = version + 1
      where status = 'pending' and canonical_email = any(${addresses}::text[])
      returning id, organization_id, status_now('pending', expires_at) as was
    ), ${told(sql`
      select 'invitation.revoked', organization_id, 'system', null, 'invitation', id, ${requestId}, jsonb_build_object('because', 'invitee_erased',
        'before', jsonb_build_object('status', was), 'after', jsonb_build_object('status', 'revoked'))
      from revoked`)}
    select sequence from told`)
  await tx.run(sql`
    with theirs as (
      select id from invitations where status <> 'pending' and canonical_email = any(${addresses}::text[])
      union
      select id from invitations where answered_by = ${userId}
    )
    update invitations
    set email = ${erased_address}, canonical_email = ${erased_mark} || invitations.id, message = null, decline_reason = null, metadata = '{}', redirect_url = null, time_zone = null,
      updated_at = now(), version = version + 1
    from theirs where invitations.id = theirs.id`)
  await tx.run(sql`
    update events set data = data - 'reason'
    where actor_type = 'user' and actor_id = ${userId} and type = 'invitation.declined'`)
}

/** Erases an inviter from the invitations that they sent: their words, and under the policy `keep` that it was they. */
export async function eraseInviter(tx: Transaction, userId: string): Promise<void> {
  await tx.run(
    sql`update invitations set message = null, version = version + 1 where inviter_id = ${userId} and message is not null`,
  )
  await tx.run(sql`
    update invitations set inviter_id = null, version = invitations.version + 1
    from organizations
    where inviter_id = ${userId} and invitations.status = 'pending'
      and organizations.id = invitations.organization_id and organizations.departed_inviter = 'keep'`)
}

/** Whether a canonical address is what erasing leaves of one. */
export function isErased(canonical: string): boolean {
  return canonical.startsWith(erased_mark)
}
