import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { developmentKeys, isOfDevelopment } from './development-keys.ts'
import { type MetricsAccess, metricsFrom, tracesFrom, trustedProxiesFrom } from './operation/settings.ts'
import type { TraceSettings } from './operation/traces.ts'
import {
  type Bounces,
  bouncesFrom,
  type MailProviders,
  mailProvidersFrom,
  mailReportVariables,
} from './mail_reports/settings.ts'
import { readTrustedIssuers, type TrustedIssuer } from './issuers/trusted-issuers.ts'
import { type Limits, limitsFrom, limitVariables } from './limit-settings.ts'
import { Secret } from './secret.ts'
import {
  bracketed,
  exampleSecret,
  howToEncode,
  isFitToRedirectTo,
  isLoopback,
  isPort,
  isSender,
  isUsable,
  isWeak,
  listOf,
  oneOf,
  originOf,
} from './setting.ts'

export { Secret }

/** A key that link tokens are derived from. Links name the epoch they were made in, so older keys stay listed. */
export interface LinkKey {
  readonly epoch: string
  readonly secret: Secret
}

export type Mail = { kind: 'smtp'; url: Secret } | { kind: 'mailbox' } | { kind: 'off' }

export interface Config {
  readonly mode: 'production' | 'development'
  readonly port: number
  readonly host: string
  /** Where people and machines reach this service, without a slash at the end. Also the built-in issuer's name. */
  readonly publicUrl: string
  readonly databaseUrl: Secret | undefined
  /** Folder of the embedded database, of keys made in development and of `demo.json`; absolute. */
  readonly dataFolder: string
  readonly mail: Mail
  readonly mailFrom: string
  /** Where mail that could not be delivered comes back to; undefined where nobody reads that. */
  readonly bounces: Bounces | undefined
  /** The mail providers that report what became of mails. */
  readonly mailProviders: MailProviders
  /** What `aud` of an access token must contain. */
  readonly audience: string
  readonly issuers: readonly TrustedIssuer[]
  /** Newest first. */
  readonly linkKeys: readonly [LinkKey, ...LinkKey[]]
  /** Newest first. */
  readonly cookieKeys: readonly [Secret, ...Secret[]]
  /** At most so many links that lead nowhere are answered to one network within a minute; undefined for no limit. */
  readonly linkGuessesPerMinute: number | undefined
  /** At most so many codes are mailed within an hour to addresses that nothing here knows; undefined for no limit. */
  readonly codeMailsPerHour: number | undefined
  /** At most so many codes are asked for from one network within an hour; undefined for no limit. */
  readonly codesPerNetworkPerHour: number | undefined
  /** For how many days invitations are kept that nobody accepted; undefined for ever. */
  readonly retentionDays: number | undefined
  /** For how many days deliveries of webhooks and notices are kept after their end; undefined for ever. */
  readonly deliveryRetentionDays: number | undefined
  /** How long after it was sent an invitation can be sent anew. */
  readonly resendCooldownSeconds: number
  readonly limits: Limits
  readonly organizationCreation: 'platform' | 'operators' | 'anyone'
  /** Where invitees may be sent on to after accepting: there and below. `loopback` for any address of this machine. */
  readonly redirectUrls: readonly string[] | 'loopback'
  /** Where webhooks may be sent to. */
  readonly webhookUrls: { readonly allowLoopback: boolean }
  /** Where `/metrics` is served: on a port of its own, on the main port to whoever holds the token, or nowhere. */
  readonly metrics: MetricsAccess | undefined
  /** Whose word about the client's address counts: addresses and networks in CIDR notation. */
  readonly trustedProxies: readonly string[]
  /** Where spans are sent, or undefined where there are none. */
  readonly traces: TraceSettings | undefined
}

