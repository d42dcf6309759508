import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { Mailed, type Mailing, startMailing } from './support/mail-scene.ts'
import type { Received } from './support/mail-sink.ts'
import { allIsTold } from './support/mailed.ts'
import { handOver, no_such_user, notification, type Said } from './support/notification.ts'
import { operator } from './support/operator.ts'
import { adds } from './support/own-addresses.ts'
import { unchanged } from './support/unchanged.ts'
import { freePort, type TestUsher } from './support/usher.ts'

let mailing: Mailing
let usher: TestUsher
let port: number
beforeAll(async () => {
  port = await freePort()
  mailing = await startMailing({
    USHER_BOUNCE_ADDRESS: 'bounces@bounces.example.com',
    USHER_BOUNCE_PORT: String(port),
  })
  usher = mailing.usher
})
afterAll(() => mailing[Symbol.asyncDispose]())

const scene = () => Mailed.invitation(mailing)

/** The mail server at the other end says what became of the mail. */
function says(made: Mailed, said: Said): Promise<string> {
  return handOver(port, { to: made.mail.from, raw: notification(made.mail, said) })
}

describe('a mail that the next server took', () => {
  test('has a return path of its own, which names its delivery', async () => {
    const one = await scene()
    const other = await scene()
    for (const { mail } of [one, other]) {
      expect(mail.from).toMatch(/^bounces\+[0-9a-f]{32}\.[0-9a-f]{16}@bounces\.example\.com$/)
      expect(mail.from.split('@')[0]?.length).toBeLessThanOrEqual(64)
      expect(mail.mail.from?.value).toEqual([{ name: 'Usher', address: 'usher@example.com' }])
    }
    expect(one.mail.from).not.toBe(other.mail.from)
  })

  test('and comes back, has bounced; the inviter sees why, without addresses; the same said twice is once (case 178)', async () => {
    const made = await scene()
    expect(await says(made, no_such_user)).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({
      state: 'bounced',
      detail: '550 5.1.1 <[address]>: Recipient address rejected: User unknown',
    })
    expect(await made.events()).toEqual(['invitation.created', 'invitation.sent', 'invitation.bounced'])
    const again = await unchanged(usher, () => says(made, no_such_user))
    expect(again).toMatch(/^250 /)
    // The invitation itself is as good as it was.
    expect(await made.grace.inbox()).toEqual([made.invitation.id])
  })

  test('is delivered where a server says so, once; and may bounce behind that', async () => {
    const made = await scene()
    const arrived = { action: 'delivered', status: '2.0.0', diagnostic: 'smtp; 250 2.0.0 OK' }
    expect(await says(made, arrived)).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({ state: 'delivered', detail: null })
    await unchanged(usher, () => says(made, arrived))
    expect(await says(made, no_such_user)).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({ state: 'bounced' })
    await unchanged(usher, () => says(made, arrived))
    expect(await made.events()).toEqual([
      'invitation.created',
      'invitation.sent',
      'invitation.delivered',
      'invitation.bounced',
    ])
  })

  test.each<[string, Said]>([
    ['is delayed', { action: 'delayed', status: '4.4.1', diagnostic: 'smtp; 451 4.4.1 try again' }],
    ['was relayed', { action: 'relayed', status: '2.0.0' }],
    ['was expanded', { action: 'expanded', status: '2.0.0' }],
    ['is anything else', { action: 'teleported', status: '5.1.1' }],
  ])('and %s is as it was', async (_, said) => {
    const made = await scene()
    expect(await unchanged(usher, () => says(made, said))).toMatch(/^250 /)
  })

  test('is known by its headers where the return path was lost on the way', async () => {
    const made = await scene()
    const raw = notification(made.mail, no_such_user)
    expect(await handOver(port, { to: 'bounces@bounces.example.com', raw })).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({ state: 'bounced' })
  })

  test('is known by an address whose letters became large on the way', async () => {
    const made = await scene()
    const raw = notification({ ...made.mail, mail: { ...made.mail.mail, headerLines: [] } }, no_such_user)
    expect(await handOver(port, { to: made.mail.from.toUpperCase(), raw })).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({ state: 'bounced' })
  })
})

