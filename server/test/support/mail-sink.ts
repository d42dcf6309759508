import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { callbackify, promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  /** The recipients of the envelope. */
  readonly to: string[]
  readonly mail: ParsedMail
}

/** A mail server that takes everything, if it is open, and keeps it for the test. */
export interface MailSink extends AsyncDisposable {
  readonly url: string
  readonly received: readonly Received[]
  open(): Promise<void>
  close(): Promise<void>
  /** While set, mails are taken only when this settles. */
  hold: Promise<void> | undefined
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
    received,
    hold: undefined,
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
        onData: (stream, { envelope }, done) =>
          callbackify(async () => {
            const mail = await simpleParser(stream)
            const to = envelope.rcptTo.map(({ address }) => address)
            if (sink.holdDomain === undefined || to.every((each) => each.endsWith(`@${sink.holdDomain}`))) {
              held++
              await sink.hold
              held--
            }
            received.push({ to, mail })
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
}
