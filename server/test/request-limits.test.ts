import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { Buckets } from '../src/http/limits.ts'
import { type Actor, cast, enter } from './support/cast.ts'
import { later } from './support/clock.ts'
import { machine, platform } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

// The tests connect from 127.0.0.1, which is the proxy here, so that they come from wherever they like.
const limits = {
  USHER_REQUESTS_PER_SECOND: '2',
  USHER_REQUEST_BURST: '10',
  USHER_UNKNOWN_REQUESTS_PER_SECOND: '1',
  USHER_UNKNOWN_REQUEST_BURST: '3',
}
const reports = { USHER_POSTMARK_WEBHOOK_SECRET: 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa' }
let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ ...limits, ...reports, USHER_TRUSTED_PROXIES: '127.0.0.1' })))
afterAll(() => usher[Symbol.asyncDispose]())

let network: string
let count = 0
beforeEach(() => {
  network = `203.0.113.${++count}`
  // The clock stands, so that nothing is refilled but by what a test lets pass.
  later(0)
})
const from = (address: string) => ({ 'x-forwarded-for': address })

/** So many requests one after the other, and their statuses. */
async function statuses(times: number, ask: () => Promise<Answer>): Promise<number[]> {
  const seen: number[] = []
  for (let each = 0; each < times; each++) seen.push((await ask()).status)
  return seen
}
const of = (times: number, status: number) => Array.from({ length: times }, () => status)

describe('a caller', () => {
  let grace: Actor
  beforeEach(async () => void ({ grace } = await cast(usher, 'grace')))

  test('may send so many at once and is told how many are left; then so many a second', async () => {
    const first = await grace.get('/invitations')
    expect(first.headers.get('ratelimit')).toBe('"requests";r=9;t=1')
    expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=10;w=5')
    expect(await statuses(9, () => grace.get('/invitations'))).toEqual(of(9, 200))

    const refused = await unchanged(usher, () => grace.request('POST', '/organizations', { body: { name: 'Acme' } }))
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.headers.get('ratelimit')).toBe('"requests";r=0;t=1')
    expect(refused.headers.get('ratelimit-policy')).toBe('"requests";q=10;w=5')

    later(1)
    expect(await statuses(3, () => grace.get('/invitations'))).toEqual([200, 200, 429])
    later(100)
    expect(await statuses(11, () => grace.get('/invitations'))).toEqual([...of(10, 200), 429])
  })

  test('hears how many are left in every answer, also one that refuses', async () => {
    const answers = [
      await grace.get(`/organizations/${crypto.randomUUID()}`),
      await grace.request('POST', '/organizations', { body: '{' }),
      await grace.request('POST', '/organizations', { body: { name: 1 } }),
    ]
    expect(answers.map(({ status, headers }) => [status, headers.get('ratelimit')])).toEqual([
      [404, '"requests";r=9;t=1'],
      [400, '"requests";r=8;t=1'],
      [422, '"requests";r=7;t=2'],
    ])
  })

  test('is one with every token and from everywhere, and others are not affected', async () => {
    const again = await enter(usher, 'grace', { sub: grace.subject, email: grace.address })
    expect(again.token).not.toBe(grace.token)
    let each = 0
    const anywhere = () =>
      usher.request('GET', '/invitations', {
        token: each++ % 2 ? grace.token : again.token,
        headers: from(`198.51.100.${each}`),
      })
    expect(await statuses(11, anywhere)).toEqual([...of(10, 200), 429])
    const { ada } = await cast(usher, 'ada')
    expect(await ada.inbox()).toEqual([])
  })

  test('is not affected by neighbours who send no valid token', async () => {
    const asked = () => usher.request('GET', '/invitations', { headers: from(network) })
    expect(await statuses(4, asked)).toEqual([401, 401, 401, 429])
    const hers = await usher.request('GET', '/invitations', { token: grace.token, headers: from(network) })
    expect(hers.status).toBe(200)
  })

  test('whose token lacks a scope is counted as who they are', async () => {
    const { ada } = await cast(usher, 'ada')
    const robot = await machine(usher, ada, await ada.founds(), { scope: 'organizations:read' })
    const answer = await robot.get('/invitations')
    expect([answer.status, answer.headers.get('ratelimit')]).toEqual([403, '"requests";r=9;t=1'])
  })
})

test('the application may send ten times as many', async () => {
  const { token } = await platform(usher)
  const answer = await usher.request('GET', '/memberships?issuer=https://issuer.example.com&subject=ada', { token })
  expect(answer.headers.get('ratelimit')).toBe('"requests";r=99;t=1')
  expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=100;w=5')
})

