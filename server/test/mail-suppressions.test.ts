import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { Mailed, type Mailing, startMailing } from './support/mail-scene.ts'
import { operator } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, type TestUsher } from './support/usher.ts'

let mailing: Mailing
let usher: TestUsher
beforeAll(async () => {
  mailing = await startMailing({})
  usher = mailing.usher
})
afterEach(() => void (mailing.sink.refusal = undefined))
afterAll(() => mailing[Symbol.asyncDispose]())

const none = { code: 550, says: '5.1.1 no such user' }

describe('an address of which a mail server says that there is no such mailbox', () => {
  test('is mailed no more, whoever invites it; making the invitation works all the same (case 105)', async () => {
    const mail = await Mailed.invitation(mailing)
    mailing.sink.refusal = none
    await mail.isResent()
    await expect
      .poll(() => mail.delivery())
      .toMatchObject({ state: 'bounced', detail: expect.stringContaining('5.1.1') })
    mailing.sink.refusal = undefined

    const { linus } = await cast(usher, 'linus')
    const company = await linus.founds('Another')
    const answer = await linus.tryToInvite(company, mail.grace.address.toUpperCase())
    expect(answer.status).toBe(201)
    const path = `/organizations/${company.id}/invitations/${answer.body.id}`
    await expect
      .poll(async () => succeeded(await linus.get(path)).body.delivery)
      .toMatchObject({ state: 'not_sent', detail: expect.stringMatching('Ask for another address'), times_sent: 0 })
    expect(mail.mails).toHaveLength(1)
  })

  test.each([
    { code: 550, says: '5.7.1 your network is not welcome' },
    { code: 550, says: 'no' },
    { code: 552, says: '5.2.2 mailbox full' },
    { code: 553, says: '5.1.8 bad sender' },
  ])('is another one than one that is told $code $says: that is mailed again', async (refusal) => {
    const mail = await Mailed.invitation(mailing)
    mailing.sink.refusal = refusal
    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: expect.stringMatching(/bounced|failed/) })
    mailing.sink.refusal = undefined
    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sent' })
    expect(mail.mails).toHaveLength(2)
  })

  test('is let have mail again by an operator; the record of that does not know it', async () => {
    const mail = await Mailed.invitation(mailing)
    mailing.sink.refusal = none
    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'bounced' })
    mailing.sink.refusal = undefined

    const root = await operator(usher, (await cast(usher, 'root')).root)
    const path = `/mail-suppressions?email=${encodeURIComponent(mail.grace.address.toUpperCase())}`
    expect(succeeded(await root.get(path)).body).toEqual([
      { scope: 'all', reason: 'bounced', created: expect.stringMatching(/Z$/) },
    ])
    expect(succeeded(await root.request('DELETE', path)).text).toBe('null')
    expect(succeeded(await root.get(path)).body).toEqual([])
    await unchanged(usher, () => root.request('DELETE', path))
    const { told } = await usher.db.one(sql<{ told: string }>`
      select string_agg(to_jsonb(events)::text, ' ') as told from events where type = 'operator.lifted_mail_suppression'`)
    expect(told).toContain('"reason": "bounced"')
    expect(told).not.toContain(mail.grace.address)

    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sent' })
  })

  test('stands nowhere in the list', async () => {
    const { stored } = await usher.db.one(sql<{ stored: string }>`
      select coalesce(string_agg(to_jsonb(mail_suppressions)::text, ' '), '') as stored from mail_suppressions`)
    expect(stored).not.toMatch(/@|example/)
    const root = await operator(usher, (await cast(usher, 'root')).root)
    const answer = await root.get('/mail-suppressions?email=nobody')
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/email'])
  })
})

