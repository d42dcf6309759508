import { lookup } from 'node:dns'
import { lookup as lookUp } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'

/** All that one call may take, so that whoever waits for it is answered within two seconds. */
const patience_ms = 1_500
const longest_answer_bytes = 1_048_576

/** How far calls may reach beyond the public internet. Link-local addresses, where clouds keep credentials, never. */
export interface Reach {
  readonly loopback: boolean
  readonly privateNetwork: boolean
  /** Whether TLS may be left away. */
  readonly http: boolean
}

/** The address is one that this service does not call. Its message says why, and what to change. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach'
}

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
      connect: { lookup: lookupWithin(reach), timeout: patience_ms },
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
    for (const found of await lookUp(hostname, { all: true })) within(this.#reach, hostname, found.address)
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

/** The address as a URL that may be called as far as can be told without asking for its name; or why not. */
export function callable(address: string, reach: Reach): URL | string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return `${address} is not an https URL`
  if (url.protocol === 'http:' && !reach.http) return `${address} must begin with https:`
  if (url.username !== '' || url.password !== '') return `${url.host} must be named without user and password`
  const host = bare(url.hostname)
  if (isIP(host) !== 0) return refusal(reach, host, host) ?? url
  const local = host === 'localhost' || host.endsWith('.localhost')
  return local ? (refusal(reach, host, '127.0.0.1') ?? url) : url
}

function lookupWithin(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '', 0)
      const refused = found.map(({ address }) => refusal(reach, hostname, address)).find(Boolean)
      const [first] = found
      if (refused !== undefined) return done(new OutOfReach(refused), '', 0)
      if (first === undefined) return done(new Error(`${hostname} has no address`), '', 0)
      return options.all === true ? done(null, found) : done(null, first.address, first.family)
    })
  }
}

function within(reach: Reach, hostname: string, address: string): void {
  const refused = refusal(reach, hostname, address)
  if (refused !== undefined) throw new OutOfReach(refused)
}

function refusal(reach: Reach, hostname: string, address: string): string | undefined {
  const range = ipaddr.process(address).range()
  if (range === 'unicast') return undefined
  if (range === 'loopback' && (reach.loopback || reach.privateNetwork)) return undefined
  const mendable = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'].includes(range)
  if (mendable && reach.privateNetwork) return undefined
  const what = hostname === address ? hostname : `${hostname} (${address})`
  return mendable
    ? `${what} is in a private network; if that is right, give the entry private_network: true`
    : `${what} is an address of no public network (${range})`
}

function bare(hostname: string): string {
  return hostname.replaceAll(/[[\]]/g, '')
}
