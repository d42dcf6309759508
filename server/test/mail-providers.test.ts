import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operator } from './support/operator.ts'
import { cast, succeeded } from './support/cast.ts'
import { Mailed, type Mailing, startMailing } from './support/mail-scene.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

const secret = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
const signing_key = 'key-3ax6xnjp29jd6fds4gc373sgvjxteol0'
const sendgrid = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

let mailing: Mailing
let usher: TestUsher
beforeAll(async () => {
  mailing = await startMailing({
    USHER_POSTMARK_WEBHOOK_SECRET: secret,
    USHER_MAILGUN_SIGNING_KEY: signing_key,
    USHER_SENDGRID_PUBLIC_KEY: sendgrid.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  })
  usher = mailing.usher
})
afterAll(() => mailing[Symbol.asyncDispose]())

type Fate = 'delivered' | 'no mailbox' | 'mailbox full' | 'delayed' | 'spam' | 'opened'

/** A provider: how it is told which delivery a mail is of, what it sends, and how it shows that it is the one who sends. */
interface Provider {
  /** What it gives back of the headers of a mail. */
  field(mail: Mailed): string | undefined
  body(mail: { deliveryId: string; address: string }, fate: Fate): unknown
  headers(body: string, now_seconds: number): Record<string, string>
  /** Sends the body with a proof that is not right. */
  forged(body: string, now_seconds: number): Record<string, string>
}

const header = (mail: Mailed, name: string): string | undefined => {
  const { line } = mail.mail.mail.headerLines.find(({ key }) => key === name) ?? {}
  return line?.slice(line.indexOf(':') + 1).trim()
}

/** As https://postmarkapp.com/developer/webhooks shows them. */
const postmark: Provider = {
  field: (mail) => header(mail, 'x-pm-metadata-usher_delivery'),
  body: ({ deliveryId, address }, fate) => {
    const common = { MessageID: crypto.randomUUID(), ServerID: 23, MessageStream: 'outbound', Tag: '' }
    const about = { ...common, Metadata: { usher_delivery: deliveryId } }
    const bounce = (Type: string, TypeCode: number, Details: string) => ({
      ...about,
      RecordType: 'Bounce',
      ID: 42,
      Type,
      TypeCode,
      Name: Type,
      Description: 'The server was unable to deliver your message.',
      Details,
      Email: address,
      From: 'usher@example.com',
      BouncedAt: '2026-11-30T10:00:00Z',
      DumpAvailable: true,
      Inactive: true,
      CanActivate: true,
      Subject: 'Test subject',
      Content: '',
    })
    return {
      delivered: {
        ...about,
        RecordType: 'Delivery',
        Recipient: address,
        DeliveredAt: '2026-11-30T10:00:00Z',
        Details: 'Test',
      },
      'no mailbox': bounce('HardBounce', 1, `smtp;550 5.1.1 <${address}> User unknown`),
      'mailbox full': bounce('SoftBounce', 4096, 'smtp;552 5.2.2 Mailbox full'),
      delayed: bounce('Transient', 2, 'smtp;451 4.3.0 later'),
      spam: { ...bounce('SpamComplaint', 100001, 'Test'), RecordType: 'SpamComplaint' },
      opened: { ...about, RecordType: 'Open', FirstOpen: true, Recipient: address, ReceivedAt: '2026-11-30T10:00:00Z' },
    }[fate]
  },
  headers: () => ({ authorization: `Basic ${Buffer.from(`usher:${secret}`).toString('base64')}` }),
  forged: () => ({ authorization: `Basic ${Buffer.from(`usher:${secret.toLowerCase()}`).toString('base64')}` }),
}

/** As https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/ shows them. */
const mailgun: Provider = {
  field: (mail) => JSON.parse(header(mail, 'x-mailgun-variables') ?? '{}').usher_delivery,
  body: ({ deliveryId, address }, fate) => {
    const failed = (severity: string, status: object) => ({
      event: 'failed',
      severity,
      reason: 'bounce',
      'log-level': 'error',
      'delivery-status': { tls: true, 'attempt-no': 1, description: '', 'certificate-verified': true, ...status },
    })
    const said = {
      delivered: { event: 'delivered', 'delivery-status': { code: 250, message: 'OK', 'attempt-no': 1 } },
      'no mailbox': failed('permanent', { code: 550, message: `5.1.1 <${address}> does not exist\n5.1.1 really` }),
      'mailbox full': failed('permanent', { code: 552, message: '5.2.2 The mailbox is full' }),
      delayed: failed('temporary', { code: 450, message: '4.2.0 Greylisted', 'retry-seconds': 300 }),
      spam: { event: 'complained', 'log-level': 'warn' },
      opened: { event: 'opened', 'log-level': 'info' },
    }[fate]
    return {
      'event-data': {
        id: 'hTWCTD81RtiDN-',
        timestamp: 1_534_108_637.153_125,
        recipient: address,
        'recipient-domain': 'example.com',
        'user-variables': {},
        flags: { 'is-test-mode': false },
        message: { headers: { 'message-id': `${deliveryId}@127.0.0.1`, to: address, from: 'usher@example.com' } },
        ...said,
      },
    }
  },
  headers: () => ({}),
  forged: () => ({}),
}

