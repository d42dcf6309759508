import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeClient } from '../src/clients/clients.ts'
import { codeFor } from '../src/codes/code.ts'
import { sql } from '../src/database/sql.ts'
import { linkKeyOf } from '../src/mail/link.ts'
import {
  application,
  authorizationRequest,
  exchange,
  refresh,
  signIn,
  toldBy,
  tokensOf,
} from './support/application.ts'
import { Browser } from './support/browser.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const until = { until: 'https://app.example.com' }
const scope = 'openid organizations:read'
const offline = { scope: `${scope} offline_access`, prompt: 'consent' }

const userWith = async (address: string) =>
  (
    await usher.db.one(
      sql<{ user_id: string }>`select user_id from addresses where canonical = ${address} and signs_in`,
    )
  ).user_id

test('a program on the machine of somebody who is signed in gets nothing without a click, first-party or not (RFC 8252, section 8.6)', async () => {
  const { browser } = await tokensOf(usher, await application(usher), somebody(), { scope })
  const installed = await application(usher, { redirectUri: 'http://127.0.0.1/callback' })
  const stranger = { ...installed, redirectUri: 'http://127.0.0.1:49999/callback' }
  const asked = authorizationRequest(usher, stranger, { scope })
  const page = await browser.open(asked.url, { until: stranger.redirectUri })
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('A program on this device asks')])
  const { code } = toldBy(await browser.submit({ step: 'allow' }, { until: stranger.redirectUri }))
  expect((await exchange(usher, stranger, { code: code ?? '', verifier: asked.verifier })).status).toBe(200)
  const silent = authorizationRequest(usher, stranger, { scope, prompt: 'none' })
  expect(toldBy(await browser.open(silent.url, { until: stranger.redirectUri }))['error']).toBe('interaction_required')
})

test('whoever signs in just now is not asked twice by a first-party program', async () => {
  const installed = await application(usher, { redirectUri: 'http://127.0.0.1:5000/callback' })
  const browser = new Browser()
  await browser.open(authorizationRequest(usher, installed, { scope }).url)
  const page = await signIn(usher, browser, somebody(), installed.redirectUri)
  expect(toldBy(page)['code']).toBeDefined()
})

test('a proof that was given before a user’s tokens were ended signs nobody in afterwards (case 15)', async () => {
  const app = await application(usher)
  const address = somebody()
  await tokensOf(usher, app, address, { scope })
  const id = await userWith(address)
  await usher.db.run(sql`delete from code_requests`)
  const thief = new Browser()
  const asked = authorizationRequest(usher, app, { scope })
  await thief.open(asked.url)
  // The code is right, and where it leads to is not opened yet.
  const parked = await signIn(usher, thief, address, `${usher.url}/oauth/authorize/`)
  // That was an hour ago, and half an hour ago every token was ended.
  await usher.db.run(sql`
    update oauth_records
    set payload = jsonb_set(payload, '{result,login,ts}', to_jsonb((payload #>> '{result,login,ts}')::bigint - 3600))
    where model = 'Interaction' and payload #>> '{result,login,accountId}' = ${id}
      and payload #> '{result,login,ts}' is not null`)
  await usher.db.run(sql`update users set tokens_valid_from = now() - interval '30 minutes' where id = ${id}`)
  const later = await thief.open(new URL(parked.headers.get('location') ?? '', usher.url).href, until)
  expect([toldBy(later)['code'], later.text]).toEqual([undefined, expect.stringContaining('Sign in')])
})

describe('a change of a client', () => {
  const told = { actor: { type: 'system' }, requestId: null } as const
  const change = (id: string, to: Parameters<typeof changeClient>[2]) =>
    usher.db.transaction((tx) => changeClient(tx, id, to, told))

  test('ends the sign-ins under way that it would not allow', async () => {
    const app = await application(usher, { firstParty: false })
    const browser = new Browser()
    await browser.open(authorizationRequest(usher, app, { scope: `${scope} organizations:write` }).url)
    await signIn(usher, browser, somebody(), app.redirectUri)
    await change(app.id, { scopes: ['openid', 'organizations:read'] })
    const page = await browser.submit({ step: 'allow' }, until)
    expect([page.url.startsWith(app.redirectUri), page.text]).toEqual([false, expect.stringContaining('Start again')])
  })

  test('ends what was granted without asking, where it belongs to somebody else now', async () => {
    const app = await application(usher)
    const held = await tokensOf(usher, app, somebody(), offline)
    await change(app.id, { first_party: false })
    expect((await refresh(usher, app, held.refresh_token)).body.error).toBe('invalid_grant')
    expect((await usher.request('GET', '/users/me', { token: held.access_token })).status).toBe(401)
  })
})

