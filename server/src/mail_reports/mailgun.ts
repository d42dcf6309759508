import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import { firstLine } from '../mail/send.ts'
import { meansNoMailbox, statusIn } from '../mail/status.ts'
import type { Secret } from '../secret.ts'
import { readAddress } from '../users/address.ts'
import { at, deliveryOf, textAt } from './fields.ts'
import type { Report } from './report.ts'

// Mailgun tries for eight hours to tell it, by the same signature as far as it says.
const signature_lives_seconds = 12 * 3600
const most_tokens = 20_000

/**
 * Checks that Mailgun sent a webhook. Its signature covers a time and a token and not what is said, so each is good for the
 * first body that it came with, as far as this process knows.
 */
export class MailgunSignatures {
  readonly #key: Secret
  readonly #bodies = new LRUCache<string, string>({ max: most_tokens })

  constructor(key: Secret) {
    this.#key = key
  }

  areGood(sent: unknown, raw: Buffer, now_ms: number): boolean {
    const { timestamp, token, signature } = signatureIn(sent)
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now_ms / 1000 - Number(timestamp)) > signature_lives_seconds)
      return false
    const expected = createHmac('sha256', this.#key.reveal())
      .update(timestamp + token)
      .digest()
    const given = Buffer.from(signature, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
    const body = createHash('sha256').update(raw).digest('base64')
    const before = this.#bodies.get(token)
    if (before === undefined) this.#bodies.set(token, body)
    return before === undefined || before === body
  }
}

function signatureIn(sent: unknown): { timestamp: string; token: string; signature: string } {
  const text = (name: string) => textAt(sent, 'signature', name)
  return { timestamp: text('timestamp'), token: text('token'), signature: text('signature') }
}

/**
 * What a webhook of Mailgun says: `delivered`, `failed` (for good; before that it tries on) and `complained`.
 *
 * @see https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks
 */
export function reportsOfMailgun(config: Pick<Config, 'publicUrl'>, sent: unknown): Report[] {
  const event = at(sent, 'event-data')
  const outcome = outcomeOf(textAt(event, 'event'), textAt(event, 'severity'))
  const messageId = textAt(event, 'message', 'headers', 'message-id')
  const deliveryId = deliveryOf(config, at(event, 'user-variables'), messageId)
  if (outcome === undefined || deliveryId === undefined) return []
  const said = (name: string) => textAt(event, 'delivery-status', name)
  const answer = said('message') || said('description')
  const status = statusIn(`${said('enhanced-code')} ${answer}`)
  return [
    {
      deliveryId,
      outcome,
      detail: firstLine(`${said('code')} ${answer}`),
      // It sends nothing any more to an address that it saw bounce before.
      noMailbox: meansNoMailbox(status) || textAt(event, 'reason') === 'suppress-bounce',
      recipient: readAddress(textAt(event, 'recipient'))?.canonical,
    },
  ]
}

function outcomeOf(event: string, severity: string): Report['outcome'] | undefined {
  if (event === 'delivered' || event === 'complained') return event
  return event === 'failed' && severity === 'permanent' ? 'bounced' : undefined
}
