/** A page as a browser shows it, or the last redirect where it was told to stop. */
export interface Page {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const most_redirects = 20

/** As much of a browser as signing in needs: it keeps cookies by host and path, follows redirects, and submits forms. */
export class Browser {
  readonly #cookies = new Map<string, { host: string; path: string; name: string; value: string }>()
  readonly #reach: (url: string) => string
  page: Page | undefined

  /** @param reach where to really send a request for a URL, as a proxy in front of the service does */
  constructor(reach: (url: string) => string = (url) => url) {
    this.#reach = reach
  }

  /** @param until where not to go: the URL that an application would take over from */
  open(url: string, { until }: { until?: string } = {}): Promise<Page> {
    return this.#go(url, { method: 'GET' }, until)
  }

  /** Fills in the first form of the page, or the one with this action, and sends it. */
  submit(values: Record<string, string>, { until, action }: { until?: string; action?: RegExp } = {}): Promise<Page> {
    const { page } = this
    if (page === undefined) throw new Error('no page is open')
    const form = formsIn(page.text).find((each) => action?.test(each.action) ?? true)
    if (form === undefined) throw new Error(`no such form on ${page.url}: ${page.status} ${page.text}`)
    const body = new URLSearchParams({ ...form.hidden, ...values })
    return this.#go(new URL(form.action, page.url).href, { method: 'POST', body }, until)
  }

  /** What this browser would send there with a request. */
  headersFor(url: string): Record<string, string> {
    const cookie = this.#matching(new URL(url)).map(({ name, value }) => `${name}=${value}`)
    return { accept: 'text/html', ...(cookie.length === 0 ? {} : { cookie: cookie.join('; ') }) }
  }

  /** Takes a cookie as if that place had sent it. */
  keep(url: string, setCookie: string): void {
    this.#keep(new URL(url), [setCookie])
  }

  async #go(start: string, first: RequestInit, until: string | undefined): Promise<Page> {
    let url = start
    let init = first
    let referrer = this.page?.url
    for (let count = 0; count < most_redirects; count++) {
      const origin = init.method === 'POST' && referrer !== undefined ? { origin: new URL(referrer).origin } : undefined
      const response = await fetch(this.#reach(url), {
        ...init,
        redirect: 'manual',
        headers: { ...origin, ...this.headersFor(url) },
      })
      this.#keep(new URL(url), response.headers.getSetCookie())
      const { status, headers } = response
      const location = headers.get('location')
      const text = await response.text()
      if (location === null || status < 300 || status >= 400) return (this.page = { url, status, headers, text })
      referrer = url
      url = new URL(location, url).href
      if (until !== undefined && url.startsWith(until)) return { url, status, headers, text }
      init = { method: 'GET' }
    }
    throw new Error(`redirected in circles: ${url}`)
  }

  #matching({ hostname, port, pathname }: URL) {
    return [...this.#cookies.values()].filter(
      ({ host, path }) =>
        host === `${hostname}:${port}` &&
        (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
    )
  }

  // By host and port, which real browsers do not tell apart: here several services share one address.
  #keep({ hostname, port }: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/; */)
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const attribute = (wanted: string) =>
        attributes.map((each) => each.split('=')).find(([key]) => key?.toLowerCase() === wanted)?.[1]
      const path = attribute('path') ?? '/'
      const key = `${hostname}:${port} ${path} ${name}`
      const expires = attribute('expires')
      const ended =
        value === '' || attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) < Date.now())
      if (ended) this.#cookies.delete(key)
      else this.#cookies.set(key, { host: `${hostname}:${port}`, path, name, value })
    }
  }
}

interface Form {
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
}

function formsIn(page: string): Form[] {
  return [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', content = '']) => ({
    action: attributeOf(tag, 'action') ?? '',
    hidden: Object.fromEntries(
      [...content.matchAll(/<input\b([^>]*)>/g)].flatMap(([, input = '']) => {
        const name = attributeOf(input, 'name')
        return name === undefined ? [] : [[name, attributeOf(input, 'value') ?? '']]
      }),
    ),
  }))
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value?.replaceAll(/&#39;/g, "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
