import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { Fields, type Static, Type } from '../http/schemas.ts'
import { Secret } from '../secret.ts'
import { readDomain } from '../users/address.ts'
import { callable, type Reach } from '../http/outbound-address.ts'

// Asymmetric only (RFC 8725, section 3.1): a key that everybody can read must not be able to sign.
const algorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA', 'Ed25519']

/** Claims that name a person today and somebody else tomorrow. */
const mutable_claims = ['email', 'preferred_username', 'upn', 'unique_name', 'nickname', 'name', 'username']

const Words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })
const WordOrWords = Type.Union([Type.String({ minLength: 1 }), Words])

const Entry = Fields({
  issuer: Type.String({ minLength: 1 }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  id: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9-]{1,32}$',
      'x-expected': 'must be small letters, digits and hyphens, 32 at most',
    }),
  ),
  audience: Type.Optional(WordOrWords),
  algorithms: Type.Optional(Type.Array(Type.Enum(algorithms), { minItems: 1 })),
  claims: Type.Optional(
    Fields({
      subject: Type.Optional(WordOrWords),
      client: Type.Optional(WordOrWords),
      email: Type.Optional(WordOrWords),
      email_verified: Type.Optional(WordOrWords),
      name: Type.Optional(WordOrWords),
      picture: Type.Optional(WordOrWords),
    }),
  ),
  machine: Type.Optional(
    Type.Union([
      Fields({ claim: Type.String({ minLength: 1 }), equals: Type.String({ minLength: 1 }) }),
      Fields({ claim: Type.String({ minLength: 1 }), starts_with: Type.String({ minLength: 1 }) }),
      Fields({ claim: Type.String({ minLength: 1 }), absent: Type.Literal(true) }),
    ]),
  ),
  email_trust: Type.Optional(Type.Enum(['claim', 'always', 'never'])),
  trusted_domains: Type.Optional(Words),
  enforce_scopes: Type.Optional(Type.Boolean()),
  userinfo: Type.Optional(Type.Boolean()),
  private_network: Type.Optional(Type.Boolean()),
  jwks_uri: Type.Optional(Type.String()),
  userinfo_endpoint: Type.Optional(Type.String()),
  client_id: Type.Optional(Type.String({ minLength: 1 })),
  client_secret: Type.Optional(Type.String({ minLength: 1 })),
  client_authentication: Type.Optional(Type.Enum(['client_secret_basic', 'client_secret_post'])),
  scope: Type.Optional(Type.String({ pattern: '(^| )openid( |$)', 'x-expected': 'must contain openid' })),
  prompt: Type.Optional(Type.Enum(['login', 'select_account'])),
})
type Entry = Static<typeof Entry>

/** Which claims say what; of several names the first that is there counts. */
export interface ClaimNames {
  readonly subject: readonly string[]
  readonly client: readonly string[]
  readonly email: readonly string[]
  readonly email_verified: readonly string[]
  readonly name: readonly string[]
  readonly picture: readonly string[]
}

/** An issuer other than the built-in one, as its entry in the `USHER_ISSUERS` file describes it. */
export interface TrustedIssuer {
  /** Compared with `iss` character by character. */
  readonly issuer: string
  /** What people know it by: "Continue with <name>". */
  readonly name: string
  /** `aud` of an access token must contain one of these. Where there are none, its access tokens are not accepted. */
  readonly audience: readonly string[]
  /** JWS algorithms that its tokens may be signed with. */
  readonly algorithms: readonly string[]
  readonly claims: ClaimNames
  /** What tells a machine's token, besides a subject that is its client. */
  readonly machine: NonNullable<Entry['machine']> | undefined
  /** Whether its word about an address counts: by its `email_verified` claim, always, or never. */
  readonly emailTrust: 'claim' | 'always' | 'never'
  /** The domains, in ASCII, for whose addresses its word counts; undefined where it counts for all. */
  readonly trustedDomains: readonly string[] | undefined
  /** Whether its tokens need our scopes. */
  readonly enforceScopes: boolean
  readonly reach: Reach
  /** Where its keys are, in place of discovery. */
  readonly jwksUri: string | undefined
  /** Whether its userinfo endpoint is asked where an access token has no address, and where that is if not discovered. */
  readonly userinfo: boolean
  readonly userinfoEndpoint: string | undefined
  /** How people sign in through it; undefined where they do not. */
  readonly signIn: SignIn | undefined
}

export interface SignIn {
  /** Stands in the address that it sends people back to: `/oauth/callback/<id>`. */
  readonly id: string
  readonly clientId: string
  readonly clientSecret: Secret | undefined
  readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post'
  readonly scope: string
  /** What it is sent where an application wants its person to sign in anew. */
  readonly prompt: 'login' | 'select_account'
}

const check = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile(Type.Array(Entry))

/**
 * Reads the `USHER_ISSUERS` file.
 *
 * @param problem told what is wrong with it, in a sentence that begins with the file
 */
