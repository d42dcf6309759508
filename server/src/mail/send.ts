import { isIP } from 'node:net'
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer'
import type { Secret } from '../config.ts'
import { Domains } from './domains.ts'
import type { Mail } from './frame.ts'
import { oneLine } from './plain.ts'

export interface OutgoingMail extends Mail {
  /** Makes the Message-ID, the same at every attempt, so that a mail which arrives twice is known as one. */
  readonly deliveryId: string
  /** One address, as the inviter typed it. */
  readonly to: string
}

/**
 * How an attempt ended. `sent`: the next mail server took it. `bounced`: it says that there is no such mailbox.
 * `failed`: it does not want this mail. `retry`: anything that may go away by itself, our own settings included.
 */
export interface Sent {
  /** How long it took, from asking for a connection to the answer. */
  readonly duration_ms: number
  readonly outcome: 'sent' | 'retry' | 'bounced' | 'failed'
  /** The first line of what the server answered, without addresses; or what was in the way. */
  readonly detail: string
}

/** It was no attempt: the mails to its domain that are under way take so long that this one had better come later. */
export interface PutOff {
  readonly outcome: 'put off'
  readonly delay_seconds: number
  readonly detail: string
}

export interface MailServer extends Disposable {
  /** Sends one mail, within a minute; never throws for what a server or the network does. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<Sent | PutOff>
}

// From the first byte to the last answer; the time-outs of the connection alone never end a server that answers a
// byte a second.
const patience_ms = 60_000
const longest_detail = 300
const putOff_detail = 'Put off: other mails to this domain are under way, and take long.'

export interface MailSettings {
  /** `smtp://` uses TLS where the server offers it, `smtps://` always; certificates are verified in both. */
  readonly url: Secret
  readonly from: string
  readonly publicUrl: string
  /** Concurrent connections. */
  readonly connections: number
  /** For tests, shorter than the default of a minute. */
  readonly patience_ms?: number
}

export function openMailServer(settings: MailSettings): MailServer {
  const { hostname } = new URL(settings.publicUrl)
  const deadline_ms = settings.patience_ms ?? patience_ms
  const domains = new Domains(Math.ceil(settings.connections / 2))
  const transport = createTransport({ ...connectionOf(settings), ...(isName(hostname) ? { name: hostname } : {}) })

  return {
    send: async (mail, signal) => {
      const entry = await domains.enter(mail.to.slice(mail.to.lastIndexOf('@') + 1).toLowerCase(), signal)
      if ('delay_seconds' in entry) return { outcome: 'put off', detail: putOff_detail, ...entry }
      const began = performance.now()
      try {
        return { ...(await send(mail, signal)), duration_ms: Math.round(performance.now() - began) }
      } finally {
        entry.leave()
      }
    },
    [Symbol.dispose]: () => transport.close({ force: true }),
  }

  async function send(mail: OutgoingMail, signal: AbortSignal): Promise<Judged> {
    const deadline = AbortSignal.timeout(deadline_ms)
    try {
      const { response } = await transport.sendMail({
        from: settings.from,
        // As an object it is never parsed, so it cannot turn out to be several recipients.
        to: { address: mail.to, name: '' },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${mail.deliveryId}@${hostname}>`,
        // RFC 3834: no machine should answer this one.
        headers: { 'Auto-Submitted': 'auto-generated' },
        xMailer: false,
        signal: AbortSignal.any([signal, deadline]),
      })
      return { outcome: 'sent', detail: firstLine(response) }
    } catch (error) {
      if (signal.aborted) return { outcome: 'retry', detail: 'Usher was stopped while it sent this mail.' }
      if (deadline.aborted) {
        return { outcome: 'retry', detail: `The mail server did not finish within ${deadline_ms / 1000} seconds.` }
      }
      return judged(error)
    }
  }
}

/** Read by hand, because nodemailer would take any setting of its own from the URL's query, `rejectUnauthorized` too. */
export function connectionOf(settings: Pick<MailSettings, 'url' | 'connections'>): SMTPPoolOptions & { pool: true } {
  const url = new URL(settings.url.reveal())
  const user = decodeURIComponent(url.username)
  return {
    pool: true,
    maxConnections: settings.connections,
    // Once: a pooled connection may have been closed while it was idle. Further attempts are the queue's.
    maxRequeues: 1,
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    secure: url.protocol === 'smtps:',
    opportunisticTLS: false,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  }
}

type Judged = Omit<Sent, 'duration_ms'>

/** Which way it failed, by the server's answer (RFC 5321 section 4.2) or, where there is none, by what broke. */
function judged(error: unknown): Judged {
  const fault: NodemailerError = error instanceof Error ? error : new Error(String(error))
  const detail = firstLine(fault.response ?? fault.message)
  return { outcome: outcomeOf(fault), detail }
}

function outcomeOf({ code, command, responseCode }: NodemailerError): Exclude<Sent['outcome'], 'sent'> {
  // Only answers to the envelope and the message are about this mail. What is said before those (greeting, TLS, sign-in)
  // is about us, and is mended by an operator while the mails wait.
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return 'retry'
  // Without an answer the mail was refused on this side: its address cannot be one, or it is larger than announced.
  if (responseCode === undefined) return 'failed'
  if (responseCode < 500 || askForSignIn.has(responseCode)) return 'retry'
  // A 550 to MAIL FROM is about our own address.
  return noSuchMailbox.has(responseCode) && command !== 'MAIL FROM' ? 'bounced' : 'failed'
}

const noSuchMailbox: ReadonlySet<number> = new Set([550, 551, 553])
// RFC 4954 section 6, and 503, which says that the conversation went wrong and not that the mail is.
const askForSignIn: ReadonlySet<number> = new Set([503, 530, 534, 535, 538])

function firstLine(answer: string): string {
  const [line = ''] = answer.split(/\r?\n/)
  // A spam filter may quote the link that it dislikes, whose token exists in the mail only (I10). And addresses are kept
  // in one place, so that erasing them there erases them.
  const bare = line.replaceAll(/[\w-]{43,}/g, '[secret]').replaceAll(/[^\s<>"'(:]+@[^\s<>"'),;:]+/g, '[address]')
  return oneLine(bare, longest_detail)
}

function isName(host: string): boolean {
  return host.includes('.') && isIP(host) === 0 && !host.startsWith('[')
}
