import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { later } from './support/clock.ts'
import { startTestIssuer, type TestIssuer } from './support/test-issuer.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const audience = 'usher-of-the-tests'

let issuer: TestIssuer
let usher: TestUsher | undefined
beforeEach(async () => void (issuer = await startTestIssuer({ audience })))
afterEach(async () => {
  await usher?.[Symbol.asyncDispose]()
  usher = undefined
  await issuer[Symbol.asyncDispose]()
})

/** The service, trusting an issuer that it has to discover, and another one that it need not. */
async function start(entry: object = {}): Promise<TestUsher> {
  return (usher = await startUsher({}, { trusting: [{ issuer: issuer.issuer, audience, ...entry }] }))
}

const ask = async (usher: TestUsher, token: string) => usher.request('GET', '/invitations', { token })
const fresh = () => issuer.sign({ sub: crypto.randomUUID() })
/** What happens by itself every minute. */
const lookAgain = (usher: TestUsher) => Promise.all(usher.running.issuers.all.map((each) => each.look()))

test('an issuer is discovered at the start, and asked for its keys when they are needed', async () => {
  const usher = await start()
  expect(issuer.keyFetches).toBe(0)
  expect((await ask(usher, await fresh())).status).toBe(200)
  expect((await ask(usher, await fresh())).status).toBe(200)
  expect(issuer.keyFetches).toBe(1)
})

describe('metadata that are wrong make the service not ready, and keep nobody of another issuer out', () => {
  test.each<[string, () => TestIssuer['metadata'], RegExp]>([
    [
      'of another issuer',
      () => ({ issuer: 'https://other.example.com' }),
      /name another issuer, https:\/\/other\.example\.com/,
    ],
    [
      'of the issuer with a slash behind it',
      () => ({ issuer: `${issuer.issuer}/` }),
      /name another issuer, .*\/\. Write it/,
    ],
    ['without an issuer', () => ({ issuer: undefined }), /name another issuer, none/],
    ['without keys', () => ({ jwks_uri: undefined }), /jwks_uri that cannot be used: none is not an https URL/],
    [
      'with keys in a private network',
      () => ({ jwks_uri: 'http://10.1.2.3/jwks' }),
      /10\.1\.2\.3 is in a private network/,
    ],
    [
      'with keys at a private IPv6 address',
      () => ({ jwks_uri: 'https://[fd12::1]/jwks' }),
      /fd12::1 is in a private network/,
    ],
    [
      'with keys where clouds keep credentials',
      () => ({ jwks_uri: 'http://169.254.169.254/latest' }),
      /no public network \(linkLocal\)/,
    ],
    ['with keys in a file', () => ({ jwks_uri: 'file:///etc/passwd' }), /file:\/\/\/etc\/passwd is not an https URL/],
    [
      'with userinfo in a private network',
      () => ({ userinfo_endpoint: 'https://192.168.1.1/' }),
      /userinfo_endpoint that cannot be used/,
    ],
    [
      'that are not there',
      () => 404,
      /publishes no metadata at .*openid-configuration or .*oauth-authorization-server/,
    ],
  ])('%s (case 17)', async (_, metadata, sentence) => {
    issuer.metadata = metadata()
    const usher = await start()
    const { status, body } = await usher.request('GET', '/readyz')
    expect([status, body.status, body.reasons.length]).toEqual([503, 'unavailable', 1])
    expect(body.reasons[0]).toContain(`The issuer ${issuer.issuer} cannot be used: `)
    expect(body.reasons[0]).toMatch(sentence)
    expect(usher.running.issuers.wrong).toEqual([{ issuer: issuer.issuer, reason: expect.stringMatching(sentence) }])

    const refused = await unchanged(usher, async () => ask(usher, await fresh()))
    expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
    expect(issuer.keyFetches).toBe(0)
    expect((await ask(usher, await usher.issuer.sign({ sub: 'ada' }))).status).toBe(200)
  })
})

test('metadata that are mended make the service ready again (case 17)', async () => {
  issuer.metadata = { issuer: 'https://other.example.com' }
  const usher = await start()
  expect((await usher.request('GET', '/readyz')).status).toBe(503)
  issuer.metadata = {}
  await lookAgain(usher)
  expect((await usher.request('GET', '/readyz')).body).toMatchObject({ status: 'ok' })
  expect((await ask(usher, await fresh())).status).toBe(200)
})

test('metadata that were good stand while the issuer publishes wrong ones (case 17)', async () => {
  const usher = await start()
  issuer.metadata = { jwks_uri: 'http://10.1.2.3/jwks' }
  await lookAgain(usher)
  expect((await usher.request('GET', '/readyz')).status).toBe(200)
  expect((await ask(usher, await fresh())).status).toBe(200)
})

