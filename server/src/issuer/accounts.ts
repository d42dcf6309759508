import type { Account, KoaContextWithOIDC } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A person as oidc-provider sees them, with the moment from which on their tokens are valid, in seconds since the epoch. */
export interface Person extends Account {
  readonly tokensValidFrom: number
}

interface PersonRow {
  name: string | null
  avatar_url: string | null
  email: string | null
  tokens_valid_from: number
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
): Promise<Person | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return undefined
  // Rotation gives a refresh token another `iat`; `iiat` stays that of the first.
  const began = source?.iiat ?? source?.iat ?? oidc.session?.loginTs ?? null
  const person = await db.maybe(sql<PersonRow>`
    select name, avatar_url,
      case when isfinite(tokens_valid_from) then extract(epoch from tokens_valid_from)::float8 else 0 end as tokens_valid_from,
      (
        select email from addresses where user_id = users.id and verified_at is not null
        order by signs_in desc, created_at limit 1
      ) as email
    from users
    where id = ${id} and kind = 'person' and status = 'active'
      and (${began}::float8 is null or date_trunc('second', tokens_valid_from) <= to_timestamp(${began}))`)
  if (person === undefined) return undefined
  const { name, avatar_url: picture, email, tokens_valid_from: tokensValidFrom } = person
  return {
    accountId: id,
    tokensValidFrom,
    claims: async () => ({
      sub: id,
      ...(name === null ? {} : { name }),
      ...(picture === null ? {} : { picture }),
      ...(email === null ? {} : { email, email_verified: true }),
    }),
  }
}
