import { parseCookie, stringifySetCookie } from 'cookie'
import * as jose from 'jose'
import type { Config } from '../config.ts'
import { encryptionKey } from './sealed.ts'

type Keys = Pick<Config, 'cookieKeys' | 'publicUrl'>

/** Longer than anything that is sealed here. */
const longest_cookie = 4_096

/** A cookie whose content only this service can read or make. */
export interface SealedCookie {
  readonly name: string
  /** What it is for, which its key is made from: what was sealed for one purpose opens for no other. */
  readonly purpose: string
  readonly path: string
}

/**
 * Behind TLS, a name that other hosts of the domain, and pages without TLS, cannot plant a cookie under (RFC 6265bis). The
 * cookie's path has to be `/`.
 */
export function hostBound({ publicUrl }: Pick<Config, 'publicUrl'>, name: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name
}

/** Keeps something in the browser, encrypted, for so many seconds. @returns the `Set-Cookie` header */
export async function keepSealed<T extends object>(
  keys: Keys,
  cookie: SealedCookie,
  content: T,
  seconds: number,
): Promise<string> {
  const [newest] = keys.cookieKeys
  const sealed = await new jose.EncryptJWT({ content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${seconds} seconds`)
    .setAudience(cookie.name)
    .encrypt(encryptionKey(cookie.purpose, newest.reveal()))
  return setCookie(keys, cookie, sealed, seconds)
}

/** What a `Cookie` header has under a name, still sealed. */
export function sealedIn({ name }: SealedCookie, header: string | undefined): string | undefined {
  const sealed = parseCookie(header ?? '')[name]
  return sealed !== undefined && sealed.length <= longest_cookie ? sealed : undefined
}

/** What {@link keepSealed} put in and until when that is good; undefined if it is not ours, or too old. */
export async function unseal<T extends object>(
  keys: Keys,
  cookie: SealedCookie,
  sealed: string,
): Promise<{ content: T; until: Date } | undefined> {
  for (const key of keys.cookieKeys) {
    try {
      const { payload } = await jose.jwtDecrypt<{ content: T }>(sealed, encryptionKey(cookie.purpose, key.reveal()), {
        audience: cookie.name,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
      })
      return { content: payload.content, until: new Date((payload.exp ?? 0) * 1000) }
    } catch {
      // Of an earlier key, or none of ours.
    }
  }
  return undefined
}

/** What {@link keepSealed} put there; undefined if this browser has none, or it is too old. */
export async function keptSealed<T extends object>(
  keys: Keys,
  cookie: SealedCookie,
  header: string | undefined,
): Promise<T | undefined> {
  const sealed = sealedIn(cookie, header)
  return sealed === undefined ? undefined : (await unseal<T>(keys, cookie, sealed))?.content
}

/** The `Set-Cookie` header that takes it away. */
export function forgetSealed(keys: Keys, cookie: SealedCookie): string {
  return setCookie(keys, cookie, '', 0)
}

// Lax: people come here by links, from mails and from other issuers, and no other site may send a form.
function setCookie({ publicUrl }: Keys, { name, path }: SealedCookie, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  return stringifySetCookie({ name, value, maxAge, path, httpOnly: true, sameSite: 'lax', secure })
}
