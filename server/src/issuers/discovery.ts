import { callable, type Outbound, OutOfReach } from './outbound.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

/** What an issuer publishes about itself (OpenID Connect Discovery 1.0, section 3; RFC 8414, section 2). */
export interface Metadata {
  readonly jwksUri: string
  readonly userinfoEndpoint: string | undefined
  /** All of them, as they were published. */
  readonly document: Document
}

type Document = Readonly<Record<string, unknown>> & { readonly issuer: string }

/**
 * `wrong` is for the operator or the issuer to mend, and the sentence says what; `unreachable` may pass by itself.
 */
export type Discovered =
  | { readonly metadata: Metadata }
  | { readonly wrong: string }
  | { readonly unreachable: string; readonly cause?: unknown }

const addresses = ['jwks_uri', 'userinfo_endpoint', 'authorization_endpoint', 'token_endpoint'] as const
type Address = (typeof addresses)[number]

/** Reads an issuer's metadata, and believes nothing in it that its entry does not allow. */
export async function discover(trusted: TrustedIssuer, outbound: Outbound): Promise<Discovered> {
  const found = await read(trusted.issuer, outbound)
  if (!('document' in found)) return found
  const { document } = found
  if (document['issuer'] !== trusted.issuer) {
    return { wrong: `its metadata name another issuer, ${shown(document['issuer'])}. Write it in the entry exactly so` }
  }
  for (const name of addresses) {
    const address = document[name]
    const needed =
      name === 'jwks_uri' || (trusted.signIn !== undefined && name.match(/^(authorization|token)_/) !== null)
    if (address === undefined && !needed) continue
    const url = typeof address === 'string' ? callable(address, trusted.reach) : `${shown(address)} is not an https URL`
    if (typeof url === 'string') return { wrong: `its metadata have a ${name} that cannot be used: ${url}` }
    // People's browsers go there, not this service.
    if (name === 'authorization_endpoint') continue
    try {
      await outbound.check(url.href)
    } catch (error) {
      if (error instanceof OutOfReach)
        return { wrong: `its metadata have a ${name} that cannot be used: ${error.message}` }
      return { unreachable: `its ${name} cannot be resolved`, cause: error }
    }
  }
  const { jwks_uri: jwksUri = '', userinfo_endpoint: userinfoEndpoint } = document as { [name in Address]?: string }
  return { metadata: { jwksUri, userinfoEndpoint, document: { ...document, issuer: trusted.issuer } } }
}

/** By OpenID Connect's address, and where there is nothing by the one of OAuth 2. */
async function read(
  issuer: string,
  outbound: Outbound,
): Promise<{ document: Readonly<Record<string, unknown>> } | Exclude<Discovered, { metadata: Metadata }>> {
  for (const address of wellKnownAddresses(issuer)) {
    try {
      const response = await outbound.send(address, { headers: { accept: 'application/json' } })
      if (response.status >= 500 || response.status === 429)
        return { unreachable: `${address} answers ${response.status}` }
      if (!response.ok) continue
      const document: unknown = await response.json().catch(() => undefined)
      if (typeof document === 'object' && document !== null && !Array.isArray(document))
        return { document: { ...document } }
      return { wrong: `${address} does not answer with JSON metadata` }
    } catch (error) {
      if (error instanceof OutOfReach) return { wrong: error.message }
      return { unreachable: `${address} does not answer`, cause: error }
    }
  }
  return { wrong: `it publishes no metadata at ${wellKnownAddresses(issuer).join(' or ')}` }
}

/** OpenID Connect Discovery 1.0, section 4, appends; RFC 8414, section 3.1, inserts. */
function wellKnownAddresses(issuer: string): [string, string] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ]
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : 'none'
}
