import { createPublicKey, generateKeyPairSync, type KeyObject, type webcrypto } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as jose from 'jose'
import { sql } from '../src/database/sql.ts'
import { loadKeys } from '../src/issuer/keys.ts'
import { cast } from './support/cast.ts'
import { forge, type Signature, unsigned as noSignature, withKey, withSecret } from './support/forge.ts'
import { machine, type Machine } from './support/machine.ts'
import { head, sendRaw } from './support/raw.ts'
import { startTestIssuer } from './support/test-issuer.ts'
import { unchanged } from './support/unchanged.ts'
import { usherWithTwoIssuers } from './support/trusting.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const now = () => Math.floor(Date.now() / 1000)

/** What is different from a token that is good; a claim that is undefined is left away. */
interface Difference {
  header?: object
  claims?: object
  payload?: unknown
  signature?: Signature
  /** The last touch, to the finished text. */
  spoilt?: (token: string) => string
}

/** A token of the foreign issuer that is good but for this. */
function tokenBut({ header, claims, payload, signature, spoilt = (token) => token }: Difference): string {
  const { issuer, publicJwk, privateKey } = usher.issuer
  const good = {
    iss: issuer,
    aud: usher.url,
    sub: crypto.randomUUID(),
    client_id: 'test-application',
    email: 'grace@example.com',
    email_verified: true,
    iat: now(),
    exp: now() + 600,
  }
  const signed = signature ?? withKey(privateKey)
  return spoilt(
    forge({ alg: 'ES256', typ: 'at+jwt', kid: publicJwk.kid, ...header }, payload ?? { ...good, ...claims }, signed),
  )
}

/** The text of the issuer's public key, which everybody can read and so could "sign" with. */
function publicPem(): string {
  const key = createPublicKey({ key: usher.issuer.publicJwk, format: 'jwk' })
  return key.export({ type: 'spki', format: 'pem' }) as string
}

const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const rsa: Signature = (data) => withKeyObject(rsaKey, data)
const withKeyObject = (key: KeyObject, data: string) =>
  withKey(key.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['sign']))(data)

const otherCharacter = (character: string) => (character === 'A' ? 'B' : 'A')
const flipped = (text: string, at: number) => text.slice(0, at) + otherCharacter(text.charAt(at)) + text.slice(at + 1)

type Table = [what: string, difference: () => Difference][]

const expired: Table = [
  ['that expired a second beyond the skew', () => ({ claims: { exp: now() - 31 } })],
  ['that is not valid yet', () => ({ claims: { nbf: now() + 60 } })],
  ['that was issued in the future', () => ({ claims: { iat: now() + 60 } })],
  ['that never expires', () => ({ claims: { exp: undefined } })],
  ['whose end is text', () => ({ claims: { exp: String(now() + 600) } })],
  ['that does not say when it was issued', () => ({ claims: { iat: undefined } })],
]

const unsigned: Table = [
  ['with the algorithm none', () => ({ header: { alg: 'none' }, signature: noSignature })],
  ['with the algorithm nOnE', () => ({ header: { alg: 'nOnE' }, signature: noSignature })],
  ['without a signature', () => ({ signature: noSignature })],
  ['without an algorithm', () => ({ header: { alg: undefined } })],
  [
    'signed with the public key (PEM) as secret',
    () => ({ header: { alg: 'HS256' }, signature: withSecret(publicPem()) }),
  ],
  [
    'signed with the public key (JWK) as secret',
    () => ({ header: { alg: 'HS256' }, signature: withSecret(JSON.stringify(usher.issuer.publicJwk)) }),
  ],
  ['of RSA under the id of an EC key', () => ({ header: { alg: 'RS256' }, signature: rsa })],
  ['of RSA that says it is EC', () => ({ signature: rsa })],
  ['of EC that says it is RSA', () => ({ header: { alg: 'RS256' } })],
  ['of another curve by its header', () => ({ header: { alg: 'ES384' } })],
  ['with one character of the signature changed', () => ({ spoilt: (token) => flipped(token, token.length - 20) })],
  ['with one character of the claims changed', () => ({ spoilt: (token) => flipped(token, token.indexOf('.') + 30) })],
]

