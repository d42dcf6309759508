import type { JWTHeaderParameters, JWTPayload } from 'jose'
import { allScopes, type Scope } from '../http/scopes.ts'
import { Refusal } from '../http/problems.ts'
import { readName, readPictureUrl } from '../http/text.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { Caller } from '../tokens/caller.ts'
import { readAddress } from '../users/address.ts'
import type { ClaimedAddress, Person } from '../users/introduce.ts'
import type { ClaimNames, TrustedIssuer } from './trusted-issuers.ts'

/** Claims of an access token, of an ID token, or of a userinfo answer. */
export type Claims = Readonly<Record<string, unknown>>

const longest_name = 100

/** Claims that only ID tokens and logout tokens have. */
const of_other_tokens = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events']

/** What Keycloak (`typ`) and Cognito (`token_use`), who sign all their tokens alike, call those that are no access tokens. */
const other_types = ['ID', 'Refresh', 'Offline', 'Logout', 'id']

// A foreign issuer's word makes nobody a platform client: those are ours.
const scopes_of_others: ReadonlySet<string> = new Set(
  allScopes.filter((scope) => scope !== ('platform' satisfies Scope)),
)

/** What a foreign issuer's token says of who sent it; undefined if it says itself that it is no access token. */
export function readToken(
  trusted: TrustedIssuer,
  claims: JWTPayload,
  { typ }: JWTHeaderParameters,
): Caller | undefined {
  const kind = typ?.toLowerCase().replace(/^application\//, '') ?? 'jwt'
  if (kind !== 'jwt' && kind !== 'at+jwt') return undefined
  if (of_other_tokens.some((name) => claims[name] !== undefined)) return undefined
  if ([claims['typ'], claims['token_use']].some((type) => other_types.some((other) => other === type))) return undefined

  const subject = textOf(claims, trusted.claims.subject)
  const clientId = textOf(claims, trusted.claims.client)
  if (subject === undefined) return undefined
  return {
    issuer: trusted.issuer,
    subject,
    clientId,
    machine: isMachine(trusted, claims, subject, clientId),
    issuedAt: new Date((claims.iat ?? 0) * 1000),
    scopes: trusted.enforceScopes ? scopesIn(claims) : undefined,
  }
}

function isMachine({ machine }: TrustedIssuer, claims: Claims, subject: string, clientId: string | undefined): boolean {
  if (clientId === subject || clientId === claims['sub']) return true
  if (machine === undefined) return false
  const value = claims[machine.claim]
  if ('absent' in machine) return value === undefined
  if ('equals' in machine) return value === machine.equals
  return typeof value === 'string' && value.startsWith(machine.starts_with)
}

/** `scope` is text (RFC 9068, section 2.2.3); Entra ID writes text into `scp`, Okta a list. */
function scopesIn(claims: Claims): ReadonlySet<string> {
  const words = [claims['scope'], claims['scp']].flatMap((scope) =>
    typeof scope === 'string' ? scope.split(' ') : scope,
  )
  return new Set(words.filter((word) => typeof word === 'string').filter((word) => scopes_of_others.has(word)))
}

/**
 * The person that claims speak of. What they do not say is undefined there and says nothing: an access token without an
 * address takes none away.
 *
 * @param asOf when the claims were made
 */
export function readPerson(
  trusted: TrustedIssuer,
  claims: Claims,
  { subject, asOf, publicUrl }: { subject: string; asOf: Date; publicUrl: string },
): Person {
  return {
    issuer: trusted.issuer,
    subject,
    name: nameIn(claims, trusted.claims),
    picture: pictureIn(claims, trusted.claims),
    address: addressIn(trusted, claims, publicUrl),
    asOf,
  }
}

/** The same subject as {@link readToken} finds in an access token, in claims of another kind. */
export function subjectIn({ claims: names }: TrustedIssuer, claims: Claims): string | undefined {
  return textOf(claims, names.subject)
}

/** The address in the claims, and whether the issuer's word about it counts. `email_verified` must be the boolean true. */
function addressIn(trusted: TrustedIssuer, claims: Claims, publicUrl: string): ClaimedAddress | undefined {
  const address = readAddress(textOf(claims, trusted.claims.email) ?? '')
  // No issuer may claim the domain that our own service accounts live in.
  if (address === undefined || isServiceAddress(address, publicUrl)) return undefined
  const { emailTrust, trustedDomains } = trusted
  const said = trusted.claims.email_verified.map((name) => claims[name]).find((value) => value !== undefined)
  const vouched = emailTrust === 'always' || (emailTrust === 'claim' && said === true)
  const domain = address.canonical.slice(address.canonical.lastIndexOf('@') + 1)
  return { ...address, vouched: vouched && (trustedDomains?.includes(domain) ?? true) }
}

/** The name in the claims, if it can be shown to people; it stands in mails like any other. */
function nameIn(claims: Claims, names: ClaimNames): string | undefined {
  const claim = textOf(claims, names.name)
  if (claim === undefined) return undefined
  const name = readName(claim.trim().slice(0, longest_name).toWellFormed(), '/name', longest_name)
  return name instanceof Refusal ? undefined : name
}

function pictureIn(claims: Claims, names: ClaimNames): string | undefined {
  const claim = textOf(claims, names.picture)
  if (claim === undefined || claim.length > 2_000 || !claim.isWellFormed()) return undefined
  const picture = readPictureUrl(claim, '/picture')
  return picture instanceof Refusal ? undefined : picture
}

function textOf(claims: Claims, names: readonly string[]): string | undefined {
  const value = names.map((name) => claims[name]).find((each) => each !== undefined)
  return typeof value === 'string' && value !== '' ? value : undefined
}