describe('a network', () => {
  const preview = (address: string) =>
    usher.request('POST', '/invitation-links/preview', { body: { token: 'A'.repeat(43) }, headers: from(address) })

  test('may send so many without a valid token, to all operations together', async () => {
    const ways = [
      () => usher.request('GET', '/invitations', { headers: from(network) }),
      () => usher.request('GET', '/invitations', { token: 'none', headers: from(network) }),
      () => preview(network),
      () => usher.request('GET', '/users/me', { headers: { ...from(network), cookie: 'usher_console=none' } }),
    ]
    const answers: Answer[] = []
    for (const way of ways) answers.push(await way())
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 429])
    expect(answers.map(({ headers }) => headers.get('ratelimit'))).toEqual([
      '"requests-of-network";r=2;t=1',
      '"requests-of-network";r=1;t=2',
      '"requests-of-network";r=0;t=3',
      '"requests-of-network";r=0;t=1',
    ])
    expect(answers[3]?.headers.get('ratelimit-policy')).toBe('"requests-of-network";q=3;w=3')
    expect(answers[3]?.headers.get('www-authenticate')).toBe(null)
    later(1)
    expect((await preview(network)).status).toBe(404)
  })

  test('is the same however an address is written, and an IPv6 one is its first 64 bits (case 151)', async () => {
    const v4 = [network, `::ffff:${network}`, `0:0:0:0:0:ffff:${network}`, network]
    const v6 = [`2001:db8:0:${count}::1`, `2001:DB8::${count}:0:0:0:2`, `2001:db8:0:${count}:ffff:ffff:ffff:ffff`]
    for (const forms of [v4, [...v6, v6[0] ?? '']]) {
      const seen: number[] = []
      for (const form of forms) seen.push((await preview(form)).status)
      expect(seen).toEqual([404, 404, 404, 429])
    }
    expect((await preview(`2001:db8:0:${count + 1000}::1`)).status).toBe(404)
  })

  test('is not what a client claims to the left of it, nor what it claims without a proxy (case 151)', async () => {
    let each = 0
    expect(await statuses(4, () => preview(`198.51.100.${++each}, ${network}`))).toEqual([404, 404, 404, 429])
    await using direct = await startUsher(limits)
    const claiming = () =>
      direct.request('POST', '/invitation-links/preview', {
        body: { token: 'A'.repeat(43) },
        headers: { forwarded: `for=198.51.100.${++each}`, 'x-real-ip': `198.51.100.${each}` },
      })
    expect(await statuses(4, claiming)).toEqual([404, 404, 404, 429])
  })

  test('may look at health, documents and pages as often as it likes', async () => {
    for (const path of ['/livez', '/readyz', '/openapi.json', '/docs', '/.well-known/openid-configuration']) {
      const answers = await statuses(6, () => usher.request('GET', path, { headers: from(network) }))
      expect([path, answers]).toEqual([path, of(6, 200)])
    }
  })
})

describe('a bucket', () => {
  test('keeps nobody waiting for a clock that was set back', () => {
    const buckets = new Buckets('tries', { per_second: 1, burst: 3 })
    for (let each = 0; each < 3; each++) buckets.take('ada')
    later(-3_600)
    expect(buckets.take('ada').wait_seconds).toBe(1)
    later(1)
    expect(buckets.take('ada').wait_seconds).toBe(0)
  })

  test('lets through what it says in the long run, in whatever steps it is asked', () => {
    const buckets = new Buckets('tries', { per_second: 7, burst: 20 })
    let through = 0
    for (let each = 0; each < 1_000; each++) {
      if (buckets.take('ada').wait_seconds === 0) through += 1
      later(0.01)
    }
    expect(through).toBeGreaterThanOrEqual(20 + 69)
    expect(through).toBeLessThanOrEqual(20 + 70)
  })

  test('costs next to nothing', () => {
    const buckets = new Buckets('requests', { per_second: 100, burst: 500 })
    const started = performance.now()
    for (let each = 0; each < 100_000; each++) buckets.take(`https://issuer.example.com\0${each % 1_000}`)
    expect((performance.now() - started) / 100).toBeLessThan(20)
  })
})

describe('the settings', () => {
  const production = {
    PUBLIC_URL: 'https://usher.example.com',
    DATABASE_URL: 'postgres://usher@db.example.com/usher',
    USHER_MAIL: 'off',
    USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
    USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
  }
  const limitsOf = (environment: Record<string, string>) => readConfig({ environment }).limits

  test('limit production, and development only where it is said', () => {
    expect(limitsOf(production)).toMatchObject({
      requestsOfCaller: { per_second: 100, burst: 500 },
      requestsOfNetwork: { per_second: 20, burst: 60 },
    })
    expect(limitsOf({ ...production, USHER_REQUESTS_PER_SECOND: '10' }).requestsOfCaller).toEqual({
      per_second: 10,
      burst: 50,
    })
    expect(usher.running.config.mode).toBe('development')
    expect(limitsOf({ USHER_MODE: 'development', USHER_REQUEST_BURST: '10' })).toMatchObject({
      requestsOfCaller: undefined,
      requestsOfNetwork: undefined,
    })
  })

  test.each(['0', '-1', '1.5', 'off', '10000000'])('refuse %s at the start', (value) => {
    for (const name of Object.keys(limits)) {
      expect(() => limitsOf({ ...production, [name]: value })).toThrow(`${name} must be a whole number from 1`)
    }
  })
})

describe('a network', () => {
  const basic = `Basic ${Buffer.from(`usher:${reports.USHER_POSTMARK_WEBHOOK_SECRET}`).toString('base64')}`
  const reporting = (body: string, headers: Record<string, string> = {}) =>
    usher.request('POST', '/mail-reports/postmark', { body, headers: { ...from(network), ...headers } })

  test('that reports of mails and proves nothing is refused before its body is read, and soon altogether', async () => {
    const large = `"${'x'.repeat(300_000)}"`
    expect(await statuses(4, () => reporting(large))).toEqual([...of(3, 401), 429])
    // The provider itself is heard, as often as it reports.
    expect(await statuses(10, () => reporting('{}', { authorization: basic }))).toEqual(of(10, 200))
    expect((await reporting(large, { authorization: basic })).status).toBe(413)
  })

  test('that opens links which end reminders and lead nowhere is refused soon', async () => {
    for (const method of ['GET', 'POST']) {
      network = `203.0.113.${++count}`
      const opening = () => usher.request(method, '/unsubscribe?token=nothing', { headers: from(network) })
      expect(await statuses(4, opening)).toEqual([...of(3, 404), 429])
    }
  })
})