const forOthers: Table = [
  ['for another audience', () => ({ claims: { aud: 'https://other.example.com' } })],
  ['for other audiences', () => ({ claims: { aud: ['https://other.example.com', `${usher.url}/`] } })],
  ['for no audience', () => ({ claims: { aud: undefined } })],
  ['for an empty list of audiences', () => ({ claims: { aud: [] } })],
]

const ofOthers: Table = [
  ['of an issuer that nobody trusts', () => ({ claims: { iss: 'https://other.example.com' } })],
  ['of the issuer with a slash behind it', () => ({ claims: { iss: `${usher.issuer.issuer}/` } })],
  ['of no issuer', () => ({ claims: { iss: undefined } })],
  ['of a list of issuers', () => ({ claims: { iss: [usher.issuer.issuer] } })],
  ['of this service, signed by another', () => ({ claims: { iss: usher.url } })],
]

const malformed: Table = [
  ['whose subject is a number', () => ({ claims: { sub: 1 } })],
  ['whose subject is a list', () => ({ claims: { sub: ['grace'] } })],
  ['whose subject is empty', () => ({ claims: { sub: '' } })],
  ['whose subject is null', () => ({ claims: { sub: null } })],
  ['without a subject', () => ({ claims: { sub: undefined } })],
  ['whose subject is too long', () => ({ claims: { sub: 'a'.repeat(256) } })],
  ['whose subject cannot be stored', () => ({ claims: { sub: 'a\0b' } })],
  ['whose subject is half a character', () => ({ claims: { sub: 'a\ud800' } })],
  ['with an unknown critical header', () => ({ header: { crit: ['mystery'], mystery: true } })],
  ['with a payload that is not encoded', () => ({ header: { crit: ['b64'], b64: false } })],
  ['whose payload is a list', () => ({ payload: [] })],
  ['whose payload is null', () => ({ payload: 'null' })],
  ['whose payload is no JSON', () => ({ payload: 'hello' })],
  ['of 40 kB', () => ({ claims: { filler: 'x'.repeat(30_000) } })],
  ['with a part too many', () => ({ spoilt: (token) => `${token}.${token.split('.')[2]}` })],
  ['with a part too few', () => ({ spoilt: (token) => token.split('.').slice(0, 2).join('.') })],
  ['that is made of dots', () => ({ spoilt: () => '..' })],
  ['that is one word', () => ({ spoilt: () => 'token' })],
]

/** Sends it to an operation that reads and one that writes: both must give the same answer, and nobody becomes known. */
async function expectRefused(token: string): Promise<void> {
  const known = await identities()
  const answers = await unchanged(usher, async () => [
    await usher.request('GET', '/invitations', { token }),
    await usher.request('POST', '/organizations', { token, body: { name: 'Forged Limited' } }),
  ])
  for (const answer of answers) expectInvalidToken(answer)
  expect(await identities()).toBe(known)
}

function expectInvalidToken({ status, headers, body }: Answer): void {
  expect([status, headers.get('www-authenticate'), body.code]).toEqual([
    401,
    'Bearer error="invalid_token"',
    'invalid_token',
  ])
}

async function identities(): Promise<number> {
  return (await usher.db.one(sql<{ count: number }>`select count(*)::integer as count from identities`)).count
}

describe('a token of a trusted issuer', () => {
  const accepts = async (difference: Difference) => {
    const answer = await usher.request('GET', '/invitations', { token: tokenBut(difference) })
    expect([answer.status, answer.body]).toEqual([200, []])
  }
  const refuses = (difference: Difference) => expectRefused(tokenBut(difference))

  test('with nothing wrong is accepted', () => accepts({}))
  test('that is early or late within the skew of clocks is accepted (case 4)', async () => {
    await accepts({ claims: { exp: now() - 20 } })
    await accepts({ claims: { nbf: now() + 20, iat: now() + 20 } })
  })
  test.each(expired)('%s is refused (case 4)', (_, difference) => refuses(difference()))
  test.each(unsigned)('%s is refused (case 5)', (_, difference) => refuses(difference()))
  test('for several audiences, this service among them, is accepted (case 8)', () =>
    accepts({ claims: { aud: ['https://other.example.com', usher.url] } }))
  test.each(forOthers)('%s is refused (case 8)', (_, difference) => refuses(difference()))
  test.each(ofOthers)('%s is refused (case 9)', (_, difference) => refuses(difference()))
  test.each(malformed)('%s is refused (case 11)', (_, difference) => refuses(difference()))
  test('with a name that cannot be stored is accepted, and the name is left out (case 11)', () =>
    accepts({ claims: { name: 'Gr\0ace\ud800' } }))

  test('of 10 MB is refused before it is read (case 11)', async () => {
    const authorization = `Authorization: Bearer ${tokenBut({ claims: { filler: 'x'.repeat(10_000_000) } })}`
    const answer = await sendRaw(usher.url, head('GET /invitations', authorization)).catch(() => undefined)
    // The connection may end before the answer could be read, because so much of the request is still on its way.
    expect([431, undefined]).toContain(answer?.status)
    expect((await usher.request('GET', '/livez')).status).toBe(200)
  })
})

