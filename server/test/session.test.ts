import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { ConsoleSessions } from '../src/session/console-sessions.ts'
import { Secret } from '../src/secret.ts'
import { application, authorize, tokensOf } from './support/application.ts'
import { cast } from './support/cast.ts'
import { builtConsole, ConsoleTab } from './support/console.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({}, { console: builtConsole })))
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const day_ms = 86_400_000

async function signedIn(address = somebody()): Promise<ConsoleTab> {
  const tab = new ConsoleTab(usher)
  await tab.signIn(address)
  return tab
}

/** The grant that this session stands for. */
async function grantOf(tab: ConsoleTab): Promise<{ grantId: string; userId: string; signedIn: Date }> {
  const session = await usher.running.consoleSessions.read(tab.cookie)
  if (session === undefined) throw new Error('nobody is signed in')
  const { grantId, subject: userId, issuedAt } = session.caller
  return { grantId, userId, signedIn: issuedAt }
}

/** The same session with a cookie that was made so long ago. */
async function withCookieFrom(tab: ConsoleTab, { renewedDaysAgo = 0, signedInDaysAgo = 0 }): Promise<ConsoleTab> {
  const { grantId, userId: subject } = await grantOf(tab)
  const issuedAt = new Date(Math.floor((Date.now() - signedInDaysAgo * day_ms) / 1000) * 1000)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - renewedDaysAgo * day_ms })
  const cookie = await usher.running.consoleSessions
    .begin({ subject, grantId, issuedAt })
    .finally(() => vi.useRealTimers())
  const other = new ConsoleTab(usher)
  other.browser.keep(usher.url, cookie)
  return other
}

describe('signing in to the console', () => {
  test('leads back to the page that was asked for, and says who is signed in', async () => {
    const address = somebody()
    const tab = new ConsoleTab(usher)
    expect(await tab.session()).toEqual({
      user: null,
      memberships: [],
      mailbox_url: `${usher.url}/mailbox`,
      mode: 'development',
    })
    const page = await tab.signIn(address, { return_to: '/console/account?tab=sessions' })
    expect([page.status, page.url]).toEqual([200, `${usher.url}/console/account?tab=sessions`])
    expect((await tab.session()).user).toEqual({ id: expect.any(String), name: null, email: address, avatar_url: null })
  })

  test('shows the memberships, with what they allow', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds('Analytical Engines')
    const address = somebody()
    const tab = await signedIn(address)
    const invitation = await ada.invites(company, address, 'member')
    expect((await tab.get('/invitations')).body).toMatchObject([{ id: invitation.id }])
    expect((await tab.write('POST', `/invitations/${invitation.id}?accept=true`)).body).toBe(company.id)
    expect((await tab.session()).memberships).toEqual([
      {
        organization_id: company.id,
        name: 'Analytical Engines',
        slug: expect.any(String),
        logo_url: null,
        permissions: ['members:read', 'organization:read'],
      },
    ])
  })

  test('gives the whole API as far as people may use it, and what is for own applications', async () => {
    const tab = await signedIn()
    const { body: made } = await tab.write('POST', '/organizations', { name: 'Difference Works' })
    expect((await tab.get(`/organizations/${made.id}/members`)).status).toBe(200)
    expect((await tab.get('/users/me/sessions')).body).toMatchObject([{ current: true }])
    const { status, body } = await tab.get('/memberships?issuer=x&subject=y')
    expect([status, body.code, body.required_scope]).toEqual([403, 'insufficient_scope', 'platform'])
  })

  test('knows the address that is expected', async () => {
    const page = await new ConsoleTab(usher).leave({ login_hint: 'grace@example.com' })
    expect(page.text).toContain('value="grace@example.com"')
  })

  test('needs nothing more where the browser is signed in already', async () => {
    const { browser } = await tokensOf(usher, await application(usher), somebody())
    const tab = new ConsoleTab(usher, browser)
    expect((await tab.leave({ return_to: '/console/account' })).url).toBe(`${usher.url}/console/account`)
    expect((await tab.session()).user).not.toBeNull()
  })

  test('as somebody else asks again, and ends what the one before had', async () => {
    const before = await signedIn()
    const cookie = before.cookie ?? ''
    const other = somebody()
    await before.signIn(other, { switch: 'true' })
    expect((await before.session()).user?.email).toBe(other)
    const left = await usher.request('GET', '/invitations', { headers: { cookie } })
    expect([left.status, left.body.code]).toEqual([401, 'invalid_token'])
  })

  test('anew in the same browser ends the session before, if that had another grant', async () => {
    const tab = await signedIn()
    const { grantId } = await grantOf(tab)
    // The browser has lost its session at the login server, as after two weeks elsewhere.
    const again = new ConsoleTab(usher)
    again.browser.keep(usher.url, `${tab.cookie}; path=/`)
    await again.signIn(somebody())
    expect(await usher.db.many(sql`select from oauth_records where id = ${grantId}`)).toEqual([])
    expect((await again.get('/invitations')).status).toBe(200)
  })
})

