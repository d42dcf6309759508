import { Agent, request } from 'undici'
import { bare, lookupWithin, OutOfReach } from '../http/outbound-address.ts'
import { type FindAddresses, findAddresses } from './names.ts'
import { isLoopbackHost, type UrlRules, wrongWithUrl } from './url.ts'

/** What a receiver made of a webhook. */
export type Answer = { readonly duration_ms: number } & (
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfter: string | undefined
      /** The beginning of what it said. */
      readonly excerpt: string
    }
  /** No whole answer. The detail says why, and tells nothing about networks that are not the receiver's. */
  | { readonly kind: 'failed'; readonly status?: number; readonly detail: string }
  /** There was no time left for it. */
  | { readonly kind: 'stopped' }
)

interface Limits {
  readonly connect_ms: number
  /** From the first look for its address to the end of its answer. */
  readonly whole_ms: number
}

const limits: Limits = { connect_ms: 5_000, whole_ms: 15_000 }
const longest_answer_bytes = 65_536
const longest_excerpt = 1_000

const no_reach = { privateNetwork: false, http: true }

/**
 * Calls to the receivers of webhooks, who may be anybody and anywhere but here: the name is asked for once for each attempt, all
 * of its addresses are checked, and one of those is connected to (docs/decisions/0042). No redirects, no compression, nothing
 * read beyond a limit, and no connection kept: the next attempt checks anew.
 */
export class Receivers implements AsyncDisposable {
  readonly #rules: UrlRules
  readonly #limits: Limits
  readonly #outside: Agent
  readonly #thisMachine: Agent

  /**
   * @param options.find how names are asked for
   * @param options.limits for tests, shorter than the defaults
   */
  constructor(rules: UrlRules, options: { find?: FindAddresses | undefined; limits?: Limits | undefined } = {}) {
    this.#rules = rules
    this.#limits = options.limits ?? limits
    const find = options.find ?? findAddresses
    const agent = (loopback: boolean) =>
      new Agent({
        allowH2: false,
        // No connection is used twice.
        pipelining: 0,
        connect: {
          lookup: lookupWithin({ ...no_reach, loopback }, find),
          timeout: this.#limits.connect_ms,
          // Whatever the environment says.
          rejectUnauthorized: true,
          maxCachedSessions: 0,
        },
        headersTimeout: this.#limits.whole_ms,
        bodyTimeout: this.#limits.whole_ms,
      })
    this.#outside = agent(false)
    this.#thisMachine = agent(true)
  }

  /** Sends one webhook; never throws for what a receiver or the network does. */
  async post(
    address: string,
    { headers, body }: { headers: Record<string, string>; body: string },
    signal: AbortSignal,
  ): Promise<Answer> {
    const wrong = wrongWithUrl(address, this.#rules)
    if (wrong !== undefined) return { kind: 'failed', detail: `Not sent: its URL ${wrong}.`, duration_ms: 0 }
    const began = performance.now()
    const answer = await this.#ask(new URL(address), { headers, body }, signal)
    return { ...answer, duration_ms: Math.round(performance.now() - began) }
  }

  async #ask(
    url: URL,
    { headers, body }: { headers: Record<string, string>; body: string },
    stop: AbortSignal,
  ): Promise<Unmeasured> {
    const deadline = AbortSignal.timeout(this.#limits.whole_ms)
    let status: number | undefined
    try {
      const answer = await request(url, {
        dispatcher: isLoopbackHost(bare(url.hostname)) ? this.#thisMachine : this.#outside,
        method: 'POST',
        // Compressed, a small answer could grow beyond all limits.
        headers: { ...headers, 'accept-encoding': 'identity', 'content-type': 'application/json' },
        body,
        signal: AbortSignal.any([stop, deadline]),
      })
      status = answer.statusCode
      const said = await beginningOf(answer.body)
      if (said === undefined)
        return { kind: 'failed', status, detail: `Its answer was longer than ${longest_answer_bytes / 1_024} kB.` }
      const { 'retry-after': retryAfter } = answer.headers
      return {
        kind: 'answered',
        status,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        excerpt: said,
      }
    } catch (error) {
      if (stop.aborted) return { kind: 'stopped' }
      const detail = deadline.aborted
        ? `There was no whole answer within ${this.#limits.whole_ms / 1_000} seconds.`
        : detailOf(error)
      return { kind: 'failed', ...(status === undefined ? {} : { status }), detail }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#outside.destroy(), this.#thisMachine.destroy()])
  }
}

type Unmeasured = Answer extends infer Each ? (Each extends Answer ? Omit<Each, 'duration_ms'> : never) : never

/** Reads it to the end, which is near; undefined if it is not. More is not read: breaking off closes the connection. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let kept = 0
  let length = 0
  for await (const piece of body) {
    length += piece.length
    if (length > longest_answer_bytes) return undefined
    // A letter takes up to four bytes.
    if (kept < 4 * longest_excerpt) pieces.push(piece)
    kept += piece.length
  }
  // What a text in the database cannot hold, or would disturb who reads it.
  const text = Buffer.concat(pieces)
    .toString('utf8')
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, '\u{fffd}')
  return [...text].slice(0, longest_excerpt).join('')
}

const certificates = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_|INVALID_|ERR_SSL_|EPROTO)/

/** Told to whoever manages the endpoint, so in words of ours: those of a fault may name addresses within our network. */
function detailOf(error: unknown): string {
  const cause = error instanceof AggregateError ? error.errors[0] : error
  if (cause instanceof OutOfReach) return 'Not sent: its name leads to an address outside the public internet.'
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown'
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'There was no connection in time.'
  if (['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT'].includes(code))
    return `Its name has no address (${code}).`
  if (certificates.test(code)) return `There was no TLS that can be trusted (${code}).`
  return `The connection failed (${code}).`
}
