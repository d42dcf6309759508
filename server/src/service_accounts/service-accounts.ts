import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { replaceSecret } from '../clients/secret.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Actor, record, type Said } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { keepsAnOwner, orRefuse } from '../http/refused.ts'
import { allScopes } from '../http/scopes.ts'
import { readName } from '../http/text.ts'
import { hashSecret, newSecret } from '../issuer/secrets.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import { freeSeats, join } from '../members/join.ts'
import { leave } from '../members/leave.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { roleToGive } from '../roles/roles.ts'
import type { Caller } from '../tokens/caller.ts'
import type { ServiceAccount, ServiceAccountWithKey } from './schemas.ts'
import { serviceAddress } from './service-account.ts'

/** What tokens of a service account may do: all but `platform`. Membership decides the rest. */
const serviceAccountScopes = allScopes.filter((scope) => scope !== 'platform')

interface Act {
  caller: Caller
  organizationId: string
  requestId: string
}

/** Makes a machine user: a member of this organization with a role, an address and a key of its own. */
export async function createServiceAccount(
  db: Database,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { caller, organizationId, requestId, name, roleId }: Act & { name: string; roleId: string | undefined },
): Promise<ServiceAccountWithKey | Refusal> {
  const readable = readName(name, '/name')
  if (readable instanceof Refusal) return readable
  return db.transaction(async (tx) => {
    const maker = await standingIn(tx, caller, organizationId, 'service_accounts:manage', 'exclusive')
    if (maker instanceof Refusal) return maker
    const role = await roleToGive(tx, maker, roleId, '/role_id')
    if (role instanceof Refusal) return role
    if ((await freeSeats(tx, organizationId)) === 0) return refuse('seat_limit_reached')
    return addServiceAccount(tx, {
      publicUrl,
      organizationId,
      name: readable,
      roleId: role,
      actor: maker.actor,
      requestId,
    })
  })
}

/** The writing part of {@link createServiceAccount}, for a transaction that holds the organization's lock and found a free seat. */
export async function addServiceAccount(
  tx: Transaction,
  made: {
    publicUrl: string
    organizationId: string
    name: string
    roleId: string
    actor: Actor
    requestId: string | null
  },
): Promise<ServiceAccountWithKey> {
  const { publicUrl, organizationId, name, roleId, actor, requestId } = made
  const id = randomUUID()
  const email = serviceAddress(id, publicUrl)
  const secret = newSecret()
  const told = { actor, requestId }

  // The machine's client id is its user id, so `sub` of its tokens names its user.
  await tx.run(sql`
    with made as (
      insert into users (id, kind, name) values (${id}, 'service_account', ${name}) returning id
    ), known as (
      insert into identities (issuer, subject, user_id) select ${publicUrl}, ${id}, id from made
    ), reached as (
      insert into addresses (user_id, canonical, email, verified_at) select id, ${email}, ${email}, now() from made
    ), client as (
      insert into clients (id, kind, name, user_id, scopes, secret_hash)
      select ${id}, 'service_account', ${name}, id, ${serviceAccountScopes}::text[], ${hashSecret(secret)}::bytea from made
    )
    insert into service_accounts (user_id, organization_id, client_id) select id, ${organizationId}::uuid, ${id} from made`)
  const joined = await join(tx, { organizationId, userId: id, roleIds: [roleId] }, told)
  if (joined !== 'joined') throw new Error(`a new service account could not join: ${joined}`)
  await record(tx, {
    ...told,
    type: 'service_account.created',
    organizationId,
    subject: { type: 'service_account', id },
  })
  const account = await tx.one(select(sql`service_accounts.user_id = ${id}`))
  return { ...serviceAccountOf(account), client_secret: secret }
}

