import type { JWTHeaderParameters, JWTPayload } from 'jose'
import type { Caller } from '../tokens/caller.ts'

/**
 * An access token of the built-in issuer, which follows RFC 9068 to the letter: an ID token or a logout token, which
 * it signs with the same key, is none. Its scopes are ours to enforce.
 */
export function readToken(claims: JWTPayload, { typ }: JWTHeaderParameters): Caller | undefined {
  const { iss: issuer, sub: subject, iat = 0, client_id: clientId, grant_id: grantId, scope } = claims
  if (issuer === undefined || subject === undefined || typeof clientId !== 'string') return undefined
  if (typ?.toLowerCase().replace(/^application\//, '') !== 'at+jwt') return undefined
  return {
    issuer,
    subject,
    clientId,
    machine: clientId === subject,
    issuedAt: new Date(iat * 1000),
    ...(typeof grantId === 'string' ? { grantId } : {}),
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
  }
}
