import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import {
  type Application,
  application,
  authorizationRequest,
  refresh,
  toldBy,
  tokensOf,
} from './support/application.ts'
import type { Browser, Page } from './support/browser.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let app: Application
beforeAll(async () => {
  usher = await startUsher()
  app = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const scope = 'openid invitations:read organizations:read organizations:write'
const offline = { scope: `${scope} offline_access`, prompt: 'consent' }
const until = { until: 'https://app.example.com' }
const status = async (token: string) => (await usher.request('GET', '/invitations', { token })).status
const sessions = async (token: string) => (await usher.request('GET', '/users/me/sessions', { token })).body

/** Whether somebody is signed in with this browser. */
async function isSignedIn(browser: Browser): Promise<boolean> {
  return toldBy(await browser.open(authorizationRequest(usher, app, { prompt: 'none' }).url, until)).code !== undefined
}

/** A person with two browsers, each with tokens of its own. */
async function withTwoBrowsers() {
  const address = somebody()
  const one = await tokensOf(usher, app, address, offline)
  await usher.db.run(sql`delete from code_requests`)
  const two = await tokensOf(usher, app, address, offline)
  return { address, one, two }
}

describe('the browsers in which somebody is signed in', () => {
  test('are listed for that person, the current one marked', async () => {
    const { one, two } = await withTwoBrowsers()
    await tokensOf(usher, app, somebody())
    const listed = await sessions(one.access_token)
    expect(listed).toHaveLength(2)
    expect(listed.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
    const other = (await sessions(two.access_token)).find(({ current }: { current: boolean }) => current)
    expect(listed.find(({ id }: { id: string }) => id === other.id)).toMatchObject({
      current: false,
      user_agent: 'node',
    })
  })

  test('are not for applications of others, whatever their person allowed', async () => {
    const { address, one } = await withTwoBrowsers()
    const theirs = await application(usher, { firstParty: false })
    await usher.db.run(sql`delete from code_requests`)
    const { access_token } = await tokensOf(usher, theirs, address, { scope, prompt: 'consent' })
    const [{ id }] = await sessions(one.access_token)
    for (const [method, path] of [
      ['GET', '/users/me/sessions'],
      ['DELETE', `/users/me/sessions/${id}`],
    ] as const) {
      const { status, body } = await usher.request(method, path, { token: access_token })
      expect([status, body.code]).toEqual([403, 'own_application_required'])
    }
    expect(await sessions(one.access_token)).toHaveLength(3)
  })

  test('are ended one by one, with all that was granted there, and the others go on', async () => {
    const { one, two } = await withTwoBrowsers()
    const other = (await sessions(one.access_token)).find(({ current }: { current: boolean }) => !current)
    const end = () => usher.request('DELETE', `/users/me/sessions/${other.id}`, { token: one.access_token })
    expect([(await end()).body, (await end()).body]).toEqual([null, null])
    expect(await sessions(one.access_token)).toHaveLength(1)
    expect(await status(two.access_token)).toBe(401)
    expect((await refresh(usher, app, two.refresh_token)).body.error).toBe('invalid_grant')
    expect([await isSignedIn(two.browser), await isSignedIn(one.browser)]).toEqual([false, true])
    expect(await status(one.access_token)).toBe(200)
  })

  test('of somebody else are unknown', async () => {
    const { access_token: hers } = await tokensOf(usher, app, somebody(), { scope })
    const { access_token: his, browser } = await tokensOf(usher, app, somebody(), { scope })
    const [{ id }] = await sessions(his)
    expect((await usher.request('DELETE', `/users/me/sessions/${id}`, { token: hers })).status).toBe(404)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('stay ended, although a request under way saves its session afterwards', async () => {
    const { access_token: token, browser } = await tokensOf(usher, app, somebody(), { scope })
    const [{ id }] = await sessions(token)
    const { record } = await usher.db.one(sql<{ record: object }>`
      select to_jsonb(oauth_records) as record from oauth_records
      where model = 'Session' and uid = (select uid from sessions where id = ${id})`)
    await usher.request('DELETE', `/users/me/sessions/${id}`, { token })
    // What the late request found before the end comes back, and is saved once more with the next request.
    await usher.db.run(sql`
      insert into oauth_records select * from jsonb_populate_record(null::oauth_records, ${record}::jsonb)`)
    await isSignedIn(browser)
    expect(await isSignedIn(browser)).toBe(false)
    expect(
      await usher.db.many(sql`
      select id from oauth_records where session_uid = (select uid from sessions where id = ${id})`),
    ).toEqual([])
  })

  test('stay ended, although an application adds to what it was granted there at that moment', async () => {
    const { browser, access_token: token } = await tokensOf(usher, app, somebody(), { scope })
    const [{ id }] = await sessions(token)
    const more = authorizationRequest(usher, app, { scope: `${scope} profile invitations:respond` })
    await Promise.all([browser.open(more.url, until), usher.request('DELETE', `/users/me/sessions/${id}`, { token })])
    expect(await status(token)).toBe(401)
    const left = usher.db.many(sql`
      select id from oauth_records where session_uid = (select uid from sessions where id = ${id})`)
    expect(await left).toEqual([])
  })

  test('end after two weeks without use, and after ninety days in any case', async () => {
    const { browser, access_token } = await tokensOf(usher, app, somebody(), { scope })
    const [{ id }] = await sessions(access_token)
    const lives_days = async () => {
      const { days } = await usher.db.one(sql<{ days: number }>`
        select extract(epoch from expires_at - now())::float8 / 86400 as days from sessions where id = ${id}`)
      return days
    }
    expect(await lives_days()).toBeCloseTo(14, 1)
    const signedInBefore = async (days: number) =>
      usher.db.run(sql`
        update oauth_records
        set payload = payload || jsonb_build_object('loginTs', extract(epoch from now())::bigint - ${days * 86_400}::bigint)
        where model = 'Session' and uid = (select uid from sessions where id = ${id})`)
    await signedInBefore(86)
    expect(await isSignedIn(browser)).toBe(true)
    expect(await lives_days()).toBeCloseTo(4, 1)
    await usher.db.run(sql`
      update oauth_records set expires_at = now()
      where model = 'Session' and uid = (select uid from sessions where id = ${id})`)
    expect(await isSignedIn(browser)).toBe(false)
  })
})

describe('signing out', () => {
  /** Goes to the page that asks, and answers it. */
  async function signOut(
    browser: Browser,
    parameters: Record<string, string>,
    answer: Record<string, string>,
  ): Promise<Page> {
    await browser.open(`${usher.url}/oauth/logout?${new URLSearchParams(parameters).toString()}`)
    return browser.submit(answer, until)
  }

  test('ends the session and every refresh token, and leads back to the application (case 134)', async () => {
    const { browser, ...tokens } = await tokensOf(usher, app, somebody(), offline)
    const page = await signOut(
      browser,
      { id_token_hint: tokens.id_token, post_logout_redirect_uri: app.signedOutUri, state: 'bye' },
      { logout: 'yes' },
    )
    expect(page.url).toBe(`${app.signedOutUri}?state=bye`)
    expect(await isSignedIn(browser)).toBe(false)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(await status(tokens.access_token)).toBe(401)
  })

  test('only of the application leaves the session, and the others (case 134)', async () => {
    const { browser, ...tokens } = await tokensOf(usher, app, somebody(), { scope })
    const other = await application(usher)
    const others = await tokensOf(usher, other, 'not asked for', { browser, scope })
    await signOut(browser, { id_token_hint: tokens.id_token }, {})
    expect([await status(tokens.access_token), await status(others.access_token)]).toEqual([401, 200])
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(await isSignedIn(browser)).toBe(true)
  })

  test.each([
    'https://app.example.com/signed-out/',
    'https://app.example.com/signed-out?next=1',
    'https://evil.example/signed-out',
    'https://app.example.com/callback',
  ])('never leads to %s, which is not registered (case 134)', async (post_logout_redirect_uri) => {
    const { browser, id_token } = await tokensOf(usher, app, somebody())
    const parameters = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri })
    const page = await browser.open(`${usher.url}/oauth/logout?${parameters.toString()}`)
    expect([page.status, page.text.includes('This did not work')]).toEqual([400, true])
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('does not lead anywhere for who names no application (case 134)', async () => {
    const { browser } = await tokensOf(usher, app, somebody())
    const page = await signOut(browser, { post_logout_redirect_uri: app.signedOutUri }, { logout: 'yes' })
    expect([new URL(page.url).pathname, page.text.includes('You are signed out')]).toEqual([
      '/oauth/logout/success',
      true,
    ])
  })

  test('with the ID token of somebody else still asks, and ends the session of this browser alone (case 134)', async () => {
    const { id_token, browser: hers, access_token } = await tokensOf(usher, app, somebody())
    const { browser: his } = await tokensOf(usher, app, somebody())
    const forged = `${id_token.slice(0, -4)}AAAA`
    expect((await his.open(`${usher.url}/oauth/logout?id_token_hint=${forged}`)).status).toBe(400)
    const asked = await his.open(`${usher.url}/oauth/logout?id_token_hint=${id_token}`)
    expect(asked.text).toContain('Sign out?')
    expect(await isSignedIn(his)).toBe(true)
    await his.open(asked.url)
    await his.submit({ logout: 'yes' }, until)
    expect([await isSignedIn(his), await isSignedIn(hers), await status(access_token)]).toEqual([false, true, 200])
  })

  test('needs the form of our own page (case 130)', async () => {
    const { browser } = await tokensOf(usher, app, somebody())
    await browser.open(`${usher.url}/oauth/logout`)
    expect((await browser.submit({ xsrf: 'forged', logout: 'yes' }, until)).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })
})
