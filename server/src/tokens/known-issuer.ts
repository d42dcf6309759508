import type { JWTHeaderParameters, JWTPayload } from 'jose'
import type { Caller } from './caller.ts'

/** What the check must know of an issuer, be it the built-in one or a foreign one. */
export interface KnownIssuer {
  /** Compared with `iss` character by character. */
  readonly issuer: string
  /** `aud` must contain one of these. */
  readonly audience: readonly string[]
  /** JWS algorithms that its tokens may be signed with. */
  readonly algorithms: readonly string[]
  /**
   * Fetches its public keys, a JWK Set (RFC 7517, section 5).
   *
   * @throws Error if they cannot be had
   */
  fetchKeys(signal: AbortSignal): Promise<Response>
  /** How often a token with an unknown key may have them fetched. */
  readonly coolDownSeconds: number
  /** How long fetched keys may be used before they are fetched again. */
  readonly keysLiveSeconds: number
  /** How long it is left alone after its keys could not be fetched. */
  readonly pauseSeconds: number
  /** What a token says whose signature, audience and times are right; undefined if it is no access token. */
  read(claims: JWTPayload, header: JWTHeaderParameters): Caller | undefined
  /**
   * Called once for each newly verified token, before it is used: makes its person known here.
   *
   * @returns after how many seconds the token should be looked at again, where not everything could be learnt
   */
  introduce?(caller: Caller, claims: JWTPayload, token: string): Promise<number | undefined>
}
