import { Webhook } from 'standardwebhooks'

interface Message {
  /** The same at every attempt, by which a receiver knows what it had before. */
  readonly id: string
  readonly sentAt: Date
  readonly body: string
}

/**
 * The headers that prove where a webhook comes from, by the specification of Standard Webhooks 1.0.0: the attempt's moment, and
 * a signature by each secret over id, moment and body.
 *
 * @param secrets the newest first; in the overlap of a rotation the one before as well
 */
export function signedHeaders({ id, sentAt, body }: Message, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  }
}

/** The id of the message about an event: the same at every attempt, redelivery and replay. */
export function messageId(eventId: string): string {
  return `evt_${eventId}`
}
