import { randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { formToken } from '../src/sign_in/form.ts'
import {
  type Application,
  application,
  authorizationRequest,
  authorize,
  exchange,
  signIn,
  toldBy,
  tokensOf,
} from './support/application.ts'
import { Browser, type Page } from './support/browser.ts'
import { codeMailedTo, emptyMailbox } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let app: Application
beforeAll(async () => {
  usher = await startUsher()
  app = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const until = { until: 'https://app.example.com' }

/** A browser that was sent to the sign-in by an application. */
async function visitor(
  parameters: Record<string, string> = {},
  client = app,
): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser()
  return { browser, page: await browser.open(authorizationRequest(usher, client, parameters).url, until) }
}

const uidIn = ({ url }: Page) => new URL(url).pathname.split('/').at(-1) ?? ''
/** What a page shows, but for what is new on each. */
const visible = ({ status, text }: Page, address: string) => [
  status,
  text
    .replaceAll(address, '')
    .replaceAll(/[\w-]{43}/g, '')
    .replaceAll(/[\da-f-]{36}/g, ''),
]

describe('the pages', () => {
  test('hold no script, cannot be framed, are kept nowhere, and lead back to the application alone (case 130)', async () => {
    const { browser, page } = await visitor()
    const pages = [page, await browser.submit({ step: 'address', email: somebody() })]
    const third = await application(usher, { firstParty: false })
    const { browser: other } = await visitor({}, third)
    pages.push(await signIn(usher, other, somebody(), third.redirectUri))
    for (const { status, headers, text } of pages) {
      expect(status).toBe(200)
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "form-action 'self' https://app.example.com",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(part)
      expect(policy).not.toMatch(/script|unsafe/)
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(text).not.toMatch(/<script|\son\w+=|style="/)
    }
  })

  test('show what an application says of itself and its person as text (case 130)', async () => {
    const hostile = '<script>alert(1)</script>"@example.com'
    const { page } = await visitor({ login_hint: hostile })
    expect(page.text).not.toContain('<script')
    expect(page.text).toContain('&lt;script&gt;')
  })

  test('their cookies are out of reach of scripts and of other sites (case 130)', async () => {
    const response = await fetch(authorizationRequest(usher, app).url, { redirect: 'manual' })
    const cookies = response.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatch(/; samesite=lax/i)
    for (const cookie of cookies) expect(cookie).toMatch(/; httponly/i)
  })
})

describe('a form', () => {
  test.each([
    ['without its token', { form: '' }],
    ['with the token of another interaction', { form: 'A'.repeat(43) }],
  ])('%s does nothing (case 130)', async (_, fields) => {
    const { browser } = await visitor()
    const page = await unchanged(usher, () => browser.submit({ step: 'address', email: somebody(), ...fields }))
    expect([page.status, page.text.includes('Nothing was done')]).toEqual([403, true])
  })

  test('that another site sends does nothing, even if it knew the token (case 130)', async () => {
    const { browser, page } = await visitor()
    const { cookie = '' } = browser.headersFor(page.url)
    const body = new URLSearchParams({
      form: formToken(usher.running.config, uidIn(page)),
      step: 'address',
      email: somebody(),
    })
    const send = (headers: Record<string, string>) =>
      fetch(page.url, { method: 'POST', redirect: 'manual', body, headers })
    expect((await unchanged(usher, () => send({ cookie, origin: 'https://evil.example' }))).status).toBe(403)
    expect((await unchanged(usher, () => send({ cookie, origin: 'null' }))).status).toBe(403)
    expect((await unchanged(usher, () => send({ origin: usher.url }))).status).toBe(400)
    expect((await send({ cookie, origin: usher.url })).status).toBe(303)
  })

  test('of another kind than a form is refused', async () => {
    const { page } = await visitor()
    const response = await fetch(page.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(415)
  })
})

describe('an interaction', () => {
  test('of another browser cannot be seen, and nothing be done in it (case 130)', async () => {
    const { page } = await visitor()
    const { browser: other } = await visitor()
    const seen = await other.open(page.url)
    expect([seen.status, seen.text.includes('Start again')]).toEqual([400, true])
    const response = await fetch(page.url, { method: 'POST', body: new URLSearchParams({ step: 'cancel' }) })
    expect(response.status).toBe(400)
  })

  test('that is over says so, and where to go (case 136)', async () => {
    const { browser, page } = await visitor()
    await usher.db.run(sql`delete from oauth_records where model = 'Interaction' and id = ${uidIn(page)}`)
    const gone = await browser.submit({ step: 'address', email: somebody() })
    expect([gone.status, gone.text.includes('Start again')]).toEqual([400, true])
  })

  test('two of them in one browser do not disturb each other', async () => {
    const browser = new Browser()
    const first = await browser.open(authorizationRequest(usher, app).url, until)
    const second = await browser.open(authorizationRequest(usher, app).url, until)
    expect((await browser.open(first.url)).status).toBe(200)
    expect((await browser.open(second.url)).status).toBe(200)
  })

  test('of a person who goes away tells the application (case 126)', async () => {
    const { browser } = await visitor()
    expect(toldBy(await browser.submit({ step: 'cancel' }, until))).toMatchObject({ error: 'access_denied' })
  })
})

describe('the session', () => {
  const sessionIn = (browser: Browser) =>
    browser.headersFor(`${usher.url}/`)['cookie']?.match(/usher_session=([^;]+)/)?.[1]

  test('has another id after each sign-in than any that was there before (case 130)', async () => {
    const browser = new Browser()
    const address = somebody()
    await authorize(usher, app, address, { browser })
    const first = sessionIn(browser)
    await usher.db.run(sql`delete from code_requests`)
    const page = await browser.open(authorizationRequest(usher, app, { prompt: 'login' }).url, until)
    expect(page.text).toContain('Mail me a code')
    await signIn(usher, browser, address, app.redirectUri)
    const second = sessionIn(browser)
    expect(first).toBeDefined()
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
    // Who planted the first one holds nothing.
    const planted = new Browser()
    planted.keep(`${usher.url}/`, `usher_session=${first}; path=/`)
    expect((await planted.open(authorizationRequest(usher, app).url, until)).text).toContain('Mail me a code')
  })

  test('is not one that the browser made up (case 130)', async () => {
    const browser = new Browser()
    browser.keep(`${usher.url}/`, 'usher_session=made-up; path=/')
    await authorize(usher, app, somebody(), { browser })
    expect(sessionIn(browser)).not.toBe('made-up')
  })

  test('of one person gives way to another who signs in, with all that was granted in it', async () => {
    const { browser, access_token: hers } = await tokensOf(usher, app, somebody())
    await browser.open(authorizationRequest(usher, app, { prompt: 'login' }).url, until)
    const his = somebody()
    const given = authorizationRequest(usher, app, { prompt: 'login' })
    await browser.open(given.url, until)
    const { code } = toldBy(await signIn(usher, browser, his, app.redirectUri))
    const { body } = await exchange(usher, app, { code: code ?? '', verifier: given.verifier })
    expect(jose.decodeJwt(body.id_token)['email']).toBe(his)
    expect((await usher.request('GET', '/invitations', { token: hers })).status).toBe(401)
  })
})

describe('a code by mail', () => {
  test('that is wrong says how many tries are left, and the sixth is refused even if right', async () => {
    const { browser } = await visitor()
    const address = somebody()
    await browser.submit({ step: 'address', email: address })
    const right = await codeMailedTo(usher, address)
    const wrong = right === '000000' ? '000001' : '000000'
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left', 'last try']) {
      const page = await browser.submit({ step: 'code', code: wrong })
      expect([page.status >= 400, page.text.includes(left)]).toEqual([true, true])
    }
    const { status } = await browser.submit({ step: 'code', code: right }, until)
    expect(status).toBe(410)
  })

  test('is not sent again within a minute, and the one that was sent stays good', async () => {
    const { browser } = await visitor()
    const address = somebody()
    await browser.submit({ step: 'address', email: address })
    const code = await codeMailedTo(usher, address)
    const again = await browser.submit({ step: 'resend' })
    expect([again.status, Number(again.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(toldBy(await browser.submit({ step: 'code', code }, until)).code).toBeDefined()
  })

  test('is worth nothing in another browser', async () => {
    const { browser } = await visitor()
    const address = somebody()
    const asked = await browser.submit({ step: 'address', email: address })
    const code = await codeMailedTo(usher, address)
    const { browser: other, page } = await visitor()
    const codeId = new URL(asked.url).searchParams.get('code_id') ?? ''
    await other.open(`${page.url}?code_id=${codeId}`)
    const tried = await other.submit({ step: 'code', code_id: codeId, code }, until)
    expect(tried.status).toBe(410)
    expect(toldBy(await browser.submit({ step: 'code', code }, until)).code).toBeDefined()
  })

  test('asked for by strangers locks its holder out of nothing', async () => {
    const address = somebody()
    for (let count = 0; count < 3; count++) {
      const { browser } = await visitor()
      await browser.submit({ step: 'address', email: address })
      for (let guess = 0; guess < 6; guess++) await browser.submit({ step: 'code', code: '123456' }, until)
    }
    await emptyMailbox(usher, address)
    const { browser } = await visitor()
    await browser.submit({ step: 'address', email: address })
    expect(
      toldBy(await browser.submit({ step: 'code', code: await codeMailedTo(usher, address) }, until)).code,
    ).toBeDefined()
  })

  test('is asked for in the same words, whether or not anybody has the address', async () => {
    const known = somebody()
    await tokensOf(usher, app, known)
    await usher.db.run(sql`delete from code_requests`)
    const asked = async (address: string) =>
      visible(await (await visitor()).browser.submit({ step: 'address', email: address }), address)
    expect(await asked(known)).toEqual(await asked(somebody()))
  })

  test('is not mailed to what is no address', async () => {
    const { browser } = await visitor()
    const page = await unchanged(usher, () => browser.submit({ step: 'address', email: 'nobody' }))
    expect([page.status, page.text.includes('not an e-mail address')]).toEqual([422, true])
  })
})

describe('consent', () => {
  test('is asked for applications of others, in plain words, and kept for the session', async () => {
    const third = await application(usher, { firstParty: false })
    const { browser } = await visitor({ scope: 'openid email invitations:read' }, third)
    const address = somebody()
    const page = await signIn(usher, browser, address, third.redirectUri)
    for (const words of [
      third.name,
      address,
      'Know your e-mail address.',
      'Read the invitations sent to you.',
      'app.example.com',
    ])
      expect(page.text).toContain(words)
    expect(page.text).not.toContain('Accept or decline')
    expect(toldBy(await browser.submit({ step: 'allow' }, until)).code).toBeDefined()

    const again = await browser.open(
      authorizationRequest(usher, third, { scope: 'openid email invitations:read' }).url,
      until,
    )
    expect(toldBy(again).code).toBeDefined()
    const more = await browser.open(
      authorizationRequest(usher, third, { scope: 'openid invitations:respond' }).url,
      until,
    )
    expect(more.text).toContain('Accept or decline')
    expect(more.text).not.toContain('Read the invitations')
  })

  test('that is asked for once more says again what it is about', async () => {
    const third = await application(usher, { firstParty: false })
    const { browser } = await authorize(usher, third, somebody(), { scope: 'openid email' })
    const again = authorizationRequest(usher, third, { scope: 'openid email', prompt: 'consent' })
    expect((await browser.open(again.url, until)).text).toContain('Know your e-mail address.')
    expect(toldBy(await browser.submit({ step: 'allow' }, until)).code).toBeDefined()
  })

  test('that is refused gives nothing', async () => {
    const third = await application(usher, { firstParty: false })
    const { browser } = await visitor({}, third)
    await signIn(usher, browser, somebody(), third.redirectUri)
    expect(toldBy(await browser.submit({ step: 'cancel' }, until))).toMatchObject({
      error: 'access_denied',
      iss: usher.url,
    })
  })

  test('is not given by a form that another page sends (case 130)', async () => {
    const third = await application(usher, { firstParty: false })
    const { browser } = await visitor({}, third)
    await signIn(usher, browser, somebody(), third.redirectUri)
    expect((await browser.submit({ step: 'allow', form: 'forged' }, until)).status).toBe(403)
  })

  test('is not asked for applications of the operator, even where they ask for it', async () => {
    const { browser } = await visitor({ scope: 'openid offline_access', prompt: 'consent' })
    expect(toldBy(await signIn(usher, browser, somebody(), app.redirectUri)).code).toBeDefined()
  })
})
