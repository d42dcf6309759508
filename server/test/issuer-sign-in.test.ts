import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { Records } from '../src/issuer/store.ts'
import { leaveFor } from '../src/issuers/interactive.ts'
import { Browser, type Page } from './support/browser.ts'
import { cast } from './support/cast.ts'
import { type ForeignProvider, type Person, startForeignProvider } from './support/foreign-provider.ts'
import { codeMailedTo } from './support/mailed.ts'
import { startTestIssuer, type TestIssuer } from './support/test-issuer.ts'
import { unchanged } from './support/unchanged.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

let provider: ForeignProvider
let other: TestIssuer
let usher: TestUsher

beforeAll(async () => {
  const port = await freePort()
  const callback = `http://127.0.0.1:${port}/oauth/callback/elsewhere`
  const client = { client_id: 'usher', client_secret: 'of usher' }
  const clients = [{ ...client, redirect_uris: [callback] }]
  provider = await startForeignProvider({ audience: 'https://api.example.com', people: {}, clients })
  other = await startTestIssuer({ audience: 'usher' })
  other.metadata = { authorization_endpoint: `${other.issuer}/authorize`, token_endpoint: `${other.issuer}/token` }
  const trusting = [
    { issuer: provider.issuer, name: 'Elsewhere', ...client },
    { issuer: other.issuer, name: 'Other', client_id: 'usher' },
  ]
  usher = await startUsher({ PORT: String(port) }, { trusting })
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
})

/** An interaction of the login server, as an application's authorization request begins one. */
async function newInteraction(): Promise<string> {
  const uid = crypto.randomUUID()
  const exp = Math.floor(Date.now() / 1000) + 600
  const payload = { kind: 'Interaction', jti: uid, uid, exp, returnTo: `${usher.url}/docs`, params: {} }
  await new Records(usher.db, 'Interaction').upsert(uid, payload, 600)
  return uid
}

/** A browser that is about to leave for an issuer. */
async function leaving(uid: string, name = 'Elsewhere'): Promise<{ browser: Browser; location: URL; cookie: string }> {
  const issuer = usher.running.issuers.all.find(({ trusted }) => trusted.name === name)
  const left = issuer && (await leaveFor(issuer, usher.running.config, uid))
  if (typeof left !== 'object') throw new Error(`could not leave: ${left}`)
  const browser = new Browser()
  browser.keep(usher.url, left.cookie)
  return { browser, location: new URL(left.location), cookie: left.cookie }
}

interface Arrived {
  readonly uid: string
  readonly subject: string
  readonly browser: Browser
  readonly page: Page
}

/** Somebody signs in at the issuer, which says this about them, and comes back. */
async function signIn(
  claims: Person,
  { subject }: { subject: string } = { subject: crypto.randomUUID() },
): Promise<Arrived> {
  await provider.change({ people: { [subject]: claims } })
  const uid = await newInteraction()
  const { browser, location } = await leaving(uid)
  await browser.open(location.href)
  return { uid, subject, browser, page: await browser.submit({ account: subject }) }
}

const userOf = (subject: string) =>
  usher.db.maybe(sql<{ id: string; name: string; addresses: unknown; subjects: string[] }>`
    select id, name,
      (select json_agg(json_build_array(canonical, verified_at is not null, vouched_by)) from addresses where user_id = users.id) as addresses,
      array(select subject from identities as others where others.user_id = users.id and issuer = ${usher.url}) as subjects
    from users join identities on user_id = users.id where subject = ${subject}`)

/** Whom the login server takes to have signed in at an interaction. */
const signedIn = async (uid: string) => {
  const payload = await new Records(usher.db, 'Interaction').find(uid)
  return (payload?.['result'] as { login?: { accountId: string } } | undefined)?.login?.accountId
}

const newAddress = () => `grace-${crypto.randomUUID()}@example.com`

describe('signing in through another issuer', () => {
  test('leads back to where it began, as a user who holds the address that the issuer vouches for', async () => {
    const email = newAddress()
    const { uid, subject, page } = await signIn({ name: 'Grace Hopper', email, email_verified: true })
    expect([page.status, page.url]).toEqual([200, `${usher.url}/docs`])
    const user = await userOf(subject)
    expect(user).toMatchObject({ name: 'Grace Hopper', addresses: [[email, true, provider.issuer]] })
    // Tokens of the built-in issuer name people by their id.
    expect([await signedIn(uid), user?.subjects]).toEqual([user?.id, [user?.id]])
  })

  test('finds the same user again, with the address of now (case 158)', async () => {
    const first = await signIn({ email: newAddress(), email_verified: true })
    const before = await userOf(first.subject)
    const email = newAddress()
    await signIn({ email, email_verified: true }, first)
    const user = await userOf(first.subject)
    expect([user?.id, user?.addresses]).toEqual([before?.id, [[email, true, provider.issuer]]])
  })

  test('is another user than whoever proved that address here: neither gets what is the other one’s', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.inbox()
    const { subject } = await signIn({ email: ada.address, email_verified: true })
    const [user, known] = [await userOf(subject), await userOf(ada.subject)]
    expect(user?.id).not.toBe(known?.id)
  })

  test('leaves with PKCE, state and nonce, and asks for a code', async () => {
    const { location } = await leaving(await newInteraction())
    const asked = Object.fromEntries(location.searchParams)
    expect(asked).toMatchObject({
      client_id: 'usher',
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      redirect_uri: `${usher.url}/oauth/callback/elsewhere`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/^[\w-]{43}$/)
    const again = await leaving(await newInteraction())
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(again.location.searchParams.get(name)).not.toBe(asked[name])
  })

  test('keeps what belongs to it from scripts and other sites', async () => {
    const { cookie, location } = await leaving(await newInteraction())
    expect(cookie).toMatch(/; Max-Age=900; Path=\/oauth; HttpOnly; SameSite=Lax$/)
    const verifier = /^usher_journey_[\w-]{12}=([^;]+)/.exec(cookie)?.[1] ?? ''
    expect(verifier).not.toContain(location.searchParams.get('nonce'))
    expect(verifier.split('.')).toHaveLength(5)
  })
})

