import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Locks an address for the rest of the transaction, whether or not anybody has it: under this lock its mails are
 * counted, and it is decided whose it is. Taken before every other lock but an organization's.
 */
export async function lockRecipient(tx: Transaction, canonical: string): Promise<void> {
  await tx.run(sql`
    insert into code_recipients (canonical) values (${canonical})
    on conflict (canonical) do update set requested_at = now()`)
}
