import type { Account, AccountClaims, KoaContextWithOIDC } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A person as oidc-provider sees them, with the moment from which on their tokens are valid, in seconds since the epoch. */
export interface Person extends Account {
  readonly tokensValidFrom: number
}

/** What an application may learn of a person: see {@link personColumns}. */
export interface PersonRow {
  name: string | null
  avatar_url: string | null
  email: string | null
}

/** What a {@link PersonRow} is read from: one row of `users` in scope. The address is the one to sign in with, if there is one. */
export const personColumns = sql`
  users.name, users.avatar_url, (
    select email from addresses where addresses.user_id = users.id and verified_at is not null
    order by signs_in desc, created_at limit 1
  ) as email`

/** That as claims (OpenID Connect Core, section 5.1), as far as the scopes allow (section 5.4). */
export function claimsOf(
  sub: string,
  { name, avatar_url: picture, email }: PersonRow,
  scopes: ReadonlySet<string>,
): AccountClaims {
  return {
    sub,
    ...(name === null || !scopes.has('profile') ? {} : { name }),
    ...(picture === null || !scopes.has('profile') ? {} : { picture }),
    ...(email === null || !scopes.has('email') ? {} : { email, email_verified: true }),
  }
}

/** What a person is looked up for: the session of a browser, a code, or a refresh token. */
interface Source {
  readonly iat?: number | undefined
  readonly iiat?: number | undefined
}

/**
 * The person who may sign in under this id, with what an application may learn (OpenID Connect Core, section 5.1).
 * Undefined if whatever they are looked up for began before all of that was ended.
 */
export async function findAccount(
  db: Queryable,
  { oidc }: KoaContextWithOIDC,
  id: string,
  source: Source | undefined,
  /** Issuers that people may be known by. */
  trusted: readonly string[],
): Promise<Person | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return undefined
  // Rotation gives a refresh token another `iat`; `iiat` stays that of the first.
  const began = source?.iiat ?? source?.iat ?? oidc.session?.loginTs ?? null
  const person = await db.maybe(sql<PersonRow & { tokens_valid_from: number }>`
    select ${personColumns},
      case when isfinite(tokens_valid_from) then extract(epoch from tokens_valid_from)::float8 else 0 end as tokens_valid_from
    from users
    where id = ${id} and kind = 'person' and status = 'active'
      -- Whoever came through an issuer that is trusted no longer is not signed in any longer either.
      and (
        exists (select from identities where user_id = users.id and issuer = any(${trusted}::text[]))
        or not exists (
          select from identities where user_id = users.id and issuer not in (select name from issuer_name)
        )
      )
      and (${began}::float8 is null or date_trunc('second', tokens_valid_from) <= to_timestamp(${began}))`)
  if (person === undefined) return undefined
  return {
    accountId: id,
    tokensValidFrom: person.tokens_valid_from,
    claims: async (_use, scope) => claimsOf(id, person, new Set(scope.split(' '))),
  }
}
