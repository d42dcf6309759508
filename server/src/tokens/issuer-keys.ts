import * as jose from 'jose'
import type { KnownIssuer } from './known-issuer.ts'

const fetch_timeout_ms = 1_500

/** The keys of an issuer cannot be had, as opposed to: they do not fit. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
}

/**
 * The public keys of one issuer. They are fetched when they are first needed, when they are too old, and when a token
 * names a key that is not among them; for the last reason at most once per cool-down, so that made-up key ids cannot
 * make this service call out.
 */
export class IssuerKeys {
  /** Finds the key that a token's header names, in the form that `jose.jwtVerify` takes. */
  readonly find: ReturnType<typeof jose.createRemoteJWKSet>
  readonly #issuer: KnownIssuer
  readonly #onChange: () => void
  #seen: string | undefined
  #failedAt = Number.NEGATIVE_INFINITY

  /** @param onChange called when the issuer publishes other keys than before */
  constructor(issuer: KnownIssuer, onChange: () => void) {
    this.#issuer = issuer
    this.#onChange = onChange
    // Where the keys are, the issuer knows: the URL is only there because the library wants one.
    this.find = jose.createRemoteJWKSet(new URL(issuer.issuer), {
      cooldownDuration: issuer.coolDownSeconds * 1000,
      timeoutDuration: fetch_timeout_ms,
      cacheMaxAge: issuer.keysLiveSeconds * 1000,
      [jose.customFetch]: (_url, { signal }) => this.#fetch(signal),
    })
  }

  /** Whether what is known of the keys is young enough to be relied on. */
  get fresh(): boolean {
    return this.find.fresh
  }

  /** An issuer that is away is not asked again for every token that comes meanwhile. */
  async #fetch(signal: AbortSignal): Promise<Response> {
    const { issuer, pauseSeconds } = this.#issuer
    if (Date.now() < this.#failedAt + pauseSeconds * 1000)
      throw new KeysUnavailable(`the keys of ${issuer} could not be fetched a moment ago`)
    try {
      const late = Promise.withResolvers<never>()
      signal.addEventListener('abort', () => late.reject(signal.reason), { once: true })
      const body = await Promise.race([this.#read(signal), late.promise])
      if (this.#seen !== undefined && this.#seen !== body) this.#onChange()
      this.#seen = body
      return new Response(body, { headers: { 'content-type': 'application/json' } })
    } catch (cause) {
      this.#failedAt = Date.now()
      throw new KeysUnavailable(`the keys of ${issuer} cannot be fetched`, { cause })
    }
  }

  async #read(signal: AbortSignal): Promise<string> {
    const response = await this.#issuer.fetchKeys(signal)
    const body = await response.text()
    if (!response.ok) throw new Error(`answered ${response.status}`)
    // What is no key set must not replace one that was.
    jose.createLocalJWKSet(JSON.parse(body) as jose.JSONWebKeySet)
    return body
  }
}
