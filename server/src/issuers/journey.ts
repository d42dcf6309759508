import { createHash } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import * as jose from 'jose'
import type { Config } from '../config.ts'

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
export async function keep<T extends object>(keys: Keys, name: string, content: T): Promise<string> {
  const [newest] = keys.cookieKeys
  const sealed = await new jose.EncryptJWT({ content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${journey_seconds} seconds`)
    .setAudience(name)
    .encrypt(encryptionKey(newest.reveal()))
  return setCookie(keys, name, sealed, journey_seconds)
}

/** What {@link keep} put there; undefined if this browser has none, or it is too old. */
export async function kept<T extends object>(
  keys: Keys,
  name: string,
  header: string | undefined,
): Promise<T | undefined> {
  const sealed = parseCookie(header ?? '')[name]
  if (sealed === undefined) return undefined
  for (const key of keys.cookieKeys) {
    try {
      const { payload } = await jose.jwtDecrypt<{ content: T }>(sealed, encryptionKey(key.reveal()), {
        audience: name,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      return payload.content
    } catch {
      // Of an earlier key, or none of ours.
    }
  }
  return undefined
}

/** The `Set-Cookie` header that takes it away. */
export function forget(keys: Keys, name: string): string {
  return setCookie(keys, name, '', 0)
}

// Lax: the other issuer sends the browser back by a link, and no other site may send a form.
function setCookie({ publicUrl }: Keys, name: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  return stringifySetCookie({ name, value, maxAge, path: '/oauth', httpOnly: true, sameSite: 'lax', secure })
}

function encryptionKey(secret: string): Uint8Array {
  return createHash('sha256').update(`usher sign-in under way\0${secret}`).digest()
}
