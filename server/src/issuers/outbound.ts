import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import { Agent, request } from 'undici'
import { bare, callable, type Found, lookupWithin, OutOfReach, type Reach, refusal } from '../http/outbound-address.ts'

/** All that one call may take, so that whoever waits for it is answered within two seconds. */
const patience_ms = 1_500
const longest_answer_bytes = 1_048_576

interface Call {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Calls to issuers. Their metadata name further addresses, so each is checked where it counts, at the connection: a name
 * that resolves to something private is refused whenever it does. Redirects are not followed; time and size have limits.
 */
export class Outbound implements AsyncDisposable {
  readonly #reach: Reach
  readonly #agent: Agent

  constructor(reach: Reach) {
    this.#reach = reach
    this.#agent = new Agent({
      connect: { lookup: lookupWithin(reach, addressesOf), timeout: patience_ms },
      headersTimeout: patience_ms,
      bodyTimeout: patience_ms,
      maxResponseSize: longest_answer_bytes,
    })
  }

  /**
   * @throws OutOfReach if that address is not to be called
   * @throws Error if there is no complete answer in time
   */
  async send(address: string, { method = 'GET', headers = {}, body, signal }: Call = {}): Promise<Response> {
    const url = this.#permitted(address)
    const limit = AbortSignal.timeout(patience_ms)
    const answer = await request(url, {
      dispatcher: this.#agent,
      method: method as 'GET' | 'POST',
      // Compressed, a small answer could grow beyond all limits.
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: body ?? null,
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300 && answer.statusCode < 400)
      throw new Error(`${url.href} answers with a redirect, which is not followed`)
    const type = answer.headers['content-type']
    return new Response(text === '' ? null : text, {
      status: answer.statusCode,
      headers: typeof type === 'string' ? { 'content-type': type } : {},
    })
  }

  /**
   * Looks whether an address could be called, without calling it.
   *
   * @throws OutOfReach if not
   * @throws Error if its name cannot be resolved
   */
  async check(address: string): Promise<void> {
    const { hostname } = this.#permitted(address)
    if (isIP(bare(hostname)) !== 0) return
    const found = await addressesOf(hostname)
    const refused = found.map(({ address }) => refusal(this.#reach, hostname, address)).find(Boolean)
    if (refused !== undefined) throw new OutOfReach(refused)
  }

  #permitted(address: string): URL {
    const url = callable(address, this.#reach)
    if (url instanceof URL) return url
    throw new OutOfReach(url)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy()
  }
}

/** By the system, as everything on this machine finds names. */
function addressesOf(hostname: string): Promise<readonly Found[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, found) => (error === null ? resolve(found) : reject(error)))
  })
}