/** One or more settings are missing or wrong. Its message has one line for each, saying what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The settings do not work:', ...problems.map((problem) => `- ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** Every variable that is read, with what it means: the reference page is made from it. */
export const variables = {
  USHER_MODE: '`production` (the default) or `development`: loopback only, demo data, mailbox, keys made by itself.',
  PORT: 'Port to listen on. Default 4000.',
  HOST: 'Address to listen on. Default 127.0.0.1; development allows loopback addresses only.',
  PUBLIC_URL: 'Where people reach this service, as `https://usher.example.com`. Also the name of the built-in issuer.',
  DATABASE_URL:
    'A PostgreSQL server, 15 or newer, as `postgres://user:password@host/database`. Required in production.',
  USHER_DATA: 'Folder of the embedded database and of keys made in development. Default `data`.',
  SMTP_URL:
    'Where mail leaves: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://...` (always TLS).',
  MAIL_FROM: 'Sender of all mail, as `Usher <usher@example.com>`. Required wherever SMTP_URL is.',
  USHER_MAIL: '`off` runs production without mail; deliveries are then `not_sent`.',
  ...mailReportVariables,
  USHER_AUDIENCE: 'What `aud` of an access token must contain. Default: PUBLIC_URL.',
  USHER_ISSUERS: 'A JSON file that lists further trusted issuers, as docs/ISSUERS.md describes.',
  USHER_LINK_KEYS:
    'Keys for links in mails, newest first, comma-separated, each `epoch:secret`, the secret of 32 or more characters.',
  USHER_COOKIE_KEYS:
    'Keys that sign and encrypt cookies, newest first, comma-separated, each of 32 or more characters.',
  USHER_ORGANIZATION_CREATION:
    'Who may create organizations: `platform` (the default), `operators` or `anyone` (the default in development).',
  USHER_REDIRECT_URLS:
    'Where an invitation may send on whoever accepted it: https URLs, comma-separated, each allowing itself and what is below its path. Default: nowhere; in development every address of this machine.',
  USHER_WEBHOOK_ALLOW_LOOPBACK:
    '`true` lets webhook endpoints be on this machine, without TLS too. In development only; they are otherwise on the public internet.',
  USHER_LINK_GUESSES_PER_MINUTE:
    'At most so many links that lead nowhere are answered to one network (an IPv4 address, or an IPv6 /64) within a minute, by the count of each process, and fifty times as many to all. Links that lead somewhere are not limited. Default 20; no limit in development.',
  USHER_RESEND_COOLDOWN_SECONDS:
    'How long after it was sent an invitation can be sent anew, in seconds. Default 60; in development it may be 0.',
  USHER_METRICS_PORT: 'A port of its own for `/metrics`, which must not be reachable from outside.',
  USHER_METRICS_HOST: 'Address that port listens on. Default 127.0.0.1.',
  USHER_METRICS_TOKEN:
    'A bearer token for `/metrics`, of 32 or more characters. With it `/metrics` is served on PORT as well.',
  USHER_TRUSTED_PROXIES:
    "Proxies whose X-Forwarded-For is believed, comma-separated, as `10.0.0.5, 10.1.0.0/24, fd00::/64`. Default: none, the connection's address counts.",
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'Where traces are sent, as `http://collector:4318` (OTLP over HTTP). Default: no traces. The exporter also reads OTEL_EXPORTER_OTLP_HEADERS and OTEL_EXPORTER_OTLP_CERTIFICATE.',
  OTEL_SERVICE_NAME: 'What this service is called in traces. Default `usher`.',
  OTEL_TRACES_SAMPLER_ARG: 'Which share of the traces that begin here is kept, 0 to 1. Default 1.',
  USHER_CODE_MAILS_PER_HOUR:
    'At most so many codes are mailed within an hour to addresses that belong to no user and are not invited. Default 500; no limit in development.',
  USHER_CODES_PER_NETWORK_PER_HOUR:
    'At most so many codes are asked for from one network (an IPv4 address, or an IPv6 /64) within an hour, by the count of each process. Default 120; no limit in development. Behind a proxy it needs USHER_TRUSTED_PROXIES.',
  USHER_RETENTION_DAYS:
    'For how many days expired, declined and revoked invitations are kept after their end; accepted ones stay. Default 365; for ever in development.',
  USHER_DELIVERY_RETENTION_DAYS:
    'For how many days it is kept what came of webhooks and of notices by mail; what they told of stays in the audit log. Default 30; for ever in development.',
  ...limitVariables,
} as const

type Name = keyof typeof variables
type Environment = Record<string, string | undefined>

/**
 * Reads the settings from the environment, the only place that does. Relative folders are relative to the working directory.
 *
 * @throws ConfigError that names every setting that is missing or wrong
 */
