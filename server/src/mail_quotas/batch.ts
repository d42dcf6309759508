import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Refusal } from '../http/problems.ts'
import { type MailLimits, type PlannedMail, takeMailQuota, tomorrow } from './quota.ts'
import { sendingFrozen, waitingDetail } from './refusal.ts'
import { isFrozen } from './standing.ts'

/**
 * Counts the mails that a batch has just queued, last in its transaction; those beyond the limits wait for the next day.
 *
 * @returns what each invitation waits for whose mail does not leave today; or `sending_frozen`, and then nothing is counted
 *   and the transaction has to be rolled back
 */
export async function countOrPostpone(
  tx: Transaction,
  limits: MailLimits,
  organizationId: string,
  mails: readonly (Omit<PlannedMail, 'organizationId'> & { readonly invitationId: string })[],
): Promise<ReadonlyMap<string, string> | Refusal> {
  if (await isFrozen(tx, limits, organizationId)) return sendingFrozen()
  const shortages = await takeMailQuota(
    tx,
    limits,
    mails.map((mail) => ({ ...mail, organizationId })),
  )
  const waiting = new Map<string, string>()
  mails.forEach(({ invitationId }, index) => {
    const shortage = shortages[index]
    if (shortage !== undefined) waiting.set(invitationId, waitingDetail(shortage))
  })
  if (waiting.size > 0) {
    await tx.run(sql`
      update deliveries set counted = false, due_at = ${tomorrow}, waits = true, detail = waiting.detail, updated_at = now()
      from unnest(${[...waiting.keys()]}::uuid[], ${[...waiting.values()]}::text[]) as waiting (invitation_id, detail)
      where deliveries.invitation_id = waiting.invitation_id and kind = 'invitation_mail' and state = 'queued'`)
  }
  return waiting
}
