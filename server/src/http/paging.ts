import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Usher } from '../usher.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Secret } from '../secret.ts'
import { Answer } from './operation.ts'
import { invalid, Refusal } from './problems.ts'
import { Type } from './schemas.ts'

const largest_page = 100

/** The query parameters of every list that comes in pages. */
export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: largest_page,
      description: `At most so many, 1 to ${largest_page}. Default ${largest_page}.`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: 2_048,
      description: 'Where the page before ended: taken from its `Link` header, never made by hand.',
    }),
  ),
  offset: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Skip so many. Prefer `cursor`.' }),
  ),
}

/** Those of a list that can also tell how many there are in all: in `X-Total-Count`, since counting has its price. */
export const CountedPageQuery = {
  ...PageQuery,
  include_total: Type.Optional(
    Type.Boolean({
      description: 'Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`.',
    }),
  ),
}

/** The place in a list after which a page begins: the last row before it, by what the list is sorted by. */
export interface Place {
  /** A moment, or what else the list is sorted by. Out of a cursor it comes as text, which the statement casts. */
  key: Date | string
  id: string
}

export interface PageRequest {
  limit: number
  offset: number
  after: Place | undefined
  /** Whether the page should tell how many there are on all pages. */
  counted?: boolean
}

/** The rows of one page, the place where the next one begins if there is more, and how many there are on all if asked. */
export class Page<Row> {
  readonly rows: readonly Row[]
  readonly next: Place | undefined
  readonly total: number | undefined
  constructor(rows: readonly Row[], next: Place | undefined, total?: number) {
    this.rows = rows
    this.next = next
    this.total = total
  }
  map<Other>(change: (row: Row) => Other): Page<Other> {
    return new Page(this.rows.map(change), this.next, this.total)
  }
}

/**
 * A page from rows that were selected with one more than its limit, which tells whether there is more.
 *
 * @param total how many there are on all pages, where the request is `counted`
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit }: PageRequest,
  placeOf: (row: Row) => Place,
  total?: number,
): Page<Row> {
  const last = rows[limit - 1]
  return new Page(rows.slice(0, limit), rows.length > limit && last !== undefined ? placeOf(last) : undefined, total)
}

interface PagedRequest {
  readonly caller: Caller
  readonly url: string
  readonly query: { limit?: number; cursor?: string; offset?: number; include_total?: boolean }
}

/**
 * Answers a list in pages: reads the cursor, lets `read` fetch the page, and links to the next one (RFC 8288). A cursor
 * is signed together with its list and its caller, so it opens no other list and cannot be made by hand.
 */
export async function answerPage<Row>(
  { config }: Pick<Usher, 'config'>,
  { caller, url, query }: PagedRequest,
  read: (page: PageRequest) => Promise<Page<Row> | Refusal>,
): Promise<Answer<Row[]> | Refusal> {
  // A request line may name a host of its own; links lead to ours.
  const { pathname, search } = new URL(url, config.publicUrl)
  const here = new URL(pathname + search, config.publicUrl)
  const list = `${caller.issuer}\0${caller.subject}\0${here.pathname}\0${filtersOf(here)}`
  const signWith = (key: Secret) => (payload: string) =>
    createHmac('sha256', key.reveal()).update(`cursor\0${list}\0${payload}`).digest('base64url').slice(0, 22)

  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, config.cookieKeys.map(signWith))
  if (after === 'forged') {
    return invalid({
      in: 'query',
      pointer: '/cursor',
      detail: 'must be taken unchanged from the Link header of this very list',
    })
  }
  const page = await read({
    limit: query.limit ?? largest_page,
    offset: query.offset ?? 0,
    after,
    counted: query.include_total === true,
  })
  if (page instanceof Refusal) return page
  const counted: Record<string, string> = page.total === undefined ? {} : { 'x-total-count': String(page.total) }
  if (page.next === undefined) return new Answer([...page.rows], counted)

  // A date becomes its ISO 8601 text.
  const payload = Buffer.from(JSON.stringify([page.next.key, page.next.id])).toString('base64url')
  here.searchParams.delete('offset')
  here.searchParams.set('cursor', `${payload}.${signWith(config.cookieKeys[0])(payload)}`)
  return new Answer([...page.rows], { ...counted, link: `<${here.href}>; rel="next"` })
}

function filtersOf(url: URL): string {
  const filters = new URLSearchParams(url.searchParams)
  for (const name of ['cursor', 'offset', 'limit', 'include_total']) filters.delete(name)
  filters.sort()
  return filters.toString()
}

/** Older keys count as well, so that nobody in the middle of a list begins anew because a key was changed. */
function readCursor(cursor: string, signs: readonly ((payload: string) => string)[]): Place | 'forged' {
  const [payload = '', signature = '', ...more] = cursor.split('.')
  const given = Buffer.from(signature)
  const genuine = signs.some((sign) => {
    const expected = Buffer.from(sign(payload))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  if (more.length > 0 || !genuine) return 'forged'
  const [key, id] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, string]
  return { key, id }
}
