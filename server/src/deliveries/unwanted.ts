import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isSuppressed, suppressed_detail } from '../mail_suppressions/suppressed.ts'
import { readAddress } from '../users/address.ts'
import type { Claimed } from './queue.ts'

/**
 * Why a mail that is written is not sent: its address takes none, or whoever has the link said that it is not for them. Codes
 * are sent all the same, since whoever types the address asks for them there and then; that is also how an address proves
 * that it takes mail again.
 *
 * @param to the address that it would go to
 */
export async function whyNotWanted(
  db: Database,
  { kind, template, invitation_id }: Pick<Claimed, 'kind' | 'template' | 'invitation_id'>,
  to: string,
): Promise<string | undefined> {
  if (kind === 'code_mail') return undefined
  const canonical = sql`${readAddress(to)?.canonical ?? to}::text`
  const { suppressed, unsubscribed, reported } = await db.one(sql<Record<string, boolean>>`
    select ${isSuppressed('all', canonical)} as suppressed,
      ${template === 'reminder'}::boolean and ${isSuppressed('reminders', canonical)} as unsubscribed,
      ${kind === 'invitation_mail'}::boolean and exists (
        select from invitations where id = ${invitation_id}::uuid and reported_at is not null
      ) as reported`)
  if (suppressed === true) return suppressed_detail
  if (unsubscribed === true) return 'Not sent: no reminders are wanted at this address.'
  return reported === true
    ? 'Not sent: whoever reads this address says that the invitation is not for them.'
    : undefined
}
