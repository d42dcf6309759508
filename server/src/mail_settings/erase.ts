import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Answers to mails of organizations go to no address of somebody who is erased. @param addresses canonical, theirs alone */
export async function eraseReplyTo(tx: Transaction, addresses: readonly string[]): Promise<void> {
  await tx.run(sql`
    update mail_settings set reply_to = null, version = version + 1, updated_at = now()
    where reply_to = any(${addresses}::text[])`)
}
