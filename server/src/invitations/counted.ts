import type { Config } from '../config.ts'
import type { Transaction } from '../database/database.ts'
import { Refused } from '../http/refused.ts'
import { takeOrRefuse } from '../mail_quotas/refusal.ts'
import { isMailed } from './places.ts'

/**
 * Counts the mail of one invitation against what its inviter, its organization and its recipient may send and get; last in the
 * transaction that queues it. Nothing is counted where nothing is mailed.
 *
 * @throws Refused where it is one too many, so that the transaction is undone
 */
export async function countMail(
  tx: Transaction,
  means: Pick<Config, 'mail' | 'publicUrl' | 'limits'>,
  mail: { organizationId: string; inviterId: string | null; canonicalEmail: string; sendMail: boolean },
): Promise<void> {
  const { sendMail, ...planned } = mail
  if (!isMailed({ canonical: mail.canonicalEmail }, { ...means, sendMail })) return
  const full = await takeOrRefuse(tx, means.limits.mails, planned)
  if (full !== undefined) throw new Refused(full)
}
