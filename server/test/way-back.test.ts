import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { forgetSignIns } from '../src/links/sign-in.ts'
import { rememberSignIn, signInOf, wayBack } from '../src/links/way-back.ts'
import { type Application, application, authorizationRequest } from './support/application.ts'
import { Browser } from './support/browser.ts'
import { type Actor, cast, type Invited } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { ConsoleTab } from './support/console.ts'
import { codeMailedTo, emptyMailbox, linkTokenMailedTo, mailsTo } from './support/mailed.ts'
import { adds, codeOf, own } from './support/own-addresses.ts'
import { resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let app: Application
beforeAll(async () => {
  usher = await startUsher()
  app = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let address: string
let invitation: Invited
let token: string
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  address = newAddress()
  invitation = await ada.invites(await ada.founds(), address)
  token = await linkTokenMailedTo(usher, address)
})

/** What a script on our page sends along. */
function scriptIn(browser: Browser): Record<string, string> {
  return { ...browser.headersFor(`${usher.url}/`), accept: 'application/json' }
}

function begins(browser: Browser, body: object): Promise<Answer> {
  const place = `${usher.url}/invitation-links/sign-in`
  return usher.request('POST', '/invitation-links/sign-in', { body, headers: scriptIn(browser) }).then((answer) => {
    for (const line of answer.headers.getSetCookie()) browser.keep(place, line)
    return answer
  })
}

/** The sign-in that a browser remembers. */
function rememberedBy(browser: Browser): string {
  return /usher_way_back=([\da-f-]{36})/.exec(browser.headersFor(`${usher.url}/`)['cookie'] ?? '')?.[1] ?? ''
}

function cameBack(browser: Browser): Promise<string | undefined> {
  return wayBack(usher.running, { headers: browser.headersFor(`${usher.url}/session/callback`) })
}

function shows(signInId: string): Promise<Answer> {
  return usher.request('GET', `/invitation-links/sign-in/${signInId}`)
}

/** Asks for a code on the sign-in pages, and reads the mail that brings it. */
async function askForCode(browser: Browser, email: string): Promise<string> {
  await emptyMailbox(usher, email)
  await browser.open(authorizationRequest(usher, app).url)
  await browser.submit({ step: 'address', email })
  await codeMailedTo(usher, email)
  const [mail] = (await usher.request('GET', `/mailbox/messages?to=${email}`)).body as { text: string; html: string }[]
  return `${mail?.text}${mail?.html}`
}

const pageOf = ({ id }: Invited) => `/console/invitations/${id}`

describe('who signs in to answer an invitation', () => {
  test('is sent to the sign-in and comes back to it', async () => {
    const browser = new Browser()
    const { status, body, headers } = await begins(browser, { token })
    expect([status, Object.keys(body)]).toEqual([200, ['url']])
    const url = new URL(body.url, usher.url)
    expect([url.pathname, url.searchParams.get('return_to')]).toEqual(['/session/sign-in', pageOf(invitation)])
    expect(headers.getSetCookie()).toEqual([
      `usher_way_back=${rememberedBy(browser)}; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax`,
    ])
    expect(await cameBack(browser)).toBe(pageOf(invitation))
    expect(await cameBack(new Browser())).toBeUndefined()
  })

  test('comes back from another browser, by the link in the mail with the code', async () => {
    const first = new Browser()
    await begins(first, { token })
    const mail = await askForCode(first, address)
    expect(mail).toContain(`${usher.url}/join?sign_in=${rememberedBy(first)}`)
    expect(mail).not.toContain(token)

    const shown = await shows(rememberedBy(first))
    expect(shown.status).toBe(200)
    const { body: preview } = await usher.request('POST', '/invitation-links/preview', { body: { token } })
    expect(shown.body).toEqual({ ...preview, invitation_id: invitation.id })
    expect(shown.text).not.toContain(address)

    const other = new Browser()
    const begun = await begins(other, { sign_in_id: rememberedBy(first) })
    expect(begun.status).toBe(200)
    expect(rememberedBy(other)).not.toBe(rememberedBy(first))
    expect(await cameBack(other)).toBe(pageOf(invitation))
    expect(await askForCode(other, address)).toContain(`/join?sign_in=${rememberedBy(other)}`)
  })

  test('gets the link also in the mail that verifies the invited address for an account', async () => {
    const grace = await resident(usher, 'grace')
    const browser = new Browser()
    await begins(browser, { token })
    const headers = scriptIn(browser)
    await emptyMailbox(usher, address)
    await grace.request('POST', '/users/me/addresses', { body: { email: address }, headers })
    const link = `/join?sign_in=${rememberedBy(browser)}`
    await codeMailedTo(usher, address)
    expect((await usher.request('GET', `/mailbox/messages?to=${address}`)).text).toContain(link)

    await usher.db.run(sql`update code_requests set created_at = now() - interval '2 minutes'`)
    await emptyMailbox(usher, address)
    const { id } = await own(grace, address)
    await grace.request('POST', `/users/me/addresses/${id}/code`, { headers })
    await codeMailedTo(usher, address)
    expect((await usher.request('GET', `/mailbox/messages?to=${address}`)).text).toContain(link)
  })

  test('in two tabs comes back to two invitations, and the mail leads to the one begun last', async () => {
    const second = await ada.invites(await ada.founds('Difference Engines'), address)
    await expect.poll(() => linkTokenMailedTo(usher, address)).not.toBe(token)
    const secondToken = await linkTokenMailedTo(usher, address)
    const browser = new Browser()
    const urls = []
    for (const each of [token, secondToken])
      urls.push(((await begins(browser, { token: each })).body as { url: string }).url)
    const leadTo = urls.map((url) => new URL(url, usher.url).searchParams.get('return_to'))
    expect(leadTo).toEqual([pageOf(invitation), pageOf(second)])
    expect(await cameBack(browser)).toBe(pageOf(second))
  })

  test('in two tabs is led by each to its own, and signing in for nothing leads to the one that is left', async () => {
    const second = await ada.invites(await ada.founds('Difference Engines'), address)
    await expect.poll(() => linkTokenMailedTo(usher, address)).not.toBe(token)
    const tab = new ConsoleTab(usher)
    await begins(tab.browser, { token })
    await begins(tab.browser, { token: await linkTokenMailedTo(usher, address) })
    const led = async (return_to: string) => new URL((await tab.signIn(address, { return_to })).url).pathname
    expect(await led(pageOf(invitation))).toBe(pageOf(invitation))
    expect(await led('/console/account')).toBe(pageOf(second))
    expect(await led('/console/account')).toBe('/console/account')
  })

  test('who begins again for the same invitation keeps the sign-in, so the mail before still leads there', async () => {
    const browser = new Browser()
    await begins(browser, { token })
    const first = rememberedBy(browser)
    await usher.db.run(sql`update sign_ins set expires_at = now() + interval '1 minute' where id = ${first}`)
    await begins(browser, { token })
    expect(rememberedBy(browser)).toBe(first)
    const { left } = await usher.db.one(sql<{ left: boolean }>`
      select expires_at > now() + interval '23 hours' as left from sign_ins where id = ${first}`)
    expect(left).toBe(true)
  })

  test.each([
    ['accepted', undefined],
    ['declined', undefined],
    ['revoked', undefined],
    ['expired', 'there'],
  ] as const)('is led to no invitation that was %s meanwhile, unless it can still be answered', async (state, led) => {
    const grace = await resident(usher, 'grace', address)
    const browser = new Browser()
    await begins(browser, { token })
    if (state === 'accepted') await grace.accepts(invitation)
    if (state === 'declined') await grace.declines(invitation)
    if (state === 'revoked') await ada.revokes(invitation)
    if (state === 'expired')
      await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
    expect(await cameBack(browser)).toBe(led && pageOf(invitation))
    const code = state === 'accepted' || state === 'declined' ? 'already_answered' : state
    for (const refused of [await shows(rememberedBy(browser)), await begins(new Browser(), { token })]) {
      expect(codeOf(refused)).toEqual([410, code])
      expect(refused.headers.getSetCookie()).toEqual([])
    }
  })
})

describe('the way back', () => {
  test('ends with the link that began it, where a newer one was sent', async () => {
    const [first, second] = [new Browser(), new Browser()]
    await begins(first, { token })
    await begins(second, { sign_in_id: rememberedBy(first) })
    const linkIs = (version: number) =>
      usher.db.run(sql`update invitations set link_version = ${version} where id = ${invitation.id}`)
    await linkIs(2)
    for (const browser of [first, second]) {
      const id = rememberedBy(browser)
      expect(codeOf(await unchanged(usher, () => shows(id)))).toEqual([410, 'superseded'])
      expect(codeOf(await begins(new Browser(), { sign_in_id: id }))).toEqual([410, 'superseded'])
    }
    // One that was begun before versions were written down leads where it did.
    await usher.db.run(sql`update sign_ins set link_version = null where id = ${rememberedBy(second)}`)
    expect((await shows(rememberedBy(second))).status).toBe(200)
    // Whoever comes with the newest link keeps the sign-in, which is then of that.
    await linkIs(1)
    await begins(first, { token })
    expect((await shows(rememberedBy(first))).status).toBe(200)
  })

  test('ends after a day with a plain answer, and is forgotten', async () => {
    const browser = new Browser()
    await begins(browser, { token })
    const id = rememberedBy(browser)
    const never = await shows(crypto.randomUUID())
    await usher.db.run(sql`update sign_ins set expires_at = now() where id = ${id}`)
    expect(await cameBack(browser)).toBeUndefined()
    const ended = await unchanged(usher, () => shows(id))
    expect(codeOf(ended)).toEqual([404, 'not_found'])
    expect(ended.body.detail).toMatch(/Use the link in the mail with your invitation once more/)
    expect({ ...ended.body, request_id: '' }).toEqual({ ...never.body, request_id: '' })
    expect(codeOf(await begins(new Browser(), { sign_in_id: id }))).toEqual([404, 'not_found'])
    expect(await askForCode(browser, address)).not.toContain('sign_in=')

    await usher.db.run(sql`update sign_ins set expires_at = now() - interval '2 hours' where id = ${id}`)
    expect(await forgetSignIns(usher.db)).toBeGreaterThan(0)
    expect(await usher.db.many(sql`select from sign_ins where id = ${id}`)).toEqual([])
  })

  test('forgets a sign-in whose code was mailed, and keeps the code', async () => {
    const browser = new Browser()
    await begins(browser, { token })
    await askForCode(browser, address)
    await usher.db.run(
      sql`update sign_ins set expires_at = now() - interval '2 hours' where id = ${rememberedBy(browser)}`,
    )
    await forgetSignIns(usher.db)
    const left = sql<{ sign_in_id: string | null }>`select sign_in_id from codes where canonical = ${address}`
    expect(await usher.db.many(left)).toEqual([{ sign_in_id: null }])
  })

  test('stands in no mail to another address than the invited one, whoever asks for it', async () => {
    const browser = new Browser()
    await begins(browser, { token })
    const other = newAddress('victim')
    expect(await askForCode(browser, other)).not.toContain('sign_in=')
    const grace = await resident(usher, 'grace')
    const another = newAddress('victim')
    const headers = scriptIn(browser)
    await grace.request('POST', '/users/me/addresses', { body: { email: another }, headers })
    await codeMailedTo(usher, another)
    expect((await usher.request('GET', `/mailbox/messages?to=${another}`)).text).not.toContain('sign_in=')
  })

  test('is not asked for by a cookie that somebody made up', async () => {
    for (const made of [crypto.randomUUID(), 'x', "' or 1=1--", '%00', 'a'.repeat(4_000)]) {
      const browser = new Browser()
      browser.keep(usher.url, `usher_way_back=${made}; Path=/`)
      expect(await cameBack(browser)).toBeUndefined()
      const begun = await begins(browser, { token })
      expect(begun.status).toBe(200)
      expect(rememberedBy(browser)).not.toBe(made)
    }
  })

  test('opens the preview and nothing else: nobody is signed in by it, and no address verified (case 91)', async () => {
    const browser = new Browser()
    await begins(browser, { token })
    const id = rememberedBy(browser)
    const mails = await mailsTo(usher, address)
    const answers = await unchanged(usher, async () => [
      await usher.request('GET', '/invitations', { token: id }),
      await usher.request('GET', `/invitations/${invitation.id}`, { headers: scriptIn(browser) }),
      await usher.request('POST', `/invitations/${invitation.id}?accept=true`, {
        headers: scriptIn(browser),
      }),
      await usher.request('POST', '/invitation-links/preview', { body: { token: id } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 404])
    const finder = await resident(usher, 'finder')
    expect(codeOf(await unchanged(usher, () => finder.accepts(invitation)))).toEqual([404, 'not_found'])
    expect(await mailsTo(usher, address)).toBe(mails)
    expect((await adds(finder, address)).body).toMatchObject({ verified: false })
  })

  test.each([
    ['nothing', {}],
    ['both', { token: 'A'.repeat(43), sign_in_id: crypto.randomUUID() }],
    ['something else', { invitation_id: crypto.randomUUID() }],
    ['no id', { sign_in_id: 'latest' }],
    ['a list', []],
  ])('is not begun with %s', async (_, body) => {
    expect(codeOf(await unchanged(usher, () => begins(new Browser(), body)))).toEqual([422, 'validation_failed'])
  })

  test('is not begun with a token that is none', async () => {
    expect(codeOf(await unchanged(usher, () => begins(new Browser(), { token: 'A'.repeat(43) })))).toEqual([
      404,
      'not_found',
    ])
  })

  test('is remembered by a cookie that no other host can set, where people reach the service by https', async () => {
    const id = crypto.randomUUID()
    const config = { publicUrl: 'https://usher.example.com' }
    const line = rememberSignIn(config, id)
    expect(line).toBe(`__Host-usher_way_back=${id}; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax`)
    const planted = `usher_way_back=${crypto.randomUUID()}`
    expect(signInOf(config, `a=b; ${planted}; __Host-usher_way_back=${id}`)).toBe(id)
    expect(signInOf(config, planted)).toBeUndefined()
    expect(signInOf({ publicUrl: 'http://127.0.0.1:4000' }, `usher_way_back=${id}`)).toBe(id)
  })
})
