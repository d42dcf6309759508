import * as jose from 'jose'
import type { KnownIssuer } from './known-issuer.ts'

const fetch_timeout_ms = 1_500

/** How long an issuer is left alone after it could not be reached; as long as callers are told to wait. */
const pause_ms = 2_000

/**
 * The public keys of one issuer. They are fetched when they are first needed, when they are too old, and when a token
 * names a key that is not among them; for the last reason at most once per cool-down, so that made-up key ids cannot
 * make this service call out.
 */
export class IssuerKeys {
  /** Finds the key that a token's header names, in the form that `jose.jwtVerify` takes. */
  readonly find: ReturnType<typeof jose.createRemoteJWKSet>
  #seen: string | undefined
  #unreachableAt = Number.NEGATIVE_INFINITY

  /** @param onChange called when the issuer publishes other keys than before */
  constructor(issuer: KnownIssuer, onChange: () => void) {
    this.find = jose.createRemoteJWKSet(new URL(issuer.jwksUri), {
      cooldownDuration: issuer.coolDownSeconds * 1000,
      timeoutDuration: fetch_timeout_ms,
      cacheMaxAge: issuer.keysLiveSeconds * 1000,
      [jose.customFetch]: async (url, options) => {
        const response = await (issuer.fetchKeys?.() ?? this.#fetch(url, options))
        if (!response.ok) return response
        const body = await response.text()
        if (this.#seen !== undefined && this.#seen !== body) onChange()
        this.#seen = body
        return new Response(body, { headers: { 'content-type': 'application/json' } })
      },
    })
  }

  /** Whether what is known of the keys is young enough to be relied on. */
  get fresh(): boolean {
    return this.find.fresh
  }

  /** Over the network, where an issuer that is away is not asked again for every token that comes meanwhile. */
  async #fetch(url: string, options: RequestInit): Promise<Response> {
    if (Date.now() < this.#unreachableAt + pause_ms) throw new jose.errors.JWKSTimeout('not reached a moment ago')
    const response = await fetch(url, options).catch((error: unknown) => {
      this.#unreachableAt = Date.now()
      throw error
    })
    if (!response.ok) this.#unreachableAt = Date.now()
    return response
  }
}
