import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { startTestIssuer, type TestIssuer } from './support/test-issuer.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const audience = 'usher-of-the-tests'
const other_names = { claims: { email: 'https://x.example/mail', email_verified: 'xms_edov' } }

/** The settings of one entry, a token of that issuer, and whether its address counts. */
type Row = [what: string, settings: object, claims: JWTPayload, counts: boolean]

const trust: Row[] = [
  ['claim, and the claim is there', {}, { email_verified: true }, true],
  ['always', { email_trust: 'always' }, {}, true],
  ['always, and said not to be verified', { email_trust: 'always' }, { email_verified: false }, true],
  ['never', { email_trust: 'never' }, { email_verified: true }, false],
  ['claim, for a domain that it is trusted for', { trusted_domains: ['Example.COM'] }, { email_verified: true }, true],
  [
    'claim, for a domain that it is not trusted for',
    { trusted_domains: ['example.org'] },
    { email_verified: true },
    false,
  ],
  [
    'a domain above one that it is trusted for',
    { trusted_domains: ['x.example.com'] },
    { email_verified: true },
    false,
  ],
  ['always, for its domains only', { email_trust: 'always', trusted_domains: ['example.org'] }, {}, false],
  ['claim, in claims by other names', other_names, { xms_edov: true }, true],
  [
    'claim, in claims by other names, not the boolean true',
    other_names,
    { email_verified: true, xms_edov: '1' },
    false,
  ],
]

/** The settings of one entry, and the token of a machine of that issuer. */
const machines: [what: string, settings: object, claims: JWTPayload][] = [
  ['its subject is its client_id', {}, { sub: 'robot', client_id: 'robot' }],
  ['its subject is its azp', {}, { sub: 'robot', client_id: undefined, azp: 'robot' }],
  ['its subject is the client claim of that issuer', { claims: { client: 'cid' } }, { sub: 'robot', cid: 'robot' }],
  [
    'a claim says so',
    { machine: { claim: 'gty', equals: 'client-credentials' } },
    { sub: 'robot@clients', gty: 'client-credentials' },
  ],
  [
    'a claim begins so',
    { machine: { claim: 'preferred_username', starts_with: 'service-account-' } },
    { sub: crypto.randomUUID(), preferred_username: 'service-account-robot' },
  ],
  ['a claim is absent', { machine: { claim: 'scp', absent: true } }, { sub: crypto.randomUUID() }],
  [
    'people are known by another claim',
    { claims: { subject: ['uid', 'sub'], client: 'cid' } },
    { sub: 'robot', cid: 'robot' },
  ],
]

let usher: TestUsher
const issuers = new Map<object, TestIssuer>()
const scoped = { enforce_scopes: true }
const plain = { claims: { subject: 'oid' } }
beforeAll(async () => {
  const all = [...trust, ...machines].map(([, settings]) => settings)
  for (const settings of new Set([...all, scoped, plain])) issuers.set(settings, await startTestIssuer({ audience }))
  const trusting = [...issuers].map(([settings, { issuer, jwksUri }]) => ({
    issuer,
    audience,
    jwks_uri: jwksUri,
    ...settings,
  }))
  usher = await startUsher({}, { trusting })
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  for (const issuer of issuers.values()) await issuer[Symbol.asyncDispose]()
})

function issuerWith(settings: object): TestIssuer {
  const issuer = issuers.get(settings)
  if (issuer === undefined) throw new Error('no issuer has these settings')
  return issuer
}

describe('the word of an issuer about an address', () => {
  test.each(trust)('with email_trust %s', async (_, settings, claims, counts) => {
    const { ada } = await cast(usher, 'ada')
    const email = `grace-${crypto.randomUUID()}@example.com`
    const invitation = await ada.invites(await ada.founds(), email)
    const sub = crypto.randomUUID()
    const token = await issuerWith(settings).sign({ sub, email, 'https://x.example/mail': email, ...claims })
    const { body } = succeeded(await usher.request('GET', '/invitations', { token }))
    expect(body.map(({ id }: { id: string }) => id)).toEqual(counts ? [invitation.id] : [])
  })
})

