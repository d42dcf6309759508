import type { Grant } from 'oidc-provider'
import type { Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A person and an application of somebody else's. */
export interface Parties {
  readonly userId: string
  readonly clientId: string
}

/** What the person allowed the application at any time, in any browser, and did not take back. */
export async function consentedScopes(db: Queryable, { userId, clientId }: Parties): Promise<ReadonlySet<string>> {
  const consent = await db.maybe(sql<{ scopes: string[] }>`
    select scopes from consents where user_id = ${userId} and client_id = ${clientId}`)
  return new Set(consent?.scopes)
}

/**
 * Remembers all that a grant holds as allowed. Comes after the grant was saved, so whoever takes consent back in that very
 * moment takes back either both, or what comes after that.
 */
export async function rememberConsent(db: Queryable, { userId, clientId }: Parties, granted: Grant): Promise<void> {
  const { openid, resources = {} } = granted
  const scopes = [openid?.scope ?? '', ...Object.values(resources)].flatMap((each) => each.split(' ').filter(Boolean))
  await db.run(sql`
    insert into consents (user_id, client_id, scopes)
    select ${userId}::uuid, id, ${[...new Set(scopes)].toSorted()}::text[] from clients
    where id = ${clientId} and kind = 'application' and not first_party and revoked_at is null
    on conflict (user_id, client_id) do update
    set scopes = array(select unnest(consents.scopes || excluded.scopes) as scope group by scope order by scope),
      updated_at = now()`)
}

/**
 * Whether it still stands, after a grant was made from it. Waits for whoever takes it back just now: they end the grants
 * that they find, and this one may not have been there yet.
 */
export async function consentStands(db: Queryable, { userId, clientId }: Parties): Promise<boolean> {
  const consent = await db.maybe(sql<{ stands: true }>`
    select true as stands from consents where user_id = ${userId} and client_id = ${clientId} for key share`)
  return consent !== undefined
}

/**
 * Takes back what a person allowed an application, and ends all that was granted by it: codes, refresh tokens, and by their
 * grants the access tokens.
 *
 * @returns false if there was nothing
 */
export async function withdrawConsent(tx: Transaction, { userId, clientId }: Parties): Promise<boolean> {
  const withdrawn = await tx.run(sql`delete from consents where user_id = ${userId} and client_id = ${clientId}`)
  // A statement of its own, since what was saved while this one waited for the row has to go as well.
  await tx.run(sql`
    with ended as (
      delete from oauth_records
      where model = 'Grant' and payload ->> 'accountId' = ${userId} and payload ->> 'clientId' = ${clientId}
      returning id
    )
    delete from oauth_records where grant_id in (select id from ended)`)
  return withdrawn === 1
}

/** Everybody is asked again, by a client that is not what they allowed any more. What they granted it before stays. */
export async function forgetConsents(tx: Transaction, clientId: string): Promise<void> {
  await tx.run(sql`delete from consents where client_id = ${clientId}`)
}
