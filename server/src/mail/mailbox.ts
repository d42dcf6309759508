import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A mail that was kept instead of sent, because this is development without SMTP. */
export interface MailboxMessage {
  readonly id: string
  /** As the header reads; null where it was kept by a version that did not write it down. */
  readonly from: string | null
  /** One address; null where answers go to the sender. */
  readonly reply_to: string | null
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** UTC with milliseconds. */
  readonly created: string
}

const most_messages = 100

/** The newest mails in the development mailbox, a hundred at most; with `to`, only those to that address in any case. */
export async function mailboxMessages(db: Database, to: string | undefined): Promise<MailboxMessage[]> {
  const rows = await db.many(sql<Omit<MailboxMessage, 'created'> & { created_at: Date }>`
    select id, sender as "from", reply_to, recipient as "to", subject, text, html, created_at
    from mailbox_messages
    ${to === undefined ? sql`` : sql`where lower(recipient) = lower(${to})`}
    order by created_at desc, id
    limit ${most_messages}`)
  return rows.map(({ created_at, ...message }) => ({ ...message, created: created_at.toISOString() }))
}
