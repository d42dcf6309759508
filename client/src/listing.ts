import type { Input, Item, Path } from './operation.ts'
import type { CallOptions, Page, Transport } from './transport.ts'

/**
 * A list that comes in pages: `for await (const item of listing)` reads on as far as is asked for, `all()` reads
 * everything, `page()` reads one page and says where the next one is.
 */
export class Listing<P extends Path<'get'>> implements AsyncIterable<Item<P>> {
  readonly #transport: Transport
  readonly #path: P
  readonly #input: Input<'get', P>
  readonly #options: CallOptions | undefined

  constructor(transport: Transport, path: P, input: Input<'get', P>, options?: CallOptions) {
    this.#transport = transport
    this.#path = path
    this.#input = input
    this.#options = options
  }

  async page(next?: string): Promise<Page<readonly Item<P>[]>> {
    const page = await this.#transport.page(this.#path, this.#input, next, this.#options)
    return page as Page<readonly Item<P>[]>
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item<P>> {
    let next: string | undefined
    do {
      const page = await this.page(next)
      yield* page.items
      next = page.next
    } while (next !== undefined)
  }

  async all(): Promise<readonly Item<P>[]> {
    return Array.fromAsync(this)
  }
}
