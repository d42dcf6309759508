import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { callbackify, promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { Secret } from '../src/config.ts'
import { invitationMail } from '../src/mail/letters/invitation.ts'
import { type MailServer, type MailSettings, openMailServer, type Sent } from '../src/mail/send.ts'
import { lookOfOrganization } from './support/look.ts'

const never = new AbortController().signal
const invitation = {
  inviterName: 'Ada Lovelace',
  roleNames: ['Member'],
  link: `https://usher.example.com/join#${'t'.repeat(43)}`,
  expiresAt: new Date('2026-11-24T14:05:00Z'),
  message: null,
}
const mail = {
  ...invitationMail(lookOfOrganization('Analytical Engines'), invitation),
  to: 'grace@example.com',
  deliveryId: '0f3b4a52-94a5-4c2d-8a31-5a7f6f5e1c11',
}

interface Received {
  readonly from: string
  readonly to: string[]
  readonly mail: ParsedMail
}

test('a mail that is accepted is sent, and arrives as it was written', async () => {
  const { server, received } = await smtpServer()
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'sent', detail: expect.stringMatching(/^250 /) })

  const [arrived] = received
  expect(arrived).toMatchObject({ from: 'usher@example.com', to: ['grace@example.com'] })
  expect(arrived?.mail).toMatchObject({ subject: mail.subject, messageId: `<${mail.deliveryId}@usher.example.com>` })
  expect(arrived?.mail.text?.trimEnd()).toBe(mail.text.trimEnd())
  expect(arrived?.mail.html).toBe(mail.html)
  expect(arrived?.mail.headerLines.map(({ key }) => key).toSorted()).toEqual(headers)
  expect(arrived?.mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(Math.abs(Number(arrived?.mail.date) - Date.now())).toBeLessThan(5_000)
})

const headers = ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']

test.each([
  [421, 'retry'],
  [450, 'retry'],
  [452, 'retry'],
  [550, 'bounced'],
  [551, 'bounced'],
  [553, 'bounced'],
  [552, 'failed'],
  [554, 'failed'],
  [599, 'failed'],
  [530, 'retry'],
] as const)('%i to the recipient means %s (case 99)', async (code, outcome) => {
  const { server } = await smtpServer({ onRcptTo: (_, __, done) => done(refusal(code, 'No <grace@example.com> here')) })
  const attempt = await server.send(mail, never)
  expect(attempt).toMatchObject({ outcome, detail: expect.stringMatching(`^${code} .*No <\\[address\\]> here$`) })
})

test.each([
  [451, 'retry'],
  [550, 'bounced'],
  [552, 'failed'],
] as const)('%i to the message means %s', async (code, outcome) => {
  const { server } = await smtpServer({
    onData: (stream, _, done) => stream.resume().on('end', () => done(refusal(code, 'Not this one'))),
  })
  expect(await server.send(mail, never)).toMatchObject({ outcome })
})

test('550 to the sender is about us: failed, and nobody bounced', async () => {
  const { server } = await smtpServer({ onMailFrom: (_, __, done) => done(refusal(550, 'Who are you')) })
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'failed' })
})

test('a refused sign-in is tried again, since an operator can mend it', async () => {
  const { server } = await smtpServer(
    { authOptional: false, allowInsecureAuth: true, onAuth: (_, __, done) => done(refusal(535, 'Wrong password')) },
    { user: 'usher:p%40ss@' },
  )
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'retry', detail: expect.stringContaining('535') })
})

test('user and password of the URL are used, decoded', async () => {
  const seen: unknown[] = []
  const { server } = await smtpServer(
    {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => {
        seen.push(username, password)
        done(null, { user: username })
      },
    },
    { user: 'us%40er:p%40ss@' },
  )
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'sent' })
  expect(seen).toEqual(['us@er', 'p@ss'])
})

