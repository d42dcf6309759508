import type { Config } from '../config.ts'
import { provider_field } from '../mail/tracking.ts'

/** What stands at a place in what somebody sent, whose shape is not known; undefined where there is none. */
export function at(sent: unknown, ...path: readonly string[]): unknown {
  let value = sent
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  }
  return value
}

/** The text or number there, as text; empty where there is none. */
export function textAt(sent: unknown, ...path: readonly string[]): string {
  const value = at(sent, ...path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The delivery that a report of a provider is about: by the field that the mail gave it, or by the Message-ID. What a provider
 * says is its own word, so neither needs a mark.
 */
export function deliveryOf(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  given: unknown,
  messageId: string,
): string | undefined {
  const [id = '', host] = messageId.replaceAll(/[<>\s]/g, '').split('@')
  const named = textAt(given, provider_field)
  if (uuid.test(named)) return named.toLowerCase()
  return uuid.test(id) && host === new URL(publicUrl).hostname ? id.toLowerCase() : undefined
}
