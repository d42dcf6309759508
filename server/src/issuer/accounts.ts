import type { Account } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

interface PersonRow {
  name: string | null
  avatar_url: string | null
  email: string | null
}

/** The person who may sign in under this id, with what an application may learn (OpenID Connect Core, section 5.1). */
export async function findAccount(db: Queryable, id: string): Promise<Account | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return undefined
  const person = await db.maybe(sql<PersonRow>`
    select name, avatar_url,
      (select email from addresses where user_id = users.id and verified_at is not null order by created_at limit 1) as email
    from users where id = ${id} and kind = 'person' and status = 'active'`)
  if (person === undefined) return undefined
  const { name, avatar_url: picture, email } = person
  return {
    accountId: id,
    claims: async () => ({
      sub: id,
      ...(name === null ? {} : { name }),
      ...(picture === null ? {} : { picture }),
      ...(email === null ? {} : { email, email_verified: true }),
    }),
  }
}
