import type { Config } from '../config.ts'
import { forgetSealed, keepSealed, keptSealed, type SealedCookie } from '../http/sealed-cookie.ts'

/** How long a person may take at the other issuer, or to look into their mailbox. */
export const journey_seconds = 900

type Keys = Pick<Config, 'cookieKeys' | 'publicUrl'>

/**
 * Keeps what belongs to a sign-in under way in the browser that began it, encrypted, so that nobody else can go on with it,
 * and nothing has to be kept here for people who never come back.
 *
 * @param name of the cookie; two sign-ins in two tabs have different ones
 * @returns the `Set-Cookie` header
 */
export function keep<T extends object>(keys: Keys, name: string, content: T): Promise<string> {
  return keepSealed(keys, journeyCookie(name), content, journey_seconds)
}

/** What {@link keep} put there; undefined if this browser has none, or it is too old. */
export function kept<T extends object>(keys: Keys, name: string, header: string | undefined): Promise<T | undefined> {
  return keptSealed(keys, journeyCookie(name), header)
}

/** The `Set-Cookie` header that takes it away. */
export function forget(keys: Keys, name: string): string {
  return forgetSealed(keys, journeyCookie(name))
}

function journeyCookie(name: string): SealedCookie {
  return { name, purpose: 'sign-in under way', path: '/oauth' }
}
