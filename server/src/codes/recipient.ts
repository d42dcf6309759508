import type { Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

const batch = 500

/**
 * Locks an address for the rest of the transaction, whether or not anybody has it: under this lock its mails are
 * counted, and it is decided whose it is. Taken before every other lock but an organization's.
 */
export async function lockRecipient(tx: Transaction, canonical: string): Promise<void> {
  await tx.run(sql`
    insert into code_recipients (canonical) values (${canonical})
    on conflict (canonical) do update set requested_at = now()`)
}

/**
 * Forgets what was asked for a day ago: nothing counts it any more. Codes go with their requests and deliveries.
 *
 * @returns how many rows went; at most a batch of each
 */
export async function forgetCodes(db: Queryable): Promise<number> {
  const codes = await db.run(sql`
    with old as materialized (
      select id from codes where expires_at < now() - interval '1 day' order by expires_at limit ${batch}
      for update skip locked
    )
    delete from codes using old where codes.id = old.id`)
  const recipients = await db.run(sql`
    with old as materialized (
      select canonical from code_recipients where requested_at < now() - interval '2 days' order by requested_at limit ${batch}
      for update skip locked
    )
    delete from code_recipients using old where code_recipients.canonical = old.canonical`)
  return codes + recipients
}
