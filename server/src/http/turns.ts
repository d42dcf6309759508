import type { FastifyReply, FastifyRequest } from 'fastify'
import { Streamed } from './operation.ts'
import { type Refusal, refuse } from './problems.ts'

// Short, so that whoever waits is served or knows soon; a client that asks again is better than a line that grows.
const patience_ms = 1_000
const waiting_for_each = 4

/** Ends a turn; the next in line has it then. */
export type EndTurn = () => void

interface Line {
  busy: number
  readonly waiting: Set<(end: EndTurn | undefined) => void>
}

/**
 * Lets only so many requests of one organization, or of one person, read long lists at the same time, in this process. A
 * few more wait in line for a moment. So one that asks for everything at once takes neither all connections to the
 * database nor the memory for its answers, and others hardly notice.
 */
export class Turns {
  readonly #most: number
  readonly #patience_ms: number
  readonly #lines = new Map<string, Line>()

  constructor(most: number, { longest_wait_ms = patience_ms }: { longest_wait_ms?: number } = {}) {
    this.#most = most
    this.#patience_ms = longest_wait_ms
  }

  /** @returns what ends the turn; undefined where the line is full, or nobody's turn ended in time */
  async take(key: string): Promise<EndTurn | undefined> {
    const line = this.#lines.get(key) ?? { busy: 0, waiting: new Set() }
    this.#lines.set(key, line)
    if (line.busy < this.#most) {
      line.busy += 1
      return this.#turn(key, line)
    }
    if (line.waiting.size >= this.#most * waiting_for_each) return undefined
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer(undefined), this.#patience_ms)
      const answer = (end: EndTurn | undefined) => {
        clearTimeout(timer)
        line.waiting.delete(answer)
        resolve(end)
      }
      line.waiting.add(answer)
    })
  }

  /** How many have a turn or wait for one, of all. */
  get size(): number {
    return [...this.#lines.values()].reduce((sum, { busy, waiting }) => sum + busy + waiting.size, 0)
  }

  /** The turn that somebody has now; ended twice it ends once. */
  #turn(key: string, line: Line): EndTurn {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const [next] = line.waiting
      if (next !== undefined) return next(this.#turn(key, line))
      line.busy -= 1
      if (line.busy === 0) this.#lines.delete(key)
    }
  }

  /** Why a request is not answered that got no turn. */
  refusal(): Refusal {
    return refuse('rate_limited', {
      detail:
        'Too many lists of this organization, or exports of yours, are read at the same time. Try again in a second.',
      headers: {
        'retry-after': '1',
        ratelimit: '"lists-at-once";r=0;t=1',
        'ratelimit-policy': `"lists-at-once";q=${this.#most};qu="concurrent-requests"`,
      },
    })
  }
}

/** Does the work of a request in its turn, which lasts until a streamed answer was sent; or refuses it. */
export async function inTurn<Outcome>(
  turns: Turns,
  request: FastifyRequest,
  { raw }: FastifyReply,
  work: () => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  const end = await turns.take(whoseTurn(request))
  if (end === undefined) return turns.refusal()
  let outcome: Outcome | undefined
  try {
    outcome = await work()
    return outcome
  } finally {
    // Whoever hung up meanwhile is sent nothing, so that nothing would end.
    if (outcome instanceof Streamed && !raw.destroyed) raw.once('close', end)
    else end()
  }
}

/** With whom a request shares its turns: the organization in its path, or else whoever sent it. */
function whoseTurn({ params, caller }: FastifyRequest): string {
  const { organization_id } = params as { organization_id?: string }
  return organization_id?.toLowerCase() ?? `${caller?.issuer}\0${caller?.subject}`
}
