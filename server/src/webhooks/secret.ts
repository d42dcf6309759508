import { randomBytes } from 'node:crypto'

const bytes = 32

/** A new secret in the form of Standard Webhooks: base64 behind a prefix that says what it is; 24 to 64 bytes are allowed. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(bytes).toString('base64')}`
}
