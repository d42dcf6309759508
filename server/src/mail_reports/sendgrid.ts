import { type KeyObject, verify } from 'node:crypto'
import type { Config } from '../config.ts'
import { firstLine } from '../mail/send.ts'
import { meansNoMailbox, statusIn } from '../mail/status.ts'
import { readAddress } from '../users/address.ts'
import { deliveryOf, textAt } from './fields.ts'
import type { Report } from './report.ts'

// SendGrid tries for a day to tell it.
const signature_lives_seconds = 25 * 3600

/** Whether SendGrid signed these bytes (ECDSA over time and body), and not too long ago. */
export function isFromSendgrid(
  key: KeyObject,
  { timestamp, signature }: { timestamp: string; signature: string },
  raw: Buffer,
  now_ms: number,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now_ms / 1000 - Number(timestamp)) > signature_lives_seconds)
    return false
  return verify('sha256', Buffer.concat([Buffer.from(timestamp), raw]), key, Buffer.from(signature, 'base64'))
}

/**
 * What an event webhook of SendGrid says: up to a thousand events in one request, of which `delivered`, `bounce`, `dropped` and
 * `spamreport` tell what became of a mail.
 *
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
export function reportsOfSendgrid(config: Pick<Config, 'publicUrl'>, sent: unknown): Report[] {
  return Array.isArray(sent) ? sent.flatMap((event: unknown) => reportOf(config, event)) : []
}

function reportOf(config: Pick<Config, 'publicUrl'>, event: unknown): Report[] {
  const outcome = outcomes.get(textAt(event, 'event'))
  const deliveryId = deliveryOf(config, event, textAt(event, 'smtp-id'))
  if (outcome === undefined || deliveryId === undefined) return []
  const answer = textAt(event, 'reason') || textAt(event, 'response')
  return [
    {
      deliveryId,
      outcome,
      detail: firstLine(answer),
      noMailbox: dropped_for_good.has(answer) || meansNoMailbox(statusIn(`${textAt(event, 'status')} ${answer}`)),
      recipient: readAddress(textAt(event, 'email'))?.canonical,
    },
  ]
}

const outcomes: ReadonlyMap<string, Report['outcome']> = new Map([
  ['delivered', 'delivered'],
  ['bounce', 'bounced'],
  // It was not even tried, since SendGrid knows the address from before.
  ['dropped', 'bounced'],
  ['spamreport', 'complained'],
])
const dropped_for_good: ReadonlySet<string> = new Set(['Bounced Address', 'Invalid'])
