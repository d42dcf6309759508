import { invalid, type Refusal } from '../http/problems.ts'

/** Where a client may send people back to. */
export interface RedirectUris {
  /** Whether it has a secret. */
  readonly confidential: boolean
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
}

const longest_uri = 2_000
const no_uri = 'must be an absolute URI like https://app.example.com/callback'
const loopback_hosts = new Set(['127.0.0.1', '[::1]', 'localhost'])

/**
 * What is wrong with the addresses of an application; undefined if nothing is. They are compared character by character
 * later (RFC 9700, section 2.1), so there is nothing to match with; over the network they are https, and programs on the
 * person's own machine use a loopback address or a scheme of their own (RFC 8252, section 7).
 */
export function whatIsWrongWith({
  confidential,
  redirectUris,
  postLogoutRedirectUris,
}: RedirectUris): Refusal | undefined {
  const all = [
    ...redirectUris.map((uri, index) => ({ uri, pointer: `/redirect_uris/${index}` })),
    ...postLogoutRedirectUris.map((uri, index) => ({ uri, pointer: `/post_logout_redirect_uris/${index}` })),
  ]
  const errors = all.flatMap(({ uri, pointer }) => {
    const detail = whatIsWrongWithUri(uri, confidential)
    return detail === undefined ? [] : [{ in: 'body' as const, pointer, detail }]
  })
  return errors.length === 0 ? undefined : invalid(...errors)
}

/** The rest of a sentence, or undefined. */
function whatIsWrongWithUri(uri: string, confidential: boolean): string | undefined {
  const url = URL.parse(uri)
  if (url === null || uri.length > longest_uri || !/^[\x21-\x7e]+$/.test(uri) || /[\\<>"{}|^`]/.test(uri)) return no_uri
  if (uri.includes('#')) return 'must have no fragment'
  if (uri.includes('*')) return 'must be one whole address: there are no wildcards, register each'
  if (/^https?:\/\/[^/?]*@/i.test(uri)) return 'must contain no user and no password'
  if (isOfProgram(uri)) {
    return confidential
      ? 'leads to an installed program, which cannot keep a secret: register it as a public client'
      : undefined
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'must begin with https:, or with a scheme of a domain of yours, reversed, like com.example.app:/callback'
  const loopback = loopback_hosts.has(url.hostname)
  if (url.protocol === 'http:' && !loopback)
    return 'must begin with https:, or be a loopback address like http://127.0.0.1/callback'
  if (url.protocol === 'https:' && loopback)
    return 'leads to a loopback address, where there is no certificate: begin it with http:'
  // They are compared as they are written, so what a browser would mend on the way never matches.
  return url.href === uri || url.href === `${uri}/` ? undefined : `must be written as browsers send it: ${url.href}`
}

/** A private-use scheme is a domain name in reverse, so it has a dot (RFC 8252, section 7.1). */
function isOfProgram(uri: string): boolean {
  return /^[a-z][a-z\d+-]*(\.[a-z\d+-]+)+:\//.test(uri)
}
