import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { callbackify, promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  /** The sender of the envelope, which mail servers answer to. */
  readonly from: string
  /** The recipients of the envelope. */
  readonly to: string[]
  readonly mail: ParsedMail
}

/** What a mail server has just been told: whom the mail is for; or the mail, which it has taken but did not answer for yet. */
export type Told = 'recipient' | 'message'

/** A mail server that takes everything, if it is open, and keeps it for the test. */
export interface MailSink extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  open(): Promise<void>
  close(): Promise<void>
  /** While set, mails are taken only when this settles. */
  hold: Promise<void> | undefined
  /** While set, it has a say in each answer: it may take its time, and the code that it gives is what is answered. */
  answers: ((told: Told, address: string) => Promise<number | undefined> | number | undefined) | undefined
  /** While set, it takes mails to nobody, and says this. */
  refusal: { readonly code: number; readonly says: string } | undefined
  /** Of those that are held: only mails to this domain, if there is one. */
  holdDomain: string | undefined
  /** How many mails are held just now. */
  readonly held: number
}

export async function startMailSink(): Promise<MailSink> {
  const received: Received[] = []
  let server: SMTPServer | undefined
  let port = 0
  let held = 0
  const sink: MailSink = {
    get url() {
      return `smtp://127.0.0.1:${port}`
    },
    get port() {
      return port
    },
    received,
    hold: undefined,
    answers: undefined,
    refusal: undefined,
    holdDomain: undefined,
    get held() {
      return held
    },
    open: async () => {
      if (server !== undefined) return
      const opened = new SMTPServer({
        authOptional: true,
        // Its certificate is one that nobody vouches for.
        disabledCommands: ['STARTTLS'],
        logger: false,
        closeTimeout: 100,
        onRcptTo: ({ address }, _, done) => {
          const { refusal } = sink
          if (refusal !== undefined) return done(Object.assign(new Error(refusal.says), { responseCode: refusal.code }))
          callbackify(() => answer('recipient', address))(done)
        },
        onData: (stream, { envelope }, done) =>
          callbackify(async () => {
            const mail = await simpleParser(stream)
            const to = envelope.rcptTo.map(({ address }) => address)
            if (sink.holdDomain === undefined || to.every((each) => each.endsWith(`@${sink.holdDomain}`))) {
              held++
              await sink.hold
              held--
            }
            const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
            await answer('message', to[0] ?? '')
            received.push({ from, to, mail })
          })(done),
      })
      opened.on('error', () => undefined)
      opened.listen(port, '127.0.0.1')
      await once(opened.server, 'listening')
      port = (opened.server.address() as AddressInfo).port
      server = opened
    },
    close: async () => {
      if (server !== undefined) await promisify(server.close.bind(server))()
      server = undefined
    },
    [Symbol.asyncDispose]: () => sink.close(),
  }
  await sink.open()
  return sink

  async function answer(told: Told, address: string): Promise<void> {
    const responseCode = await sink.answers?.(told, address)
    if (responseCode !== undefined) throw Object.assign(new Error('It is not wanted here'), { responseCode })
  }
}
