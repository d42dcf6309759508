import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isSuppressed, suppressed_detail } from '../mail_suppressions/suppressed.ts'
import { readAddress } from '../users/address.ts'
import type { Claimed } from './queue.ts'

/** What is known against a mail to an address. */
export interface Objections {
  readonly suppressed: boolean
  readonly unsubscribed: boolean
  readonly reported: boolean
}

/**
 * Why a mail that is written is not sent: its address takes none, or whoever has the link said that it is not for them. Codes
 * are not asked about, since whoever types the address asks for them there and then; that is also how an address proves that it
 * takes mail again.
 */
export function whyUnwanted({ suppressed, unsubscribed, reported }: Objections): string | undefined {
  if (suppressed) return suppressed_detail
  if (unsubscribed) return 'Not sent: no reminders are wanted at this address.'
  return reported ? 'Not sent: whoever reads this address says that the invitation is not for them.' : undefined
}

/**
 * Why a notice, or the mail that an invitation was revoked, is not sent.
 *
 * @param to the address that it would go to
 */
export async function whyNotWanted(
  db: Database,
  { invitation_id }: Pick<Claimed, 'invitation_id'>,
  to: string,
): Promise<string | undefined> {
  const canonical = sql`${readAddress(to)?.canonical ?? to}::text`
  return whyUnwanted(
    await db.one(sql<Objections>`
      select ${isSuppressed('all', canonical)} as suppressed, false as unsubscribed, exists (
        select from invitations where id = ${invitation_id}::uuid and reported_at is not null
      ) as reported`),
  )
}
