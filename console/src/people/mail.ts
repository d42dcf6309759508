import type { Invitation } from '@usher/client'
import type { Translate } from '../messages/catalogue.ts'
import { relativeTime } from '../messages/times.ts'

type Delivery = Invitation['delivery']

const words = {
  queued: 'people.mail.queued',
  sending: 'people.mail.sending',
  failed: 'people.mail.failed',
  bounced: 'people.mail.bounced',
  cancelled: 'people.mail.cancelled',
  not_sent: 'people.mail.not_sent',
} as const

/** What became of an invitation's mail: in words, whether somebody has to look after it, and why it did not leave. */
export function mailOf(
  { state, detail, last_sent }: Delivery,
  { t, locale, now }: { t: Translate; locale: string; now: Date },
): { text: string; trouble: boolean; why: string | undefined } {
  const trouble = state === 'failed' || state === 'bounced'
  if (state === 'sent' || state === 'delivered') {
    const time = relativeTime(locale, new Date(last_sent ?? now), now)
    return { text: t('people.mail.sent', { time }), trouble, why: undefined }
  }
  const why = detail ?? undefined
  return { text: t(state === 'queued' && why !== undefined ? 'people.mail.retried' : words[state]), trouble, why }
}