describe('a mail to somebody with an account', () => {
  /** Ada, who added another address that she never proved, has a notice. */
  async function told(): Promise<{ ada: Actor; notice: Received; unproved: string }> {
    const { ada, grace, invitation } = await scene()
    const unproved = newAddress('victim')
    succeeded(await adds(ada, unproved))
    succeeded(await grace.accepts(invitation))
    const notices = () => received(ada.address).filter(({ mail }) => mail.subject?.includes('accepted'))
    await expect.poll(() => notices().length).toBe(1)
    await allIsTold(usher)
    return { ada, notice: notices()[0] as Received, unproved }
  }
  const received = (address: string) => mailing.sink.received.filter(({ to }) => to.includes(address))
  const comesBack = ({ from, mail }: Received, to: string) =>
    handOver(port, { to: from, raw: notification({ to: [to], mail }, no_such_user) })

  async function suppressionsOf(address: string): Promise<object[]> {
    const root = await operator(usher, (await cast(usher, 'root')).root)
    return succeeded(await root.get(`/mail-suppressions?email=${encodeURIComponent(address)}`)).body as object[]
  }

  test('suppresses the address that it went to (case 105)', async () => {
    const { ada, notice } = await told()
    expect(await comesBack(notice, ada.address.toUpperCase())).toMatch(/^250 /)
    expect(await suppressionsOf(ada.address)).toMatchObject([{ scope: 'all', reason: 'bounced' }])
  })

  test('suppresses no address that its account only named, whoever says that it came back from there (case 105)', async () => {
    const { ada, notice, unproved } = await told()
    const { grace } = await cast(usher, 'grace')
    for (const address of [unproved, grace.address]) {
      expect(await comesBack(notice, address)).toMatch(/^250 /)
      expect(await suppressionsOf(address)).toEqual([])
    }
    expect(await suppressionsOf(ada.address)).toEqual([])
  })

  test('suppresses the address that a code went to, proved or not (case 105)', async () => {
    const { unproved } = await told()
    await expect.poll(() => received(unproved).length).toBe(1)
    expect(await comesBack(received(unproved)[0] as Received, unproved)).toMatch(/^250 /)
    expect(await suppressionsOf(unproved)).toMatchObject([{ scope: 'all', reason: 'bounced' }])
  })
})

describe('what changes nothing', () => {
  const replies: readonly [string, (made: Mailed) => { to: string; raw: string | Buffer; from?: string }][] = [
    [
      'an out-of-office note',
      ({ mail, grace }) => ({
        to: mail.from,
        from: grace.address,
        raw: `From: ${grace.address}\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n`,
      }),
    ],
    ['spam', ({ mail }) => ({ to: mail.from, raw: 'Subject: hi\r\n\r\nBuy\r\n' })],
    ['an empty mail', ({ mail }) => ({ to: mail.from, raw: '\r\n' })],
    [
      'a notification to an address whose proof was made up',
      ({ mail, grace }) => ({
        to: mail.from.replace(/[0-9a-f]{16}@/, '0123456789abcdef@'),
        raw: notification({ to: [grace.address], mail: { ...mail.mail, headerLines: [] } }, no_such_user),
      }),
    ],
    [
      'a notification that knows the id of the mail and no more',
      ({ mail, grace }) => ({
        to: 'bounces@bounces.example.com',
        raw: notification(
          {
            to: [grace.address],
            mail: { ...mail.mail, headerLines: mail.mail.headerLines.filter(({ key }) => key !== 'x-usher-delivery') },
          },
          no_such_user,
        ),
      }),
    ],
    [
      'a report of another type',
      ({ mail }) => ({
        to: mail.from,
        raw: notification(mail, no_such_user).replace(
          'report-type=delivery-status',
          'report-type=disposition-notification',
        ),
      }),
    ],
    [
      'thousands of parts',
      ({ mail }) => ({
        to: mail.from,
        raw: notification(mail, no_such_user).replace(
          '--1A2B/mx.example.com\r\nContent-Description: Delivery report',
          `${'--1A2B/mx.example.com\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(5_000)}--1A2B/mx.example.com\r\nContent-Description: Delivery report`,
        ),
      }),
    ],
    [
      'parts within parts',
      ({ mail }) => ({
        to: mail.from,
        raw: Array.from(
          { length: 2_000 },
          (_, depth) =>
            `Content-Type: multipart/report; report-type=delivery-status; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
        ).join(''),
      }),
    ],
    [
      'letters of no character set',
      ({ mail }) => ({
        to: mail.from,
        raw: Buffer.concat([
          Buffer.from(
            'Content-Type: multipart/report; report-type=delivery-status; charset="\u0000x-none"; boundary="',
          ),
          Buffer.from([0xff, 0xfe, 0x80, 0x00, 0xc3, 0x28]),
          Buffer.from('"\r\nSubject: =?x-none?B?//////8?=\r\n\r\n'),
          Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 256)),
        ]),
      }),
    ],
  ]
  test.each(replies)('%s is taken and dropped', async (_, mailOf) => {
    const made = await scene()
    expect(await unchanged(usher, () => handOver(port, mailOf(made)))).toMatch(/^250 /)
    // And the next one is heard.
    expect(await says(made, no_such_user)).toMatch(/^250 /)
    expect(await made.delivery()).toMatchObject({ state: 'bounced' })
  })

  test('a mail that is too large is refused', async () => {
    const made = await scene()
    const raw = `${notification(made.mail, no_such_user)}${'x'.repeat(70)}\r\n`.padEnd(1_200_000, 'x\r\n')
    expect(await unchanged(usher, () => handOver(port, { to: made.mail.from, raw }))).toMatch(/^552 /)
  })

  test.each(['grace@example.com', 'other@bounces.example.com', 'bounces@example.com'])(
    'mail to %s is not taken: nothing is passed on',
    async (to) => {
      expect(await handOver(port, { to, raw: 'Subject: hi\r\n\r\nBuy\r\n' })).toMatch(/^550 5\.1\.1 /)
    },
  )
})
