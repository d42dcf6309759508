import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { signIn, toldBy } from './support/application.ts'
import { Browser, type Page } from './support/browser.ts'
import { builtConsole, ConsoleTab } from './support/console.ts'
import { resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({}, { console: builtConsole })))
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`

async function signedIn(address = somebody()): Promise<ConsoleTab> {
  const tab = new ConsoleTab(usher)
  await tab.signIn(address)
  return tab
}

/** Somebody who comes back from the login server, as far as the address that the browser is about to open. */
async function onTheWayBack(tab = new ConsoleTab(usher)): Promise<{ tab: ConsoleTab; back: URL }> {
  await usher.db.run(sql`delete from code_requests`)
  await tab.leave()
  const page = await signIn(usher, tab.browser, somebody(), `${usher.url}/session/callback`)
  return { tab, back: new URL(page.url) }
}

async function refused(tab: ConsoleTab, back: URL | string, status = 400): Promise<Page> {
  const page = await tab.browser.open(typeof back === 'string' ? back : back.href)
  expect([page.status, page.text.includes('You are not signed in')]).toEqual([status, true])
  expect([tab.cookie, (await tab.session()).user]).toEqual([undefined, null])
  return page
}

describe('who comes back from the login server', () => {
  test('is signed in once: the same address opened again gives no session (case 129)', async () => {
    const { tab, back } = await onTheWayBack()
    expect((await tab.browser.open(back.href)).url).toBe(`${usher.url}/console/`)
    const session = tab.cookie
    // Who goes back or reloads is where they were, as who they were.
    expect((await tab.browser.open(back.href)).url).toBe(`${usher.url}/console/`)
    expect(tab.cookie).toBe(session)
    expect((await tab.get('/invitations')).status).toBe(200)
    await refused(new ConsoleTab(usher), back)
  })

  test('after somebody else with the same code ends both: one of them was robbed (case 129)', async () => {
    const { tab, back } = await onTheWayBack()
    const before = tab.browser.headersFor(usher.url)['cookie'] ?? ''
    await tab.browser.open(back.href)
    const thief = new ConsoleTab(usher)
    for (const cookie of before.split('; ')) thief.browser.keep(usher.url, `${cookie}; path=/`)
    await refused(thief, back)
    expect((await tab.get('/invitations')).status).toBe(401)
  })

  test.each<[string, (back: URL) => void]>([
    ['no state', (back) => back.searchParams.delete('state')],
    ['another state', (back) => back.searchParams.set('state', 'A'.repeat(43))],
    [
      'a state that only begins like its own',
      (back) => back.searchParams.set('state', `${stateOf(back).slice(0, 12)}x`),
    ],
    ['its state twice', (back) => back.searchParams.append('state', stateOf(back))],
    ['no issuer', (back) => back.searchParams.delete('iss')],
    ['another issuer, as in a mix-up', (back) => back.searchParams.set('iss', 'https://evil.example')],
    ['the issuer with a slash', (back) => back.searchParams.set('iss', `${usher.url}/`)],
    ['no code', (back) => back.searchParams.delete('code')],
    ['another code', (back) => back.searchParams.set('code', 'A'.repeat(43))],
    ['NUL', (back) => back.searchParams.set('code', '\0')],
  ])('with %s is refused (case 129)', async (_, change) => {
    const { tab, back } = await onTheWayBack()
    change(back)
    await refused(tab, back)
  })

  test('in another browser than the one that left is refused (case 129)', async () => {
    const { back } = await onTheWayBack()
    await refused(new ConsoleTab(usher), back)
  })

  test('with the code that somebody else got is refused, since their nonce and verifier are others (case 129)', async () => {
    const attacker = await onTheWayBack()
    const victim = await onTheWayBack()
    victim.back.searchParams.set('code', attacker.back.searchParams.get('code') ?? '')
    await refused(victim.tab, victim.back)
  })

  test('with a cookie for the way that was made for another purpose is refused', async () => {
    const { tab } = await onTheWayBack()
    const session = (await signedIn()).cookie?.split('=')[1]
    const forger = new ConsoleTab(usher)
    forger.browser.keep(usher.url, `usher_leaving_${'A'.repeat(12)}=${session}; path=/`)
    await refused(forger, `${usher.url}/session/callback?code=x&iss=${usher.url}&state=${'A'.repeat(43)}`)
    expect(tab.cookie).toBeUndefined()
  })

  test('having gone back without signing in reads so, and can sign in again', async () => {
    const tab = new ConsoleTab(usher)
    await tab.leave({ return_to: '/console/account' })
    const page = await tab.browser.submit({ step: 'cancel' })
    expect([page.status, page.text.includes('without signing in')]).toEqual([403, true])
    expect(page.text).toContain('href="/session/sign-in?return_to=%2Fconsole%2Faccount"')
    expect((await tab.session()).user).toBeNull()
  })

  test('by a link with an error that nobody here asked for is refused without its words', async () => {
    const error = new URLSearchParams({ error: 'server_error', error_description: 'Call 555-0100', state: 'x' })
    const page = await refused(new ConsoleTab(usher), `${usher.url}/session/callback?${error.toString()}`)
    expect(page.text).not.toContain('555')
  })

  test('gets a session that nobody could know before, whatever the browser had (case 130)', async () => {
    const thief = await signedIn()
    const victim = new ConsoleTab(usher)
    victim.browser.keep(usher.url, `${thief.cookie}; path=/`)
    const address = somebody()
    await victim.signIn(address)
    expect(victim.cookie).not.toBe(thief.cookie)
    expect((await victim.session()).user?.email).toBe(address)
    const again = new ConsoleTab(usher, victim.browser)
    const first = victim.cookie
    await again.leave()
    expect(again.cookie).not.toBe(first)
  })

  test('leaves at most a few cookies behind of the times when nobody came back', async () => {
    const tab = new ConsoleTab(usher)
    for (let time = 0; time < 20; time++) await tab.leave({}, { until: `${usher.url}/oauth` })
    const cookies = tab.browser.headersFor(usher.url)['cookie'] ?? ''
    expect(cookies.match(/usher_leaving_/g)?.length).toBeLessThanOrEqual(8)
  })
})

describe('return_to', () => {
  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/console\\..\\..\\evil',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://evil.example/console/',
    'https:evil.example',
    'http://127.0.0.1:1/console/',
    '/\t/evil.example',
    '/console/\r\nSet-Cookie: a=b',
    '/console/%0d%0aSet-Cookie:%20a=b',
    '/console/%5c%5cevil.example',
    ' /console/account',
    '/console/../oauth/logout',
    '/console/%2e%2e/oauth/logout',
    '/console-evil',
    '/joined',
    '/join/../docs',
    '/docs',
    '/session/sign-in',
    '/oauth/authorize',
    'console/account',
    '@evil.example',
    '',
  ])('%j leads to the inbox (case 141)', async (return_to) => {
    const tab = await sharedTab()
    const page = await tab.leave({ return_to })
    expect(page.url).toBe(`${usher.url}/console/`)
  })

  test('that is too long to be kept in a cookie leads to the inbox, and nobody is kept from signing in', async () => {
    for (const letter of ['q', 'ü']) {
      const tab = new ConsoleTab(usher)
      const page = await tab.signIn(somebody(), { return_to: `/console/?q=${letter.repeat(1_200)}` })
      const kept = letter === 'q' ? `/console/?q=${'q'.repeat(1_200)}` : '/console/'
      expect([page.status, page.url]).toEqual([200, usher.url + kept])
    }
  })

  test('twice leads to the inbox (case 141)', async () => {
    const tab = await sharedTab()
    const page = await tab.browser.open(
      `${usher.url}/session/sign-in?return_to=/console/account&return_to=//evil.example`,
    )
    expect(page.url).toBe(`${usher.url}/console/`)
  })

  test.each(['/console', '/console/', '/console/organizations/1/people?q=a%20b', '/join?sign_in=1'])(
    '%s is a page of ours',
    async (return_to) => {
      const tab = await sharedTab()
      expect((await tab.leave({ return_to })).url).toBe(usher.url + return_to)
    },
  )

  test('loses its fragment, which is for the browser alone', async () => {
    const tab = await sharedTab()
    expect((await tab.leave({ return_to: '/join#secret' })).url).toBe(`${usher.url}/join`)
  })

  let shared: ConsoleTab | undefined
  async function sharedTab(): Promise<ConsoleTab> {
    return (shared ??= await signedIn())
  }
})

