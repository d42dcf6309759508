import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageFor } from '../src/messages/messages.ts'
import { type Application, application, authorizationRequest, signIn } from './support/application.ts'
import { Browser, type Page, shownOn } from './support/browser.ts'
import { type ForeignProvider, startForeignProvider } from './support/foreign-provider.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

let provider: ForeignProvider
let usher: TestUsher
let app: Application

beforeAll(async () => {
  const port = await freePort()
  const client = { client_id: 'usher', client_secret: 'of usher' }
  const clients = [{ ...client, redirect_uris: [`http://127.0.0.1:${port}/oauth/callback/elsewhere`] }]
  provider = await startForeignProvider({ audience: 'https://api.example.com', people: {}, clients })
  const trusting = [
    { issuer: provider.issuer, name: 'Elsewhere', ...client },
    { issuer: `http://127.0.0.1:${await freePort()}`, name: 'Away', client_id: 'usher' },
  ]
  usher = await startUsher({ PORT: String(port) }, { trusting })
  app = await application(usher)
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

const somebody = () => `${randomUUID()}@example.com`
const elsewhere = () => ({ until: provider.issuer })

/** A browser at the page where people sign in. */
async function visitor(language: string, parameters: Record<string, string> = {}, client = app): Promise<Browser> {
  const browser = new Browser({ language })
  await browser.open(authorizationRequest(usher, client, parameters).url)
  return browser
}

/** A browser that comes back from the other issuer as somebody with this address, which that issuer does not vouch for. */
async function returning(browser: Browser, email: string): Promise<Page> {
  const subject = randomUUID()
  await provider.change({ people: { [subject]: { name: 'Grace', email } } })
  const left = await browser.open(`${browser.page?.url}/with/elsewhere`, elsewhere())
  await browser.open(left.url)
  return browser.submit({ account: subject })
}

/** Every page that somebody may come to see, with what is written on it in the catalogue. */
async function everyPage(tag: string): Promise<[name: string, page: Page, words: unknown][]> {
  const { say } = languageFor(tag, undefined)
  const at = (browser: Browser) => browser.page?.url ?? ''
  const browser = await visitor(tag)
  const address = browser.page as Page
  const noAddress = await browser.submit({ step: 'address', email: 'nobody' })
  const code = await browser.submit({ step: 'address', email: somebody() })
  const wrong = await browser.submit({ step: 'code', code: 'none' })
  const soon = await browser.submit({ step: 'resend' })
  const forged = await browser.submit({ step: 'code', form: 'forged' })
  const away = await browser.open(`${address.url}/with/away`)
  const gone = await new Browser({ language: tag }).open(address.url)
  const third = await application(usher, { firstParty: false })
  const person = await visitor(tag, {}, third)
  const consent = await signIn(usher, person, somebody(), third.redirectUri)
  const ending = await browser.open(`${usher.url}/oauth/callback/elsewhere?code=x&state=y`)
  const proving = await visitor(tag)
  const confirm = await returning(proving, somebody())
  const unproven = await proving.submit({ code: 'none' })
  const refusing = await visitor(tag)
  const left = await refusing.open(`${at(refusing)}/with/elsewhere`, elsewhere())
  await refusing.open(left.url)
  const declined = await refusing.submit({ account: '' })
  const error = await browser.open(authorizationRequest(usher, app, { redirect_uri: 'https://evil.example' }).url)
  const signOut = await person.open(`${usher.url}/oauth/logout?client_id=${app.id}`)
  const signedOut = await person.submit({ logout: 'yes' })
  return [
    ['address', address, say.signIn.mailCode],
    ['no address', noAddress, say.refusals.noAddress],
    ['code', code, say.code.another],
    ['wrong code', wrong, say.refusals.wrongCode({ left: 4 })],
    ['too soon', soon, say.code.another],
    ['form of another', forged, say.startAgain.notOurForm],
    ['not now', away, say.notNow.otherWay],
    ['start again', gone, say.startAgain.ended],
    ['consent', consent, say.scopes['invitations:read']],
    ['not begun here', ending, say.endings.not_begun_here],
    ['declined', declined, say.endings.otherWay],
    ['confirm', confirm, say.confirm.later],
    ['unproven', unproven, say.refusals.wrongCode({ left: 4 })],
    ['error', error, say.error.goBack],
    ['sign out', signOut, say.signOut.everywhere],
    ['signed out', signedOut, say.signedOut.done],
  ]
}

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

function expectWhole({ text, headers, ...page }: Page, tag: string): void {
  expect(text).toContain(`<html lang="${tag}" dir="ltr">`)
  expect(headers.get('content-language')).toBe(tag)
  expect(headers.get('vary')?.toLowerCase()).toContain('accept-language')
  expect(headers.get('cache-control')).toBe('no-store')
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}';`)
  expect(text).not.toMatch(/<script|\son\w+=|style="/)
  expect(shownOn({ ...page, text })).not.toMatch(/[{}]|undefined|\[object|NaN/)
  expect([count(text, /<main>/g), count(text, /<h1>/g)]).toEqual([1, 1])
  expect(count(text, /class="(button )?main"/g)).toBeLessThanOrEqual(1)
  for (const [, id] of text.matchAll(/<input\b[^>]* id="([^"]*)"/g)) expect(text).toContain(`<label for="${id}">`)
}

describe.each(['en', 'de'])('to whoever reads %s', (tag) => {
  test('every page is shown in that language, whole, with one main action, and loads nothing', async () => {
    for (const [name, page, words] of await everyPage(tag)) {
      expect([name, shownOn(page)]).toEqual([name, expect.stringContaining(shownOn({ text: String(words) }))])
      expectWhole(page, tag)
    }
  })
})

describe('the language that an application asks for', () => {
  test('comes before that of the browser, on all pages of the sign-in', async () => {
    const browser = await visitor('en', { ui_locales: 'tlh de-CH' })
    const { say } = languageFor('de', undefined)
    expect(shownOn(browser.page as Page)).toContain(String(say.signIn.mailCode))
    expect(shownOn(await browser.submit({ step: 'address', email: somebody() }))).toContain(String(say.code.another))
  })

  test('is passed on to another issuer, and still known on the way back', async () => {
    const browser = await visitor('en', { ui_locales: 'de' })
    const { url } = browser.page as Page
    const left = await browser.open(`${url}/with/elsewhere`, elsewhere())
    expect(new URL(left.url).searchParams.get('ui_locales')).toBe('de')
    await browser.open(url)
    const page = await returning(browser, somebody())
    expectWhole(page, 'de')
    expectWhole(await browser.submit({ code: 'none' }), 'de')
  })

  test('is used on the page of an error, and when signing out', async () => {
    const browser = await visitor('en')
    await signIn(usher, browser, somebody(), app.redirectUri)
    const wrong = { redirect_uri: 'https://evil.example', ui_locales: 'de' }
    expectWhole(await browser.open(authorizationRequest(usher, app, wrong).url), 'de')
    expectWhole(await browser.open(`${usher.url}/oauth/logout?client_id=${app.id}&ui_locales=de`), 'de')
  })

  test('is one of those that discovery lists', async () => {
    const { body } = await usher.request('GET', '/.well-known/openid-configuration')
    expect(body.ui_locales_supported).toEqual(['en', 'de'])
  })
})

describe('a form that was refused', () => {
  test('says so in its title, and the field is described by what is wrong', async () => {
    const browser = await visitor('en')
    for (const { text } of [
      await browser.submit({ step: 'address', email: 'nobody' }),
      (await browser.submit({ step: 'address', email: somebody() }), await browser.submit({ step: 'code', code: '1' })),
    ]) {
      expect(text).toMatch(/<title>Error: /)
      expect(text).toMatch(/<p class="wrong" id="wrong" role="alert">/)
      expect(text).toMatch(/<input [^>]*autofocus aria-invalid="true" aria-describedby="wrong"/)
    }
  })

  test('does not blame the field for what it has no part in', async () => {
    const browser = await visitor('en')
    await browser.submit({ step: 'address', email: somebody() })
    const { status, text } = await browser.submit({ step: 'resend' })
    expect([status, /ask again in \d+ seconds/.test(text), text.includes('aria-invalid="true"')]).toEqual([
      429,
      true,
      false,
    ])
  })
})

test('after another issuer said no, the way back to the sign-in is there', async () => {
  const browser = await visitor('en')
  const { url } = browser.page as Page
  const left = await browser.open(`${url}/with/elsewhere`, elsewhere())
  await browser.open(left.url)
  const page = await browser.submit({ account: '' })
  const [, path = ''] = /<a class="button main" href="([^"]*)">Sign in another way</.exec(page.text) ?? []
  expect((await browser.open(new URL(path, usher.url).href)).url).toBe(url)
})
