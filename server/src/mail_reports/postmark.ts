import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import { firstLine } from '../mail/send.ts'
import type { Secret } from '../secret.ts'
import { readAddress } from '../users/address.ts'
import { at, deliveryOf, textAt } from './fields.ts'
import type { Report } from './report.ts'

/** Postmark signs nothing: it sends the password that stands in the webhook's address (`https://usher:password@...`). */
export function isFromPostmark(secret: Secret, authorization: string | undefined): boolean {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ')
  if (scheme.toLowerCase() !== 'basic') return false
  const [, password = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(/:(.*)/s)
  return timingSafeEqual(digest(password), digest(secret.reveal()))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * What a webhook of Postmark says: `Delivery`, `Bounce` and `SpamComplaint`, each in a request of its own.
 *
 * @see https://postmarkapp.com/developer/webhooks/bounce-webhook
 */
export function reportsOfPostmark(config: Pick<Config, 'publicUrl'>, sent: unknown): Report[] {
  const outcome = outcomeOf(textAt(sent, 'RecordType'), textAt(sent, 'Type'))
  // Its MessageID is its own, and not that of the mail.
  const deliveryId = deliveryOf(config, small(at(sent, 'Metadata')), '')
  if (outcome === undefined || deliveryId === undefined) return []
  return [
    {
      deliveryId,
      outcome,
      detail: firstLine(textAt(sent, 'Details').replace(/^smtp;\s*/, '') || textAt(sent, 'Description')),
      noMailbox: noMailbox.has(textAt(sent, 'Type')),
      recipient: readAddress(textAt(sent, 'Email') || textAt(sent, 'Recipient'))?.canonical,
    },
  ]
}

function outcomeOf(record: string, type: string): Report['outcome'] | undefined {
  if (record === 'Delivery') return 'delivered'
  if (record === 'SpamComplaint') return 'complained'
  return record === 'Bounce' && isFinal(type) ? 'bounced' : undefined
}

const noMailbox: ReadonlySet<string> = new Set(['HardBounce', 'BadEmailAddress'])
// What Postmark calls a bounce as well: it tries on, or somebody answered, or the list of a sender changed.
const notFinal: ReadonlySet<string> = new Set([
  'Transient',
  'DnsError',
  'AutoResponder',
  'AddressChange',
  'ChallengeVerification',
  'OpenRelayTest',
  'Subscribe',
  'Unsubscribe',
  'InboundError',
])

function isFinal(type: string): boolean {
  return !notFinal.has(type)
}

/** Names of metadata keep the case that some server on the way gave the header. */
function small(metadata: unknown): unknown {
  if (typeof metadata !== 'object' || metadata === null) return undefined
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]))
}
