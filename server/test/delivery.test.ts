import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { storeKind } from './support/store.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

/** A mail as `GET /mailbox/messages` tells of it. */
interface Message {
  id: string
  from: string
  reply_to: string | null
  to: string
  subject: string
  text: string
  html: string
  created: string
}

describe('in development', () => {
  let usher: TestUsher
  beforeAll(async () => void (usher = await startUsher()))
  afterAll(() => usher[Symbol.asyncDispose]())

  async function mailsTo(address: string): Promise<Message[]> {
    return succeeded(await usher.request('GET', `/mailbox/messages?to=${encodeURIComponent(address)}`)).body
  }

  /** The one mail to this address, as soon as it is there. */
  async function mailTo(address: string): Promise<Message> {
    await expect.poll(() => mailsTo(address)).toHaveLength(1)
    return (await mailsTo(address))[0] as Message
  }

  test('a mail has a page of its own in the mailbox, and the newest is open without', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    await ada.invites(await ada.founds(), grace.address)
    const to = encodeURIComponent(grace.address)
    await expect
      .poll(async () => (await usher.request('GET', `/mailbox/messages?to=${to}`)).body.length)
      .toBeGreaterThan(0)
    const [{ id, subject }] = (await usher.request('GET', `/mailbox/messages?to=${to}`)).body
    for (const path of [`/mailbox/${id}`, `/mailbox/${id}?to=${to}`, `/mailbox?to=${to}`]) {
      const { status, text } = await usher.request('GET', path)
      expect([status, text]).toEqual([200, expect.stringContaining(`<h2 dir="auto">${subject}</h2>`)])
    }
    expect((await usher.request('GET', '/mailbox/none')).status).toBe(404)
  })

  test('the mail of an invitation is in the mailbox within moments, as text and HTML, with the link', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds('Analytical Engines')
    const invitation = await ada.invites(company, grace)
    const mail = await mailTo(grace.address)
    expect(mail).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      from: '"Usher" <usher@localhost>',
      reply_to: null,
      to: grace.address,
      subject: 'Ada invites you to join Analytical Engines',
      text: expect.stringContaining('Ada invites you to join Analytical Engines.'),
      html: expect.stringMatching(/^<!doctype html>/),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    const [link] = linksIn(mail.text)
    expect(link).toMatch(new RegExp(`^${usher.url}/join#[\\w-]{43}$`))
    expect(new Set(linksIn(mail.html))).toEqual(new Set([link]))

    const preview = await usher.request('POST', '/invitation-links/preview', { body: { token: tokenIn(mail) } })
    expect([preview.status, preview.body.organization_name]).toEqual([200, 'Analytical Engines'])
    const { delivery } = await seen(ada, company, invitation)
    expect(delivery).toEqual({
      state: 'sent',
      detail: null,
      last_sent: expect.stringMatching(/Z$/),
      times_sent: 1,
    })
  })

  test('the mail goes to the address as it was typed, and is found in any spelling of it', async () => {
    const { ada } = await cast(usher, 'ada')
    const typed = 'Grace.Hopper+Usher@Mail.EXAMPLE.com'
    await ada.invites(await ada.founds(), typed)
    expect((await mailTo(typed)).to).toBe(typed)
    expect(await mailsTo(typed.toLowerCase())).toHaveLength(1)
    for (const other of ['grace.hopper@mail.example.com', 'hopper+usher@mail.example.com', '%', ''])
      expect(await mailsTo(other)).toEqual([])
  })

  test('no header of a request has a say in where the link leads (case 104)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const forged = {
      host: 'evil.example',
      forwarded: 'host=evil.example;proto=https',
      origin: 'https://evil.example',
      referer: 'https://evil.example/',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '666',
      'x-original-url': 'https://evil.example/',
    }
    const { status, location } = await invitedWith(forged, ada, company, grace.address)
    expect(status).toBe(201)
    expect(location).toMatch(new RegExp(`^${usher.url}/`))
    const mail = await mailTo(grace.address)
    expect(
      linksIn(mail.text)
        .concat(linksIn(mail.html))
        .map((link) => new URL(link).origin),
    ).toEqual(Array(linksIn(mail.html).length + 1).fill(usher.url))
    expect(JSON.stringify(mail)).not.toContain('evil')
  })

  /** By hand, since `fetch` lets nobody choose the Host. */
  async function invitedWith(headers: Record<string, string>, ada: Actor, { id }: Company, email: string) {
    const body = JSON.stringify({ email })
    const authorization = `Bearer ${ada.token}`
    const sent = request(`${usher.url}/organizations/${id}/invitations`, {
      method: 'POST',
      headers: { ...headers, authorization, 'content-type': 'application/json', 'content-length': body.length },
    })
    sent.end(body)
    return new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
      sent.once('error', reject)
      sent.once('response', (response) => {
        text(response).then(() => resolve({ status: response.statusCode, location: response.headers.location }), reject)
      })
    })
  }

  test('a service account is never mailed', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const home = await ada.founds('Difference Works')
    const made = await ada.request('POST', `/organizations/${home.id}/service-accounts`, { body: { name: 'Loom' } })
    const { email } = succeeded(made).body as { email: string }
    const company = await ada.founds()
    const invitation = await ada.invites(company, email)
    expect(invitation).toMatchObject({ delivery: { state: 'not_sent', last_sent: null, times_sent: 0 } })

    // A mail that was queued later is there, so this one would be.
    await ada.invites(company, grace)
    await mailTo(grace.address)
    expect(await mailsTo(email)).toEqual([])
    expect((await seen(ada, company, invitation)).delivery.state).toBe('not_sent')
  })

  test('the log knows no token and no address, and neither does the database know the token (case 93)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    const mail = await mailTo(grace.address)
    const token = tokenIn(mail)
    await usher.request('POST', '/invitation-links/preview', { body: { token } })
    await usher.request('POST', '/invitation-links/preview', { body: { token: `${token}x` } })
    await usher.request('GET', `/join?token=${token}`)
    await usher.request('GET', `/invitations?token=${token}&email=${encodeURIComponent(grace.address)}`)
    await grace.accepts(invitation)

    expect(usher.log).toContain('"request"')
    for (const secret of [token, grace.address, encodeURIComponent(grace.address), ada.address, ada.token])
      expect(usher.log).not.toContain(secret)
    const rows = await usher.db.one(sql<Record<string, string>>`
      select (select json_agg(invitations)::text from invitations) as invitations,
        (select json_agg(events)::text from events) as events,
        (select json_agg(deliveries)::text from deliveries) as deliveries,
        (select json_agg(invitation_links)::text from invitation_links) as links`)
    for (const text of Object.values(rows)) expect(text).not.toContain(token)
    expect(rows['events']).not.toContain(grace.address)
    expect(rows['deliveries']).not.toContain(grace.address)
  })
})

