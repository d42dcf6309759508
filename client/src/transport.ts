import { errorOf, UsherError } from './error.ts'
import type { Answer, Input, Method, Path } from './operation.ts'
import { Remembered } from './remembered.ts'
import { pause, worthAnotherTry } from './retry.ts'

/** Where the service is and how to speak to it. */
export interface UsherOptions {
  /** Such as `https://usher.example.com`. */
  baseUrl: string
  /** An access token, or a function that knows the current one. Without it, the browser's cookie speaks. */
  token?: string | (() => string | Promise<string>)
  /** Instead of the global `fetch`. */
  fetch?: typeof fetch
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>
  /** How long one try of a request may take; 30 seconds unless said. */
  timeout_ms?: number
  /** How often a read is tried again; 2 unless said. A write is never repeated by itself. */
  retries?: number
}

export interface CallOptions {
  signal?: AbortSignal | undefined
  /** Sent even if the page is left at once; its answer is then not read. */
  keepalive?: boolean
}

/** A page of a list, and the address of the next one. */
export interface Page<T> {
  items: T
  next: string | undefined
}

/** Calls operations, typed by `openapi.json`, and knows nothing of what they are for. */
export class Transport {
  readonly #options: UsherOptions
  readonly #remembered = new Remembered()

  constructor(options: UsherOptions) {
    this.#options = { ...options, baseUrl: options.baseUrl.replace(/\/+$/, '') }
  }

  async call<M extends Method, P extends Path<M>>(
    method: M,
    path: P,
    input: Input<M, P>,
    options?: CallOptions,
  ): Promise<Answer<M, P>> {
    const { url, body } = this.#address(path, input as Loose)
    const { items } = await this.#send(method, url, body, options)
    return items as Answer<M, P>
  }

  /** The first page of a list, or the one that an earlier page named as `next`. */
  async page<P extends Path<'get'>>(
    path: P,
    input: Input<'get', P>,
    next: string | undefined,
    options?: CallOptions,
  ): Promise<Page<Answer<'get', P>>> {
    const url = next ?? this.#address(path, input).url
    return (await this.#send('get', url, undefined, options)) as Page<Answer<'get', P>>
  }

  /** What `openapi.json` does not describe (yet). */
  async unlisted<T>(method: Method, path: string, options?: CallOptions, body?: unknown): Promise<T> {
    const { items } = await this.#send(method, `${this.#options.baseUrl}${path}`, body, options)
    return items as T
  }

  /** Lets go of all that was read so far; for when somebody else signs in. */
  forget() {
    this.#remembered.clear()
  }

  #address(path: string, { path: places = {}, query = {}, body }: Loose): { url: string; body: unknown } {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(places[name] ?? ''))
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
    return { url: `${this.#options.baseUrl}${filled}${search.size > 0 ? `?${search}` : ''}`, body }
  }

  async #send(method: Method, url: string, body: unknown, options: CallOptions = {}): Promise<Page<unknown>> {
    const retries = method === 'get' ? (this.#options.retries ?? 2) : 0
    for (let tried = 0; ; tried++) {
      try {
        return await this.#try(method, url, body, options)
      } catch (error) {
        if (tried >= retries || !worthAnotherTry(error)) throw error
        await pause(tried, error.retry_after, options.signal)
      }
    }
  }

  async #try(method: Method, url: string, body: unknown, options: CallOptions): Promise<Page<unknown>> {
    const { signal, keepalive = false } = options
    const deadline = AbortSignal.timeout(this.#options.timeout_ms ?? 30_000)
    const known = method === 'get' ? this.#remembered.get(url) : undefined
    try {
      const response = await (this.#options.fetch ?? fetch)(url, {
        method: method.toUpperCase(),
        headers: { ...(await this.#headers(method, body)), ...(known && { 'if-none-match': known.etag }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: this.#options.token === undefined ? 'same-origin' : 'omit',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        ...(keepalive && { keepalive }),
      })
      if (response.status === 304 && known) return known.page
      if (!response.ok) throw await errorOf(response)
      const page = { items: await json(response), next: nextPage(response.headers.get('link'), url) }
      if (method === 'get') this.#remembered.keep(url, response.headers.get('etag'), page)
      return page
    } catch (error) {
      if (error instanceof UsherError) throw error
      signal?.throwIfAborted()
      if (deadline.aborted) {
        throw new UsherError('timed_out', 'No answer came in time. Try again in a moment.', { cause: error })
      }
      throw new UsherError('unreachable', 'The service cannot be reached. Check the connection.', { cause: error })
    }
  }

  async #headers(method: Method, body: unknown): Promise<Record<string, string>> {
    const { token, headers } = this.#options
    const bearer = typeof token === 'function' ? await token() : token
    return {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      // A write that the browser's cookie authorizes has to show that no page of another origin sends it.
      ...(bearer === undefined && method !== 'get' && { 'x-usher-csrf': '1' }),
      ...headers,
    }
  }
}

/** An input without what ties it to its operation. */
interface Loose {
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
  body?: unknown
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new UsherError('unreadable', "The answer is not one of Usher's. Try again later.", {
      status: response.status,
      cause: error,
    })
  }
}

/** The target of `Link: <...>; rel="next"` (RFC 8288). */
function nextPage(link: string | null, url: string): string | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1]
  return target === undefined ? undefined : new URL(target, url).href
}
