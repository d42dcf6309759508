import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { invalidToken } from '../http/authenticate.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { console_client_id } from '../issuer/console-client.ts'
import type { Caller } from '../tokens/caller.ts'

/**
 * The caller as an active user, for `with caller as (...)` in front of the statement that does the work: so the state of
 * the user, and of the grant that the token belongs to, is read on every request and costs no round trip. No row: see
 * {@link unknownCaller}.
 */
export function callerRow(caller: Caller): Statement<{ id: string }> {
  const grantId = caller.grantId ?? null
  return sql`
    select users.id
    from identities join users on users.id = identities.user_id
    where identities.issuer = ${caller.issuer} and identities.subject = ${caller.subject}
      and users.status = 'active' and date_trunc('second', users.tokens_valid_from) <= ${caller.issuedAt}
      and (${grantId}::text is null or exists (
        select from oauth_records where model = 'Grant' and id = ${grantId} and expires_at > now()
      ))`
}

/** Whether the caller of `with caller as (...)` holds the address of the invitation in scope, verified. */
export const holdsAddress = sql`exists (
  select from addresses
  where addresses.user_id = caller.id and addresses.canonical = invitations.canonical_email
    and addresses.verified_at is not null
)`

/**
 * Whether the token was issued to an application of the platform's own. An application of somebody else's that a person
 * gave consent to must not run the platform in their name, nor add an address with which it could sign in as them, nor
 * see and end where they are signed in. The
 * applications of other issuers are theirs to judge.
 */
export function ownApplication({ issuer, clientId }: Caller): Statement<never> {
  return sql`(
    not exists (select from issuer_name where name = ${issuer})
    or ${clientId === console_client_id}::boolean
    or exists (select from clients where id = ${clientId ?? null} and first_party and revoked_at is null)
  )`
}

/** Why a valid token stands for no active user: its user is disabled or gone, or its grant has ended (401), or it never had one (403). */
export async function unknownCaller(db: Queryable, caller: Caller): Promise<Refusal> {
  const known = await db.maybe(sql<{ user_id: string }>`
    select user_id from identities where issuer = ${caller.issuer} and subject = ${caller.subject}`)
  return known === undefined && caller.machine ? refuse('user_context_required') : invalidToken()
}
