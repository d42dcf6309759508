import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'

/** What an address takes none of: any mail that it did not ask for itself, or reminders only. */
export type Scope = 'all' | 'reminders'
export type Reason = 'bounced' | 'complained' | 'unsubscribed'

/** What is kept of an address: who knows it finds it, and nobody reads it. In SQL, of a canonical address. */
export function addressHash(canonical: Statement<never>): Statement<never> {
  return sql`sha256(convert_to(${canonical}, 'UTF8'))`
}

/** Whether an address takes no mail of that kind; in SQL. Who calls it with `reminders` asks for `all` as well. */
export function isSuppressed(scope: Scope, canonical: Statement<never>): Statement<never> {
  return sql`exists (
      select from mail_suppressions where scope = ${scope} and address_hash = ${addressHash(canonical)}
    )`
}

/** What becomes of a mail to such an address, as whoever sent it reads it. */
export const suppressed_detail =
  'Not sent: the address takes no mail, since an earlier one could not be delivered or was not wanted. Ask for another address, or ask the operator of this service to lift that.'

/** From now on an address takes no mail of that kind. */
export async function suppress(
  db: Queryable,
  { scope, reason, canonical }: { scope: Scope; reason: Reason; canonical: string },
): Promise<void> {
  await db.run(sql`
    insert into mail_suppressions (scope, address_hash, reason)
    values (${scope}, ${addressHash(sql`${canonical}::text`)}, ${reason})
    on conflict (scope, address_hash) do nothing`)
}
