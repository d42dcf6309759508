import type { Queryable, Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { readName } from '../http/text.ts'
import { type IfMatch, versionMismatch, type Versioned } from '../http/versions.ts'
import { forgetConsents } from '../issuer/consents.ts'
import { hashSecret, newSecret } from '../issuer/secrets.ts'
import { whatIsWrongWith } from './redirect-uris.ts'
import { applicationScopes, type Client, type ClientChange, type NewClient, type RegisteredClient } from './schemas.ts'
import { replaceSecret } from './secret.ts'

/** Who does it, for the event. */
export interface Told {
  readonly actor: Actor
  readonly requestId: string | null
}

const platform_scopes = ['platform', 'organizations:read', 'organizations:write', 'webhooks:manage']

/** Registers a client. Its secret, if it has one, is told this once. */
export async function registerClient(
  tx: Transaction,
  asked: NewClient,
  told: Told,
): Promise<RegisteredClient | Refusal> {
  const name = readName(asked.name, '/name')
  if (name instanceof Refusal) return name
  const kind = asked.kind ?? 'application'
  const wrong = kind === 'platform' ? wrongForPlatform(asked) : wrongForApplication(asked)
  if (wrong !== undefined) return wrong
  const secret = asked.public === true ? undefined : newSecret()
  const scopes = kind === 'platform' ? platform_scopes : (asked.scopes ?? applicationScopes)
  const row = await tx.one(sql<Row>`
    insert into clients (id, kind, name, scopes, secret_hash, redirect_uris, post_logout_redirect_uris, first_party)
    values (${kind}::text || '_' || replace(gen_random_uuid()::text, '-', ''), ${kind}, ${name}, ${scopes}::text[],
      ${secret === undefined ? null : hashSecret(secret)}::bytea, ${asked.redirect_uris ?? []}::text[],
      ${asked.post_logout_redirect_uris ?? []}::text[], ${asked.first_party ?? false})
    returning ${columns}`)
  await tell(tx, row.client_id, 'client.created', told)
  return { ...clientOf(row), ...(secret === undefined ? {} : { client_secret: secret }) }
}

/** Nobody is sent to a machine, and nobody consents to it. */
function wrongForPlatform(asked: NewClient): Refusal | undefined {
  const none = ['public', 'redirect_uris', 'post_logout_redirect_uris', 'first_party', 'scopes'] as const
  const given = none.filter((field) => asked[field] !== undefined)
  return given.length === 0
    ? undefined
    : invalid(
        ...given.map((field) => ({
          in: 'body' as const,
          pointer: `/${field}`,
          detail: 'must be left away: a platform client has a secret, scopes of its own, and nobody signs in to it',
        })),
      )
}

function wrongForApplication(asked: NewClient): Refusal | undefined {
  const { redirect_uris: redirectUris = [], post_logout_redirect_uris: postLogoutRedirectUris = [] } = asked
  if (redirectUris.length === 0)
    return invalid({ in: 'body', pointer: '/redirect_uris', detail: 'must name at least one address to come back to' })
  return whatIsWrongWith({ confidential: asked.public !== true, redirectUris, postLogoutRedirectUris })
}

/** Registered clients, oldest first. Those of service accounts belong to their organizations and are not among them. */
export async function listClients(db: Queryable, page: PageRequest): Promise<Page<Client>> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<Row>`
    select ${columns} from clients where ${isRegistered}
      ${after === undefined ? sql`` : sql`and (created_at, id) > (${after.key}::timestamptz, ${after.id})`}
    order by created_at, id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, client_id }) => ({ key: created_at, id: client_id })).map(clientOf)
}

export async function getClient(db: Queryable, id: string): Promise<Versioned<Client> | Refusal> {
  const row = await find(db, id)
  return row === undefined ? refuse('not_found') : { ...clientOf(row), version: row.version }
}

/**
 * Changes an application. What it may no longer ask for, it may not keep: where scopes are taken away, or it is no longer of
 * the platform's own, everything that people granted to it ends. And whoever comes to it anew is asked anew, whatever changed.
 */
export async function changeClient(
  tx: Transaction,
  id: string,
  change: ClientChange,
  told: Told,
  ifMatch?: IfMatch,
): Promise<Versioned<Client> | Refusal> {
  const before = await find(tx, id, sql`for no key update`)
  if (before === undefined) return refuse('not_found')
  const changed = versionMismatch(before.version, ifMatch)
  if (changed !== undefined) return changed
  const { redirect_uris, post_logout_redirect_uris, first_party, scopes } = { ...before, ...change }
  const name = change.name === undefined ? before.name : readName(change.name, '/name')
  if (name instanceof Refusal) return name
  const asked = { redirect_uris, post_logout_redirect_uris, public: !before.confidential, name }
  const wrong = before.kind === 'platform' ? wrongForPlatform({ ...change, name }) : wrongForApplication(asked)
  if (wrong !== undefined) return wrong
  const row = await tx.one(sql<Row>`
    update clients
    set name = ${name}, redirect_uris = ${redirect_uris}::text[],
      post_logout_redirect_uris = ${post_logout_redirect_uris}::text[], first_party = ${first_party},
      scopes = ${scopes}::text[], version = version + 1
    where id = ${id}
    returning ${columns}`)
  const mayAskForLess = lacks(row.scopes, before.scopes) || (before.first_party && !row.first_party)
  if (mayAskForLess) await endGrants(tx, id)
  await forgetConsents(tx, id)
  // A sign-in under way was begun under the rules before, and is not held against these any more.
  if (mayAskForLess || lacks(row.redirect_uris, before.redirect_uris)) await endSignIns(tx, id)
  await tell(tx, id, 'client.changed', told, { fields: Object.keys(change) })
  return { ...clientOf(row), version: row.version }
}

/** Ends a client, and with it every token and everything that people granted to it. Revoking twice answers the same. */
export async function revokeClient(
  tx: Transaction,
  id: string,
  told: Told,
  ifMatch?: IfMatch,
): Promise<null | Refusal> {
  const client = await tx.maybe(sql<{ revoked: boolean; version: number }>`
    select revoked_at is not null as revoked, version from clients
    where id = ${id} and kind <> 'service_account' for no key update`)
  if (client === undefined) return refuse('not_found')
  if (client.revoked) return null
  const changed = versionMismatch(client.version, ifMatch)
  if (changed !== undefined) return changed
  await tx.run(sql`
    update clients
    set revoked_at = now(), secret_hash = null, previous_secret_hash = null, previous_secret_until = null
    where id = ${id}`)
  await endGrants(tx, id)
  await forgetConsents(tx, id)
  await tell(tx, id, 'client.revoked', told)
  return null
}

/** A new secret, told this once. The one before works on for `overlapSeconds`; if that is 0, tokens got with it end as well. */
export async function rotateSecret(
  tx: Transaction,
  { id, overlapSeconds }: { id: string; overlapSeconds: number },
  told: Told,
): Promise<RegisteredClient | Refusal> {
  const row = await find(tx, id, sql`for no key update`)
  if (row === undefined) return refuse('not_found')
  if (!row.confidential) return refuse('public_client')
  const secret = await replaceSecret(tx, id, overlapSeconds)
  if (secret === undefined) return refuse('not_found')
  // With the running second, and each time with another one: tokens say in whole seconds when they were issued.
  if (overlapSeconds === 0)
    await tx.run(sql`
      update clients
      set tokens_valid_from = greatest(date_trunc('second', clock_timestamp()), tokens_valid_from) + interval '1 second'
      where id = ${id}`)
  await tell(tx, id, 'client.secret_rotated', told)
  return { ...clientOf(row), client_secret: secret }
}

function lacks(now: readonly string[], before: readonly string[]): boolean {
  return before.some((each) => !now.includes(each))
}

async function endSignIns(tx: Transaction, id: string): Promise<void> {
  await tx.run(sql`
    delete from oauth_records where model = 'Interaction' and payload -> 'params' ->> 'client_id' = ${id}`)
}

/** Codes, refresh tokens and grants; by these, access tokens end at their next request. */
async function endGrants(tx: Transaction, id: string): Promise<void> {
  await tx.run(sql`
    with ended as (
      delete from oauth_records where model = 'Grant' and payload ->> 'clientId' = ${id} returning id
    )
    delete from oauth_records where grant_id in (select id from ended)`)
}

function tell(
  tx: Transaction,
  id: string,
  type: `client.${string}`,
  told: Told,
  data: Record<string, unknown> = {},
): Promise<void> {
  return record(tx, { ...told, type, organizationId: null, subject: { type: 'client', id }, data })
}

interface Row extends Pick<
  Client,
  'client_id' | 'kind' | 'name' | 'redirect_uris' | 'post_logout_redirect_uris' | 'first_party'
> {
  scopes: string[]
  confidential: boolean
  version: number
  created_at: Date
  last_used_at: Date | null
}

const columns = sql<Row>`
  id as client_id, kind, name, redirect_uris, post_logout_redirect_uris, first_party, scopes,
  secret_hash is not null as confidential, version, created_at, last_used_at`
const isRegistered = sql`kind <> 'service_account' and revoked_at is null`

function find(db: Queryable, id: string, lock: Statement<never> = sql``): Promise<Row | undefined> {
  return db.maybe(sql<Row>`select ${columns} from clients where id = ${id} and ${isRegistered} ${lock}`)
}

function clientOf(row: Row): Client {
  const { confidential, version: _, created_at, last_used_at, scopes, ...same } = row
  return {
    ...same,
    scopes,
    public: !confidential,
    created: created_at.toISOString(),
    last_used: last_used_at?.toISOString() ?? null,
  }
}
