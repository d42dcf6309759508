import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startUsher, type TestUsher } from './support/usher.ts'

// The tests connect from 127.0.0.1, so that is the proxy, or what pretends to be one.
let open: TestUsher
let behindProxies: TestUsher
beforeAll(async () => {
  open = await startUsher()
  behindProxies = await startUsher({ USHER_TRUSTED_PROXIES: '127.0.0.1, 10.1.0.0/16, fd00::/64' })
})
afterAll(async () => {
  await open[Symbol.asyncDispose]()
  await behindProxies[Symbol.asyncDispose]()
})

/** The client as the service notes it, for a request with this X-Forwarded-For. */
async function clientFor(usher: TestUsher, forwarded: string | undefined): Promise<string> {
  const id = crypto.randomUUID()
  const headers = { 'x-request-id': id, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) }
  await usher.request('GET', '/livez', { headers })
  const noted = () => usher.log.split('\n').find((line) => line.includes(id))
  await expect.poll(noted).toBeDefined()
  return (JSON.parse(noted() ?? '') as { client: string }).client
}

describe('the address of a client', () => {
  test('is that of the connection where no proxy is trusted, whatever is claimed (case 151)', async () => {
    for (const claim of [undefined, '203.0.113.9', '127.0.0.1, 203.0.113.9', '::ffff:203.0.113.9', 'rubbish']) {
      expect(await clientFor(open, claim)).toBe('127.0.0.1')
    }
  })

  test.each([
    [undefined, '127.0.0.1'],
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['203.0.113.9, fd00::7', '203.0.113.9'],
    // What a client wrote itself stands further to the left and is not looked at.
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['10.1.2.3, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['203.0.113.9, 10.2.0.1', '10.2.0.1'],
    ['rubbish', '127.0.0.1'],
    ['unknown, 203.0.113.9', '203.0.113.9'],
  ])('is, when trusted proxies forward "%s", %s (case 151)', async (forwarded, client) => {
    expect(await clientFor(behindProxies, forwarded)).toBe(client)
  })

  test.each(['*', '0.0.0.0/0', '::/0', 'all', 'proxy.example.com'])(
    'cannot be made up by everybody: USHER_TRUSTED_PROXIES=%s is refused at the start (case 190)',
    async (proxies) => {
      await expect(startUsher({ USHER_TRUSTED_PROXIES: proxies })).rejects.toThrow(
        /USHER_TRUSTED_PROXIES lists .+, which is/,
      )
    },
  )
})

test('the name of this service comes from its settings, also when a trusted proxy claims another (case 151)', async () => {
  const lies = {
    'x-forwarded-host': 'evil.example.net',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '444',
    forwarded: 'for=203.0.113.9;host=evil.example.net;proto=https',
  }
  for (const usher of [open, behindProxies]) {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-protected-resource', '/invitations']) {
      const { text } = await usher.request('GET', path, { headers: lies })
      expect(text).toContain(usher.url)
      expect(text).not.toContain('evil')
      expect(text).not.toMatch(/:444\b/)
    }
  }
})
