import { callable, OutOfReach } from '../http/outbound-address.ts'
import type { Outbound } from './outbound.ts'
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

/** People's browsers go to the authorization endpoint, this service to these. */
const called_from_here = ['jwks_uri', 'userinfo_endpoint', 'token_endpoint'] as const

/** Reads an issuer's metadata, and believes nothing in it that its entry does not allow. */
export async function discover(trusted: TrustedIssuer, outbound: Outbound): Promise<Discovered> {
  const found = await read(trusted.issuer, outbound)
  if (!('document' in found)) return found
  const judged = judge(trusted, found.document)
  if (!('metadata' in judged)) return judged
  for (const name of called_from_here) {
    const address = judged.metadata.document[name]
    if (typeof address !== 'string') continue
    try {
      await outbound.check(address)
    } catch (error) {
      if (error instanceof OutOfReach) return unusable(name, error.message)
      return { unreachable: `its ${name} cannot be resolved`, cause: error }
    }
  }
  return judged
}

/** What can be told of metadata without resolving a name. */
export function judge(
  trusted: TrustedIssuer,
  document: Readonly<Record<string, unknown>>,
): Extract<Discovered, { metadata: Metadata } | { wrong: string }> {
  if (document['issuer'] !== trusted.issuer) {
    return { wrong: `its metadata name another issuer, ${shown(document['issuer'])}. Write it in the entry exactly so` }
  }
  const for_sign_in = trusted.signIn === undefined ? [] : ['authorization_endpoint', 'token_endpoint']
  for (const name of [...called_from_here, 'authorization_endpoint']) {
    const address = document[name]
    if (address === undefined && name !== 'jwks_uri' && !for_sign_in.includes(name)) continue
    const url = typeof address === 'string' ? callable(address, trusted.reach) : `${shown(address)} is not an https URL`
    if (typeof url === 'string') return unusable(name, url)
  }
  const { jwks_uri: jwksUri, userinfo_endpoint: userinfoEndpoint } = document
  return {
    metadata: {
      jwksUri: String(jwksUri),
      userinfoEndpoint: typeof userinfoEndpoint === 'string' ? userinfoEndpoint : undefined,
      document: { ...document, issuer: trusted.issuer },
    },
  }
}

function unusable(name: string, reason: string): { wrong: string } {
  return { wrong: `its metadata have a ${name} that cannot be used: ${reason}` }
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