/** As https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event shows them. */
const sendgridProvider: Provider = {
  field: (mail) => JSON.parse(header(mail, 'x-smtpapi') ?? '{}').unique_args?.usher_delivery,
  body: ({ deliveryId, address }, fate) => {
    const said = {
      delivered: { event: 'delivered', response: '250 OK' },
      'no mailbox': { event: 'bounce', type: 'bounce', status: '5.1.1', reason: `550 5.1.1 <${address}> unknown` },
      'mailbox full': { event: 'bounce', type: 'blocked', status: '5.2.2', reason: '552 5.2.2 full' },
      delayed: { event: 'deferred', response: '450 4.2.0 later', attempt: '2' },
      spam: { event: 'spamreport' },
      opened: { event: 'open', useragent: 'Mozilla/4.0', ip: '255.255.255.255' },
    }[fate]
    const common = { email: address, timestamp: 1_513_299_569, 'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>' }
    const processed = { ...common, event: 'processed', sg_event_id: 'a', sg_message_id: 'b' }
    return [processed, { ...common, sg_event_id: 'c', sg_message_id: 'd', usher_delivery: deliveryId, ...said }]
  },
  headers: (body, now) => signedBySendgrid(body, String(now), `${now}${body}`),
  forged: (body, now) => signedBySendgrid(body, String(now), `${now}${body} `),
}

function signedBySendgrid(_body: string, timestamp: string, signed: string): Record<string, string> {
  return {
    'x-twilio-email-event-webhook-timestamp': timestamp,
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(signed), sendgrid.privateKey).toString(
      'base64',
    ),
  }
}

/** Mailgun's signature stands in the body. */
function signedByMailgun(body: object, key: string, timestamp: number, token = crypto.randomUUID()): object {
  const signature = createHmac('sha256', key).update(`${timestamp}${token}`).digest('hex')
  return { signature: { timestamp: String(timestamp), token, signature }, ...body }
}

const providers: readonly (readonly ['postmark' | 'mailgun' | 'sendgrid', Provider])[] = [
  ['postmark', postmark],
  ['mailgun', mailgun],
  ['sendgrid', sendgridProvider],
]
const now = () => Math.floor(Date.now() / 1000)

function post(name: string, body: string, headers: Record<string, string>): Promise<Answer> {
  return usher.request('POST', `/mail-reports/${name}`, { body, headers })
}

async function about(mail: Mailed): Promise<{ deliveryId: string; address: string }> {
  return { deliveryId: await mail.deliveryId(), address: mail.grace.address }
}

