import { LRUCache } from 'lru-cache'
import type { Caller } from '../tokens/caller.ts'
import { type Refusal, refuse } from './problems.ts'

/** How much may come: this many a second for as long as one likes, and so many at once after a rest. */
export interface Rate {
  readonly per_second: number
  readonly burst: number
}

/** What became of one request that was counted, in the fields of draft-ietf-httpapi-ratelimit-headers. */
export interface Counted {
  readonly headers: { readonly ratelimit: string; readonly 'ratelimit-policy': string }
  /** How long to wait, in whole seconds; 0 where there is no need to. */
  readonly wait_seconds: number
}

// Whoever is pushed out by more others than this begins anew with a full bucket: nobody is refused for it.
const most_keys = 50_000

/**
 * A bucket of `burst` for each key, refilled at `per_second`. Kept is one number a key: when its bucket is full again
 * (GCRA, as in ATM's traffic management), so nothing has to be refilled and there are no windows at whose edge twice as
 * much goes through.
 */
export class Buckets {
  readonly #name: string
  readonly #policy: string
  readonly #each_ms: number
  readonly #full_ms: number
  readonly #fullAt = new LRUCache<string, number>({ max: most_keys })

  constructor(name: string, { per_second, burst }: Rate) {
    this.#name = name
    this.#each_ms = 1000 / per_second
    this.#full_ms = burst * this.#each_ms
    this.#policy = `"${name}";q=${burst};w=${Math.max(1, Math.round(burst / per_second))}`
  }

  /** Takes one out of the bucket of `key`; what finds it empty takes nothing, so waiting as told is enough. */
  take(key: string): Counted {
    const now = Date.now()
    // A clock that was set back must not make anybody wait for it.
    const before = Math.min(Math.max(this.#fullAt.get(key) ?? 0, now), now + this.#full_ms)
    const after = before + this.#each_ms
    const wait_ms = after - now - this.#full_ms
    // A little more than nothing is what floating point makes of nothing.
    const empty = wait_ms > 0.001
    this.#fullAt.set(key, empty ? before : after)
    if (empty) return this.#counted(0, seconds(wait_ms), seconds(wait_ms))
    const left = Math.floor((this.#full_ms - (after - now)) / this.#each_ms + 0.001)
    return this.#counted(left, seconds(after - now), 0)
  }

  #counted(left: number, reset_seconds: number, wait_seconds: number): Counted {
    const ratelimit = `"${this.#name}";r=${left};t=${reset_seconds}`
    return { headers: { ratelimit, 'ratelimit-policy': this.#policy }, wait_seconds }
  }
}

// One platform client speaks for a whole application and all who use it.
const platform_factor = 10

/**
 * How often requests may come, counted in this process: those of a caller wherever they come from, and those without a
 * valid token by the network that they come from. Nobody's valid token is refused because of their neighbours.
 */
export class RequestLimits {
  readonly #ofCaller: Buckets | undefined
  readonly #ofPlatform: Buckets | undefined
  readonly #ofNetwork: Buckets | undefined

  /** Undefined is no limit. */
  constructor({ ofCaller, ofNetwork }: { ofCaller: Rate | undefined; ofNetwork: Rate | undefined }) {
    if (ofCaller !== undefined) {
      const { per_second, burst } = ofCaller
      this.#ofCaller = new Buckets('requests', ofCaller)
      this.#ofPlatform = new Buckets('requests', {
        per_second: per_second * platform_factor,
        burst: burst * platform_factor,
      })
    }
    if (ofNetwork !== undefined) this.#ofNetwork = new Buckets('requests-of-network', ofNetwork)
  }

  /** Counts a request of whom its token names; a person is one, with however many tokens. */
  ofCaller({ issuer, subject, machine, scopes }: Caller): Counted | undefined {
    const buckets = machine && scopes?.has('platform') === true ? this.#ofPlatform : this.#ofCaller
    // No subject holds this character, so two callers never are one.
    return buckets?.take(`${issuer}\0${subject}`)
  }

  /** @param network undefined where it is not known: that is everybody's, and never used up */
  ofNetwork(network: string | undefined): Counted | undefined {
    return network === undefined ? undefined : this.#ofNetwork?.take(network)
  }
}

/** Why a request is not answered, if there were too many. */
export function tooMany(counted: Counted | undefined): Refusal | undefined {
  if (counted === undefined) return undefined
  const { headers, wait_seconds } = counted
  if (wait_seconds === 0) return undefined
  return refuse('rate_limited', { headers: { ...headers, 'retry-after': String(wait_seconds) } })
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
