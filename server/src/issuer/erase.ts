import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Ends everything that the login server keeps about a person: sessions, grants, codes, refresh tokens, consents. The rows of
 * their sessions stay for a while, as marks that keep a request under way from bringing one back.
 *
 * @param emails in any spelling, which an application may have named as the one that it expects
 */
export async function eraseSignIns(
  tx: Transaction,
  { userId, emails }: { userId: string; emails: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    update sessions set ended_at = coalesce(ended_at, now()), user_agent = null where user_id = ${userId}`)
  await tx.run(sql`
    delete from oauth_records
    where payload ->> 'accountId' = ${userId} or session_uid in (select uid from sessions where user_id = ${userId})`)
  await tx.run(sql`
    delete from oauth_records
    where model = 'Interaction' and (
      ${userId} in (
        payload #>> '{session,accountId}', payload #>> '{result,login,accountId}', payload #>> '{lastSubmission,login,accountId}'
      )
      or lower(payload #>> '{params,login_hint}') = any(${emails.map((email) => email.toLowerCase())}::text[])
    )`)
  await tx.run(sql`delete from consents where user_id = ${userId}`)
}
