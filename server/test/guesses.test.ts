import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { cast, enter } from './support/cast.ts'
import { later } from './support/clock.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

const most = 5
let usher: TestUsher
let token: string
let address: string
beforeAll(async () => {
  // The tests are the proxy, so that they come from wherever they like.
  usher = await startUsher({ USHER_TRUSTED_PROXIES: '127.0.0.1', USHER_LINK_GUESSES_PER_MINUTE: String(most) })
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  address = grace.address
  await grace.inbox()
  await ada.invites(await ada.founds(), grace)
  token = await linkTokenMailedTo(usher, address)
})
afterAll(() => usher[Symbol.asyncDispose]())
// What the tests before have counted is over.
let minutes = 0
beforeEach(() => later(61 * ++minutes))

function preview(sent: string, from: string): Promise<Answer> {
  return usher.request('POST', '/invitation-links/preview', {
    body: { token: sent },
    headers: { 'x-forwarded-for': from },
  })
}

const guess = (from: string) => preview(randomBytes(32).toString('base64url'), from)

async function guesses(count: number, from: (each: number) => string): Promise<string[]> {
  const answers = []
  for (let each = 0; each < count; each++) answers.push(await guess(from(each)))
  return answers.map(({ status, body }) => `${status} ${body.code}`)
}

const times = (count: number, answer: string) => Array.from({ length: count }, () => answer)

describe('who guesses at links', () => {
  test('hears 429 after a few, and how long that lasts, long before any guess could be right (case 94)', async () => {
    const seen = await unchanged(usher, () => guesses(20, () => '203.0.113.9'))
    expect(seen).toEqual([...times(most, '404 not_found'), ...times(15, '429 rate_limited')])
    const { headers, body } = await guess('203.0.113.9')
    const wait = Number(headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect(headers.get('ratelimit')).toBe(`"links";r=0;t=${wait}`)
    expect(headers.get('ratelimit-policy')).toBe(`"links";q=${most};w=60`)
    expect(body.detail).toMatch(/Open the link in the mail itself/)
    later(61)
    expect(await guesses(1, () => '203.0.113.9')).toEqual(['404 not_found'])
  })

  test('does not keep the invitee from the link, not in the same network either (case 94)', async () => {
    await guesses(most + 1, () => '203.0.113.9')
    expect((await preview(token, '203.0.113.9')).status).toBe(200)
    expect(await guesses(1, () => '203.0.113.9')).toEqual(['429 rate_limited'])
    expect((await preview(token, '203.0.113.9')).status).toBe(200)
  })

  test('uses up what their own network has, and no other (case 94)', async () => {
    await guesses(most + 1, () => '203.0.113.9')
    expect(await guesses(1, () => '203.0.113.10')).toEqual(['404 not_found'])
    // One subscriber has all addresses of a /64.
    expect(await guesses(most + 1, (each) => `2001:db8:1:2::${each + 1}`)).toContain('429 rate_limited')
    expect(await guesses(2, (each) => (each === 0 ? '2001:db8:1:2:ffff::1' : '2001:db8:1:3::1'))).toEqual([
      '429 rate_limited',
      '404 not_found',
    ])
    // What the client wrote itself makes it nobody else.
    expect(await guesses(1, () => '198.51.100.7, 203.0.113.9')).toEqual(['429 rate_limited'])
  })

  test('from very many networks hears 429 as well, and the invitee does not (case 94)', async () => {
    const seen = await guesses(most * 50 + 1, (each) => `198.51.${Math.floor(each / 200)}.${each % 200}`)
    expect(seen).toEqual([...times(most * 50, '404 not_found'), '429 rate_limited'])
    expect(await guesses(1, () => '192.0.2.77')).toEqual(['429 rate_limited'])
    expect((await preview(token, '192.0.2.78')).status).toBe(200)
  })

  test('is counted over every operation that takes a link or leads back to one (case 94)', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.20' }
    const guessed = () => ({ token: randomBytes(32).toString('base64url') })
    const finder = await enter(usher, 'finder')
    const ways = [
      () => usher.request('POST', '/invitation-links/preview', { body: guessed(), headers }),
      () => usher.request('POST', '/invitation-links/sign-in', { body: guessed(), headers }),
      () => usher.request('POST', '/invitation-links/sign-in', { body: { sign_in_id: crypto.randomUUID() }, headers }),
      () => usher.request('GET', `/invitation-links/sign-in/${crypto.randomUUID()}`, { headers }),
      () => usher.request('POST', '/invitation-links/claim', { token: finder.token, body: guessed(), headers }),
    ]
    for (const way of ways) expect((await way()).status).toBe(404)
    for (const way of ways) expect((await way()).status).toBe(429)
    const begun = await usher.request('POST', '/invitation-links/sign-in', { body: { token }, headers })
    expect(begun.status).toBe(200)
  })

  test('is not who has a link whose time is over, or sends what is none', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.21' }
    for (let each = 0; each <= most; each++) {
      const none = await usher.request('POST', '/invitation-links/preview', { body: { token: 1 }, headers })
      expect(none.status).toBe(422)
      expect((await preview(token, '203.0.113.21')).status).toBe(200)
    }
    expect(await guesses(1, () => '203.0.113.21')).toEqual(['404 not_found'])
  })
})

test('in development nothing is limited unless that is set', async () => {
  await using free = await startUsher()
  const answers = await Promise.all(
    Array.from({ length: 300 }, () =>
      free.request('POST', '/invitation-links/preview', { body: { token: randomBytes(32).toString('base64url') } }),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
})

test('in production it is, unless it is set otherwise', async () => {
  const environment = {
    PUBLIC_URL: 'https://usher.example.com',
    DATABASE_URL: 'postgres://usher@db.example.com/usher',
    USHER_MAIL: 'off',
    USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
    USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
  }
  expect(readConfig({ environment }).linkGuessesPerMinute).toBe(20)
  expect(readConfig({ environment: { ...environment, USHER_LINK_GUESSES_PER_MINUTE: '3' } }).linkGuessesPerMinute).toBe(
    3,
  )
  expect(() => readConfig({ environment: { ...environment, USHER_LINK_GUESSES_PER_MINUTE: '0' } })).toThrow(
    'USHER_LINK_GUESSES_PER_MINUTE must be a whole number from 1',
  )
})