test('an issuer that is away at the start stops nothing, and is there as soon as it is back (case 16)', async () => {
  issuer.down = true
  const usher = await start()
  expect((await usher.request('GET', '/readyz')).status).toBe(200)
  const answer = await unchanged(usher, async () => ask(usher, await fresh()))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  issuer.down = false
  later(5)
  expect((await ask(usher, await fresh())).status).toBe(200)
})

test('an issuer whose keys are no key set is away: those known before still verify (case 16)', async () => {
  const usher = await start()
  expect((await ask(usher, await fresh())).status).toBe(200)
  issuer.metadata = { jwks_uri: `${issuer.issuer}/.well-known/openid-configuration` }
  await lookAgain(usher)
  later(31)
  expect((await ask(usher, await issuer.sign({ sub: 'grace' }, { kid: 'unknown' }))).status).toBe(503)
  expect((await ask(usher, await fresh())).status).toBe(200)
})

test('a thousand unknown key ids of a discovered issuer fetch its keys once in a cool-down (case 7)', async () => {
  const usher = await start()
  await ask(usher, await fresh())
  later(31)
  for (let round = 0; round < 20; round++) {
    const sign = () => issuer.sign({ sub: 'grace' }, { kid: crypto.randomUUID() })
    const tokens = await Promise.all(Array.from({ length: 50 }, sign))
    const answers = await Promise.all(tokens.map((token) => ask(usher, token)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
  }
  expect(issuer.keyFetches).toBe(2)
})

describe('userinfo', () => {
  const people = (email: string) => ({ grace: { email, email_verified: true } })
  const sign = () => issuer.sign({ sub: 'grace', jti: crypto.randomUUID() })
  const addresses = async (usher: TestUsher) => {
    const { body } = await usher.request('GET', '/invitations', { token: await sign() })
    return body as unknown[]
  }

  test('is asked once for the tokens of one person, and again after ten minutes', async () => {
    issuer.userinfo = people('grace@example.com')
    const usher = await start()
    const tokens = await Promise.all(Array.from({ length: 10 }, sign))
    for (const { status } of await Promise.all(tokens.map((token) => ask(usher, token)))) expect(status).toBe(200)
    await addresses(usher)
    expect(issuer.userinfoRequests).toBe(1)
    later(601)
    await addresses(usher)
    expect(issuer.userinfoRequests).toBe(2)
  })

  test('is not asked where the token has an address, where it is of a machine, or where nothing would count', async () => {
    const usher = await start()
    await ask(usher, await issuer.sign({ sub: 'grace', email: 'grace@example.com' }))
    await ask(usher, await issuer.sign({ sub: 'robot', client_id: 'robot' }))
    expect(issuer.userinfoRequests).toBe(0)
  })

  test.each([{ email_trust: 'never' }, { userinfo: false }])('is not asked where the entry says %o', async (entry) => {
    const usher = await start(entry)
    expect((await ask(usher, await fresh())).status).toBe(200)
    expect(issuer.userinfoRequests).toBe(0)
  })

  test.each([500, 503, 302])(
    'that answers %s costs the address and nothing else, and is left alone for a while',
    async (status) => {
      issuer.userinfo = status
      const usher = await start()
      for (let count = 0; count < 5; count++) expect((await ask(usher, await fresh())).status).toBe(200)
      expect(issuer.userinfoRequests).toBe(1)
      later(31)
      expect((await ask(usher, await fresh())).status).toBe(200)
      expect(issuer.userinfoRequests).toBe(2)
    },
  )

  test.each([401, 403])('that answers %s to one person is still asked about others', async (status) => {
    issuer.userinfo = status
    const usher = await start()
    expect((await ask(usher, await fresh())).status).toBe(200)
    expect((await ask(usher, await fresh())).status).toBe(200)
    expect(issuer.userinfoRequests).toBe(2)
  })

  test('that speaks of somebody else says nothing (OpenID Connect Core, section 5.3.2)', async () => {
    issuer.userinfo = { grace: { sub: 'ada', email: 'ada@example.com', email_verified: true } }
    const usher = await start()
    const ada = await usher.issuer.sign({ sub: 'founder' })
    const { body: company } = await usher.request('POST', '/organizations', { token: ada, body: { name: 'Engines' } })
    const body = { email: 'ada@example.com' }
    await usher.request('POST', `/organizations/${company.id}/invitations`, { token: ada, body })
    expect(await addresses(usher)).toEqual([])
  })
})
