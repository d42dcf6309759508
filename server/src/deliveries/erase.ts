import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Stops the mails to a person that have not left. One that is being sent at the moment may arrive; nothing is written of it.
 *
 * @param person.addresses canonical ones that are theirs alone
 */
export async function cancelMails(
  tx: Transaction,
  { userId, addresses }: { userId: string; addresses: readonly string[] },
): Promise<void> {
  // Pending ones and others apart, since each has an index of its own.
  await tx.run(sql`
    update deliveries
    set state = 'cancelled', detail = 'Not sent: the invitee was erased.', leased_until = null, updated_at = now()
    where state in ('queued', 'sending') and invitation_id in (
      select id from invitations where canonical_email = any(${addresses}::text[]) and status = 'pending'
      union all
      select id from invitations where canonical_email = any(${addresses}::text[]) and status <> 'pending'
    )`)
  await tx.run(sql`
    update deliveries
    set state = 'cancelled', detail = 'Not sent: the user was erased.', leased_until = null, updated_at = now()
    where user_id = ${userId} and state in ('queued', 'sending')`)
}

/**
 * Takes mails out of the development mailbox: those to a person, and those that carry their name and words. Others lose the
 * person's address where they were to be answered there. In production it is empty. Comes before their codes and addresses go, by
 * which they are found.
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
  // Notices to them, of what they did, and of invitations that are theirs.
  await tx.run(sql`
    delete from mailbox_messages using deliveries left join events on events.sequence = deliveries.event_sequence
    where deliveries.id = mailbox_messages.delivery_id and (
      deliveries.user_id = ${userId} or (events.actor_type = 'user' and events.actor_id = ${userId})
      or (events.subject_type = 'invitation' and exists (
        select from invitations
        where invitations.id::text = events.subject_id
          and (inviter_id = ${userId} or answered_by = ${userId} or canonical_email = any(${addresses}::text[]))
      ))
    )`)
  await tx.run(sql`update mailbox_messages set reply_to = null where reply_to = any(${addresses}::text[])`)
}