describe('where mail is switched off', () => {
  test('inviting works as ever, and says that nothing was sent (case 97)', async () => {
    await using usher = await startUsher({ USHER_MAIL: 'off' })
    const { ada, grace, eve } = await cast(usher, 'ada', 'grace', 'eve')
    const company = await ada.founds()
    const answer = await ada.tryToInvite(company, grace.address)
    expect([answer.status, answer.body.delivery]).toEqual([
      201,
      { state: 'not_sent', detail: null, last_sent: null, times_sent: 0 },
    ])
    expect(answer.text).not.toMatch(/join#|[\w-]{43}/)
    const stranger = await unchanged(usher, () => eve.tryToInvite(company, 'linus@example.com'))
    expect(stranger.status).toBe(404)

    expect(await grace.inbox()).toEqual([answer.body.id])
    expect((await grace.accepts(answer.body as Invited)).status).toBe(200)
    expect((await usher.request('GET', '/mailbox/messages')).status).toBe(404)
  })
})

describe.runIf(storeKind === 'postgresql')('in production', () => {
  test('there is no mailbox', async () => {
    await using usher = await startUsher({
      USHER_MODE: 'production',
      PUBLIC_URL: 'https://usher.example.com',
      USHER_ISSUERS: '',
      USHER_MAIL: 'off',
      USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
      USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
    })
    for (const path of ['/mailbox', '/mailbox/messages', '/mailbox/messages?to=grace@example.com']) {
      const answer = await usher.request('GET', path)
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    }
  })
})

async function seen(actor: Actor, company: Company, { id }: Invited): Promise<{ delivery: Record<string, unknown> }> {
  return succeeded(await actor.get(`/organizations/${company.id}/invitations/${id}`)).body
}

function linksIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s"<>]+/g) ?? []
}

function tokenIn(mail: Message): string {
  return linksIn(mail.text)[0]?.split('#')[1] ?? ''
}
