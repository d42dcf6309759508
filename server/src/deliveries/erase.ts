import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Stops the mails to a person that have not left. One that is being sent at the moment may arrive; nothing is written of it.
 *
 * @param addresses canonical ones that are theirs alone
 */
export async function cancelMails(tx: Transaction, addresses: readonly string[]): Promise<void> {
  await tx.run(sql`
    update deliveries
    set state = 'cancelled', detail = 'Not sent: the invitee was erased.', leased_until = null, updated_at = now()
    from invitations
    where invitations.id = deliveries.invitation_id and invitations.status = 'pending'
      and canonical_email = any(${addresses}::text[]) and deliveries.state in ('queued', 'sending')`)
}

/**
 * Takes mails out of the development mailbox: those to a person, and those that carry their name and words. In production it
 * is empty. Comes before their codes and addresses go, by which they are found.
 */
export async function eraseMails(
  tx: Transaction,
  { userId, addresses }: { userId: string; addresses: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    delete from mailbox_messages where delivery_id in (
      select deliveries.id from invitations join deliveries on deliveries.invitation_id = invitations.id
      where inviter_id = ${userId} or answered_by = ${userId}
      union all
      select deliveries.id from invitations join deliveries on deliveries.invitation_id = invitations.id
      where canonical_email = any(${addresses}::text[]) and invitations.status = 'pending'
      union all
      select deliveries.id from invitations join deliveries on deliveries.invitation_id = invitations.id
      where canonical_email = any(${addresses}::text[]) and invitations.status <> 'pending'
      union all
      select deliveries.id from codes join deliveries on deliveries.code_id = codes.id
      where codes.canonical = any(${addresses}::text[])
      union all
      select deliveries.id from code_requests join deliveries on deliveries.code_id = code_requests.code_id
      where code_requests.user_id = ${userId}
    ) or recipient = any(${addresses}::text[])`)
}
