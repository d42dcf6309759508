import { LRUCache } from 'lru-cache'
import { type Claims, subjectIn } from './claims.ts'
import type { Outbound } from './outbound.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

/** How long an answer counts: an address that the issuer takes back is gone here after that. */
const answer_lives_seconds = 600

/** What an issuer says of a person, and when it was asked. */
interface Said {
  readonly claims: Claims
  readonly askedAt: Date
}

/** How soon somebody whose claims could not be had is asked about again. */
export const retry_seconds = 30

/**
 * Asks an issuer's userinfo endpoint (OpenID Connect Core, section 5.3) about people whose access tokens carry no address.
 * Remembers the answers, 10,000 at most, and leaves an endpoint that is away alone for a while.
 */
export class Userinfo {
  readonly #trusted: TrustedIssuer
  readonly #outbound: Outbound
  readonly #answers = new LRUCache<string, Said>({ max: 10_000 })
  readonly #asking = new Map<string, Promise<Said | undefined>>()
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(trusted: TrustedIssuer, outbound: Outbound) {
    this.#trusted = trusted
    this.#outbound = outbound
  }

  /** What the issuer says about the person behind a token; undefined if that cannot be had now. Never throws. */
  async about(subject: string, token: string, endpoint: string): Promise<Said | undefined> {
    const known = this.#answers.get(subject)
    if (known !== undefined && known.askedAt.getTime() > Date.now() - answer_lives_seconds * 1000) return known
    if (this.#failedAt > Date.now() - retry_seconds * 1000) return undefined

    // The same person's requests at once ask once.
    const asking = this.#asking.get(subject) ?? this.#ask(subject, token, endpoint)
    this.#asking.set(subject, asking)
    return asking.finally(() => this.#asking.delete(subject))
  }

  async #ask(subject: string, token: string, endpoint: string): Promise<Said | undefined> {
    const askedAt = new Date()
    try {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
      const response = await this.#outbound.send(endpoint, { headers })
      // That this token is not taken (RFC 6750, section 3.1) says nothing of the endpoint, nor of the person's other tokens.
      if (response.status >= 400 && response.status < 500 && response.status !== 429) return { claims: {}, askedAt }
      if (!response.ok) throw new Error(`answered ${response.status}`)
      const claims: unknown = await response.json()
      // Another person's claims could be slipped in otherwise (section 5.3.2).
      if (typeof claims !== 'object' || claims === null || subjectIn(this.#trusted, { ...claims }) !== subject)
        return { claims: {}, askedAt }
      return this.#remember(subject, { claims: { ...claims }, askedAt })
    } catch {
      this.#failedAt = Date.now()
      return undefined
    }
  }

  #remember(subject: string, said: Said): Said {
    this.#answers.set(subject, said)
    return said
  }
}