describe('a token is that of a machine, which is nobody here, where', () => {
  test.each(machines)('%s (case 13)', async (_, settings, claims) => {
    const token = await issuerWith(settings).sign({ email: 'robot@example.com', email_verified: true, ...claims })
    const answer = await unchanged(usher, () => usher.request('GET', '/invitations', { token }))
    expect([answer.status, answer.body.code]).toEqual([403, 'user_context_required'])
    expect(await usher.db.many(sql`select from identities where subject = ${String(claims.sub)}`)).toEqual([])
  })

  test.each(machines.filter(([, settings]) => 'machine' in settings || 'claims' in settings))(
    'and not where it is otherwise: %s',
    async (_, settings) => {
      const person = { sub: crypto.randomUUID(), preferred_username: 'grace', scp: 'invitations:read', gty: 'password' }
      const token = await issuerWith(settings).sign(person)
      expect((await usher.request('GET', '/invitations', { token })).status).toBe(200)
    },
  )
})

test('people are known by the claim that the entry names, whatever sub is', async () => {
  const issuer = issuerWith(plain)
  const oid = crypto.randomUUID()
  for (const sub of ['in-one-application', 'in-another'])
    succeeded(await usher.request('GET', '/invitations', { token: await issuer.sign({ sub, oid }) }))
  const found = await usher.db.many(sql`select from identities where subject = ${oid} and issuer = ${issuer.issuer}`)
  expect(found).toHaveLength(1)
  const without = await issuer.sign({ sub: 'in-one-application' })
  expect((await usher.request('GET', '/invitations', { token: without })).status).toBe(401)
})

describe('scopes of an issuer whose scopes are enforced', () => {
  const ask = async (claims: JWTPayload, path = '/invitations') => {
    const token = await issuerWith(scoped).sign({ sub: crypto.randomUUID(), ...claims })
    return usher.request('GET', path, { token })
  }

  test.each<[string, JWTPayload]>([
    ['in scope', { scope: 'openid invitations:read' }],
    ['in scp, as text', { scp: 'invitations:read openid' }],
    ['in scp, as a list', { scp: ['openid', 'invitations:read'] }],
  ])('count %s (case 14)', async (_, claims) => expect((await ask(claims)).status).toBe(200))

  test.each<[string, JWTPayload]>([
    ['absent', {}],
    ['another', { scope: 'invitations:respond' }],
    ['no text', { scope: { 'invitations:read': true } }],
  ])('are missed where they are %s (case 14)', async (_, claims) => {
    const answer = await ask(claims)
    expect([answer.status, answer.body.required_scope]).toEqual([403, 'invitations:read'])
  })

  test('make nobody a platform client, not even a machine that goes by the name of one (case 35)', async () => {
    const { client_id: name } = await platform(usher)
    const path = '/memberships?issuer=https://issuer.example.com&subject=ada'
    for (const claims of [{ sub: name, client_id: name }, { sub: 'grace' }]) {
      const answer = await ask({ ...claims, scope: 'platform', scp: ['platform'] }, path)
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope'])
    }
  })
})

describe('a token of another kind', () => {
  test.each<[string, object, JWTPayload]>([
    ['an ID token', {}, { nonce: 'n' }],
    ['an ID token beside an access token', {}, { at_hash: 'x' }],
    ['an ID token of Keycloak', {}, { typ: 'ID' }],
    ['a refresh token of Keycloak', {}, { typ: 'Refresh' }],
    ['an ID token of Cognito', {}, { token_use: 'id' }],
    ['a logout token', { typ: 'logout+jwt' }, { events: {} }],
    ['a proof of possession', { typ: 'dpop+jwt' }, {}],
    ['a security event', { typ: 'secevent+jwt' }, {}],
  ])('%s is no access token, though audience and signature are right (case 10)', async (_, header, claims) => {
    const token = await usher.issuer.sign({ sub: crypto.randomUUID(), ...claims }, header)
    const answer = await unchanged(usher, () => usher.request('GET', '/invitations', { token }))
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_token'])
  })
})
