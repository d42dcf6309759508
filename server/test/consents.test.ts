import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeClient } from '../src/clients/clients.ts'
import { migrations } from '../src/database/migrate.ts'
import { sql } from '../src/database/sql.ts'
import {
  type Application,
  application,
  authorizationRequest,
  exchange,
  refresh,
  signIn,
  toldBy,
  tokensOf,
} from './support/application.ts'
import { Browser } from './support/browser.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let own: Application
beforeAll(async () => {
  usher = await startUsher()
  own = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${crypto.randomUUID()}@example.com`
const until = { until: 'https://app.example.com' }
const scope = 'openid organizations:read'
const ownScope = 'openid organizations:read organizations:write'
const status = async (token: string) => (await usher.request('GET', '/organizations', { token })).status
const applications = async (token: string) => usher.request('GET', '/users/me/applications', { token })
const takesBack = (token: string, { id }: Application) =>
  usher.request('DELETE', `/users/me/applications/${id}`, { token })

/** Somebody who allowed an application of somebody else's something, and is signed in to one of the platform's own. */
async function allowing(asked = scope) {
  const theirs = await application(usher, { firstParty: false })
  const address = somebody()
  const given = await tokensOf(usher, theirs, address, { scope: asked })
  const { access_token: token } = await tokensOf(usher, own, address, { browser: given.browser, scope: ownScope })
  await usher.db.run(sql`delete from code_requests`)
  return { theirs, address, given, token }
}

/** Signs in with a new browser, as far as the first page that is not about who they are. */
async function anew(address: string, to: Application, parameters: Record<string, string> = { scope }) {
  const browser = new Browser()
  const request = authorizationRequest(usher, to, parameters)
  await browser.open(request.url)
  const page = await signIn(usher, browser, address, to.redirectUri)
  await usher.db.run(sql`delete from code_requests`)
  return { browser, request, page, asked: page.text.includes('asks for your permission') }
}

describe('what a person allowed an application of somebody else’s', () => {
  test('is remembered in every browser, and not asked again', async () => {
    const { theirs, address } = await allowing()
    const { request, page, asked } = await anew(address, theirs)
    expect([asked, page.url.startsWith(theirs.redirectUri)]).toEqual([false, true])
    const { body } = await exchange(usher, theirs, { code: toldBy(page)['code'] ?? '', verifier: request.verifier })
    expect(await status(body.access_token)).toBe(200)
    expect((await usher.request('GET', '/invitations', { token: body.access_token })).status).toBe(403)
  })

  test('is asked for again where it asks for more, and only that is added', async () => {
    const { theirs, address, token } = await allowing()
    const { browser, asked } = await anew(address, theirs, { scope: `${scope} invitations:read` })
    expect(asked).toBe(true)
    await browser.submit({ step: 'allow' }, until)
    expect((await applications(token)).body[0].scopes).toEqual(['invitations:read', 'openid', 'organizations:read'])
    // Whoever says no allowed nothing.
    const other = await anew(address, theirs, { scope: `${scope} organizations:write` })
    await other.browser.submit({ step: 'cancel' }, { ...until, action: /./ })
    expect((await applications(token)).body[0].scopes).not.toContain('organizations:write')
  })

  test('is asked for again where the application wants that', async () => {
    const { theirs, address } = await allowing()
    expect((await anew(address, theirs, { scope: `${scope} offline_access`, prompt: 'consent' })).asked).toBe(true)
  })

  test('is what that person allowed, and nobody else', async () => {
    const { theirs, token } = await allowing()
    const other = await allowing()
    expect((await anew(somebody(), theirs)).asked).toBe(true)
    expect((await applications(token)).body).toEqual([
      { client_id: theirs.id, name: theirs.name, scopes: scope.split(' '), created: expect.any(String) },
    ])
    await takesBack(token, other.theirs)
    expect(await status(other.given.access_token)).toBe(200)
  })

  test('ends when they take it back: its tokens at the next request, and it asks again', async () => {
    const { theirs, address, given, token } = await allowing(`${scope} offline_access`)
    const second = await anew(address, theirs)
    const { code = '' } = toldBy(second.page)
    const answers = [await takesBack(token, theirs), await unchanged(usher, () => takesBack(token, theirs))]
    expect(answers.map((answer) => [answer.status, answer.body])).toEqual([
      [200, null],
      [200, null],
    ])
    expect(await status(given.access_token)).toBe(401)
    expect((await refresh(usher, theirs, given.refresh_token)).body.error).toBe('invalid_grant')
    const late = await exchange(usher, theirs, { code, verifier: second.request.verifier })
    expect(late.body.error).toBe('invalid_grant')
    expect(await status(token)).toBe(200)
    expect((await applications(token)).body).toEqual([])
    expect((await anew(address, theirs)).asked).toBe(true)
    const silent = authorizationRequest(usher, theirs, { scope, prompt: 'none' })
    expect(toldBy(await given.browser.open(silent.url, until))['error']).toBe('consent_required')
  })

  test('that is taken back while a grant is made from it leaves no grant', async () => {
    for (let round = 0; round < 3; round++) {
      const { theirs, token, given } = await allowing()
      await usher.db.run(sql`delete from oauth_records where model = 'Grant' and payload ->> 'clientId' = ${theirs.id}`)
      const silent = authorizationRequest(usher, theirs, { scope, prompt: 'none' })
      await Promise.all([given.browser.open(silent.url, until), takesBack(token, theirs)])
      const left = await usher.db.many(sql`
        select id from oauth_records where model = 'Grant' and payload ->> 'clientId' = ${theirs.id}`)
      expect(left).toEqual([])
    }
  })

  test.each([
    ['name', { name: 'Another application' }],
    ['addresses', { redirect_uris: ['https://app.example.com/callback', 'https://elsewhere.example.com/'] }],
  ])('is asked for again after the client got another %s', async (_, change) => {
    const { theirs, address, token, given } = await allowing()
    const told = { actor: { type: 'system' }, requestId: null } as const
    await usher.db.transaction((tx) => changeClient(tx, theirs.id, change, told))
    expect((await applications(token)).body).toEqual([])
    expect((await anew(address, theirs)).asked).toBe(true)
    // Where they are signed in already they stay so.
    expect(await status(given.access_token)).toBe(200)
  })

  test('is neither seen nor taken back by applications of others', async () => {
    const { theirs, given } = await allowing(`${scope} organizations:write`)
    for (const ask of [() => applications(given.access_token), () => takesBack(given.access_token, theirs)]) {
      const { status, body } = await unchanged(usher, ask)
      expect([status, body.code]).toEqual([403, 'own_application_required'])
    }
  })
})

test('what was allowed before it was remembered is taken from the grants of that time', async () => {
  const { token } = await allowing()
  const before = (await applications(token)).body
  const migration = migrations.find(({ number }) => number === 9)?.text ?? ''
  const [backfill = ''] = /^insert into consents.*?;$/ms.exec(migration) ?? []
  await usher.db.session(async (client) => {
    await client.query('delete from consents')
    await client.query(backfill)
  })
  const after = (await applications(token)).body
  expect(after.map(({ client_id, scopes }: { client_id: string; scopes: string[] }) => [client_id, scopes])).toEqual(
    before.map(({ client_id, scopes }: { client_id: string; scopes: string[] }) => [client_id, scopes]),
  )
})

test('applications of the platform’s own are allowed nothing that could be taken back', async () => {
  const { access_token } = await tokensOf(usher, own, somebody(), { scope: ownScope })
  expect((await applications(access_token)).body).toEqual([])
})
