import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal, refuse } from '../http/problems.ts'

const window_seconds = 60
/** All networks together may send so many times what one may. */
const everywhere_factor = 50

/**
 * Counts links that lead nowhere, by the network that they come from and all together, in this process. Whoever sends too
 * many is told to wait and learns nothing more. Nobody is kept from a link that leads somewhere, not in the same network
 * either: a token has 256 bits, so what protects it is not that nobody may try.
 */
export class Guesses {
  readonly #limits: { readonly ofNetwork: RateLimiterMemory; readonly ofAll: RateLimiterMemory } | undefined

  /** @param most of one network within a minute; undefined for no limit */
  constructor(most: number | undefined) {
    if (most === undefined) return
    const duration = window_seconds
    this.#limits = {
      ofNetwork: new RateLimiterMemory({ points: most, duration }),
      ofAll: new RateLimiterMemory({ points: most * everywhere_factor, duration }),
    }
  }

  /**
   * What is answered to a link: what came of looking it up, or `rate_limited` where that was nothing once too often.
   *
   * @param network undefined where it is not known; then only all together are counted
   */
  async counting<T>(network: string | undefined, outcome: T | Refusal): Promise<T | Refusal> {
    if (this.#limits === undefined || !(outcome instanceof Refusal) || outcome.code !== 'not_found') return outcome
    const { ofNetwork, ofAll } = this.#limits
    const full = [network === undefined ? undefined : await beyond(ofNetwork, network), await beyond(ofAll, 'all')]
    const wait_ms = Math.max(...full.map((count) => count?.msBeforeNext ?? 0))
    return wait_ms === 0 ? outcome : tooMany(Math.ceil(wait_ms / 1000), ofNetwork.points)
  }
}

/** Counts one, and says where it was too much. */
async function beyond(limit: RateLimiterMemory, key: string): Promise<RateLimiterRes | undefined> {
  const count = await limit.penalty(key)
  return count.consumedPoints > limit.points ? count : undefined
}

function tooMany(wait_seconds: number, most: number): Refusal {
  return refuse('rate_limited', {
    detail: 'Too many links that lead nowhere were sent. Open the link in the mail itself; it works at any time.',
    headers: {
      'retry-after': String(wait_seconds),
      ratelimit: `"links";r=0;t=${wait_seconds}`,
      'ratelimit-policy': `"links";q=${most};w=${window_seconds}`,
    },
  })
}