describe('a write by the cookie', () => {
  const body = { name: 'Forged' }
  test.each<[string, Record<string, string>]>([
    ['without anything else', {}],
    ['without Origin', { 'x-usher-csrf': '1' }],
    ['from another site', { origin: 'https://evil.example', 'x-usher-csrf': '1' }],
    ['from a page without an origin', { origin: 'null', 'x-usher-csrf': '1' }],
    ['from another port', { origin: 'http://127.0.0.1:1', 'x-usher-csrf': '1' }],
    ['from a longer name', { origin: 'ORIGIN.evil.example', 'x-usher-csrf': '1' }],
    ['from ours without the header', { origin: 'ORIGIN' }],
    ['from ours with another value of the header', { origin: 'ORIGIN', 'x-usher-csrf': '0' }],
  ])('%s is refused, and nothing is done (case 139)', async (_, headers) => {
    const tab = await signedIn()
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('ORIGIN', usher.url)]),
    )
    for (const [method, path, content] of [
      ['POST', '/organizations', body],
      ['PATCH', '/users/me', body],
      ['DELETE', `/users/me/sessions/${randomUUID()}`, undefined],
      ['POST', `/invitations/${randomUUID()}?accept=true`, undefined],
      ['POST', '/session/sign-out', undefined],
    ] as const) {
      const answer = await unchanged(usher, () => tab.send(method, path, { body: content, headers: sent }))
      expect([answer.status, answer.body.code]).toEqual([403, 'csrf_refused'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect((await tab.get('/invitations')).status).toBe(200)
  })

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'as a form of %s is refused, as every site can send one (case 139)',
    async (type) => {
      const tab = await signedIn()
      const { status, body: problem } = await unchanged(usher, () =>
        tab.send('POST', '/organizations', {
          body: '{"name":"Forged"}',
          headers: { 'content-type': type, origin: 'https://evil.example' },
        }),
      )
      expect([status, problem.code]).toEqual([403, 'csrf_refused'])
    },
  )

  test('is not by the cookie where an access token comes along, whoever that is of', async () => {
    const tab = await signedIn()
    const grace = await resident(usher, 'grace')
    const headers = { authorization: `Bearer ${grace.token}` }
    expect((await tab.send('PATCH', '/users/me', { body: { name: 'Grace' }, headers })).body.id).toBe(grace.id)
    expect((await tab.send('GET', '/users/me', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
    expect((await tab.send('GET', '/users/me', { headers: { authorization: '' } })).status).toBe(401)
  })

  test('is none for endpoints of the login server', async () => {
    const tab = await signedIn()
    expect((await tab.get('/oauth/userinfo')).status).toBe(401)
  })
})

describe('the cookie', () => {
  test('is no token, is kept from scripts, and nothing that the browser gets is a token (case 142)', async () => {
    const { tab, back } = await onTheWayBack()
    const landing = await tab.browser.open(back.href, { until: `${usher.url}/console` })
    const [, line = ''] = landing.headers.getSetCookie()
    expect(line).toMatch(/^usher_console=ey[\w.-]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
    const sealed = line.split(/[=;]/)[1] ?? ''
    expect(JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
    })
    expect((await usher.request('GET', '/invitations', { token: sealed })).status).toBe(401)
    for (const { text } of [await tab.get('/session'), await tab.get('/users/me'), landing])
      expect(text).not.toMatch(/ey[\w-]+\.ey|access_token|refresh_token/)
    expect(usher.log).not.toContain(sealed)
  })

  test.each<[string, (sealed: string) => string]>([
    ['of another sender', () => 'made-up'],
    ['changed', (sealed) => `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'QA' : 'AA'}`],
    ['cut off', (sealed) => sealed.slice(0, 100)],
    ['too long', (sealed) => sealed + 'A'.repeat(5_000)],
    ['empty', () => ''],
  ])('%s is none', async (_, change) => {
    const [name = '', sealed = ''] = (await signedIn()).cookie?.split('=') ?? []
    const cookie = `${name}=${change(sealed)}`
    const answer = await usher.request('GET', '/invitations', { headers: { cookie } })
    expect([answer.status, answer.body.code]).toEqual([401, 'authentication_required'])
    expect((await usher.request('GET', '/session', { headers: { cookie } })).body.user).toBeNull()
  })

  test('opens nothing after signing out, and no answer is kept by the browser (case 142)', async () => {
    const tab = await signedIn()
    for (const path of ['/session', '/invitations', '/users/me'])
      expect((await tab.get(path)).headers.get('cache-control')).toBe('no-store')
    const page = await tab.browser.open(`${usher.url}/console/`)
    expect(page.headers.get('cache-control')).toBe('no-store')
    await tab.write('POST', '/session/sign-out')
    expect([tab.cookie, (await tab.session()).user]).toEqual([undefined, null])
    expect((await tab.get('/invitations')).status).toBe(401)
  })

  test.each(['null', 'https://evil-example.com', 'ORIGIN.evil.example', 'http://sub.127.0.0.1', 'ORIGIN'])(
    'is of no use to pages of %s: no answer may be read across origins (case 145)',
    async (name) => {
      const tab = await signedIn()
      const origin = name.replace('ORIGIN', usher.url)
      for (const method of ['GET', 'OPTIONS']) {
        for (const path of ['/session', '/invitations', '/users/me', '/session/sign-in', '/console/']) {
          const { headers } = await tab.send(method, path, {
            headers: {
              origin,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'x-usher-csrf',
            },
          })
          expect([...headers.keys()].filter((each) => each.startsWith('access-control-'))).toEqual([])
        }
      }
    },
  )
})

describe('behind a proxy with TLS', () => {
  const publicUrl = 'https://usher.example.com'

  test('names and attributes of the cookies keep other hosts from planting them, and signing in works', async () => {
    await using behind = await startUsher({ PUBLIC_URL: publicUrl }, { console: builtConsole })
    const tab = new ConsoleTab(behind, new Browser({ reach: (url) => url.replace(publicUrl, behind.url) }))
    const left = await tab.leave({}, { until: publicUrl })
    expect(left.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-usher_leaving_[\w-]{12}=.*; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect((await tab.signIn(somebody(), { return_to: '/console/account' })).url).toBe(`${publicUrl}/console/account`)
    expect(tab.cookie).toMatch(/^__Host-usher_console=/)
    expect((await tab.write('POST', '/organizations', { name: 'Behind TLS' })).status).toBe(201)
    const forged = { origin: behind.url, 'x-usher-csrf': '1' }
    expect((await tab.send('POST', '/organizations', { body: { name: 'x' }, headers: forged })).status).toBe(403)
    // Without its prefix it could have been planted.
    const planted = { cookie: tab.cookie?.replace('__Host-', '') ?? '' }
    expect((await behind.request('GET', '/invitations', { headers: planted })).status).toBe(401)
  })
})

function stateOf(back: URL): string {
  return toldBy({ url: back.href } as Page)['state'] ?? ''
}