describe('the link of a reminder that ends reminders', () => {
  async function reminded(): Promise<{ mail: Mailed; url: string }> {
    const mail = await Mailed.invitation(mailing)
    await mail.isReminded()
    await expect.poll(() => mail.mails).toHaveLength(2)
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sent' })
    const header = mail.mail.mail.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? ''
    return { mail, url: /^List-Unsubscribe: <(\S+)>$/i.exec(header)?.[1] ?? '' }
  }

  const open = (method: string, url: string, sent: RequestInit = {}) => fetch(url, { method, ...sent })

  test('is offered to mail programs by reminders, and by no other mail (case 105)', async () => {
    const { mail, url } = await reminded()
    expect(url).toMatch(new RegExp(String.raw`^${usher.url}/unsubscribe\?token=[\w-]{36}\.[\w-]{43}$`))
    const [first, reminder] = mail.mails
    expect(first?.mail.headerLines.map(({ key }) => key)).not.toContain('list-unsubscribe')
    expect(reminder?.mail.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toBe(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    )
    expect(reminder?.mail.text).toContain(url)
    expect(url).not.toContain(mail.token)
  })

  test('shows a page when it is opened, by whomever, and changes nothing (cases 95, 105)', async () => {
    const { mail, url } = await reminded()
    for (const agent of ['Mozilla/5.0', 'Googlebot/2.1', 'SafeLinks']) {
      const response = await unchanged(usher, () => open('GET', url, { headers: { 'user-agent': agent } }))
      expect(response.status).toBe(200)
      const text = await response.text()
      expect(text).toContain('<form method="post"')
      expect(text).toContain('g•••@e•••.com')
      expect(text).not.toContain(mail.grace.address)
      expect(text).not.toContain('<script')
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      )
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await unchanged(usher, () => open('HEAD', url))).status).toBe(200)
    const german = await open('GET', url, { headers: { 'accept-language': 'de' } })
    expect(await german.text()).toContain('Keine Erinnerungen mehr?')
  })

  const form = new FormData()
  form.set('List-Unsubscribe', 'One-Click')
  test.each<[string, RequestInit]>([
    ['a form', { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }],
    ['a form of parts', { body: form }],
    ['nothing', {}],
    ['text, from another site', { body: 'hello', headers: { origin: 'https://mail.example.com' } }],
  ])('ends them with one click without a login, whatever is sent: %s (case 105)', async (_, sent) => {
    const { mail, url } = await reminded()
    await usher.db.run(
      sql`update invitations set remind_at = now() + interval '1 day' where id = ${mail.invitation.id}`,
    )
    expect((await open('POST', url, sent)).status).toBe(200)
    await unchanged(usher, () => open('POST', url, sent))
    const { remind_at } = await usher.db.one(sql<{ remind_at: Date | null }>`
      select remind_at from invitations where id = ${mail.invitation.id}`)
    expect(remind_at).toBeNull()

    await mail.isReminded()
    await expect
      .poll(() => mail.delivery())
      .toMatchObject({ state: 'not_sent', detail: expect.stringMatching('reminders') })
    expect(mail.mails).toHaveLength(2)
    // Other mails come, and the invitation stays open.
    await mail.isResent()
    await expect.poll(() => mail.mails).toHaveLength(3)
    expect(await mail.grace.inbox()).toEqual([mail.invitation.id])
  })

  test('does nothing where it was made up, or is another link', async () => {
    const { mail, url } = await reminded()
    const { invitation, token } = mail
    const made = [
      `${usher.url}/unsubscribe`,
      `${usher.url}/unsubscribe?token=`,
      `${usher.url}/unsubscribe?token=${token}`,
      `${usher.url}/unsubscribe?token=${invitation.id}.${token}`,
      url.replace(invitation.id, crypto.randomUUID()),
      `${url}a`,
      `${url}&token=${token}`,
    ]
    for (const each of made) {
      for (const method of ['GET', 'POST']) {
        const response = await unchanged(usher, () => open(method, each))
        expect([response.status, each]).toEqual([404, each])
        expect(await response.text()).toContain('This link leads nowhere')
      }
    }
    const proof = url.split('.').at(-1)
    const answer = await usher.request('POST', '/invitation-links/preview', { body: { token: proof } })
    expect(answer.status).toBe(404)
  })
})

describe('whoever has the link of a mail', () => {
  const reports = (mail: Mailed, reason: string): Promise<Answer> =>
    usher.request('POST', '/invitation-links/report', { body: { token: mail.token, reason } })

  test.each(['not_me', 'spam'])(
    'says %s without signing in: no more mails, and the invitation stays (case 148)',
    async (reason) => {
      const mail = await Mailed.invitation(mailing)
      expect(await reports(mail, reason)).toMatchObject({ status: 200, text: 'null' })
      await unchanged(usher, () => reports(mail, reason))
      const told = await usher.db.many(sql<{ data: unknown; organization_id: string | null }>`
      select data, organization_id from events where type = 'invitation.reported' and subject_id = ${mail.invitation.id}`)
      expect(told).toEqual([{ organization_id: null, data: { organization_id: mail.company.id, by: 'link', reason } }])

      await mail.isReminded()
      await expect
        .poll(() => mail.delivery())
        .toMatchObject({ state: 'not_sent', detail: expect.stringMatching('not for them') })
      expect(mail.mails).toHaveLength(1)
      expect(await mail.grace.inbox()).toEqual([mail.invitation.id])
      expect((await mail.grace.accepts(mail.invitation)).status).toBe(200)
    },
  )

  test('and whoever guesses one changes nothing', async () => {
    const mail = await Mailed.invitation(mailing)
    const guessed = { body: { token: 'A'.repeat(43), reason: 'spam' } }
    const answer = await unchanged(usher, () => usher.request('POST', '/invitation-links/report', guessed))
    expect(answer.status).toBe(404)
    expect((await unchanged(usher, () => reports(mail, 'dull'))).status).toBe(422)
    await mail.ada.revokes(mail.invitation)
    expect((await unchanged(usher, () => reports(mail, 'spam'))).status).toBe(410)
  })
})
