import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format, inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { type Config, ConfigError, readConfig } from '../src/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'usher-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secret = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
const other = 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ'

/** All that production needs, and nothing more. */
const production = {
  DATABASE_URL: 'postgres://usher:p%40ss@db.example.com/usher',
  PUBLIC_URL: 'https://usher.example.com',
  SMTP_URL: 'smtp://usher:p%40ss@mail.example.com:587',
  MAIL_FROM: 'Usher <usher@example.com>',
  USHER_LINK_KEYS: `1:${secret}`,
  USHER_COOKIE_KEYS: secret,
}

type Changes = Record<string, string | undefined>

/** What is wrong with the settings of production after these changes. */
function problemsOf(changes: Changes): readonly string[] {
  return problemsIn({ ...production, USHER_DATA: folder, ...changes })
}

function problemsIn(environment: Changes): readonly string[] {
  try {
    readConfig({ environment })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('production', () => {
  test('starts with exactly the settings that the reference calls required (case 190)', () => {
    expect(readConfig({ environment: { ...production, USHER_DATA: folder } })).toMatchObject({
      mode: 'production',
      port: 4000,
      host: '127.0.0.1',
      publicUrl: 'https://usher.example.com',
      audience: 'https://usher.example.com',
      mailFrom: 'Usher <usher@example.com>',
      mail: { kind: 'smtp' },
      organizationCreation: 'platform',
      issuers: [],
    })
  })

  test.each<[string, Changes, RegExp]>([
    ['a bounce port without an address', { USHER_BOUNCE_PORT: '4025' }, /^USHER_BOUNCE_PORT means nothing without/],
    ['a bounce host without a port', { USHER_BOUNCE_HOST: '::' }, /^USHER_BOUNCE_HOST means nothing without/],
    [
      'a bounce port that is taken',
      { USHER_BOUNCE_ADDRESS: 'b@example.com', USHER_BOUNCE_PORT: '4000' },
      /^USHER_BOUNCE_PORT must be a whole number .* nothing else listens on/,
    ],
    [
      'two bounce addresses',
      { USHER_BOUNCE_ADDRESS: 'b@example.com, c@example.com' },
      /^USHER_BOUNCE_ADDRESS must be one/,
    ],
    ['a bounce address with a tag', { USHER_BOUNCE_ADDRESS: 'b+c@example.com' }, /^USHER_BOUNCE_ADDRESS must be one/],
    [
      'a bounce address that is a name',
      { USHER_BOUNCE_ADDRESS: 'B <b@example.com>' },
      /^USHER_BOUNCE_ADDRESS must be one/,
    ],
    ['a long bounce address', { USHER_BOUNCE_ADDRESS: 'bouncedmailcomes@example.com' }, /^USHER_BOUNCE_ADDRESS .* 14 /],
    ['a weak secret of Postmark', { USHER_POSTMARK_WEBHOOK_SECRET: 'postmark' }, /^USHER_POSTMARK_WEBHOOK_SECRET must/],
    ['another key of SendGrid', { USHER_SENDGRID_PUBLIC_KEY: 'SG.abc' }, /^USHER_SENDGRID_PUBLIC_KEY must/],
    ['no database', { DATABASE_URL: undefined }, /^DATABASE_URL must be set in production, as postgres:/],
    ['an empty database', { DATABASE_URL: ' ' }, /^DATABASE_URL must be set/],
    ['a database of another make', { DATABASE_URL: 'mysql://db/usher' }, /^DATABASE_URL must start with postgres:/],
    [
      'a password of the database that is not encoded',
      { DATABASE_URL: 'postgres://u:p%zz@db/usher' },
      /^DATABASE_URL .*%25/,
    ],
    [
      'a port of the database that is none',
      { DATABASE_URL: 'postgres://u:p@db:port/usher' },
      /^DATABASE_URL cannot be read/,
    ],
    ['no public address', { PUBLIC_URL: undefined }, /^PUBLIC_URL must be set .*https:\/\/usher\.example\.com/],
    ['a public address without TLS', { PUBLIC_URL: 'http://usher.example.com' }, /^PUBLIC_URL must start with https/],
    ['a public address with a path', { PUBLIC_URL: 'https://example.com/usher' }, /^PUBLIC_URL .*without a path/],
    ['a public address with a query', { PUBLIC_URL: 'https://example.com/?a' }, /^PUBLIC_URL .*without a path/],
    ['a public address with a user', { PUBLIC_URL: 'https://me@example.com' }, /^PUBLIC_URL must be set/],
    ['a public address that is only a name', { PUBLIC_URL: 'usher.example.com' }, /^PUBLIC_URL must be set/],
    ['no mail server', { SMTP_URL: undefined }, /^SMTP_URL must be set in production.* USHER_MAIL=off/],
    ['a mail server over HTTP', { SMTP_URL: 'https://mail.example.com' }, /^SMTP_URL must start with smtp:/],
    ['a mail server without a host', { SMTP_URL: 'smtp://' }, /^SMTP_URL must start with smtp:.* name a host/],
    ['a mail password that is not encoded', { SMTP_URL: 'smtp://u:100%@mail.example.com' }, /^SMTP_URL .*% as %25/],
    ['a mail user that is not encoded', { SMTP_URL: 'smtp://u%zz:p@mail.example.com' }, /^SMTP_URL .*% as %25/],
    ['a mail user in no known encoding', { SMTP_URL: 'smtp://u%ff:p@mail.example.com' }, /^SMTP_URL cannot be read/],
    [
      'a port of the mail server that is none',
      { SMTP_URL: 'smtp://mail.example.com:99999' },
      /^SMTP_URL cannot be read/,
    ],
    ['no sender', { MAIL_FROM: undefined }, /^MAIL_FROM must be set .*Usher <usher@example\.com>/],
    ['a sender without an address', { MAIL_FROM: 'Usher' }, /^MAIL_FROM must name one address/],
    ['two senders', { MAIL_FROM: 'a@example.com, b@example.com' }, /^MAIL_FROM must name one address/],
    [
      'webhooks to this machine',
      { USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' },
      /^USHER_WEBHOOK_ALLOW_LOOPBACK is for development/,
    ],
    ['another word about webhooks', { USHER_WEBHOOK_ALLOW_LOOPBACK: 'yes' }, /^USHER_WEBHOOK_ALLOW_LOOPBACK knows one/],
    ['another word about mail', { USHER_MAIL: 'on' }, /^USHER_MAIL knows one value, off/],
    ['no link keys', { USHER_LINK_KEYS: undefined }, /^USHER_LINK_KEYS must be set in production, as 1:[\w-]{43} /],
    ['a link key without an epoch', { USHER_LINK_KEYS: secret }, /^USHER_LINK_KEYS must list each key as epoch:secret/],
    ['a short link key', { USHER_LINK_KEYS: '1:changeme' }, /^USHER_LINK_KEYS .*32 or more/],
    ['a link key of one letter', { USHER_LINK_KEYS: `1:${'a'.repeat(64)}` }, /^USHER_LINK_KEYS .*random/],
    [
      'two link keys of one epoch',
      { USHER_LINK_KEYS: `1:${secret},1:${other}` },
      /^USHER_LINK_KEYS .*epochs different/,
    ],
    ['an epoch of strange letters', { USHER_LINK_KEYS: `a b:${secret}` }, /^USHER_LINK_KEYS must list/],
    ['no cookie keys', { USHER_COOKIE_KEYS: undefined }, /^USHER_COOKIE_KEYS must be set in production, as [\w-]{43} /],
    ['a short cookie key', { USHER_COOKIE_KEYS: `${secret},secret` }, /^USHER_COOKIE_KEYS .*32 or more/],
    [
      'no time to keep deliveries (case 161)',
      { USHER_DELIVERY_RETENTION_DAYS: '0' },
      /^USHER_DELIVERY_RETENTION_DAYS .*from 1/,
    ],
    ['no connection to the mail server', { USHER_SMTP_CONNECTIONS: '0' }, /^USHER_SMTP_CONNECTIONS .*from 1/],
    ['no mail a second', { USHER_MAILS_PER_SECOND: '0' }, /^USHER_MAILS_PER_SECOND .*from 1/],
    [
      'half a mail a second to a domain',
      { USHER_MAILS_PER_SECOND_PER_DOMAIN: '0.5' },
      /^USHER_MAILS_PER_SECOND_PER_DOMAIN .*from 1/,
    ],
    ['no time to keep invitations (case 161)', { USHER_RETENTION_DAYS: '0' }, /^USHER_RETENTION_DAYS .*from 1/],
    ['no time between two mails', { USHER_RESEND_COOLDOWN_SECONDS: '0' }, /^USHER_RESEND_COOLDOWN_SECONDS .*from 1/],
    ['a limit of codes in words', { USHER_CODE_MAILS_PER_HOUR: 'many' }, /^USHER_CODE_MAILS_PER_HOUR must be a whole/],
    [
      'a limit per network of none',
      { USHER_CODES_PER_NETWORK_PER_HOUR: '0' },
      /^USHER_CODES_PER_NETWORK_PER_HOUR .*from 1/,
    ],
    ['a port of 0', { PORT: '0' }, /^PORT must be a whole number from 1 to 65535/],
    ['a port too high', { PORT: '65536' }, /^PORT must be/],
    ['a port in words', { PORT: 'http' }, /^PORT must be/],
    ['a port in hexadecimal', { PORT: '0x10' }, /^PORT must be/],
    [
      'a port for metrics that is the main one',
      { USHER_METRICS_PORT: '4000' },
      /^USHER_METRICS_PORT .*another one than/,
    ],
    ['a port for metrics of 0', { USHER_METRICS_PORT: '0' }, /^USHER_METRICS_PORT must be/],
    ['a host for metrics without a port', { USHER_METRICS_HOST: '10.0.0.1' }, /^USHER_METRICS_HOST means nothing/],
    ['a short token for metrics', { USHER_METRICS_TOKEN: 'prometheus' }, /^USHER_METRICS_TOKEN must have 32/],
    ['a proxy that is anybody', { USHER_TRUSTED_PROXIES: '10.0.0.1, *' }, /^USHER_TRUSTED_PROXIES lists \*, which is/],
    ['a collector without a scheme', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /^OTEL_EXPORTER_OTLP_ENDPOINT/],
    ['an unknown mode', { USHER_MODE: 'staging' }, /^USHER_MODE must be production or development/],
    [
      'an unknown rule',
      { USHER_ORGANIZATION_CREATION: 'all' },
      /^USHER_ORGANIZATION_CREATION must be platform, operators/,
    ],
    ['a name misspelt', { USHER_LINK_KEY: secret }, /^USHER_LINK_KEY is not a setting.*: USHER_LINK_KEYS is one/],
    ['another name misspelt', { USHER_ISSUER: 'x' }, /^USHER_ISSUER is not a setting.*: USHER_ISSUERS is one/],
    ['a name with a prefix that it does not have', { USHER_PORT: '80' }, /^USHER_PORT is not a setting.*: PORT is one/],
  ])('does not start with %s (case 190)', (_, changes, sentence) => {
    const problems = problemsOf(changes)
    expect(problems.filter((problem) => sentence.test(problem))).toHaveLength(1)
  })

  test('does not start with keys that were made for development (case 135)', () => {
    const development = readConfig({ environment: { USHER_MODE: 'development', USHER_DATA: folder } })
    const [link] = development.linkKeys
    const [cookie] = development.cookieKeys
    const made = { link: link.secret.reveal(), cookie: cookie.reveal() }

    expect(problemsOf({ USHER_LINK_KEYS: `${link.epoch}:${made.link}` })).toEqual([
      expect.stringMatching(/^USHER_LINK_KEYS lists a key that was made for development\. Make one .* as 1:[\w-]{43} /),
    ])
    expect(problemsOf({ USHER_LINK_KEYS: `1:${made.link}` })).toHaveLength(1)
    expect(problemsOf({ USHER_LINK_KEYS: `2:${secret},development:${other}` })).toHaveLength(1)
    expect(problemsOf({ USHER_COOKIE_KEYS: `${secret},${made.cookie}` })).toEqual([
      expect.stringMatching(/^USHER_COOKIE_KEYS lists a key that was made for development/),
    ])
  })

  test('needs neither mail server nor sender where mail is switched off (case 190)', () => {
    expect(problemsOf({ USHER_MAIL: 'off', SMTP_URL: undefined, MAIL_FROM: undefined })).toEqual([])
  })

  test('takes user and password of the mail server in percent-encoding', () => {
    const { mail } = readConfig({ environment: { ...production, USHER_DATA: folder } })
    expect(mail.kind === 'smtp' && mail.url.reveal()).toBe(production.SMTP_URL)
  })

  test('takes a database behind a local socket', () => {
    for (const url of ['postgres://usher:p@/usher?host=/run/postgresql', 'postgresql:///usher?host=/run/postgresql'])
      expect(problemsOf({ DATABASE_URL: url })).toEqual([])
  })

  test('tells all that is wrong at once, a line each (case 190)', () => {
    const problems = problemsIn({ USHER_LINK_KEY: secret, PORT: '0', USHER_COOKIE_KEYS: 'weak' })
    const names = problems.map((problem) => /^\w+/.exec(problem)?.[0])
    expect(new Set(names)).toEqual(
      new Set([
        'DATABASE_URL',
        'PORT',
        'PUBLIC_URL',
        'SMTP_URL',
        'USHER_COOKIE_KEYS',
        'USHER_LINK_KEY',
        'USHER_LINK_KEYS',
      ]),
    )
    expect(names).toHaveLength(7)
    expect(new ConfigError(problems).message.split('\n')).toHaveLength(problems.length + 1)
  })
})

describe('development', () => {
  const development = { USHER_MODE: 'development', USHER_DATA: folder }

  test('needs no settings, and says so by its own address', () => {
    expect(readConfig({ environment: { USHER_DATA: folder }, defaultMode: 'development' })).toMatchObject({
      mode: 'development',
      publicUrl: 'http://127.0.0.1:4000',
      databaseUrl: undefined,
      mail: { kind: 'mailbox' },
      organizationCreation: 'anyone',
    })
  })

  test.each(['0.0.0.0', '::', '192.168.1.5', 'usher.example.com', '127.0.0.1.example.com'])(
    'does not listen on %s (case 190)',
    (host) => {
      expect(problemsIn({ ...development, HOST: host, PUBLIC_URL: 'http://127.0.0.1:4000' })).toEqual([
        expect.stringMatching(/^HOST is .*: development listens on loopback only\. Use 127\.0\.0\.1/),
      ])
    },
  )

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('listens on %s', (host) => {
    expect(problemsIn({ ...development, HOST: host })).toEqual([])
  })

  test('keeps its keys over a restart', () => {
    const keys = () => {
      const { linkKeys, cookieKeys } = readConfig({ environment: development })
      return [linkKeys[0].secret.reveal(), cookieKeys[0].reveal()]
    }
    expect(keys()).toEqual(keys())
  })
})

describe('secrets', () => {
  const secrets = [secret, 'p%40ss', 'p@ss']

  test('print as [secret], whichever way they are printed (case 190)', () => {
    const config: Config = readConfig({ environment: { ...production, USHER_DATA: folder } })
    const [key] = config.cookieKeys
    expect([String(key), inspect(key), JSON.stringify(key), format('%s %o %j', key, key, key)]).toEqual([
      '[secret]',
      '[secret]',
      '"[secret]"',
      '[secret] [secret] "[secret]"',
    ])
    const printed = [
      // oxlint-disable-next-line restrict-template-expressions -- that is how it would happen
      `${key} ${config.databaseUrl}`,
      inspect(config, { depth: 9, showHidden: true }),
      JSON.stringify(config),
    ]
    for (const text of printed) {
      expect(text).toContain('[secret]')
      for (const each of secrets) expect(text).not.toContain(each)
    }
    expect(key.reveal()).toBe(secret)
  })

  test('are never part of the sentence that refuses them (case 190)', () => {
    const refused: Changes[] = [
      { SMTP_URL: `smtp://u:${secret}%@mail.example.com` },
      { DATABASE_URL: `mysql://u:${secret}@db/usher` },
      { DATABASE_URL: `postgres://u:${secret}@db:port/usher` },
      { USHER_LINK_KEYS: secret },
      { USHER_COOKIE_KEYS: `${secret},short` },
      { USHER_COOKEY_KEYS: secret },
    ]
    for (const changes of refused) {
      const problems = problemsOf(changes)
      expect(problems).not.toEqual([])
      expect(problems.join('\n')).not.toContain(secret)
    }
  })
})