describe('a session of the console', () => {
  test('ends at the next request when it is ended elsewhere', async () => {
    const address = somebody()
    const tab = await signedIn(address)
    const elsewhere = await signedIn(address)
    expect((await tab.get('/invitations')).status).toBe(200)
    const listed = (await elsewhere.get('/users/me/sessions')).body as { id: string; current: boolean }[]
    const other = listed.find(({ current }) => !current)?.id
    expect((await elsewhere.write('DELETE', `/users/me/sessions/${other}`)).status).toBe(200)
    expect((await tab.get('/invitations')).status).toBe(401)
    expect((await tab.session()).user).toBeNull()
    expect((await elsewhere.get('/invitations')).status).toBe(200)
  })

  test('ends at the next request when its user is disabled (case 15)', async () => {
    const tab = await signedIn()
    const { userId } = await grantOf(tab)
    await usher.db.run(sql`update users set status = 'disabled' where id = ${userId}`)
    expect((await tab.get('/invitations')).status).toBe(401)
    expect((await tab.session()).user).toBeNull()
    await usher.db.run(sql`update users set status = 'active' where id = ${userId}`)
  })

  test('ends at the next request when all that its user has was ended before', async () => {
    const tab = await signedIn()
    const { userId } = await grantOf(tab)
    await usher.db.run(sql`update users set tokens_valid_from = now() + interval '1 minute' where id = ${userId}`)
    expect((await tab.get('/invitations')).status).toBe(401)
  })

  test('lasts two weeks without use', async () => {
    const tab = await signedIn()
    expect((await (await withCookieFrom(tab, { renewedDaysAgo: 13.9 })).get('/invitations')).status).toBe(200)
    const late = await (await withCookieFrom(tab, { renewedDaysAgo: 14.1 })).get('/invitations')
    expect([late.status, late.body.code]).toEqual([401, 'authentication_required'])
  })

  test('goes on as long as it is used: a cookie older than a day is replaced, and no younger one', async () => {
    const tab = await signedIn()
    expect((await tab.get('/invitations')).headers.getSetCookie()).toEqual([])
    for (const path of ['/invitations', '/session']) {
      const old = await withCookieFrom(tab, { renewedDaysAgo: 2 })
      const [replaced] = (await old.get(path)).headers.getSetCookie()
      expect(replaced).toMatch(/^usher_console=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
      expect((await old.get(path)).headers.getSetCookie()).toEqual([])
    }
  })

  test('lasts ninety days in all', async () => {
    const tab = await signedIn()
    const old = await withCookieFrom(tab, { renewedDaysAgo: 2, signedInDaysAgo: 86 })
    const [replaced = ''] = (await old.get('/invitations')).headers.getSetCookie()
    expect(Number(/Max-Age=(\d+)/.exec(replaced)?.[1]) / 86_400).toBeCloseTo(4, 1)
    const over = await withCookieFrom(tab, { renewedDaysAgo: 1, signedInDaysAgo: 90 })
    expect((await over.get('/invitations')).status).toBe(401)
  })

  test('survives a change of the cookie keys, and moves on to the new one (case 191)', async () => {
    const tab = await signedIn()
    const { publicUrl, cookieKeys } = usher.running.config
    const key = new Secret('Zk3wq9YhVb8Lc5Nd7Fg1Ps4QaJx2mT0r')
    const rotated = new ConsoleSessions({ publicUrl, cookieKeys: [key, ...cookieKeys] })
    const session = await rotated.read(tab.cookie)
    expect(session?.caller.grantId).toBe((await grantOf(tab)).grantId)
    const moved = await rotated.begin(session?.caller ?? expect.fail())
    expect(await new ConsoleSessions({ publicUrl, cookieKeys: [key] }).read(moved.split(';')[0])).toBeDefined()
    expect(await new ConsoleSessions({ publicUrl, cookieKeys: [key] }).read(tab.cookie)).toBeUndefined()
  })
})

describe('signing out of the console', () => {
  test('ends its grant and its cookie, and the session of the login server, which nothing else was using', async () => {
    const tab = await signedIn()
    const cookie = tab.cookie ?? ''
    const { status, body, headers } = await tab.write('POST', '/session/sign-out')
    expect([status, body]).toEqual([200, { url: `${usher.url}/console/signed-out` }])
    expect(headers.getSetCookie()).toEqual(['usher_console=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'])
    expect((await usher.request('GET', '/invitations', { headers: { cookie } })).status).toBe(401)
    // Coming back means to sign in.
    expect((await tab.leave()).text).toContain('Mail me a code')
  })

  test('asks first where other applications were signed in to as well', async () => {
    const tab = await signedIn()
    const app = await application(usher)
    await authorize(usher, app, 'not asked for', { browser: tab.browser })
    const { body } = await tab.write('POST', '/session/sign-out')
    expect((await tab.get('/invitations')).status).toBe(401)
    const asked = await tab.browser.open(body.url)
    expect([asked.status, asked.text.includes('Only sign out of Usher')]).toEqual([200, true])
    const over = await tab.browser.submit({ logout: 'yes' })
    expect(over.url).toBe(`${usher.url}/console/signed-out`)
  })

  test('twice, and where nobody is signed in, does no harm', async () => {
    const tab = new ConsoleTab(usher)
    const { status, body } = await tab.write('POST', '/session/sign-out')
    expect(status).toBe(200)
    expect((await tab.browser.open(body.url)).status).toBe(200)
  })
})
