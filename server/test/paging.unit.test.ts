import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { documentationOf } from '../src/http/documentation.ts'
import { Answer, operation } from '../src/http/operation.ts'
import { answerPage, CountedPageQuery, type Page, pageOf, type PageRequest, PageQuery } from '../src/http/paging.ts'
import { Refusal } from '../src/http/problems.ts'
import { Fields, Type } from '../src/http/schemas.ts'

const config = readConfig({
  environment: {
    USHER_MODE: 'development',
    USHER_COOKIE_KEYS: 'a key of enough characters that differ 1',
    USHER_LINK_KEYS: '1:a key of enough characters that differ 2',
  },
})
const caller = { issuer: 'https://issuer.example.com', subject: 'ada' } as Parameters<typeof answerPage>[1]['caller']

const guests = ['Ada', 'Ada', 'Élodie', '王小明', `Z${'ö'.repeat(199)}`].map((name, index) => ({
  id: String(index),
  name,
}))

/** A list sorted by name, as it is read from a database: from behind the place, one more than the limit. */
function byName(page: PageRequest): Promise<Page<{ id: string; name: string }>> {
  const { after, limit } = page
  const from = after === undefined ? 0 : guests.findIndex(({ id, name }) => name === after.key && id === after.id) + 1
  const total = page.counted === true ? guests.length : undefined
  const placeOf = ({ name, id }: { id: string; name: string }) => ({ key: name, id })
  return Promise.resolve(pageOf(guests.slice(from, from + limit + 1), page, placeOf, total))
}

async function ask(search: string): Promise<Answer<{ id: string }[]> | Refusal> {
  const query = Object.fromEntries(new URLSearchParams(search))
  const { limit, include_total: total, ...rest } = query
  const read = { ...rest, ...(limit === undefined ? {} : { limit: Number(limit) }), include_total: total === 'true' }
  return answerPage({ config }, { caller, url: `/guests?${search}`, query: read }, byName)
}

async function answered(search: string): Promise<Answer<{ id: string }[]>> {
  const answer = await ask(search)
  if (answer instanceof Refusal) throw new Error(answer.code)
  return answer
}

function nextOf(answer: Answer<unknown>): string | undefined {
  return /\?([^>]+)>; rel="next"$/.exec(answer.headers['link'] ?? '')?.[1]
}

describe('a list that is sorted by something other than time', () => {
  test('comes in pages as well, also where two are equal or long (case 32)', async () => {
    const seen: string[] = []
    for (let next: string | undefined = 'sort=name&limit=1'; next !== undefined;) {
      expect(next.length).toBeLessThan(2_048)
      const answer = await answered(next)
      seen.push(...answer.body.map(({ id }) => id))
      next = nextOf(answer)
    }
    expect(seen).toEqual(['0', '1', '2', '3', '4'])
  })

  test('takes no cursor of the same list in another order (case 31)', async () => {
    const cursor = new URLSearchParams(nextOf(await answered('sort=name&limit=1'))).get('cursor') ?? ''
    expect(await ask(`sort=name&cursor=${cursor}`)).toBeInstanceOf(Answer)
    expect(await ask(`sort=-name&cursor=${cursor}`)).toMatchObject({ code: 'validation_failed' })
    expect(await ask(`cursor=${cursor}`)).toMatchObject({ code: 'validation_failed' })
  })
})

describe('how many there are in all', () => {
  test('is told on each page where it is asked for, and only there (case 32)', async () => {
    expect((await answered('limit=2')).headers['x-total-count']).toBeUndefined()
    const first = await answered('limit=2&include_total=true')
    expect(first.headers['x-total-count']).toBe('5')
    const next = nextOf(first) ?? ''
    expect(next).toContain('include_total=true')
    expect((await answered(next)).headers['x-total-count']).toBe('5')
    expect((await answered('include_total=true')).headers).toEqual({ 'x-total-count': '5' })
  })

  test('may be asked for, or not, with the cursor of a page before (case 32)', async () => {
    const cursor = new URLSearchParams(nextOf(await answered('limit=2&include_total=true'))).get('cursor') ?? ''
    expect((await answered(`limit=2&cursor=${cursor}`)).headers['x-total-count']).toBeUndefined()
  })

  test('is documented for the lists that can tell (case 32)', () => {
    const list = (query: Record<string, never> | typeof PageQuery | typeof CountedPageQuery) =>
      documentationOf(
        'GET',
        operation({
          id: 'list_guests',
          tag: 'Guests',
          summary: 'List the guests',
          scope: 'organizations:read',
          query: Fields(query),
          success: Type.Array(Type.String()),
          handle: () => Promise.resolve([]),
        }),
      )
    expect(list(CountedPageQuery)).toMatchObject({ response: { 200: { headers: { 'X-Total-Count': {} } } } })
    expect(list(PageQuery)).not.toMatchObject({ response: { 200: { headers: { 'X-Total-Count': {} } } } })
  })
})
