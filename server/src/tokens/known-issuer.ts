import type { JWTPayload } from 'jose'

/** What the check must know of an issuer, be it the built-in one or a foreign one. */
export interface KnownIssuer {
  readonly issuer: string
  readonly audience: readonly string[]
  /** Where its keys are fetched from, and how. */
  readonly jwksUri: string
  readonly fetchKeys?: () => Promise<Response>
  /** How often a token with an unknown key may have them fetched. */
  readonly coolDownSeconds: number
  /** How long fetched keys may be used before they are fetched again. */
  readonly keysLiveSeconds: number
  /** The built-in issuer's access tokens follow RFC 9068 to the letter, and their scopes are ours to enforce. */
  readonly builtIn: boolean
  /** Called once for each newly verified token, before it is used: makes its person known here. */
  readonly introduce?: (claims: JWTPayload) => Promise<void>
}