export function readConfig({
  environment = process.env,
  defaultMode = 'production',
}: { environment?: Environment; defaultMode?: Config['mode'] } = {}): Config {
  const problems: string[] = []
  const problem = (text: string): undefined => void problems.push(text)
  const read = (name: Name) => environment[name]?.trim() || undefined

  for (const name of Object.keys(environment)) {
    if (name.startsWith('USHER_') && !name.startsWith('USHER_TEST_') && !(name in variables)) {
      problem(`${name} is not a setting of Usher. Remove it, or mend its spelling: ${closest(name)} is one.`)
    }
  }

  const mode = oneOf(read('USHER_MODE') ?? defaultMode, ['production', 'development'])
  if (mode === undefined) problem('USHER_MODE must be production or development.')
  const development = mode === 'development'

  const portText = read('PORT') ?? '4000'
  const port = Number(portText)
  if (!isPort(portText)) problem('PORT must be a whole number from 1 to 65535.')
  const host = read('HOST') ?? '127.0.0.1'
  if (development && !isLoopback(host)) {
    problem(`HOST is ${host}: development listens on loopback only. Use 127.0.0.1, or set USHER_MODE=production.`)
  }

  const publicUrl = originOf(read('PUBLIC_URL') ?? (development ? `http://${bracketed(host)}:${port}` : ''))
  if (publicUrl === undefined) {
    problem(
      'PUBLIC_URL must be set to the address where people reach this service, as https://usher.example.com, without a path.',
    )
  } else if (!development && !publicUrl.startsWith('https:')) {
    problem('PUBLIC_URL must start with https: in production. Put a TLS proxy in front and name its address.')
  }

  const databaseUrl = read('DATABASE_URL')
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problem('DATABASE_URL must start with postgres://.')
  } else if (databaseUrl !== undefined && !isUsable(databaseUrl)) {
    problem(`DATABASE_URL cannot be read as a URL. ${howToEncode}`)
  }
  if (databaseUrl === undefined && !development) {
    problem(
      'DATABASE_URL must be set in production, as postgres://user:password@host/database (PostgreSQL 15 or newer).',
    )
  }

  const dataFolder = resolve(read('USHER_DATA') ?? 'data')
  const mail = mailFrom()
  const keys = development ? developmentKeys(dataFolder) : undefined
  const linkKeys = linkKeysFrom(read('USHER_LINK_KEYS') ?? keys?.link)
  const cookieKeys = cookieKeysFrom(read('USHER_COOKIE_KEYS') ?? keys?.cookie)
  const organizationCreation = oneOf(read('USHER_ORGANIZATION_CREATION') ?? (development ? 'anyone' : 'platform'), [
    'platform',
    'operators',
    'anyone',
  ])
  if (organizationCreation === undefined) {
    problem('USHER_ORGANIZATION_CREATION must be platform, operators or anyone.')
  }
  const redirectUrls = redirectUrlsFrom(read('USHER_REDIRECT_URLS'))
  const allowLoopback = read('USHER_WEBHOOK_ALLOW_LOOPBACK')
  if (allowLoopback !== undefined && allowLoopback !== 'true') {
    problem(
      'USHER_WEBHOOK_ALLOW_LOOPBACK knows one value, true. Remove it to send webhooks to the public internet alone.',
    )
  } else if (allowLoopback === 'true' && !development) {
    problem('USHER_WEBHOOK_ALLOW_LOOPBACK is for development: remove it, so that nobody reaches into this machine.')
  }
  const linkGuessesPerMinute = limitFrom('USHER_LINK_GUESSES_PER_MINUTE', 20, 1)
  const resendCooldownSeconds = wholeFrom('USHER_RESEND_COOLDOWN_SECONDS', 60, development ? 0 : 1)
  const issuers = readTrustedIssuers(read('USHER_ISSUERS'), { development, publicUrl, problem })
  const settings = { read, problem }
  const metrics = metricsFrom(settings, { port, development })
  const bounces = bouncesFrom(settings, { ports: [port, metrics?.port], development })
  const mailProviders = mailProvidersFrom(settings)
  const trustedProxies = trustedProxiesFrom(settings)
  const traces = tracesFrom(settings)
  const codeMailsPerHour = limitFrom('USHER_CODE_MAILS_PER_HOUR', 500, 0)
  const retentionDays = limitFrom('USHER_RETENTION_DAYS', 365, 1)
  const deliveryRetentionDays = limitFrom('USHER_DELIVERY_RETENTION_DAYS', 30, 1)
  const codesPerNetworkPerHour = limitFrom('USHER_CODES_PER_NETWORK_PER_HOUR', 120, 1)
  const limits = limitsFrom(settings, { development })

  if (problems.length > 0 || !mode || !publicUrl || !organizationCreation || !mail || !linkKeys || !cookieKeys) {
    throw new ConfigError(problems)
  }
  return Object.freeze({
    mode,
    port,
    host,
    publicUrl,
    databaseUrl: databaseUrl === undefined ? undefined : new Secret(databaseUrl),
    dataFolder,
    mail,
    mailFrom: read('MAIL_FROM') ?? 'Usher <usher@localhost>',
    bounces,
    mailProviders,
    audience: read('USHER_AUDIENCE') ?? publicUrl,
    issuers,
    linkGuessesPerMinute,
    linkKeys,
    cookieKeys,
    codeMailsPerHour,
    codesPerNetworkPerHour,
    retentionDays,
    deliveryRetentionDays,
    resendCooldownSeconds,
    limits,
    organizationCreation,
    redirectUrls,
    webhookUrls: { allowLoopback: allowLoopback === 'true' },
    metrics,
    trustedProxies,
    traces,
  })

  /** @returns undefined for no limit, as in development unless one is set */
  function limitFrom(name: Name, inProduction: number, least: number): number | undefined {
    const text = read(name) ?? (development ? undefined : String(inProduction))
    return text === undefined ? undefined : whole(name, text, least)
  }

  function wholeFrom(name: Name, standard: number, least: number): number {
    return whole(name, read(name) ?? String(standard), least) ?? standard
  }

  function whole(name: Name, text: string, least: number): number | undefined {
    return /^\d{1,7}$/.test(text) && Number(text) >= least
      ? Number(text)
      : problem(`${name} must be a whole number from ${least} to 9999999.`)
  }

  function redirectUrlsFrom(text: string | undefined): Config['redirectUrls'] {
    if (text === undefined) return development ? 'loopback' : []
    return listOf(text).flatMap((each) => {
      const url = URL.canParse(each) ? new URL(each) : undefined
      if (url !== undefined && isFitToRedirectTo(url, { development })) return [url.href]
      problem(
        'USHER_REDIRECT_URLS must list https URLs without query and fragment, as https://app.example.com/welcome.',
      )
      return []
    })
  }

  function mailFrom(): Mail | undefined {
    const url = read('SMTP_URL')
    const off = read('USHER_MAIL')
    if (off !== undefined && off !== 'off') return problem('USHER_MAIL knows one value, off. Remove it to send mail.')
    if (off === 'off') return { kind: 'off' }
    if (url === undefined) {
      if (development) return { kind: 'mailbox' }
      return problem(
        'SMTP_URL must be set in production, as smtp://user:password@host:587; or USHER_MAIL=off to run without mail.',
      )
    }
    if (!/^smtps?:\/\/[^/]/.test(url)) return problem('SMTP_URL must start with smtp:// or smtps:// and name a host.')
    if (!isUsable(url)) return problem(`SMTP_URL cannot be read as a URL. ${howToEncode}`)
    const sender = read('MAIL_FROM')
    if (sender === undefined) problem('MAIL_FROM must be set where SMTP_URL is, as Usher <usher@example.com>.')
    else if (!isSender(sender)) problem('MAIL_FROM must name one address, as Usher <usher@example.com>.')
    return { kind: 'smtp', url: new Secret(url) }
  }

  function linkKeysFrom(text: string | undefined): [LinkKey, ...LinkKey[]] | undefined {
    const found = listOf(text).map((entry) => {
      const [epoch = '', secret = ''] = entry.split(/:(.*)/s)
      return { epoch, secret: new Secret(secret) }
    })
    const [first, ...rest] = found
    if (first === undefined) {
      return problem(`USHER_LINK_KEYS must be set in production, as 1:${exampleSecret()} (this one was made just now).`)
    }
    if (
      !development &&
      found.some(({ epoch, secret }) => epoch === 'development' || isOfDevelopment(secret.reveal()))
    ) {
      return problem(
        `USHER_LINK_KEYS lists a key that was made for development. Make one for production, as 1:${exampleSecret()} (this one was made just now).`,
      )
    }
    const epochs = new Set(found.map(({ epoch }) => epoch))
    if (
      epochs.size < found.length ||
      found.some(({ epoch, secret }) => !/^\w{1,16}$/.test(epoch) || isWeak(secret.reveal()))
    ) {
      return problem(
        'USHER_LINK_KEYS must list each key as epoch:secret, epochs different, each secret of 32 or more random characters.',
      )
    }
    return [first, ...rest]
  }

  function cookieKeysFrom(text: string | undefined): [Secret, ...Secret[]] | undefined {
    const [first, ...rest] = listOf(text)
    if (first === undefined) {
      return problem(`USHER_COOKIE_KEYS must be set in production, as ${exampleSecret()} (this one was made just now).`)
    }
    if (!development && [first, ...rest].some(isOfDevelopment)) {
      return problem(
        `USHER_COOKIE_KEYS lists a key that was made for development. Make one for production, as ${exampleSecret()} (this one was made just now).`,
      )
    }
    if ([first, ...rest].some(isWeak)) {
      return problem('USHER_COOKIE_KEYS must list secrets of 32 or more random characters each.')
    }
    return [new Secret(first), ...rest.map((key) => new Secret(key))]
  }
}

function closest(name: string): string {
  const bare = name.slice('USHER_'.length)
  if (bare in variables) return bare
  const common = (other: string) => [...other].filter((letter, index) => letter === name[index]).length
  return Object.keys(variables).reduce((best, each) => (common(each) > common(best) ? each : best))
}

/** The key that stored private keys are encrypted with, derived so that one configured secret serves both uses. */
export function storageKey(key: LinkKey): Uint8Array {
  return createHash('sha256').update(`usher stored keys\0${key.secret.reveal()}`).digest()
}
