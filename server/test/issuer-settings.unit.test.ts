import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'usher-issuer-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secret = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
const production = {
  DATABASE_URL: 'postgres://usher:p%40ss@db.example.com/usher',
  PUBLIC_URL: 'https://usher.example.com',
  USHER_MAIL: 'off',
  USHER_LINK_KEYS: `1:${secret}`,
  USHER_COOKIE_KEYS: secret,
}

/** What is wrong with the settings of production after these changes. */
function problemsOf(changes: Record<string, string>): readonly string[] {
  return problemsIn({ ...production, USHER_DATA: folder, ...changes })
}

function problemsIn(environment: Record<string, string>): readonly string[] {
  try {
    readConfig({ environment })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

function issuersFile(content: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const keycloak = {
  issuer: 'https://login.example.com/realms/main',
  audience: 'https://usher.example.com',
  jwks_uri: 'https://login.example.com/realms/main/certs',
}

describe('further issuers', () => {
  test('are read from their file', () => {
    const environment = { ...production, USHER_DATA: folder, USHER_ISSUERS: issuersFile([keycloak]) }
    expect(readConfig({ environment }).issuers).toMatchObject([
      {
        issuer: keycloak.issuer,
        name: 'login.example.com',
        audience: [keycloak.audience],
        claims: {
          subject: ['sub'],
          client: ['client_id', 'azp'],
          email: ['email'],
          email_verified: ['email_verified'],
        },
        emailTrust: 'claim',
        trustedDomains: undefined,
        enforceScopes: false,
        jwksUri: keycloak.jwks_uri,
        signIn: undefined,
      },
    ])
  })

  test('may be asked for keys in a private network where their entry allows that (case 17)', () => {
    const entry = { ...keycloak, jwks_uri: 'https://10.0.0.7/certs' }
    expect(problemsOf({ USHER_ISSUERS: issuersFile([{ ...entry, private_network: true }]) })).toEqual([])
    expect(problemsOf({ USHER_ISSUERS: issuersFile([entry]) })).toEqual([
      expect.stringMatching(
        /10\.0\.0\.7 is in a private network; if that is right, give the entry private_network: true/,
      ),
    ])
  })

  test('may be on this machine in development, without TLS', () => {
    const local = { issuer: 'http://localhost:8080/realms/main', audience: 'usher' }
    const development = { USHER_MODE: 'development', USHER_DATA: folder }
    expect(problemsIn({ ...development, USHER_ISSUERS: issuersFile([local]) })).toEqual([])
    expect(problemsOf({ USHER_ISSUERS: issuersFile([local]) })).toHaveLength(1)
  })

  test('keep the secrets of their clients out of sight, also where they are wrong (case 190)', () => {
    const client = { issuer: keycloak.issuer, client_id: 'usher', client_secret: secret }
    const environment = { ...production, USHER_DATA: folder, USHER_ISSUERS: issuersFile([client]) }
    expect(inspect(readConfig({ environment }), { depth: 9 })).not.toContain(secret)
    for (const wrong of [{ client_secret: [secret] }, { client_secrets: secret }, { client_id: undefined }]) {
      const problems = problemsOf({ USHER_ISSUERS: issuersFile([{ ...client, ...wrong }]) })
      expect(problems).toHaveLength(1)
      expect(problems[0]).not.toContain(secret)
    }
  })

  test.each<[string, unknown, RegExp]>([
    ['broken JSON', '[{]', /JSON/],
    ['no list', keycloak, /must hold a list of entries/],
    ['an entry without its issuer', [keycloak, { audience: 'x' }], /entry 2: issuer must be given\.$/],
    [
      'an entry that is good for nothing',
      [{ ...keycloak, audience: undefined }],
      /entry 1 \(https:\/\/login\.example\.com\/realms\/main\): audience must be given, .*or client_id/,
    ],
    [
      'an entry with a misspelt name',
      [{ ...keycloak, jwks: 'x' }],
      /entry 1 \(.*\): jwks is not a setting of an issuer/,
    ],
    ['a claim misspelt', [{ ...keycloak, claims: { mail: 'x' } }], /entry 1 \(.*\): claims\.mail is not a setting/],
    [
      'a word that is none',
      [{ ...keycloak, email_trust: 'true' }],
      /email_trust must be one of claim, always, never\.$/,
    ],
    ['text for yes', [{ ...keycloak, private_network: 'true' }], /entry 1 \(.*\): private_network must be boolean/],
    ['an algorithm with a secret', [{ ...keycloak, algorithms: ['HS256'] }], /algorithms\.0 must be one of ES256, /],
    ['no algorithm at all', [{ ...keycloak, algorithms: ['none'] }], /algorithms\.0 must be one of ES256, /],
    [
      'a domain that is none',
      [{ ...keycloak, trusted_domains: ['@example.com'] }],
      /trusted_domains names @example\.com/,
    ],
    [
      'people known by an address',
      [{ ...keycloak, claims: { subject: 'email' } }],
      /claims\.subject must not be email, which can change hands/,
    ],
    [
      'an issuer without TLS',
      [{ ...keycloak, issuer: 'http://login.example.com' }],
      /: issuer .*must begin with https:/,
    ],
    [
      'keys without TLS',
      [{ ...keycloak, jwks_uri: 'http://login.example.com/certs' }],
      /: jwks_uri .*must begin with https:/,
    ],
    [
      'keys at no address',
      [{ ...keycloak, jwks_uri: 'https://' }],
      /: jwks_uri cannot be used: https:\/\/ is not an https URL/,
    ],
    ['keys on this machine', [{ ...keycloak, jwks_uri: 'https://localhost/certs' }], /: jwks_uri .*private network/],
    ['keys in a private network', [{ ...keycloak, jwks_uri: 'https://192.168.0.9/certs' }], /: jwks_uri .*private/],
    ['keys at a private address in other digits', [{ ...keycloak, jwks_uri: 'https://0x7f.1/certs' }], /private/],
    ['keys at a private IPv6 address', [{ ...keycloak, jwks_uri: 'https://[fd00::1]/certs' }], /private/],
    ['keys at a mapped address', [{ ...keycloak, jwks_uri: 'https://[::ffff:10.0.0.1]/' }], /private/],
    [
      'keys where clouds keep credentials, allowed or not',
      [{ ...keycloak, jwks_uri: 'https://169.254.169.254/', private_network: true }],
      /: jwks_uri .*no public network \(linkLocal\)/,
    ],
    [
      'user and password in an address',
      [{ ...keycloak, jwks_uri: 'https://a:b@login.example.com/' }],
      /without user and/,
    ],
    [
      'an issuer with a query',
      [{ ...keycloak, issuer: 'https://login.example.com/?realm=x' }],
      /: issuer must have neither/,
    ],
    ['sign-in without discovery', [{ ...keycloak, client_id: 'usher' }], /: jwks_uri stands in place of discovery/],
    [
      'a scope without openid',
      [{ issuer: keycloak.issuer, client_id: 'u', scope: 'email' }],
      /: scope must contain openid/,
    ],
    ['an issuer twice', [keycloak, { ...keycloak, email_trust: 'always' }], /is listed twice\. Keep one entry/],
    [
      'the built-in issuer',
      [{ ...keycloak, issuer: production.PUBLIC_URL }],
      /is the built-in issuer.*Remove that entry/,
    ],
  ])('are refused with %s (cases 17, 190)', (_, content, sentence) => {
    const path = issuersFile(content)
    const problems = problemsOf({ USHER_ISSUERS: path })
    expect(problems).toEqual([expect.stringContaining(`USHER_ISSUERS (${path}): `)])
    expect(problems[0]).toMatch(sentence)
  })

  test('are refused where their file is missing (case 190)', () => {
    expect(problemsOf({ USHER_ISSUERS: '/nowhere/issuers.json' })).toEqual([
      expect.stringMatching(/^USHER_ISSUERS \(\/nowhere\/issuers\.json\): ENOENT/),
    ])
  })
})