describe('an answer that does not belong to this browser is refused, and signs nobody in', () => {
  /** The address that the issuer sends the browser back to, before it goes there. */
  async function answered(change: (location: URL) => void = () => {}) {
    const subject = crypto.randomUUID()
    await provider.change({ people: { [subject]: { email: newAddress(), email_verified: true } } })
    const uid = await newInteraction()
    const { browser, location } = await leaving(uid)
    change(location)
    await browser.open(location.href)
    const { url } = await browser.submit({ account: subject }, { until: `${usher.url}/oauth/callback` })
    return { uid, subject, browser, url: new URL(url) }
  }

  async function expectRefused({ uid, subject, browser, url }: Awaited<ReturnType<typeof answered>>, status = 400) {
    const page = await unchanged(usher, () => browser.open(url.href))
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(page.text).toContain('start again')
    expect(page.headers.get('location')).toBeNull()
    expect([await signedIn(uid), await userOf(subject)]).toEqual([undefined, undefined])
  }

  test('when another browser brings it', async () => {
    await expectRefused({ ...(await answered()), browser: new Browser() })
  })

  test('when another sign-in of this browser began it', async () => {
    const answer = await answered()
    const elsewhere = await leaving(await newInteraction())
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
    expect((await answer.browser.open(answer.url.href)).url).toBe(`${usher.url}/docs`)
    const page = await unchanged(usher, () => answer.browser.open(answer.url.href))
    expect(page.status).toBe(400)
  })

  test('when the person said no', async () => {
    const { browser, location } = await leaving(await newInteraction())
    await browser.open(location.href)
    const page = await browser.submit({ account: '' })
    expect([page.status, page.url.split('?')[0]]).toEqual([403, `${usher.url}/oauth/callback/elsewhere`])
    expect(page.text).toContain('Elsewhere did not sign you in')
  })

  test('when the issuer is away by then', async () => {
    const { browser, location } = await leaving(await newInteraction(), 'Other')
    other.down = true
    const state = location.searchParams.get('state') ?? ''
    const page = await browser.open(`${usher.url}/oauth/callback/other?code=x&state=${state}`)
    other.down = false
    expect(page.status).toBe(503)
    expect(page.text).toContain('Other cannot be reached')
  })

  test('when the interaction is over', async () => {
    const answer = await answered()
    await new Records(usher.db, 'Interaction').destroy(answer.uid)
    const page = await answer.browser.open(answer.url.href)
    expect([page.status, page.text.includes('has taken too long')]).toEqual([400, true])
  })

  test('when nobody knows the issuer', async () => {
    const answer = await usher.request('GET', '/oauth/callback/nobody?code=x&state=y')
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })

  test('when the user was deactivated (case 15)', async () => {
    const { subject } = await signIn({ email: newAddress(), email_verified: true })
    await usher.db.run(sql`
      update users set status = 'disabled' where id = (select user_id from identities where subject = ${subject})`)
    const { page, uid } = await signIn({ email: newAddress(), email_verified: true }, { subject })
    expect([page.status, page.text.includes('Your access was ended'), await signedIn(uid)]).toEqual([
      403,
      true,
      undefined,
    ])
  })
})

describe('an address that the issuer names and does not vouch for', () => {
  const code = (text: string) => ({ code: text })

  test('is proven by a code, and only then shows its invitations (cases 19, 23)', async () => {
    const email = newAddress()
    const { uid, subject, browser, page } = await signIn({ name: 'Grace', email })
    expect([page.status, page.text.includes(email)]).toEqual([200, true])
    expect([await signedIn(uid), (await userOf(subject))?.addresses]).toEqual([
      undefined,
      [[email, false, provider.issuer]],
    ])

    const wrong = await browser.submit(code('000000'))
    expect([wrong.status, wrong.text.includes('This is not the code')]).toEqual([422, true])
    expect((await userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])

    const done = await browser.submit(code(await codeMailedTo(usher, email)))
    expect([done.status, done.url]).toEqual([200, `${usher.url}/docs`])
    const user = await userOf(subject)
    expect([await signedIn(uid), user?.addresses]).toEqual([user?.id, [[email, true, null]]])

    // It is theirs now, whatever the issuer says of it.
    const again = await signIn({ name: 'Grace', email }, { subject })
    expect(again.page.url).toBe(`${usher.url}/docs`)
    expect((await userOf(subject))?.addresses).toEqual([[email, true, null]])
  })

  test('can be proven later: signing in does not wait for it', async () => {
    const email = newAddress()
    const { uid, subject, browser } = await signIn({ email, email_verified: 'true' })
    const page = await browser.submit({ later: 'yes' })
    expect(page.url).toBe(`${usher.url}/docs`)
    const user = await userOf(subject)
    expect([await signedIn(uid), user?.addresses]).toEqual([user?.id, [[email, false, provider.issuer]]])
  })

  test('is not proven by the right code in another browser', async () => {
    const email = newAddress()
    const { subject } = await signIn({ email })
    const right = await codeMailedTo(usher, email)
    const stranger = await signIn({ email: newAddress() })
    expect((await stranger.browser.submit(code(right))).status).toBe(422)
    const nobody = await usher.request('POST', '/oauth/confirm-address', {
      body: `code=${right}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(nobody.status).toBe(400)
    expect((await userOf(subject))?.addresses).toEqual([[email, false, provider.issuer]])
  })
})
