import type { JWTPayload } from 'jose'
import type { Database } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../http/problems.ts'
import { readName } from '../http/text.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { KnownIssuer } from '../tokens/known-issuer.ts'
import type { TrustedIssuer } from '../tokens/trusted-issuers.ts'
import { type Address, readAddress } from './address.ts'

const cool_down_seconds = 30

const longest_name = 100

/** How long keys of a foreign issuer are used before they are fetched again. */
const keys_live_seconds = 600

/** A foreign issuer as the token check sees it: whoever brings its first valid token becomes a user. */
export function foreignIssuer(db: Database, trusted: TrustedIssuer, publicUrl: string): KnownIssuer {
  return {
    issuer: trusted.issuer,
    audience: trusted.audience,
    jwksUri: trusted.jwksUri,
    coolDownSeconds: cool_down_seconds,
    keysLiveSeconds: keys_live_seconds,
    builtIn: false,
    introduce: (claims) => introduce(db, trusted, claims, publicUrl),
  }
}

/**
 * Makes the person behind a verified token known: user and identity at the first token, and the address that the issuer
 * vouches for. A machine's token introduces nobody.
 */
async function introduce(db: Database, trusted: TrustedIssuer, claims: JWTPayload, publicUrl: string): Promise<void> {
  const client = claims['client_id'] ?? claims['azp']
  if (claims.sub === undefined || client === claims.sub) return
  const person = {
    issuer: trusted.issuer,
    subject: claims.sub,
    name: nameFrom(claims['name']),
    address: vouchedAddress(trusted, claims, publicUrl),
  }
  if (await isRemembered(db, person)) return
  try {
    await remember(db, person)
  } catch (error) {
    // The same person's first two tokens at once: the other one made the user, this one finds it.
    if (violatedConstraint(error) !== 'identities_pkey') throw error
    await remember(db, person)
  }
}

interface Person {
  issuer: string
  subject: string
  name: string | null
  address: Address | undefined
}

/** So that a new token of somebody who was here before writes nothing, and is good while the database takes no writes. */
async function isRemembered(db: Database, { issuer, subject, address }: Person): Promise<boolean> {
  const found = await db.maybe(sql<{ user_id: string }>`
    select user_id from identities
    where issuer = ${issuer} and subject = ${subject} and (
      ${address === undefined}::boolean or exists (
        select from addresses
        where addresses.user_id = identities.user_id and canonical = ${address?.canonical ?? null} and verified_at is not null
      )
    )`)
  return found !== undefined
}

async function remember(db: Database, { issuer, subject, name, address }: Person): Promise<void> {
  await db.run(sql`
    with known as (
      select user_id as id from identities where issuer = ${issuer} and subject = ${subject}
    ), made as (
      insert into users (kind, name) select 'person', ${name}::text where not exists (select from known) returning id
    ), bound as (
      insert into identities (issuer, subject, user_id) select ${issuer}, ${subject}, id from made
    )
    insert into addresses (user_id, canonical, email, verified_at, vouched_by)
    select id, ${address?.canonical ?? null}, ${address?.email ?? null}, now(), ${issuer}::text
    from (select id from known union all select id from made) as person
    where ${address !== undefined}::boolean
    on conflict (user_id, canonical) do update set verified_at = now(), vouched_by = excluded.vouched_by where addresses.verified_at is null`)
}

/** The address in the claims, if the issuer's word about it counts. `email_verified` must be the boolean true. */
function vouchedAddress({ emailTrust }: TrustedIssuer, claims: JWTPayload, publicUrl: string): Address | undefined {
  const vouched = emailTrust === 'always' || (emailTrust === 'claim' && claims['email_verified'] === true)
  const email = claims['email']
  const address = vouched && typeof email === 'string' ? readAddress(email) : undefined
  // No issuer may claim the domain that our own service accounts live in.
  return address !== undefined && !isServiceAddress(address, publicUrl) ? address : undefined
}

/** The name in the claims, if it can be shown to people; it stands in mails like any other. */
function nameFrom(claim: unknown): string | null {
  if (typeof claim !== 'string') return null
  const name = readName(claim.trim().slice(0, longest_name).toWellFormed(), '/name', longest_name)
  return name instanceof Refusal ? null : name
}