export function readTrustedIssuers(
  path: string | undefined,
  {
    development,
    publicUrl,
    problem,
  }: { development: boolean; publicUrl: string | undefined; problem: (sentence: string) => void },
): readonly TrustedIssuer[] {
  if (path === undefined) return []
  try {
    const issuers = trustedIssuersFrom(JSON.parse(readFileSync(path, 'utf8')), { development })
    // Its tokens would be checked with the keys of somebody else.
    if (issuers.some(({ issuer }) => issuer === publicUrl)) {
      problem(
        `USHER_ISSUERS (${path}): ${publicUrl} is the built-in issuer, which is trusted anyway. Remove that entry.`,
      )
    }
    return issuers
  } catch (error) {
    problem(`USHER_ISSUERS (${path}): ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}

/**
 * Reads the content of that file.
 *
 * @throws Error with a sentence that names the entry and the field that is wrong, and how
 */
export function trustedIssuersFrom(content: unknown, { development }: { development: boolean }): TrustedIssuer[] {
  if (!check(content)) throw new Error(sentenceFor(content, check.errors?.[0]))
  const entries = content as Entry[]
  const read = entries.map((entry, index) => trustedIssuer(entry, { development, place: placeOf(content, index) }))
  const repeated = read.find(({ issuer }, index) => read.findIndex((other) => other.issuer === issuer) < index)
  if (repeated !== undefined) throw new Error(`${repeated.issuer} is listed twice. Keep one entry.`)
  const ids = read.flatMap(({ signIn }) => signIn?.id ?? [])
  const taken = ids.find((id, index) => ids.indexOf(id) < index)
  if (taken !== undefined) throw new Error(`two entries have the id ${taken}. Give each an id of its own.`)
  return read
}

function trustedIssuer(entry: Entry, { development, place }: { development: boolean; place: string }): TrustedIssuer {
  const wrong = (field: keyof Entry | 'claims.subject', sentence: string): never => {
    throw new Error(`${place}: ${field} ${sentence}`)
  }
  const reach = { loopback: development, privateNetwork: entry.private_network === true, http: development }
  for (const field of ['issuer', 'jwks_uri', 'userinfo_endpoint'] as const) {
    const address = entry[field]
    const url = address === undefined ? undefined : callable(address, reach)
    if (typeof url === 'string') wrong(field, `cannot be used: ${url}.`)
  }
  const { hash, search } = new URL(entry.issuer)
  if (hash !== '' || search !== '') wrong('issuer', 'must have neither query nor fragment.')
  if (entry.audience === undefined && entry.client_id === undefined)
    wrong('audience', 'must be given, for its access tokens to be accepted; or client_id, for people to sign in.')
  if (entry.client_id !== undefined && entry.jwks_uri !== undefined)
    wrong('jwks_uri', 'stands in place of discovery, which signing in needs. Remove it, or client_id.')
  if (entry.client_id === undefined && (entry.client_secret ?? entry.scope ?? entry.prompt) !== undefined)
    wrong('client_id', 'must be given where client_secret, scope or prompt is.')
  const subject = listOf(entry.claims?.subject, 'sub')
  const mutable = subject.find((name) => mutable_claims.includes(name))
  if (mutable !== undefined)
    wrong('claims.subject', `must not be ${mutable}, which can change hands. Use a claim that never does, as sub.`)
  const trustedDomains = entry.trusted_domains?.map(
    (domain) => readDomain(domain) ?? wrong('trusted_domains', `names ${domain}, which is no domain.`),
  )

  return {
    issuer: entry.issuer,
    name: entry.name ?? new URL(entry.issuer).hostname,
    audience: entry.audience === undefined ? [] : [entry.audience].flat(),
    algorithms: entry.algorithms ?? algorithms,
    claims: {
      subject,
      client: listOf(entry.claims?.client, 'client_id', 'azp'),
      email: listOf(entry.claims?.email, 'email'),
      email_verified: listOf(entry.claims?.email_verified, 'email_verified'),
      name: listOf(entry.claims?.name, 'name'),
      picture: listOf(entry.claims?.picture, 'picture'),
    },
    machine: entry.machine,
    emailTrust: entry.email_trust ?? 'claim',
    trustedDomains,
    enforceScopes: entry.enforce_scopes === true,
    reach,
    jwksUri: entry.jwks_uri,
    userinfo: entry.userinfo !== false,
    userinfoEndpoint: entry.userinfo_endpoint,
    signIn:
      entry.client_id === undefined
        ? undefined
        : {
            id: entry.id ?? idFrom(entry.name ?? new URL(entry.issuer).hostname),
            clientId: entry.client_id,
            clientSecret: entry.client_secret === undefined ? undefined : new Secret(entry.client_secret),
            clientAuthentication: entry.client_authentication ?? 'client_secret_basic',
            scope: entry.scope ?? 'openid profile email',
            prompt: entry.prompt ?? 'login',
          },
  }
}

/** `Entra ID` as `entra-id`. */
function idFrom(name: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
  return id.replaceAll(/^-|-$/g, '') || 'issuer'
}

function listOf(names: string | string[] | undefined, ...usual: string[]): readonly string[] {
  return names === undefined ? usual : [names].flat()
}

/** What is wrong with which field of which entry, never what stood there: it may be a secret. */
function sentenceFor(content: unknown, error: ErrorObject | undefined): string {
  const [index, ...path] = (error?.instancePath ?? '').split('/').slice(1)
  if (error === undefined || index === undefined) return 'must hold a list of entries, as [{"issuer": ...}].'
  const place = placeOf(content, Number(index))
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>
  const field = (...more: unknown[]) => [...path, ...more].join('.') || 'the entry'
  if (typeof missingProperty === 'string') return `${place}: ${field(missingProperty)} must be given.`
  if (typeof additionalProperty === 'string')
    return `${place}: ${field(additionalProperty)} is not a setting of an issuer. Remove it, or mend its spelling.`
  if (Array.isArray(allowedValues)) return `${place}: ${field()} must be one of ${allowedValues.join(', ')}.`
  const { 'x-expected': expected } = (error.parentSchema ?? {}) as { 'x-expected'?: string }
  return `${place}: ${field()} ${expected ?? error.message ?? 'is not valid'}.`
}

function placeOf(content: unknown, index: number): string {
  const entry: unknown = Array.isArray(content) ? content[index] : undefined
  const named = typeof entry === 'object' && entry !== null && 'issuer' in entry ? entry.issuer : undefined
  return typeof named === 'string' ? `entry ${index + 1} (${named})` : `entry ${index + 1}`
}
