import type { JWTPayload } from 'jose'
import type { Caller } from '../tokens/caller.ts'
import type { KnownIssuer } from '../tokens/known-issuer.ts'
import type { Person } from '../users/introduce.ts'
import { readPerson, readToken } from './claims.ts'
import { discover, type Discovered, type Metadata } from './discovery.ts'
import { Outbound } from './outbound.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'
import { retry_seconds, Userinfo } from './userinfo.ts'

const cool_down_seconds = 30
const keys_live_seconds = 600
/** As long as callers are told to wait. */
const pause_seconds = 2
const metadata_live_seconds = 3_600

/** An issuer is away, or what it says of itself cannot be used. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable'
}

interface Parts {
  readonly trusted: TrustedIssuer
  readonly publicUrl: string
  /** Makes a person known, or brings what is known of them up to date. */
  readonly introduce: (person: Person) => Promise<unknown>
}

/** One foreign issuer: its metadata, its keys, and what its tokens say. */
export class ForeignIssuer implements AsyncDisposable {
  readonly trusted: TrustedIssuer
  readonly outbound: Outbound
  readonly #parts: Parts
  readonly #userinfo: Userinfo
  #metadata: Metadata | undefined
  #found: Discovered | undefined
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<Discovered> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.trusted = parts.trusted
    this.outbound = new Outbound(parts.trusted.reach)
    this.#userinfo = new Userinfo(parts.trusted, this.outbound)
  }

  /** For the token check; undefined where its access tokens are not accepted. */
  get known(): KnownIssuer | undefined {
    const { trusted } = this
    if (trusted.audience.length === 0) return undefined
    return {
      issuer: trusted.issuer,
      audience: trusted.audience,
      algorithms: trusted.algorithms,
      fetchKeys: async (signal) => this.outbound.send(trusted.jwksUri ?? (await this.metadata()).jwksUri, { signal }),
      coolDownSeconds: cool_down_seconds,
      keysLiveSeconds: keys_live_seconds,
      pauseSeconds: pause_seconds,
      read: (claims, header) => readToken(trusted, claims, header),
      introduce: (caller, claims, token) => this.#introduce(caller, claims, token),
    }
  }

  /**
   * Why this issuer can never work as it is configured, as a sentence; undefined where it can, or is only away. What it
   * published once stands while what it publishes now is wrong.
   */
  get wrong(): string | undefined {
    return this.#metadata === undefined && this.#found !== undefined && 'wrong' in this.#found
      ? this.#found.wrong
      : undefined
  }

  /**
   * What it publishes about itself.
   *
   * @throws IssuerUnavailable if that is not known and cannot be had now
   */
  async metadata(): Promise<Metadata> {
    if (this.#metadata !== undefined) return this.#metadata
    const found = Date.now() < this.#lookedAt + pause_seconds * 1000 ? this.#found : await this.look()
    if (found !== undefined && 'metadata' in found) return found.metadata
    const reason = found === undefined ? 'not asked' : 'wrong' in found ? found.wrong : found.unreachable
    throw new IssuerUnavailable(`${this.trusted.issuer}: ${reason}`)
  }

  /** Whether it is time to look at its metadata: they are not known, or old. */
  get due(): boolean {
    if (this.trusted.jwksUri !== undefined) return false
    return this.#metadata === undefined || Date.now() > this.#lookedAt + metadata_live_seconds * 1000
  }

  /** Looks at its metadata anew. Never throws. */
  look(): Promise<Discovered> {
    this.#looking ??= discover(this.trusted, this.outbound)
      .then((found) => {
        this.#found = found
        this.#lookedAt = Date.now()
        if ('metadata' in found) this.#metadata = found.metadata
        return found
      })
      .finally(() => (this.#looking = undefined))
    return this.#looking
  }

  /** The person behind a verified token is made known here. A machine stays unknown until somebody binds it. */
  async #introduce(caller: Caller, claims: JWTPayload, token: string): Promise<number | undefined> {
    if (caller.machine) return undefined
    const { trusted } = this
    const { publicUrl, introduce } = this.#parts
    const { subject, issuedAt: asOf } = caller
    const said = readPerson(trusted, claims, { subject, asOf, publicUrl })
    const endpoint =
      said.address === undefined && trusted.emailTrust !== 'never' ? await this.#userinfoEndpoint() : undefined
    if (endpoint === undefined) return void (await introduce(said))

    const more = await this.#userinfo.about(subject, token, endpoint)
    await introduce(
      more === undefined
        ? said
        : readPerson(trusted, { ...claims, ...more.claims }, { subject, asOf: more.askedAt, publicUrl }),
    )
    return more === undefined ? retry_seconds : undefined
  }

  async #userinfoEndpoint(): Promise<string | undefined> {
    const { userinfo, userinfoEndpoint, jwksUri } = this.trusted
    if (!userinfo || userinfoEndpoint !== undefined || jwksUri !== undefined)
      return userinfo ? userinfoEndpoint : undefined
    return (await this.metadata().catch(() => undefined))?.userinfoEndpoint
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.outbound[Symbol.asyncDispose]()
  }
}
