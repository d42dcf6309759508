import { Ajv2020 } from 'ajv/dist/2020.js'
import { Fields, type Static, Type } from '../http/schemas.ts'

const Entry = Fields({
  issuer: Type.String({ pattern: '^https?://' }),
  audience: Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })]),
  jwks_uri: Type.String({ pattern: '^https?://' }),
  email_trust: Type.Optional(Type.Union([Type.Literal('claim'), Type.Literal('always'), Type.Literal('never')])),
})

/** An issuer, other than the built-in one, whose access tokens are accepted. */
export interface TrustedIssuer {
  /** Compared with `iss` character by character. */
  readonly issuer: string
  /** `aud` must contain one of these. */
  readonly audience: readonly string[]
  readonly jwksUri: string
  /** Whether its word about an address counts: by its `email_verified` claim, always, or never. */
  readonly emailTrust: 'claim' | 'always' | 'never'
}

const check = new Ajv2020({ allErrors: true, strict: false }).compile(Type.Array(Entry))

/**
 * Reads the content of the `USHER_ISSUERS` file.
 *
 * @throws Error with a sentence that says which entry is wrong and how
 */
export function trustedIssuersFrom(content: unknown, { development }: { development: boolean }): TrustedIssuer[] {
  if (!check(content)) {
    const [error] = check.errors ?? []
    throw new Error(`the entry at ${error?.instancePath || '/'} ${error?.message ?? 'is not valid'}.`)
  }
  const entries = content as Static<typeof Entry>[]
  const insecure = entries.find(
    ({ issuer, jwks_uri }) => !development && ![issuer, jwks_uri].every((url) => url.startsWith('https:')),
  )
  if (insecure !== undefined)
    throw new Error(`${insecure.issuer} must use https for issuer and jwks_uri in production.`)
  const unreadable = entries.find(({ jwks_uri }) => !URL.canParse(jwks_uri))
  if (unreadable !== undefined) throw new Error(`${unreadable.issuer} has a jwks_uri that is not a URL.`)
  const repeated = entries.find(({ issuer }, index) => entries.findIndex((entry) => entry.issuer === issuer) < index)
  if (repeated !== undefined) throw new Error(`${repeated.issuer} is listed twice. Keep one entry.`)
  return entries.map(({ issuer, audience, jwks_uri, email_trust }) => ({
    issuer,
    audience: [audience].flat(),
    jwksUri: jwks_uri,
    emailTrust: email_trust ?? 'claim',
  }))
}