describe('keys that a token brings along', () => {
  test.each(['jku', 'x5u', 'jwk', 'x5c'] as const)('in %s are never used or fetched (case 6)', async (name) => {
    await using attacker = await startTestIssuer({ audience: usher.url })
    const signature = withKey(attacker.privateKey)
    const header = { jku: attacker.jwksUri, x5u: attacker.jwksUri, jwk: attacker.publicJwk, x5c: ['AAAA'] }[name]
    for (const kid of [attacker.publicJwk.kid, usher.issuer.publicJwk.kid, undefined]) {
      await expectRefused(tokenBut({ header: { kid, [name]: header }, signature }))
    }
    expect(attacker.keyFetches).toBe(0)
  })

  test('an issuer that a token names is not asked for its keys either (case 6)', async () => {
    await using attacker = await startTestIssuer({ audience: usher.url })
    await expectRefused(await attacker.sign({ sub: 'grace' }))
    expect(attacker.keyFetches).toBe(0)
  })
})

test('each of two trusted issuers speaks for itself only: keys swapped are refused (case 9)', async () => {
  const { usher, first, second } = await usherWithTwoIssuers()
  const ask = async (token: string) => (await usher.request('GET', '/invitations', { token })).status
  expect(await ask(await first.sign({ sub: 'grace' }))).toBe(200)
  expect(await ask(await second.sign({ sub: 'grace' }))).toBe(200)
  expect(await ask(await first.sign({ sub: 'grace', iss: second.issuer }))).toBe(401)
  expect(await ask(await second.sign({ sub: 'grace', iss: first.issuer }))).toBe(401)
  const kid = second.publicJwk.kid ?? ''
  expect(await ask(await first.sign({ sub: 'grace', iss: second.issuer }, { kid }))).toBe(401)
})

describe('what the built-in issuer signs', () => {
  let robot: Machine
  beforeAll(async () => {
    const { ada } = await cast(usher, 'ada')
    robot = await machine(usher, ada, await ada.founds())
  })

  /** Signed with the real key, and like the robot's own access token but for this. */
  async function builtIn(header: object, claims: object = {}): Promise<string> {
    const [key] = await loadKeys(usher.db, usher.running.config.linkKeys)
    if (key === undefined) throw new Error('no signing key')
    const signature = withKey((await jose.importJWK({ ...key, ext: true }, 'ES256')) as webcrypto.CryptoKey)
    const own = jose.decodeJwt(robot.token)
    return forge({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header }, { ...own, ...claims }, signature)
  }

  test('as an access token is accepted (case 10)', async () => {
    const { status } = await usher.request('GET', '/invitations', { token: await builtIn({}) })
    expect(status).toBe(200)
  })

  test.each<[string, object, object]>([
    ['an ID token', { typ: undefined }, { nonce: 'n', scope: undefined }],
    ['an ID token with a type', { typ: 'JWT' }, {}],
    ['a logout token', { typ: 'logout+jwt' }, { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
    ['an access token without a type', { typ: undefined }, {}],
    ['a token for a client and not for the API', {}, { aud: 'some-client' }],
    ['a token for nobody', {}, { aud: undefined }],
    ['a token that never ends', {}, { exp: undefined }],
  ])('as %s is refused (case 10)', async (_, header, claims) => expectRefused(await builtIn(header, claims)))

  test('as a refresh token, which is no JWT at all, is refused (case 10)', () =>
    expectRefused('Jn9zKcS2vJ7dYwB1xgq0m3Qf5T8hLrUaEoWpXiZkNbV'))
})
