import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Erases codes and who asked for them: all that went to addresses of one person alone, and what that person asked for to be
 * sent elsewhere. Mails that wait go with their codes.
 *
 * @param known every canonical address that the person has or asked a code for; locked by the caller
 * @param own those among them that nobody else holds
 */
export async function eraseCodes(
  tx: Transaction,
  { userId, known, own }: { userId: string; known: readonly string[]; own: readonly string[] },
): Promise<void> {
  await tx.run(sql`delete from code_requests where user_id = ${userId}`)
  await tx.run(sql`
    delete from codes
    where canonical = any(${known}::text[])
      and (canonical = any(${own}::text[]) or not exists (select from code_requests where code_id = codes.id))`)
  await tx.run(sql`
    delete from code_recipients
    where canonical = any(${known}::text[])
      and not exists (select from codes where codes.canonical = code_recipients.canonical)`)
}

/** Every canonical address that a code of this user's asking went to. */
export async function addressesAskedFor(tx: Transaction, userId: string): Promise<string[]> {
  const rows = await tx.many(sql<{ canonical: string }>`
    select distinct canonical from codes join code_requests on code_id = codes.id where user_id = ${userId}`)
  return rows.map(({ canonical }) => canonical)
}
