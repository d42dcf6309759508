import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as jose from 'jose'
import { sql } from '../src/database/sql.ts'
import { personWith } from '../src/users/people.ts'
import { authorizationRequest, toldBy, tokensOf } from './support/application.ts'
import { Browser, shownOn } from './support/browser.ts'
import { cast } from './support/cast.ts'
import { later } from './support/clock.ts'
import { Elsewhere } from './support/elsewhere.ts'
import { codeMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'

let place: Elsewhere
let usher: Elsewhere['usher']
let provider: Elsewhere['provider']
let other: Elsewhere['other']
let app: Elsewhere['app']
beforeAll(async () => {
  place = await Elsewhere.start()
  ;({ usher, provider, other, app } = place)
})
afterAll(() => place[Symbol.asyncDispose]())

const newAddress = () => `grace-${crypto.randomUUID()}@example.com`

describe('signing in through another issuer', () => {
  test('shows the invitation that was sent to the address which that issuer vouches for', async () => {
    const { ada } = await cast(usher, 'ada')
    const email = newAddress()
    const invitation = await ada.invites(await ada.founds(), email)
    const arrived = await place.signIn({ name: 'Grace Hopper', email, email_verified: true })
    expect(arrived.page.url).toContain(`${app.redirectUri}?code=`)

    const token = await place.tokenOf(arrived, arrived.page)
    const user = await place.userOf(arrived.subject)
    // Tokens of the built-in issuer name people by their id.
    expect(jose.decodeJwt(token)).toMatchObject({ iss: usher.url, sub: user?.id })
    expect(user).toMatchObject({
      name: 'Grace Hopper',
      addresses: [[email, true, provider.issuer]],
      subjects: [user?.id],
    })
    expect(await place.inbox(token)).toEqual([invitation.id])
    const accepted = await usher.request('POST', `/invitations/${invitation.id}?accept=true`, { token })
    expect([accepted.status, accepted.body]).toEqual([200, invitation.organization_id])
  })

  test('finds the same user again, with the address of now (case 158)', async () => {
    const first = await place.signIn({ email: newAddress(), email_verified: true })
    const before = await place.userOf(first.subject)
    const email = newAddress()
    await place.signIn({ email, email_verified: true }, first)
    const user = await place.userOf(first.subject)
    expect([user?.id, user?.addresses]).toEqual([before?.id, [[email, true, provider.issuer]]])
  })

  test('is never found by the address alone: a code that is mailed there signs in somebody else', async () => {
    const email = newAddress()
    const { subject } = await place.signIn({ email, email_verified: true })
    const { access_token } = await tokensOf(usher, app, email)
    const byMail = jose.decodeJwt(access_token).sub
    expect(byMail).not.toBe((await place.userOf(subject))?.id)
    expect((await place.userOf(subject))?.addresses).toEqual([[email, true, provider.issuer]])
    // And the other way round.
    const other = await place.signIn({ email, email_verified: true })
    expect((await place.userOf(other.subject))?.id).not.toBe(byMail)
  })

  test('leaves with PKCE, state and nonce, and asks for a code', async () => {
    const { location } = await place.leaving()
    const asked = Object.fromEntries(location.searchParams)
    expect(asked).toMatchObject({
      client_id: 'usher',
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      redirect_uri: `${usher.url}/oauth/callback/elsewhere`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/^[\w-]{43}$/)
    const again = await place.leaving()
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(again.location.searchParams.get(name)).not.toBe(asked[name])
  })

  test('keeps what belongs to it from scripts and other sites', async () => {
    const browser = new Browser()
    const { url } = await browser.open(authorizationRequest(usher, app).url)
    const cookie = (
      await fetch(`${url}/with/elsewhere`, { redirect: 'manual', headers: browser.headersFor(url) })
    ).headers
      .getSetCookie()
      .find((each) => each.startsWith('usher_journey_'))
    expect(cookie).toMatch(/; Max-Age=900; Path=\/oauth; HttpOnly; SameSite=Lax$/)
    // Encrypted: five parts (RFC 7516, section 3.1).
    expect(/=([^;]+)/.exec(cookie ?? '')?.[1]?.split('.')).toHaveLength(5)
  })

  test('is not begun for another browser, which would then be signed in as whoever follows a link', async () => {
    const page = await new Browser().open(authorizationRequest(usher, app).url)
    const victim = await new Browser().open(`${page.url}/with/elsewhere`, { until: provider.issuer })
    expect([victim.status, victim.text.includes('Start again')]).toEqual([400, true])
  })
})

describe('an application that asks when its person signed in', () => {
  /** The person signs in at the issuer now; asked by a browser that left so many seconds later, as far as we know. */
  async function asked(
    parameters: Record<string, string>,
    { passed_seconds = 0, without = '' }: { passed_seconds?: number; without?: string } = {},
  ): Promise<string> {
    const subject = crypto.randomUUID()
    await provider.change({ people: { [subject]: { email: newAddress(), email_verified: true } } })
    later(passed_seconds)
    const { browser, location } = await place.leaving('Elsewhere', new Browser(), parameters)
    for (const [name, value] of Object.entries(parameters)) expect(location.searchParams.get(name)).toBe(value)
    location.searchParams.delete(without)
    await browser.open(location.href)
    const { status, url, text } = await browser.submit({ account: subject }, { until: app.redirectUri })
    if (url.startsWith(app.redirectUri)) return 'goes on'
    return status === 403 && text.includes('did not confirm that you signed in there just now') ? 'refused' : text
  }

  test('has that passed on: to sign in anew, and how long ago it may be', async () => {
    const { location } = await place.leaving()
    expect([location.searchParams.has('prompt'), location.searchParams.has('max_age')]).toEqual([false, false])
    for (const parameters of [{ prompt: 'login' }, { max_age: '300' }, { prompt: 'login', max_age: '1' }])
      expect(await asked(parameters)).toBe('goes on')
    const other = await place.leaving('Other', new Browser(), { prompt: 'login' })
    expect(other.location.searchParams.get('prompt')).toBe('select_account')
  })

  test('hears nothing where that was too long ago, or the issuer does not say', async () => {
    expect(await asked({ max_age: '900' }, { passed_seconds: 600 })).toBe('goes on')
    expect(await asked({ max_age: '300' }, { passed_seconds: 600 })).toBe('refused')
    expect(await asked({ max_age: '300' }, { without: 'max_age' })).toBe('refused')
    expect(await asked({ prompt: 'login' }, { passed_seconds: 600 })).toBe('refused')
    // Asked to let them sign in anew, an issuer need not say that it did.
    expect(await asked({ prompt: 'login' }, { without: 'prompt' })).toBe('goes on')
  })
})

describe('an answer that does not belong to this browser is refused, and signs nobody in', () => {
  /** The address that the issuer sends the browser back to, before it goes there. */
  async function answered(change: (location: URL) => void = () => {}) {
    const subject = crypto.randomUUID()
    await provider.change({ people: { [subject]: { email: newAddress(), email_verified: true } } })
    const { browser, location } = await place.leaving()
    change(location)
    await browser.open(location.href)
    const { url } = await browser.submit({ account: subject }, { until: `${usher.url}/oauth/callback` })
    return { subject, browser, url: new URL(url) }
  }

  async function expectRefused({ subject, browser, url }: Awaited<ReturnType<typeof answered>>) {
    const page = await unchanged(usher, () => browser.open(url.href, { until: app.redirectUri }))
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(page.text).toContain('start again')
    expect(await place.userOf(subject)).toBeUndefined()
  }

  test('when another browser brings it', async () => {
    await expectRefused({ ...(await answered()), browser: new Browser() })
  })

  test('when another sign-in of this browser began it', async () => {
    const answer = await answered()
    const elsewhere = await place.leaving()
    await expectRefused({ ...answer, browser: elsewhere.browser })
  })

  test('when its state is another one', async () => {
    const answer = await answered()
    const state = answer.url.searchParams.get('state') ?? ''
    // The cookie is found by the beginning of the state.
    answer.url.searchParams.set('state', `${state.slice(0, 12)}${'A'.repeat(31)}`)
    await expectRefused(answer)
  })

  test('when it is of another issuer, which is mixed up with this one (case 129)', async () => {
    const answer = await answered()
    expect(answer.url.searchParams.get('iss')).toBe(provider.issuer)
    answer.url.searchParams.set('iss', other.issuer)
    await expectRefused(answer)
    const without = await answered()
    without.url.searchParams.delete('iss')
    await expectRefused(without)
  })

  test('when it comes to the address of another issuer (case 129)', async () => {
    const answer = await answered()
    answer.url.pathname = '/oauth/callback/other'
    await expectRefused(answer)
  })

  test('when the ID token has another nonce (case 129)', async () => {
    await expectRefused(await answered(({ searchParams }) => searchParams.set('nonce', 'of somebody else')))
  })

  test('when the code was asked for with another verifier', async () => {
    await expectRefused(await answered(({ searchParams }) => searchParams.set('code_challenge', 'A'.repeat(43))))
  })

  test('when its code is made up', async () => {
    const answer = await answered()
    answer.url.searchParams.set('code', 'made-up')
    await expectRefused(answer)
  })

  test('when it is brought a second time', async () => {
    const answer = await answered()
    const open = () => answer.browser.open(answer.url.href, { until: app.redirectUri })
    expect(toldBy(await open())).toHaveProperty('code')
    expect((await unchanged(usher, open)).status).toBe(400)
  })

  test('when the person said no', async () => {
    const { browser, location } = await place.leaving()
    await browser.open(location.href)
    const page = await browser.submit({ account: '' })
    expect([page.status, page.url.split('?')[0]]).toEqual([403, `${usher.url}/oauth/callback/elsewhere`])
    expect(shownOn(page)).toContain('Elsewhere did not sign you in')
  })

  test('when the issuer is away by then', async () => {
    const { browser, location } = await place.leaving('Other')
    other.down = true
    const state = location.searchParams.get('state') ?? ''
    const page = await browser.open(`${usher.url}/oauth/callback/other?code=x&state=${state}`)
    other.down = false
    expect(page.status).toBe(503)
    expect(shownOn(page)).toContain('Other cannot be reached')
  })

  test('when the interaction is over', async () => {
    const answer = await answered()
    await usher.db.run(sql`delete from oauth_records where model = 'Interaction'`)
    const page = await answer.browser.open(answer.url.href, { until: app.redirectUri })
    expect([page.status, page.text.includes('This sign-in has ended')]).toEqual([400, true])
  })

  test('when nobody knows the issuer', async () => {
    const answer = await usher.request('GET', '/oauth/callback/nobody?code=x&state=y')
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })

  test('when the user was deactivated (case 15)', async () => {
    const { subject } = await place.signIn({ email: newAddress(), email_verified: true })
    await usher.db.run(sql`
      update users set status = 'disabled' where id = (select user_id from identities where subject = ${subject})`)
    const { page } = await place.signIn({ email: newAddress(), email_verified: true }, { subject })
    expect([page.status, page.text.includes('Your access was ended')]).toEqual([403, true])
  })
})

describe('an address that the issuer names and does not vouch for', () => {
  const code = (text: string) => ({ code: text })

  test('is proven by a code, and only then shows its invitations (case 19)', async () => {
    const { ada } = await cast(usher, 'ada')
    const email = newAddress()
    const invitation = await ada.invites(await ada.founds(), email)
    const arrived = await place.signIn({ name: 'Grace', email })
    const { subject, browser, page } = arrived
    expect([page.status, page.text.includes(email)]).toEqual([200, true])
    expect((await place.userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])

    const wrong = await browser.submit(code('000000'))
    expect([wrong.status, wrong.text.includes('This is not the code')]).toEqual([422, true])
    expect((await place.userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])

    const done = await browser.submit(code(await codeMailedTo(usher, email)), { until: app.redirectUri })
    expect((await place.userOf(subject))?.addresses).toEqual([[email, true, null]])
    expect(await place.inbox(await place.tokenOf(arrived, done))).toEqual([invitation.id])

    // It is theirs now, whatever the issuer says of it.
    const again = await place.signIn({ name: 'Grace', email }, { subject })
    expect(toldBy(again.page)).toHaveProperty('code')
    expect((await place.userOf(subject))?.addresses).toEqual([[email, true, null]])
  })

  test('can be proven later: signing in does not wait for it', async () => {
    const { ada } = await cast(usher, 'ada')
    const email = newAddress()
    await ada.invites(await ada.founds(), email)
    const arrived = await place.signIn({ email, email_verified: 'true' })
    const page = await arrived.browser.submit({ later: 'yes' }, { until: app.redirectUri })
    expect(await place.inbox(await place.tokenOf(arrived, page))).toEqual([])
    expect((await place.userOf(arrived.subject))?.addresses).toEqual([[email, false, provider.issuer]])
  })

  test('is not proven by the right code in another browser', async () => {
    const email = newAddress()
    const { subject } = await place.signIn({ email })
    const right = await codeMailedTo(usher, email)
    const stranger = await place.signIn({ email: newAddress() })
    expect((await stranger.browser.submit(code(right))).status).toBe(422)
    const nobody = await usher.request('POST', '/oauth/confirm-address', {
      body: `code=${right}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(nobody.status).toBe(400)
    expect((await place.userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])
  })

  test('is not proven by somebody who was deactivated meanwhile, and stays with whoever holds it', async () => {
    const email = newAddress()
    const holder = await usher.db.transaction((tx) => personWith(tx, { email, canonical: email }))
    const { subject, browser } = await place.signIn({ email })
    const right = await codeMailedTo(usher, email)
    await usher.db.run(sql`
      update users set status = 'disabled' where id = (select user_id from identities where subject = ${subject})`)
    const page = await browser.submit(code(right))
    expect(page.status).toBe(400)
    expect((await place.userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])
    expect(await usher.db.transaction((tx) => personWith(tx, { email, canonical: email }))).toEqual(holder)
  })

  test('is not proven by a form of another page', async () => {
    const email = newAddress()
    const { subject, browser } = await place.signIn({ email })
    const page = await browser.submit({ code: await codeMailedTo(usher, email), form: 'made up' })
    expect([page.status, (await place.userOf(subject))?.addresses]).toEqual([400, [[email, false, provider.issuer]]])
  })
})