test('signing out of one application ends its offline access, and leaves the others (case 134)', async () => {
  const app = await application(usher)
  const other = await application(usher)
  const address = somebody()
  const held = await tokensOf(usher, app, address, offline)
  const kept = await tokensOf(usher, other, address, { browser: held.browser, ...offline })
  await held.browser.open(
    `${usher.url}/oauth/logout?${new URLSearchParams({ id_token_hint: held.id_token }).toString()}`,
  )
  // Without "Sign out", the form signs out of this application alone.
  await held.browser.submit({}, { until: 'https://nowhere.example.com' })
  expect((await refresh(usher, app, held.refresh_token)).body.error).toBe('invalid_grant')
  expect((await refresh(usher, other, kept.refresh_token)).status).toBe(200)
})

test('a code that was never mailed proves nothing: the address of a service account stays its own', async () => {
  const id = randomUUID()
  const email = `${id}@service.localhost`
  await usher.db.run(sql`
    with made as (insert into users (id, kind) values (${id}, 'service_account') returning id)
    insert into addresses (user_id, canonical, email, verified_at) select id, ${email}, ${email}, now() from made`)
  const browser = new Browser()
  await browser.open(authorizationRequest(usher, await application(usher), { scope }).url)
  await browser.submit({ step: 'address', email })
  const seed = await usher.db.one(sql<{ id: string; digits: 6; key_epoch: string; mailed: boolean }>`
    select id, digits, key_epoch, mailed from codes where canonical = ${email}`)
  expect(seed.mailed).toBe(false)
  const guessed = codeFor(linkKeyOf(usher.running.config.linkKeys, seed.key_epoch), seed)
  const page = await browser.submit({ step: 'code', code: guessed }, until)
  expect(page.status).toBe(422)
  const holders = await usher.db.many(sql<{ user_id: string }>`
    select user_id from addresses where canonical = ${email} and verified_at is not null`)
  expect(holders).toEqual([{ user_id: id }])
})

test('a database that was copied holds no refresh token', async () => {
  const app = await application(usher)
  const held = await tokensOf(usher, app, somebody(), offline)
  const { body } = await refresh(usher, app, held.refresh_token)
  for (const token of [held.refresh_token, body.refresh_token as string]) {
    const { count } = await usher.db.one(sql<{ count: number }>`
      select count(*) from oauth_records where position(${token} in id || payload::text) > 0`)
    expect(count).toBe(0)
  }
  expect((await refresh(usher, app, held.refresh_token)).body.error).toBe('invalid_grant')
})

test('somebody who came through an issuer that is trusted no longer is signed in no longer', async () => {
  const app = await application(usher)
  const address = somebody()
  const held = await tokensOf(usher, app, address, offline)
  const once = await refresh(usher, app, held.refresh_token)
  expect(once.status).toBe(200)
  const id = await userWith(address)
  await usher.db.run(sql`
    insert into identities (issuer, subject, user_id) values ('https://no-longer-trusted.example.com', ${id}, ${id})`)
  expect((await refresh(usher, app, once.body.refresh_token)).body.error).toBe('invalid_grant')
  const silent = authorizationRequest(usher, app, { scope, prompt: 'none' })
  expect(toldBy(await held.browser.open(silent.url, until))['error']).toBe('interaction_required')
})

test('who loses an address to somebody who signs in with it is told by an event (case 158)', async () => {
  const email = somebody()
  const { user_id } = await usher.db.one(sql<{ user_id: string }>`
    with made as (
      insert into users (kind) values ('person') returning id
    ), known as (
      insert into identities (issuer, subject, user_id) select 'https://elsewhere.example.com', id::text, id from made
    )
    insert into addresses (user_id, canonical, email, verified_at) select id, ${email}, ${email}, now() from made
    returning user_id`)
  await tokensOf(usher, await application(usher), email, { scope })
  const events = await usher.db.many(sql<{ type: string }>`select type from events where subject_id = ${user_id}`)
  expect(events).toEqual([{ type: 'address.lost' }])
})
