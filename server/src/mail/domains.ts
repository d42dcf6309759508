import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'

// A conversation that lasts longer is waited for by no other of its domain.
const long_ms = 1_000
// A domain whose conversations last longer gets one at a time.
const too_long_ms = 10_000
const remembered_for_ms = 10 * 60_000
const remembered_domains = 1_000

interface Conversations {
  /** When those under way began. */
  readonly began: Set<{ readonly at: number }>
  /** Called when one ends. */
  readonly waiting: Set<() => void>
}

/** A conversation that may begin; or for how long its mail is better put off. */
export type Entry = { readonly leave: () => void } | { readonly delay_seconds: number }

/**
 * Keeps a domain whose mails take for ever from taking all connections to the mail server: no domain has more than `most` at a
 * time, and one whose conversations last has one. Who waits for a quick one waits here; who would wait for a slow one is put
 * off, so that no hand is idle because of it. Counted by each process.
 */
export class Domains {
  readonly #most: number
  readonly #busy = new Map<string, Conversations>()
  readonly #slow = new LRUCache<string, true>({ max: remembered_domains, ttl: remembered_for_ms })

  constructor(most: number) {
    this.#most = most
  }

  async enter(domain: string, signal: AbortSignal): Promise<Entry> {
    while (!signal.aborted) {
      const busy = this.#busy.get(domain)
      const longest_ms = busy === undefined ? 0 : longest(busy)
      const slow = longest_ms > too_long_ms || this.#slow.has(domain)
      if (busy === undefined || busy.began.size < (slow ? 1 : this.#most)) break
      // At random, so that what is put off together does not come back together.
      if (slow) return { delay_seconds: 60 * (1 + Math.random()) }
      if (longest_ms > long_ms) return { delay_seconds: 5 * (1 + Math.random()) }
      await nextEnd(busy, long_ms - longest_ms)
    }
    return this.#begin(domain)
  }

  #begin(domain: string): Entry {
    const busy = this.#busy.get(domain) ?? { began: new Set(), waiting: new Set() }
    this.#busy.set(domain, busy)
    const conversation = { at: performance.now() }
    busy.began.add(conversation)
    return {
      leave: () => {
        busy.began.delete(conversation)
        if (performance.now() - conversation.at > too_long_ms) this.#slow.set(domain, true)
        else this.#slow.delete(domain)
        if (busy.began.size === 0) this.#busy.delete(domain)
        for (const goOn of busy.waiting) goOn()
      },
    }
  }
}

/** How long the one that began first has lasted. */
function longest({ began }: Conversations): number {
  const now = performance.now()
  return Math.max(0, ...[...began].map(({ at }) => now - at))
}

async function nextEnd({ waiting }: Conversations, at_most_ms: number): Promise<void> {
  const over = new AbortController()
  const goOn = () => over.abort()
  waiting.add(goOn)
  await pause(at_most_ms + 1, undefined, { signal: over.signal }).catch(() => undefined)
  waiting.delete(goOn)
}
