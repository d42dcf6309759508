import { createPublicKey, type KeyObject } from 'node:crypto'
import { mark_length } from '../mail/mark.ts'
import { Secret } from '../secret.ts'
import { exampleSecret, isLoopback, isPort, isSender, isWeak } from '../setting.ts'

/** Where mail servers say what became of mails that they took. */
export interface Bounces {
  /** Of the return path, before the plus sign. */
  readonly local: string
  readonly domain: string
  /** Where such mails are handed over to this process; undefined where another one takes them. */
  readonly listens: { readonly port: number; readonly host: string } | undefined
}

/** The mail providers that report, with what their reports are checked by. */
export interface MailProviders {
  readonly postmark?: Secret
  readonly mailgun?: Secret
  readonly sendgrid?: KeyObject
}

export const mailReportVariables = {
  USHER_BOUNCE_ADDRESS:
    'Where mail servers send what they could not deliver, as `bounces@bounces.example.com`; each mail gets a return path of its own there, as `bounces+...@bounces.example.com`. Default: MAIL_FROM, and what comes there is not read.',
  USHER_BOUNCE_PORT:
    'A port where your mail server hands over by SMTP what comes to USHER_BOUNCE_ADDRESS. It takes no other mail, and must not be reachable from outside.',
  USHER_BOUNCE_HOST: 'Address that port listens on. Default 127.0.0.1.',
  USHER_POSTMARK_WEBHOOK_SECRET:
    'Password of the webhooks of Postmark to `/mail-reports/postmark`, of 32 or more characters. Without it that path does not exist.',
  USHER_MAILGUN_SIGNING_KEY:
    'What Mailgun signs its webhooks to `/mail-reports/mailgun` with (the HTTP webhook signing key). Without it that path does not exist.',
  USHER_SENDGRID_PUBLIC_KEY:
    'What the signed event webhook of SendGrid to `/mail-reports/sendgrid` is verified with, as SendGrid shows it. Without it that path does not exist.',
} as const

interface Settings {
  readonly read: (name: keyof typeof mailReportVariables) => string | undefined
  readonly problem: (sentence: string) => undefined
}

const longest_local_part = 64 - '+'.length - mark_length

export function bouncesFrom(
  { read, problem }: Settings,
  { ports, development }: { ports: readonly (number | undefined)[]; development: boolean },
): Bounces | undefined {
  const address = read('USHER_BOUNCE_ADDRESS')
  const port = read('USHER_BOUNCE_PORT')
  const host = read('USHER_BOUNCE_HOST')
  if (host !== undefined && port === undefined) {
    problem('USHER_BOUNCE_HOST means nothing without USHER_BOUNCE_PORT. Set that as well, or remove it.')
  }
  if (port !== undefined && (!isPort(port) || ports.includes(Number(port)))) {
    problem('USHER_BOUNCE_PORT must be a whole number from 1 to 65535, and one that nothing else listens on.')
  }
  if (host !== undefined && development && !isLoopback(host)) {
    problem(`USHER_BOUNCE_HOST is ${host}: development listens on loopback only. Use 127.0.0.1.`)
  }
  if (address === undefined) {
    if (port === undefined) return undefined
    return problem('USHER_BOUNCE_PORT means nothing without USHER_BOUNCE_ADDRESS. Set that as well, or remove it.')
  }
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  if (!isSender(address) || !/^[\w.-]+$/.test(local) || local.length > longest_local_part || domain.startsWith('[')) {
    return problem(
      `USHER_BOUNCE_ADDRESS must be one address alone, as bounces@bounces.example.com, with ${longest_local_part} characters or less before the at sign and no plus sign.`,
    )
  }
  return { local, domain, listens: port === undefined ? undefined : { port: Number(port), host: host ?? '127.0.0.1' } }
}

export function mailProvidersFrom({ read, problem }: Settings): MailProviders {
  const postmark = read('USHER_POSTMARK_WEBHOOK_SECRET')
  const mailgun = read('USHER_MAILGUN_SIGNING_KEY')
  const sendgrid = read('USHER_SENDGRID_PUBLIC_KEY')
  if (postmark !== undefined && isWeak(postmark)) {
    problem(
      `USHER_POSTMARK_WEBHOOK_SECRET must have 32 or more random characters, as ${exampleSecret()} (made just now).`,
    )
  }
  const key = sendgrid === undefined ? undefined : publicKey(sendgrid)
  if (sendgrid !== undefined && key === undefined) {
    problem(
      'USHER_SENDGRID_PUBLIC_KEY must be the verification key as SendGrid shows it: one line of base64 that begins with MF.',
    )
  }
  return {
    ...(postmark === undefined ? {} : { postmark: new Secret(postmark) }),
    ...(mailgun === undefined ? {} : { mailgun: new Secret(mailgun) }),
    ...(key === undefined ? {} : { sendgrid: key }),
  }
}

function publicKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' ? key : undefined
  } catch {
    return undefined
  }
}
