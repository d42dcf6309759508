import type { Page } from './transport.ts'

interface Entry {
  etag: string
  page: Page<unknown>
}

const most = 100

/**
 * The answers that came with an `ETag`, so that the same question costs a 304 the next time. The service forbids caches
 * to store what is personal, so the browser does not do this for us; here it is gone with the page.
 */
export class Remembered {
  readonly #entries = new Map<string, Entry>()

  get(url: string): Entry | undefined {
    return this.#entries.get(url)
  }

  keep(url: string, etag: string | null, page: Page<unknown>) {
    this.#entries.delete(url)
    if (etag === null) return
    this.#entries.set(url, { etag, page })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > most && oldest !== undefined) this.#entries.delete(oldest)
  }

  clear() {
    this.#entries.clear()
  }
}
