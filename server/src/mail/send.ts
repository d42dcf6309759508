import { isIP } from 'node:net'
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer'
import type { Logger } from 'pino'
import type { Secret } from '../config.ts'
import type { Mail } from './frame.ts'
import { Outage } from './outage.ts'
import { oneLine } from './plain.ts'
import { senderOf } from './sender.ts'
import { meansNoMailbox, statusIn } from './status.ts'

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
  /** The first line of what the server answered, without addresses; or what was in the way, in words of our own. */
  readonly detail: string
  /** It says as well that there will never be such a mailbox. */
  readonly noMailbox?: true
}

export interface MailServer extends Disposable {
  /** How many mails may be begun now, besides those under way: while the server is away, hardly any. Whoever asks takes them. */
  room(): number
  /** Sends one mail, within a minute; never throws for what a server or the network does. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<Sent>
}

// From the first byte to the last answer; the time-outs of the connection alone never end a server that answers a
// byte a second.
const patience_ms = 60_000
const longest_detail = 300

export interface MailSettings {
  /** `smtp://` uses TLS where the server offers it, `smtps://` always; certificates are verified in both. */
  readonly url: Secret
  readonly from: string
  readonly publicUrl: string
  /** Concurrent connections. */
  readonly connections: number
  /** What each mail carries so that reports on it can be told from what somebody made up; see `tracking.ts`. */
  readonly tracked?: (deliveryId: string) => Tracking
  /** Is told what was in the way, with the hosts that tenants are not shown. */
  readonly logger?: Pick<Logger, 'warn'>
  /** For tests, shorter than the default of a minute. */
  readonly patience_ms?: number
}

/** What a mail carries besides its own. */
export interface Tracking {
  /** The address that mail servers answer to; undefined for that of the sender. */
  readonly returnPath?: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

export function openMailServer(settings: MailSettings): MailServer {
  const { hostname } = new URL(settings.publicUrl)
  const deadline_ms = settings.patience_ms ?? patience_ms
  const outage = new Outage()
  const transport = createTransport({ ...connectionOf(settings), ...(isName(hostname) ? { name: hostname } : {}) })

  return {
    room: () => outage.room(),
    send: async (mail, signal) => {
      const began = performance.now()
      return { ...(await send(mail, signal)), duration_ms: Math.round(performance.now() - began) }
    },
    [Symbol.dispose]: () => transport.close({ force: true }),
  }

  async function send(mail: OutgoingMail, signal: AbortSignal): Promise<Judged> {
    const deadline = AbortSignal.timeout(deadline_ms)
    const { returnPath, headers = {} } = settings.tracked?.(mail.deliveryId) ?? {}
    try {
      const { response } = await transport.sendMail({
        from: senderOf(settings.from, mail.senderName),
        // As an object it is never parsed, so it cannot turn out to be several recipients.
        to: { address: mail.to, name: '' },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${mail.deliveryId}@${hostname}>`,
        ...(mail.replyTo === undefined ? {} : { replyTo: { address: mail.replyTo, name: '' } }),
        // RFC 3834: no machine should answer this one.
        headers: asTheyAre({ ...mail.headers, ...headers, 'Auto-Submitted': 'auto-generated' }),
        ...(returnPath === undefined ? {} : enveloped(returnPath, mail.to)),
        xMailer: false,
        signal: AbortSignal.any([signal, deadline]),
      })
      outage.answered()
      return { outcome: 'sent', detail: firstLine(response) }
    } catch (error) {
      if (signal.aborted) return { outcome: 'retry', detail: 'Usher was stopped while it sent this mail.' }
      if (deadline.aborted) {
        return { outcome: 'retry', detail: `The mail server did not finish within ${deadline_ms / 1000} seconds.` }
      }
      if (isAboutMail(error)) outage.answered()
      else outage.failed()
      return judged(mail.deliveryId, error)
    }
  }

  /** Which way it failed, by the server's answer (RFC 5321 section 4.2) or, where there is none, by what broke. */
  function judged(delivery: string, error: unknown): Judged {
    const fault: NodemailerError = error instanceof Error ? error : new Error(String(error))
    const outcome = outcomeOf(fault)
    if (fault.response === undefined) {
      settings.logger?.warn({ err: fault, delivery }, 'mail server could not be spoken to')
      return { outcome, detail: inOwnWords(fault) }
    }
    const noMailbox = outcome === 'bounced' && meansNoMailbox(statusIn(fault.response))
    return { outcome, detail: firstLine(fault.response), ...(noMailbox ? { noMailbox } : {}) }
  }
}

/** Encoded words, which nodemailer makes of what is long or has quotes, are read by people and not by machines (RFC 2047). */
function asTheyAre(headers: Readonly<Record<string, string>>): Record<string, { prepared: true; value: string }> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]))
}

/** Who is answered is another one than who wrote it; and of a mail that comes back, its headers are enough. */
function enveloped(returnPath: string, to: string) {
  return {
    envelope: { from: { address: returnPath, name: '' }, to: { address: to, name: '' } },
    dsn: { return: 'headers' as const },
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

/**
 * Only answers to the envelope and the message are about a mail. What is said before those (greeting, TLS, sign-in) is about us,
 * and is mended by an operator while the mails wait.
 */
function isAboutMail(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE')
}

function outcomeOf(fault: NodemailerError): Exclude<Sent['outcome'], 'sent'> {
  if (!isAboutMail(fault)) return 'retry'
  const { command, responseCode } = fault
  // Without an answer the mail was refused on this side: its address cannot be one, or it is larger than announced.
  if (responseCode === undefined) return 'failed'
  if (responseCode < 500 || askForSignIn.has(responseCode)) return 'retry'
  // A 550 to MAIL FROM is about our own address.
  return noSuchMailbox.has(responseCode) && command !== 'MAIL FROM' ? 'bounced' : 'failed'
}

const noSuchMailbox: ReadonlySet<number> = new Set([550, 551, 553])
// RFC 4954 section 6, and 503, which says that the conversation went wrong and not that the mail is.
const askForSignIn: ReadonlySet<number> = new Set([503, 530, 534, 535, 538])

/** What was in the way, for people of any organization: messages of faults name hosts and addresses within our network. */
function inOwnWords({ code = 'unknown', originalCode = code }: NodemailerError): string {
  if (certificates.test(originalCode)) return `The certificate of the mail server cannot be trusted (${originalCode}).`
  return ownWords[code] ?? `The connection to the mail server failed (${originalCode}).`
}

const certificates = /CERT|SELF_SIGNED|SIGNATURE/
const ownWords: Readonly<Record<string, string>> = {
  EDNS: "The mail server's name has no address.",
  ETIMEDOUT: 'The mail server did not answer in time.',
  EAUTH: 'Usher could not sign in to the mail server.',
  EENVELOPE: 'Not sent: no mail can go to this address.',
  EMESSAGE: 'Not sent: the mail is larger than the mail server takes.',
}

/** The first line of what a mail server said, fit to be kept and shown. */
export function firstLine(answer: string): string {
  const [line = ''] = answer.split(/\r?\n/)
  // A spam filter may quote the link that it dislikes, whose token exists in the mail only (I10). And addresses are kept
  // in one place, so that erasing them there erases them.
  const bare = line.replaceAll(/[\w-]{43,}/g, '[secret]').replaceAll(/[^\s<>"'(:]+@[^\s<>"'),;:]+/g, '[address]')
  return oneLine(bare, longest_detail)
}

function isName(host: string): boolean {
  return host.includes('.') && isIP(host) === 0 && !host.startsWith('[')
}
