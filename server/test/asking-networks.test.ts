import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AskingNetworks } from '../src/codes/networks.ts'
import { Unavailable } from '../src/database/faults.ts'
import { sql } from '../src/database/sql.ts'
import { application, type Application, authorizationRequest } from './support/application.ts'
import { Browser, type Page } from './support/browser.ts'
import { cast } from './support/cast.ts'
import { later } from './support/clock.ts'
import { newAddress } from './support/codes.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

// The tests connect from 127.0.0.1: behind it is whoever X-Forwarded-For names, where that is believed.
let usher: TestUsher
let unconfigured: TestUsher
let app: Application
beforeAll(async () => {
  const limited = { USHER_CODES_PER_NETWORK_PER_HOUR: '3' }
  usher = await startUsher({ ...limited, USHER_TRUSTED_PROXIES: '127.0.0.1' })
  unconfigured = await startUsher(limited)
  app = await application(usher)
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await unconfigured[Symbol.asyncDispose]()
})

let network: string
let count = 0
beforeEach(() => void (network = `203.0.113.${++count}`))
const from = (address: string) => ({ 'x-forwarded-for': address })

/** Somebody comes to sign in, and asks for a code. */
async function asks(
  address: string,
  email = newAddress(),
  browser = new Browser({ sent: from(address) }),
): Promise<Page> {
  await browser.open(authorizationRequest(usher, app).url)
  return browser.submit({ step: 'address', email })
}

describe('from one network', () => {
  test('only so many codes are asked for on the page, and others are not affected', async () => {
    for (let asked = 1; asked <= 3; asked++) expect((await asks(network)).text).toContain('Enter your code')
    const page = await unchanged(usher, () => asks(network))
    expect(page.status).toBe(429)
    expect(page.text).toContain('Too many codes were asked for from here')
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect((await asks('198.51.100.7')).text).toContain('Enter your code')
    later(3_600)
    expect((await asks(network)).text).toContain('Enter your code')
  })

  test('that is an IPv6 one, the addresses of it count as one (case 151)', async () => {
    for (const host of ['1', '2:3', 'ffff:ffff:ffff']) await asks(`2001:db8:1:2::${host}`)
    expect((await asks('2001:db8:1:2::6')).status).toBe(429)
    expect((await asks('2001:db8:1:3::6')).status).toBe(200)
  })

  test('what is refused for another reason uses up nothing', async () => {
    const browser = new Browser({ sent: from(network) })
    const email = newAddress()
    await asks(network, email, browser)
    for (let again = 1; again <= 5; again++) {
      const page = await browser.submit({ step: 'resend' }, { action: /./ })
      expect([page.status, page.text.includes('A code was mailed a moment ago')]).toEqual([429, true])
    }
    expect([(await asks(network)).status, (await asks(network)).status]).toEqual([200, 200])
    expect((await asks(network)).status).toBe(429)
  })

  test('only so many are asked for over the API, and nothing is added without one', async () => {
    const { grace } = await cast(usher, 'grace')
    const adds = (email: string) =>
      grace.request('POST', '/users/me/addresses', { body: { email }, headers: from(network) })
    const added = [await adds(newAddress()), await adds(newAddress()), await adds(newAddress())]
    expect(added.map(({ status }) => status)).toEqual([201, 201, 201])
    await usher.db.run(sql`update code_requests set created_at = created_at - interval '2 minutes'`)
    const again = () =>
      grace.request('POST', `/users/me/addresses/${added[0]?.body.id}/code`, { headers: from(network) })
    for (const ask of [() => adds(newAddress()), again]) {
      const { status, headers, body } = await unchanged(usher, ask)
      expect([status, body.code, body.detail]).toEqual([429, 'rate_limited', expect.stringContaining('your network')])
      expect(headers.get('ratelimit-policy')).toBe('"codes-of-network";q=3;w=3600')
    }
    // What is there and needs no code is answered as it is.
    expect((await adds(grace.address)).status).toBe(201)
  })
})

test('what could not be asked for, because the database was away, uses up nothing', async () => {
  const networks = new AskingNetworks(2)
  const away = () => Promise.reject(new Unavailable('away'))
  for (let asked = 1; asked <= 5; asked++) await expect(networks.counting(network, away)).rejects.toThrow('away')
  expect(await networks.counting(network, async () => 'mailed')).toBe('mailed')
})

test('nobody is counted together with all others behind a proxy that nobody configured', async () => {
  const { ada, grace } = await cast(unconfigured, 'ada', 'grace')
  const adds = (headers: Record<string, string>) =>
    ada.request('POST', '/users/me/addresses', { body: { email: newAddress() }, headers })
  for (let asked = 1; asked <= 5; asked++) expect((await adds(from(network))).status).toBe(201)
  // Without a proxy the connection says who it is.
  for (let asked = 1; asked <= 3; asked++) expect((await adds({})).status).toBe(201)
  expect((await adds({})).status).toBe(429)
  const hers = await grace.request('POST', '/users/me/addresses', {
    body: { email: newAddress() },
    headers: from(network),
  })
  expect(hers.status).toBe(201)
})