describe.each(providers)('%s', (name, provider) => {
  async function reports(mail: { deliveryId: string; address: string }, fate: Fate): Promise<Answer> {
    const said = provider.body(mail, fate)
    const body = JSON.stringify(name === 'mailgun' ? signedByMailgun(said as object, signing_key, now()) : said)
    return post(name, body, provider.headers(body, now()))
  }

  test('is told by each mail which delivery it is', async () => {
    const mail = await Mailed.invitation(mailing)
    expect(provider.field(mail)).toBe(await mail.deliveryId())
  })

  test('says that a mail arrived, and then that it came back; the same twice is once (case 178)', async () => {
    const mail = await Mailed.invitation(mailing)
    const which = await about(mail)
    for (const fate of ['delivered', 'no mailbox'] as const) {
      expect([(await reports(which, fate)).status, fate]).toEqual([200, fate])
      await unchanged(usher, async () => expect((await reports(which, fate)).status).toBe(200))
    }
    const { state, detail } = await mail.delivery()
    expect(state).toBe('bounced')
    expect(detail).toMatch(/550 5\.1\.1 .*\[address\]/)
    expect(detail).not.toContain(mail.grace.address)
    expect(await mail.events()).toEqual([
      'invitation.created',
      'invitation.sent',
      'invitation.delivered',
      'invitation.bounced',
    ])
  })

  test('an address without a mailbox takes no mail any more; one whose mailbox is full does (case 105)', async () => {
    const mail = await Mailed.invitation(mailing)
    await reports(await about(mail), 'mailbox full')
    expect(await mail.delivery()).toMatchObject({ state: 'bounced' })
    await mail.isResent()
    await expect.poll(() => mail.mails).toHaveLength(2)
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sent' })

    await reports(await about(mail), 'no mailbox')
    await mail.isResent()
    await expect
      .poll(() => mail.delivery())
      .toMatchObject({ state: 'not_sent', detail: expect.stringMatching('another address') })
    expect(mail.mails).toHaveLength(2)
  })

  test('whoever calls a mail spam gets none any more; whoever sent it is not told (case 105)', async () => {
    const mail = await Mailed.invitation(mailing)
    const before = await mail.delivery()
    expect((await reports(await about(mail), 'spam')).status).toBe(200)
    expect(await mail.delivery()).toEqual(before)
    expect(await mail.events()).toEqual(['invitation.created', 'invitation.sent'])
    const root = await operator(usher, (await cast(usher, 'root')).root)
    const kept = await root.get(`/mail-suppressions?email=${encodeURIComponent(mail.grace.address)}`)
    expect(succeeded(kept).body).toMatchObject([{ scope: 'all', reason: 'complained' }])
    await unchanged(usher, async () => reports(await about(mail), 'spam'))
    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'not_sent' })
    expect(mail.mails).toHaveLength(1)
  })

  test.each(['delayed', 'opened'] as const)('that a mail is %s changes nothing', async (fate) => {
    const mail = await Mailed.invitation(mailing)
    const which = await about(mail)
    const before = await mail.delivery()
    await unchanged(usher, async () => expect((await reports(which, fate)).status).toBe(200))
    expect(await mail.delivery()).toEqual(before)
  })

  test('what is about no mail of ours is taken, so that it does not come again', async () => {
    const stranger = { deliveryId: crypto.randomUUID(), address: 'grace@example.com' }
    await unchanged(usher, async () => {
      expect(await reports(stranger, 'no mailbox')).toMatchObject({ status: 200, text: 'null' })
    })
  })

  test('whoever is not it is refused, and changes nothing', async () => {
    const mail = await Mailed.invitation(mailing)
    const said = provider.body(await about(mail), 'no mailbox') as object
    const old = now() - 26 * 3600
    const attempts: readonly (readonly [string, Record<string, string>])[] = [
      [JSON.stringify(said), {}],
      ['', {}],
      ['[]', {}],
      ['{"', {}],
      ...(name === 'mailgun'
        ? [
            [JSON.stringify(signedByMailgun(said, 'key-of-another', now())), {}] as const,
            [JSON.stringify(signedByMailgun(said, signing_key, old)), {}] as const,
            [JSON.stringify(signedByMailgun(said, signing_key, now() + 26 * 3600)), {}] as const,
          ]
        : [[JSON.stringify(said), provider.forged(JSON.stringify(said), now())] as const]),
      ...(name === 'sendgrid' ? [[JSON.stringify(said), provider.headers(JSON.stringify(said), old)] as const] : []),
    ]
    for (const [body, headers] of attempts) {
      const answer = await unchanged(usher, () => post(name, body, headers))
      expect([answer.status, answer.body.code, body]).toEqual([401, 'authentication_required', body])
      expect(answer.headers.get('www-authenticate')).not.toBeNull()
    }
    expect(await mail.delivery()).toMatchObject({ state: 'sent' })
  })

  test('a mail that is still being sent is asked for again', async () => {
    const held = Promise.withResolvers<void>()
    const mail = await Mailed.invitation(mailing)
    mailing.sink.hold = held.promise
    await mail.isResent()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sending' })
    const which = await about(mail)
    const early = await reports(which, 'delivered')
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '60'])
    mailing.sink.hold = undefined
    held.resolve()
    await expect.poll(() => mail.delivery()).toMatchObject({ state: 'sent' })
    expect((await reports(which, 'delivered')).status).toBe(200)
    expect(await mail.delivery()).toMatchObject({ state: 'delivered' })
  })
})

test('Mailgun’s signature is good for what it came with first, since it does not cover what is said', async () => {
  const [mail, other] = [await Mailed.invitation(mailing), await Mailed.invitation(mailing)]
  const token = crypto.randomUUID()
  const at = now()
  const signed = async (each: Mailed, fate: Fate) =>
    JSON.stringify(signedByMailgun(mailgun.body(await about(each), fate) as object, signing_key, at, token))
  const said = await signed(mail, 'delivered')
  expect((await post('mailgun', said, {})).status).toBe(200)
  expect((await post('mailgun', said, {})).status).toBe(200)
  const swapped = await signed(other, 'no mailbox')
  expect((await unchanged(usher, () => post('mailgun', swapped, {}))).status).toBe(401)
})

test('what a provider sends in another shape is passed over', async () => {
  const headers = postmark.headers('', now())
  for (const body of ['null', '[]', '"text"', '{"RecordType":1}', '{"RecordType":"Bounce","Metadata":[]}']) {
    expect((await unchanged(usher, () => post('postmark', body, headers))).status).toBe(200)
  }
  const broken = await unchanged(usher, () => post('postmark', '{"', headers))
  expect([broken.status, broken.body.code]).toEqual([400, 'malformed_json'])
})

test('without its setting a provider has no path, and mails carry nothing for it', async () => {
  await using plain = await startUsher()
  for (const [name, provider] of providers) {
    const body = JSON.stringify(provider.body({ deliveryId: crypto.randomUUID(), address: 'a@example.com' }, 'spam'))
    const answer = await plain.request('POST', `/mail-reports/${name}`, {
      body,
      headers: provider.headers(body, now()),
    })
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  }
})
