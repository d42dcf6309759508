import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

// What settings are made of, and whether they can be: config.ts says which of them is which.

export function exampleSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Too short, or too few different characters to have been made at random. */
export function isWeak(secret: string): boolean {
  return secret.length < 32 || new Set(secret).size < 8
}

export function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((entry) => entry.trim() || [])
}

export function oneOf<const T extends string>(value: string, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value)
}

export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  return plain ? url.origin : undefined
}

/** Whether people may be sent there and below; on this machine also without TLS, while developing. */
export function isFitToRedirectTo(url: URL, { development }: { development: boolean }): boolean {
  const safe = url.protocol === 'https:' || (development && url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && !url.search && !url.hash && !url.username && !url.password
}

/** Whether whoever connects to this URL can read it: its parts are what `decodeURIComponent` understands. */
export function isUsable(url: string): boolean {
  try {
    // Without a host between at sign and slash it is one of a local socket, which only PostgreSQL's own reading allows.
    const { username, password, pathname } = new URL(url.replace('@/', '@localhost/'))
    for (const part of [username, password, pathname]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

export const howToEncode =
  'Write every character of user and password other than letters and digits in percent-encoding: @ as %40, % as %25.'

/** One address, alone or in angle brackets behind a name. */
export function isSender(text: string): boolean {
  return /^(?:[^<>@,;]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/.test(text)
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

export function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host
}
