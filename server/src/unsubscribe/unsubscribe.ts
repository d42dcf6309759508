import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { suppress } from '../mail_suppressions/suppressed.ts'
import { maskAddress } from '../users/address.ts'

/** Enough of the address that a reminder went to for its holder to recognise it; undefined if the invitation is forgotten. */
export async function recipientOf(db: Queryable, invitationId: string): Promise<string | undefined> {
  const row = await db.maybe(sql<{ canonical_email: string }>`
    select canonical_email from invitations where id = ${invitationId}`)
  return row && maskAddress(row.canonical_email)
}

/**
 * No more reminders to the address of an invitation, whoever invites it: its reader has no account that could hold a finer
 * wish. Invitations themselves still arrive. Once is as good as twice.
 *
 * @returns the address as its reader recognises it; undefined if the invitation is forgotten
 */
export async function unsubscribe(db: Database, invitationId: string): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    const invitation = await tx.maybe(sql<{ canonical_email: string }>`
      update invitations set remind_at = null where id = ${invitationId} returning canonical_email`)
    if (invitation === undefined) return undefined
    await suppress(tx, { scope: 'reminders', reason: 'unsubscribed', canonical: invitation.canonical_email })
    return maskAddress(invitation.canonical_email)
  })
}
