import type { Transaction } from '../database/database.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { type MailLimits, type PlannedMail, type Shortage, takeMailQuota } from './quota.ts'
import { isFrozen } from './standing.ts'

const day_seconds = 86_400

/**
 * Takes the quota of the mail of one invitation, inside the transaction that writes it; see `takeMailQuota`.
 *
 * @returns why it may not be sent: `sending_frozen` or `mail_quota_reached`; undefined where it may
 */
export async function takeOrRefuse(
  tx: Transaction,
  limits: MailLimits,
  mail: PlannedMail,
): Promise<Refusal | undefined> {
  if (await isFrozen(tx, limits, mail.organizationId)) return sendingFrozen()
  const [shortage] = await takeMailQuota(tx, limits, [mail])
  return shortage && quotaReached(shortage)
}

/** That the organization may have no invitations mailed, whoever asks. */
export function sendingFrozen(): Refusal {
  return refuse('sending_frozen', { headers: headersFor('mails-of-organization', 0, day_seconds) })
}

/** That a limit is used up for today, which one, and when it frees. */
function quotaReached({ limit, most, wait_seconds }: Shortage): Refusal {
  const { name, words } = wordsOf[limit]
  return refuse('mail_quota_reached', {
    detail: `${words(most)} Nothing was sent. Try again after midnight (UTC).`,
    limit,
    headers: headersFor(name, most, wait_seconds),
  })
}

function headersFor(name: string, most: number, wait_seconds: number): Record<string, string> {
  return {
    'retry-after': String(wait_seconds),
    ratelimit: `"${name}";r=0;t=${wait_seconds}`,
    'ratelimit-policy': `"${name}";q=${most};w=${day_seconds}`,
  }
}

/** The same for who reads how a queued mail is getting on. */
export function waitingDetail({ limit, most }: Shortage): string {
  return `Waits for the next day (UTC): ${wordsOf[limit].words(most)}`
}

const wordsOf: Record<Shortage['limit'], { name: string; words: (most: number) => string }> = {
  inviter: { name: 'mails-of-inviter', words: (most) => `One person sends at most ${most} invitations a day.` },
  organization: {
    name: 'mails-of-organization',
    words: (most) => `This organization sends at most ${most} invitations a day.`,
  },
  domain: {
    name: 'mails-to-domain',
    words: (most) => `Addresses of one domain get at most ${most} invitations a day from this service.`,
  },
  recipient: {
    name: 'mails-to-recipient',
    words: (most) => `One address gets at most ${most} invitations a day from this service.`,
  },
}
