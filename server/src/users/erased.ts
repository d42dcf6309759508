import type { Database, Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'

// Longer than an access token of any issuer is good.
const remembered_days = 30

/** Whether whom an issuer calls so was erased here after that moment; tokens say in whole seconds when they were issued. */
export function wasErasedSince(issuer: string, subject: string, asOf: Date): Statement<never> {
  return sql`exists (
    select from erased_identities
    where identity_hash = sha256(convert_to(${issuer}::text || ' ' || ${subject}::text, 'UTF8'))
      and date_trunc('second', erased_at) >= ${asOf}::timestamptz
  )`
}

/** Takes away every identity of a user. Who signs in with one of them later is somebody new; who comes with a token of before is nobody. */
export async function eraseIdentities(tx: Transaction, userId: string): Promise<void> {
  await tx.run(sql`
    insert into erased_identities (identity_hash, erased_at)
    select sha256(convert_to(issuer || ' ' || subject, 'UTF8')), clock_timestamp() from identities
    where user_id = ${userId} and issuer not in (select name from issuer_name)
    on conflict (identity_hash) do update set erased_at = excluded.erased_at`)
  await tx.run(sql`delete from identities where user_id = ${userId}`)
}

/**
 * Forgets who was erased, when no token is that old any more.
 *
 * @returns how many; at most a batch
 */
export async function forgetErased(db: Database): Promise<number> {
  return db.run(sql`
    delete from erased_identities where identity_hash in (
      select identity_hash from erased_identities
      where erased_at < now() - make_interval(days => ${remembered_days}) limit 500 for update skip locked)`)
}
