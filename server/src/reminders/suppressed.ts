import { sql, type Statement } from '../database/sql.ts'

/** Whether a canonical address takes no reminders, or no mail at all, in SQL. */
export function suppressed(canonical: Statement<never>): Statement<never> {
  return sql`exists (
    select from mail_suppressions where address_hash = sha256(convert_to(${canonical}, 'UTF8'))
  )`
}
