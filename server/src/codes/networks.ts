import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal, refuse } from '../http/problems.ts'

const window_seconds = 3_600

/**
 * How many codes may be asked for from one network within an hour, counted in this process: so that nobody fills many
 * mailboxes, or guesses at many addresses, from one place. Whoever asks from elsewhere is not affected.
 */
export class AskingNetworks {
  readonly #most: number
  readonly #counts: RateLimiterMemory | undefined

  /** @param most within an hour; undefined for no limit */
  constructor(most: number | undefined) {
    this.#most = most ?? Number.POSITIVE_INFINITY
    this.#counts = most === undefined ? undefined : new RateLimiterMemory({ points: most, duration: window_seconds })
  }

  /**
   * Counts what is asked for, unless it is refused for another reason, or fails.
   *
   * @param network undefined where it is not known: that is everybody's, and never used up
   * @returns `rate_limited` where the network has asked for too many
   */
  async counting<T>(network: string | undefined, ask: () => Promise<T | Refusal>): Promise<T | Refusal> {
    if (this.#counts === undefined || network === undefined) return ask()
    try {
      await this.#counts.consume(network)
    } catch (full) {
      if (full instanceof RateLimiterRes) return this.#full(full)
      throw full
    }
    let asked = false
    try {
      const outcome = await ask()
      asked = !(outcome instanceof Refusal)
      return outcome
    } finally {
      if (!asked) await this.#counts.reward(network)
    }
  }

  /** Why nothing more can be asked for from there at the moment; undefined where it can. */
  async refusal(network: string | undefined): Promise<Refusal | undefined> {
    const counted = network === undefined ? null : await this.#counts?.get(network)
    return counted == null || counted.remainingPoints > 0 ? undefined : this.#full(counted)
  }

  #full({ msBeforeNext }: RateLimiterRes): Refusal {
    const wait_seconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
    const minutes = Math.ceil(wait_seconds / 60)
    return refuse('rate_limited', {
      detail: `Too many codes were asked for from your network. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      headers: {
        'retry-after': String(wait_seconds),
        ratelimit: `"codes-of-network";r=0;t=${wait_seconds}`,
        'ratelimit-policy': `"codes-of-network";q=${this.#most};w=${window_seconds}`,
      },
    })
  }
}