test('the same mail has the same Message-ID at every attempt (case 100)', async () => {
  let refused = false
  const { server, received } = await smtpServer({
    onRcptTo: (_, __, done) => {
      done(refused ? null : refusal(450, 'Later'))
      refused = true
    },
  })
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'retry' })
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'sent' })
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'sent' })
  expect(received.map((each) => each.mail.messageId)).toEqual(Array(2).fill(`<${mail.deliveryId}@usher.example.com>`))
})

test.each([
  'Acme\r\nBcc: victim@example.net',
  'Acme\nTo: victim@example.net\n\nBody',
  'Acme\u2028Cc: victim@example.net',
  '=?utf-8?Q?Acme=0D=0ABcc:_victim@example.net?=',
  `${'long '.repeat(40)}\r\n Bcc: victim@example.net`,
])('%j as a name adds no recipient and no header (case 81)', async (name) => {
  const { server, received } = await smtpServer()
  const hostile = invitationMail(lookOfOrganization(name, { sender_name: name }), {
    ...invitation,
    inviterName: name,
    message: name,
  })
  for (const subject of [hostile.subject, name]) {
    expect(await server.send({ ...mail, ...hostile, subject }, never)).toMatchObject({ outcome: 'sent' })
  }
  for (const each of received) {
    expect(each.to).toEqual(['grace@example.com'])
    expect(each.mail.headerLines.map(({ key }) => key).toSorted()).toEqual(headers)
  }
})

test.each([
  'grace@example.com, victim@example.net',
  'victim@example.net; grace@example.com',
  'Team: victim@example.net;',
])('%j is never read as several recipients', async (to) => {
  const { server, received } = await smtpServer()
  await server.send({ ...mail, to }, never)
  expect(received.flatMap((each) => each.to)).not.toContain('victim@example.net')
  expect(received.flatMap((each) => each.to).length).toBeLessThan(2)
})

test('a spam filter that quotes the link does not get its token written down', async () => {
  const { server } = await smtpServer({
    onData: (stream, _, done) => stream.resume().on('end', () => done(refusal(554, `Bad link ${invitation.link}`))),
  })
  const { detail } = await server.send(mail, never)
  expect(detail).toContain('https://usher.example.com/join#[secret]')
})

test('a refused connection and an unknown host are tried again (case 98)', async () => {
  const closed = await listening(createServer())
  const port = portOf(closed)
  closed.close()
  const logged: unknown[] = []
  const logger = { warn: (told: unknown) => void logged.push(told) }
  expect(await opened(`smtp://127.0.0.1:${port}`, { logger }).send(mail, never)).toMatchObject({
    outcome: 'retry',
    detail: 'The connection to the mail server failed (ECONNREFUSED).',
  })
  expect(await opened('smtp://mail.invalid:25', { logger }).send(mail, never)).toMatchObject({
    outcome: 'retry',
    detail: "The mail server's name has no address.",
  })
  // The hosts are the operator's to know, and in the log.
  expect(logged).toMatchObject([
    { err: { message: `connect ECONNREFUSED 127.0.0.1:${port}` } },
    { err: { message: expect.stringContaining('mail.invalid') } },
  ])
})

test.each(['smtp', 'smtps'])(
  'a certificate that cannot be verified ends the attempt over %s, without a try in plain text (case 98)',
  async (scheme) => {
    const { server, received, commands } = await smtpServer(
      { secure: scheme === 'smtps', disabledCommands: [] },
      { scheme },
    )
    expect(await server.send(mail, never)).toMatchObject({
      outcome: 'retry',
      detail: expect.stringMatching(/certificate/i),
    })
    expect(received).toEqual([])
    expect(commands).toEqual([])
  },
)

test('a server that speaks no TLS on smtps:// gets nothing', async () => {
  const { server, received } = await smtpServer({}, { scheme: 'smtps' })
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'retry' })
  expect(received).toEqual([])
})

