import { createHash } from 'node:crypto'
import * as jose from 'jose'
import { LRUCache } from 'lru-cache'
import { Unavailable } from '../database/faults.ts'
import type { Caller } from './caller.ts'
import { IssuerKeys } from './issuer-keys.ts'
import type { KnownIssuer } from './known-issuer.ts'

/** How far the clock of an issuer may differ from ours. */
const clock_skew_seconds = 30

const longest_token = 8_192

// Asymmetric only (RFC 8725, section 3.1): a key that everybody can read must not be able to sign.
const algorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA', 'Ed25519']

interface Verified {
  caller: Caller
  /** When this entry ends, in seconds since the epoch: with the token, or when the keys are due to be looked at again. */
  until: number
  /** It was verified with one of these, so it does not outlive them. */
  keys: IssuerKeys
}

/**
 * Checks access tokens: JWTs of known issuers (RFC 9068, RFC 8725). A verified token is remembered by its hash until
 * it expires or its issuer's keys change, because checking a signature costs forty times a look at memory.
 */
export class TokenCheck {
  readonly #issuers: ReadonlyMap<string, { known: KnownIssuer; keys: IssuerKeys }>
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000 })
  #hits = 0
  #misses = 0

  constructor(issuers: readonly KnownIssuer[]) {
    this.#issuers = new Map(
      issuers.map((known) => [known.issuer, { known, keys: new IssuerKeys(known, () => this.#verified.clear()) }]),
    )
  }

  /**
   * The caller that a token speaks for, or undefined if the token is not valid here.
   *
   * @throws Unavailable if the issuer's keys cannot be fetched and none are left to use
   */
  async check(token: string): Promise<Caller | undefined> {
    if (token.length > longest_token) return undefined
    const hash = createHash('sha256').update(token).digest('base64')
    const remembered = this.#verified.get(hash)
    if (remembered !== undefined && remembered.until > Date.now() / 1000 && remembered.keys.fresh) {
      this.#hits += 1
      return remembered.caller
    }
    this.#misses += 1

    const verified = await this.#verify(token)
    if (verified === undefined) return undefined
    this.#verified.set(hash, verified)
    return verified.caller
  }

  /** How often a token was among the verified ones so far and how often not, and how many of them are remembered. */
  get cache(): { hits: number; misses: number; size: number } {
    return { hits: this.#hits, misses: this.#misses, size: this.#verified.size }
  }

  async #verify(token: string): Promise<Verified | undefined> {
    const issuer = this.#issuers.get(claimedIssuer(token))
    if (issuer === undefined) return undefined
    const { known, keys } = issuer
    try {
      const { payload } = await jose.jwtVerify(token, keys.find, {
        algorithms: known.builtIn ? ['ES256'] : algorithms,
        issuer: known.issuer,
        audience: [...known.audience],
        clockTolerance: clock_skew_seconds,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        ...(known.builtIn ? { typ: 'at+jwt' } : {}),
      })
      const caller = callerOf(payload, known)
      if (caller === undefined) return undefined
      await known.introduce?.(payload)
      const now = Date.now() / 1000
      return { caller, until: Math.min((payload.exp ?? 0) + clock_skew_seconds, now + known.keysLiveSeconds), keys }
    } catch (error) {
      if (isUnreachable(error)) throw new Unavailable(`the keys of ${known.issuer} cannot be fetched`, { cause: error })
      if (error instanceof jose.errors.JOSEError || error instanceof TypeError) return undefined
      throw error
    }
  }
}

function claimedIssuer(token: string): string {
  try {
    return jose.decodeJwt(token).iss ?? ''
  } catch {
    return ''
  }
}

function callerOf(claims: jose.JWTPayload, known: KnownIssuer): Caller | undefined {
  const { sub, iat = 0, scope } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || !isStorable(sub)) return undefined
  if (iat > Date.now() / 1000 + clock_skew_seconds) return undefined
  const client = claims['client_id'] ?? claims['azp']
  return {
    issuer: known.issuer,
    subject: sub,
    clientId: typeof client === 'string' ? client : undefined,
    machine: client === sub,
    issuedAt: new Date(iat * 1000),
    scopes: known.builtIn ? new Set(typeof scope === 'string' ? scope.split(' ') : []) : undefined,
  }
}

/** Text that comes back from the database as it was: two subjects must never become one on the way. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** The keys could not be had, as opposed to: they do not fit. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof jose.errors.JWKSTimeout) return true
  if (error instanceof jose.errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC'
  return error instanceof TypeError && error.message === 'fetch failed'
}