/** The service accounts that an organization made, oldest first. */
export async function listServiceAccounts(
  db: Database,
  caller: Caller,
  organizationId: string,
  page: PageRequest,
): Promise<Page<ServiceAccount> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'service_accounts:manage')
  if (standing instanceof Refusal) return standing
  const { limit, offset, after } = page
  const rows = await db.many(sql<Row>`
    ${select(sql`service_accounts.organization_id = ${organizationId}
      ${after === undefined ? sql`` : sql`and (users.created_at, users.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}`)}
    order by users.created_at, users.id
    limit ${limit + 1} offset ${offset}`)
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(serviceAccountOf)
}

export async function getServiceAccount(
  db: Database,
  caller: Caller,
  organizationId: string,
  id: string,
): Promise<ServiceAccount | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'service_accounts:manage')
  if (standing instanceof Refusal) return standing
  const row = await db.maybe(
    select(sql`service_accounts.organization_id = ${organizationId} and service_accounts.user_id = ${id}`),
  )
  return row === undefined ? refuse('not_found') : serviceAccountOf(row)
}

/** A new key. The one before works on for `overlapSeconds`; if that is 0, it and the tokens of it end at once. */
export async function rotateKey(
  db: Database,
  { id, overlapSeconds, ...act }: Act & { id: string; overlapSeconds: number },
): Promise<ServiceAccountWithKey | Refusal> {
  const data = { overlap_seconds: overlapSeconds }
  const event = { type: 'service_account.key_rotated', requestId: act.requestId, data } as const
  return changing(db, { id, ...act }, event, async (tx) => {
    const account = await tx.one(select(sql`service_accounts.user_id = ${id}`))
    const secret = await replaceSecret(tx, account.client_id, overlapSeconds)
    if (secret === undefined) return refuse('not_found')
    if (overlapSeconds === 0) await endTokens(tx, id)
    return { ...serviceAccountOf(account), client_secret: secret }
  })
}

/** Ends every key of the service account and the tokens of them. It stays a member; a rotation gives it a key again. */
export async function revokeKey(db: Database, { id, ...act }: Act & { id: string }): Promise<null | Refusal> {
  return changing(db, { id, ...act }, { type: 'service_account.key_revoked', requestId: act.requestId }, async (tx) => {
    await tx.run(sql`
      update clients set secret_hash = null, previous_secret_hash = null, previous_secret_until = null where user_id = ${id}`)
    await endTokens(tx, id)
    return null
  })
}

/** Ends the service account: its memberships everywhere, its keys and tokens. What it did keeps its name. */
export async function deleteServiceAccount(
  db: Database,
  { id, ...act }: Act & { id: string },
): Promise<null | Refusal> {
  return orRefuse(keepsAnOwner, () =>
    changing(db, { id, ...act }, { type: 'service_account.deleted', requestId: act.requestId }, async (tx, by) => {
      await tx.run(sql`
        select 1 from organizations
        where id in (select organization_id from members where user_id = ${id}) order by id for no key update`)
      const { actor } = by
      await leave(tx, { userId: id, actor, requestId: act.requestId })
      await revokeOfDeparted(tx, { inviterId: id, actor, requestId: act.requestId })
      await tx.run(sql`update users set status = 'deleted', updated_at = now() where id = ${id}`)
      await tx.run(sql`update clients set revoked_at = now() where user_id = ${id}`)
      return null
    }),
  )
}

/** What all changes of a service account share: who may, under which lock, that it exists, and the event. */
async function changing<T>(
  db: Database,
  { caller, organizationId, id }: Act & { id: string },
  event: Said<`service_account.${'key_rotated' | 'key_revoked' | 'deleted'}`>,
  change: (tx: Transaction, by: Standing) => Promise<T>,
): Promise<T | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingIn(tx, caller, organizationId, 'service_accounts:manage', 'exclusive')
    if (standing instanceof Refusal) return standing
    const account = await tx.maybe(
      sql<{ permissions: string[] }>`
        select array(
            select distinct unnest(roles.permissions) from held_roles join roles on roles.id = held_roles.role_id
            where held_roles.organization_id = ${organizationId} and held_roles.user_id = users.id) as permissions
        from service_accounts join users on users.id = service_accounts.user_id
        where service_accounts.organization_id = ${organizationId} and users.id = ${id} and users.status <> 'deleted'
        -- Waits for whoever just accepts something as it, so that this is seen and ended too.
        for update of users`,
    )
    if (account === undefined) return refuse('not_found')
    // Whoever has its key is what it is: nobody may take, or take away, more than they hold themselves.
    if (!account.permissions.every((permission) => standing.permissions.includes(permission))) {
      return refuse('permission_denied', {
        detail: 'This service account holds permissions that you do not. Ask an owner.',
      })
    }
    const result = await change(tx, standing)
    await record(tx, {
      ...event,
      organizationId,
      actor: standing.actor,
      subject: { type: 'service_account', id },
    })
    return result
  })
}

/** With the running second, and each time with another one: tokens say in whole seconds when they were issued. */
async function endTokens(tx: Transaction, userId: string): Promise<void> {
  await tx.run(sql`
    update users
    set tokens_valid_from = greatest(date_trunc('second', clock_timestamp()), tokens_valid_from) + interval '1 second',
      updated_at = now()
    where id = ${userId}`)
}

interface Row {
  id: string
  organization_id: string
  name: string
  email: string
  client_id: string
  created_at: Date
  last_used_at: Date | null
}

function select(condition: Statement<never>): Statement<Row> {
  return sql<Row>`
    select users.id, service_accounts.organization_id, users.name, addresses.email, service_accounts.client_id,
      users.created_at, clients.last_used_at
    from service_accounts
      join users on users.id = service_accounts.user_id and users.status <> 'deleted'
      join addresses on addresses.user_id = users.id
      join clients on clients.id = service_accounts.client_id
    where ${condition}`
}

function serviceAccountOf({ created_at, last_used_at, ...same }: Row): ServiceAccount {
  return { ...same, created: created_at.toISOString(), last_used: last_used_at?.toISOString() ?? null }
}
