import type { Client, Grant, KoaContextWithOIDC } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { first_party } from './clients.ts'
import { consentedScopes, consentStands } from './consents.ts'
import { endGrant } from './store.ts'

/** The operator's own applications. Whoever signs in there is not asked whether that application may know them. */
export function isFirstParty(client: Client | undefined): boolean {
  return client?.[first_party] === true
}

/**
 * What the person has granted to the client in this session: one grant, which further requests of the same client add to.
 * An application of the operator's own is granted what it asks for; another one what the person allowed it before, in
 * whichever browser that was.
 */
export async function loadGrant(db: Queryable, { oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, account, provider } = oidc
  if (client === undefined || session === undefined || account === undefined) return undefined
  const parties = { userId: account.accountId, clientId: client.clientId }
  const id = oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId)
  const found = id === undefined ? undefined : await provider.Grant.find(id)
  const consented = isFirstParty(client) ? undefined : await consentedScopes(db, parties)

  const mayAdd = (scope: string) => consented?.has(scope) ?? true
  const scopes = [...oidc.requestParamOIDCScopes].filter(mayAdd)
  const ofResources = resourceScopes(oidc, mayAdd)
  if (found !== undefined) {
    const before = contentOf(found)
    grant(found, scopes, ofResources)
    if (contentOf(found) === before || (await extendGrant(db, found))) return found
  }
  if (consented?.size === 0) return undefined
  const made = new provider.Grant({ accountId: parties.userId, clientId: parties.clientId })
  grant(made, scopes, ofResources)
  const saved = await saveGrant(db, made, session.uid)
  if (consented === undefined || (await consentStands(db, parties))) return made
  await endGrant(db, saved)
  return undefined
}

function contentOf({ openid, resources }: Grant): string {
  return JSON.stringify([openid, resources])
}

/** For each resource, the scopes that are asked for, exist there and may be granted without asking. */
function resourceScopes(
  { resourceServers = {}, requestParamScopes }: KoaContextWithOIDC['oidc'],
  mayAdd: (scope: string) => boolean,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(resourceServers).map(([resource, { scopes }]) => [
      resource,
      [...scopes].filter((scope) => requestParamScopes.has(scope) && mayAdd(scope)),
    ]),
  )
}

/** Adds to what is granted. */
export function grant(
  granted: Grant,
  scopes: Iterable<string>,
  ofResources: Readonly<Record<string, readonly string[]>>,
): void {
  const known = [...scopes]
  if (known.length > 0) granted.addOIDCScope(known.join(' '))
  for (const [resource, each] of Object.entries(ofResources)) {
    if (each.length > 0) granted.addResourceScope(resource, each.join(' '))
  }
}

/**
 * Saves a new grant as one that was made in a session, and ends with it.
 *
 * @returns its id
 */
export async function saveGrant(db: Queryable, granted: Grant, sessionUid: string): Promise<string> {
  const id = await granted.save()
  await db.run(sql`
    update oauth_records set session_uid = ${sessionUid} where model = 'Grant' and id = ${id} and session_uid is null`)
  return id
}

/**
 * Saves what was added to a grant that was found. By its own `save` the library would bring back one that was ended
 * meanwhile, and the access tokens that name it; so the row decides.
 *
 * @returns false where it was ended: what was granted before is to be granted anew, in another one
 */
export async function extendGrant(db: Queryable, { jti, openid, resources }: Grant): Promise<boolean> {
  const extended = await db.run(sql`
    update oauth_records set payload = payload || ${{ openid, resources }}::jsonb
    where model = 'Grant' and id = ${jti} and expires_at > now()`)
  return extended === 1
}