test('a greeting that never comes and one that comes a byte at a time are given up at the deadline (case 102)', async () => {
  const silent = await plainServer(() => undefined)
  const slow = await plainServer((socket) => {
    const drip = setInterval(() => socket.write('2'), 20)
    socket.on('close', () => clearInterval(drip))
  })
  const attempts = await Promise.all([silent, slow].map((url) => opened(url, { patience_ms: 300 }).send(mail, never)))
  const late: Omit<Sent, 'duration_ms'> = {
    outcome: 'retry',
    detail: 'The mail server did not finish within 0.3 seconds.',
  }
  expect(attempts).toMatchObject([late, late])
})

test('a slow server holds up its own mail and no other', async () => {
  let first = true
  const { server, received } = await smtpServer(
    {
      onRcptTo: (_, __, done) => {
        if (!first) done()
        first = false
      },
    },
    { patience_ms: 1_500 },
  )
  const slow = server.send(mail, never)
  await expect.poll(() => first).toBe(false)
  expect(await server.send(mail, never)).toMatchObject({ outcome: 'sent' })
  expect(received).toHaveLength(1)
  expect(await slow).toMatchObject({ outcome: 'retry' })
})

test('a server that hangs up, or answers nonsense, is tried again', async () => {
  const hangsUp = await plainServer((socket) => socket.destroy())
  const babbles = await plainServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const unwilling = await plainServer((socket) => socket.write('554 No SMTP service here\r\n'))
  for (const url of [hangsUp, babbles, unwilling]) {
    const { outcome, detail } = await opened(url).send(mail, never)
    expect(outcome).toBe('retry')
    expect(detail).not.toContain('127.0.0.1')
  }
})

test('when the service stops, a mail in flight goes back to be tried again', async () => {
  const url = await plainServer(() => undefined)
  const stop = new AbortController()
  const attempt = opened(url).send(mail, stop.signal)
  stop.abort()
  expect(await attempt).toMatchObject({ outcome: 'retry', detail: expect.stringContaining('stopped') })
})

/** A mail server that takes everything, unless told otherwise, with what it received; `server` is our side of it. */
async function smtpServer(
  options: SMTPServerOptions = {},
  { scheme = 'smtp', user = '', patience_ms }: { scheme?: string; user?: string; patience_ms?: number } = {},
) {
  const received: Received[] = []
  const commands: string[] = []
  const receive = async (stream: Readable, { envelope }: SMTPServerSession) => {
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
    received.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail: await simpleParser(stream) })
  }
  const smtp = new SMTPServer({
    authOptional: true,
    // Its certificate is one that nobody vouches for.
    disabledCommands: ['STARTTLS'],
    onMailFrom: ({ address }, _, done) => {
      commands.push(`MAIL FROM ${address}`)
      done()
    },
    onData: (stream, session, done) => callbackify(receive)(stream, session, done),
    logger: false,
    ...options,
  })
  smtp.on('error', () => undefined)
  await listening(smtp.server)
  onTestFinished(() => promisify(smtp.close.bind(smtp))())
  const server = opened(
    `${scheme}://${user}127.0.0.1:${portOf(smtp.server)}`,
    patience_ms === undefined ? {} : { patience_ms },
  )
  return { server, received, commands }
}

/** A server of our own making that does no more than `greet`. */
async function plainServer(greet: (socket: Socket) => unknown): Promise<string> {
  const sockets = new Set<Socket>()
  const server = await listening(
    createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      greet(socket)
    }),
  )
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `smtp://127.0.0.1:${portOf(server)}`
}

function opened(url: string, options: Pick<MailSettings, 'patience_ms' | 'logger'> = {}): MailServer {
  const server = openMailServer({
    url: new Secret(url),
    from: 'Usher <usher@example.com>',
    publicUrl: 'https://usher.example.com',
    connections: 5,
    ...options,
  })
  onTestFinished(() => server[Symbol.dispose]())
  return server
}

async function listening<S extends Server>(server: S): Promise<S> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
