import { hash } from 'node:crypto'
import * as jose from 'jose'
import { LRUCache } from 'lru-cache'
import { Unavailable } from '../database/faults.ts'
import type { Caller } from './caller.ts'
import { IssuerKeys, KeysUnavailable } from './issuer-keys.ts'
import type { KnownIssuer } from './known-issuer.ts'

/** How far the clock of an issuer may differ from ours. */
const clock_skew_seconds = 30

const longest_token = 8_192

interface Verified {
  caller: Caller
  /** When this entry ends, in seconds since the epoch: with the token, or when it is due to be looked at again. */
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
   * The caller that a token speaks for, or undefined if the token is not valid here. At once where it is remembered, as
   * nearly all are, so that they need no promise.
   *
   * @throws Unavailable if the issuer's keys cannot be fetched and none are left to use
   */
  check(token: string): Caller | undefined | Promise<Caller | undefined> {
    if (token.length > longest_token) return undefined
    const key = hash('sha256', token, 'base64')
    const remembered = this.#verified.get(key)
    if (remembered !== undefined && remembered.until > Date.now() / 1000 && remembered.keys.fresh) {
      this.#hits += 1
      return remembered.caller
    }
    this.#misses += 1
    return this.#learn(token, key)
  }

  async #learn(token: string, key: string): Promise<Caller | undefined> {
    const verified = await this.#verify(token)
    if (verified === undefined) return undefined
    this.#verified.set(key, verified)
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
    const proven = await signatureProven(token, known, keys)
    const caller = proven === undefined ? undefined : callerOf(proven, known)
    if (proven === undefined || caller === undefined) return undefined

    const again_seconds = (await known.introduce?.(caller, proven.payload, token)) ?? known.keysLiveSeconds
    const now = Date.now() / 1000
    return { caller, until: Math.min((proven.payload.exp ?? 0) + clock_skew_seconds, now + again_seconds), keys }
  }
}

async function signatureProven(
  token: string,
  { issuer, algorithms, audience }: KnownIssuer,
  keys: IssuerKeys,
): Promise<jose.JWTVerifyResult | undefined> {
  try {
    return await jose.jwtVerify(token, keys.find, {
      algorithms: [...algorithms],
      issuer,
      audience: [...audience],
      clockTolerance: clock_skew_seconds,
      requiredClaims: ['exp', 'iat', 'sub', 'aud'],
    })
  } catch (error) {
    if (error instanceof KeysUnavailable || error instanceof jose.errors.JWKSTimeout)
      throw new Unavailable(`the keys of ${issuer} cannot be fetched`, { cause: error })
    if (error instanceof jose.errors.JOSEError || error instanceof TypeError) return undefined
    throw error
  }
}

function claimedIssuer(token: string): string {
  try {
    return jose.decodeJwt(token).iss ?? ''
  } catch {
    return ''
  }
}

/** What holds for the subject of every issuer; the rest is for each to read. */
function callerOf({ payload, protectedHeader }: jose.JWTVerifyResult, known: KnownIssuer): Caller | undefined {
  if ((payload.iat ?? 0) > Date.now() / 1000 + clock_skew_seconds) return undefined
  if (!isSubject(payload.sub)) return undefined
  const caller = known.read(payload, protectedHeader)
  return caller !== undefined && isSubject(caller.subject) ? caller : undefined
}

/** Text that comes back from the database as it was: two subjects must never become one on the way. */
function isSubject(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.length <= 255 && text.isWellFormed() && !text.includes('\0')
}
