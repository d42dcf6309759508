import { randomInt, randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database, Queryable } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql, type Statement } from '../database/sql.ts'
import { told } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import { lacks } from '../members/standing.ts'
import { isPlatform, platformClient, platformClientRow } from '../platform/platform-client.ts'
import { heldPermissions } from '../roles/held.ts'
import { systemRoles } from '../roles/permissions.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { organizationColumns, organizationOf, type OrganizationRow, readOrganization } from './organization.ts'
import { type Profile, readProfile } from './profile.ts'
import type { NewOrganization, Organization } from './schemas.ts'

type Creator = { type: 'user' | 'platform_client'; id: string }

/** Creates an organization with its first owner: the caller, or whom a platform client names. */
export async function createOrganization(
  db: Database,
  config: Pick<Config, 'organizationCreation'>,
  { caller, organization, requestId }: { caller: Caller; organization: NewOrganization; requestId: string },
): Promise<Versioned<Organization> | Refusal> {
  const { owner_user_id: ownerId, ...asked } = organization
  const profile = readProfile(asked)
  if (profile instanceof Refusal) return profile
  const wanted = { ...profile, name: profile.name ?? '' }
  for (;;) {
    const founders = await foundersOf(db, config, caller, ownerId)
    if (founders instanceof Refusal) return founders
    const founding = { ...founders, profile: { ...wanted, slug: profile.slug ?? slugFrom(wanted.name) }, requestId }
    try {
      const id = await establish(db, founding)
      if (id !== undefined) return await readOrganization(db, id, viewerOf(caller))
    } catch (error) {
      if (violatedConstraint(error) !== 'organizations_slug') throw error
      if (profile.slug !== undefined) return refuse('slug_taken')
    }
  }
}

/** The organizations that the caller is a member of, longest membership first. */
export async function listOrganizations(
  db: Database,
  caller: Caller,
  page: PageRequest,
): Promise<Page<Organization> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<(OrganizationRow & { joined_at: Date }) | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select ${organizationColumns}, members.created_at as joined_at
      from members join organizations on organizations.id = members.organization_id
      where members.user_id = caller.id and organizations.status <> 'deleted'
        ${after === undefined ? sql`` : sql`and (members.created_at, organizations.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by members.created_at, organizations.id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.joined_at, found.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  return pageOf(found, page, ({ joined_at, id }) => ({ key: joined_at, id })).map((row) =>
    organizationOf(row, 'member'),
  )
}

/** One organization, by id or slug, for its members and for platform clients. */
export async function getOrganization(
  db: Database,
  caller: Caller,
  idOrSlug: string,
): Promise<Versioned<Organization> | Refusal> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrSlug)
  const which: Statement<never> = isId ? sql`organizations.id = ${idOrSlug}` : sql`organizations.slug = ${idOrSlug}`
  const viewer = viewerOf(caller)
  const row = await db.maybe(sql<(OrganizationRow & { readable: boolean }) | { id: null }>`
    with caller as (${viewer === 'application' ? platformClientRow(caller) : callerRow(caller)})
    select found.* from caller left join lateral (
      select ${organizationColumns}, ${viewer === 'application' ? sql`true` : sql`'organization:read' = any(${heldPermissions})`} as readable
      from organizations ${
        viewer === 'application'
          ? sql``
          : sql`join members on members.organization_id = organizations.id and members.user_id = caller.id`
      }
      where ${which} and organizations.status <> 'deleted'
    ) as found on true`)
  if (row === undefined) return unknownCaller(db, caller)
  if (row.id === null) return refuse('not_found')
  return row.readable ? organizationOf(row, viewer) : lacks('organization:read')
}

function viewerOf(caller: Caller) {
  return isPlatform(caller) ? ('application' as const) : ('member' as const)
}

/** Who creates it and who owns it, if the settings let this caller do so. */
async function foundersOf(
  db: Database,
  { organizationCreation }: Pick<Config, 'organizationCreation'>,
  caller: Caller,
  ownerId: string | undefined,
): Promise<{ creator: Creator; ownerId: string } | Refusal> {
  const user = await db.maybe(callerRow(caller))
  if (user !== undefined) {
    if (ownerId !== undefined)
      return invalid({
        in: 'body',
        pointer: '/owner_user_id',
        detail: 'is for platform clients; you own what you create',
      })
    if (organizationCreation !== 'anyone') return refuse('organization_creation_restricted')
    return { creator: { type: 'user', id: user.id }, ownerId: user.id }
  }
  const client = await platformClient(db, caller)
  if (client === undefined) return unknownCaller(db, caller)
  const owner =
    ownerId === undefined
      ? undefined
      : await db.maybe(sql<{ id: string }>`select id from users where id = ${ownerId} and status = 'active'`)
  return owner === undefined
    ? invalid({ in: 'body', pointer: '/owner_user_id', detail: 'must be the id of an active user' })
    : { creator: { type: 'platform_client', id: client.id }, ownerId: owner.id }
}

/** An organization to be: what is left away has its default. */
export interface Founding {
  readonly profile: Partial<Profile> & Pick<Profile, 'name' | 'slug'>
  readonly externalId?: string
  readonly creator: Creator
  readonly ownerId: string
  readonly requestId: string | null
}

/**
 * The organization, its system-managed roles, its owner and the event of it, in one statement.
 *
 * @returns its id; undefined where its owner is no active user any more
 */
export async function establish(db: Queryable, founding: Founding): Promise<string | undefined> {
  const { profile, externalId = null, creator, ownerId, requestId } = founding
  const { name, slug, description = null, logo_url = null, seat_limit = null } = profile
  const { seat_policy = 'members', allowed_domains = [], blocked_domains = [] } = profile
  const { departed_inviter = null, default_expiry_seconds = null } = profile
  const id = randomUUID()
  const established = await db.run(sql`
    with owner as (
      -- Waits for the end of an erasure, which must leave no membership behind.
      select id from users where id = ${ownerId} and status = 'active' for key share
    ), established as (
      insert into organizations (
        id, name, slug, description, logo_url, external_id, seat_limit, seat_policy, allowed_domains, blocked_domains,
        departed_inviter, default_expiry_seconds, member_count, owner_count
      )
      select ${id}::uuid, ${name}, ${slug}, ${description}, ${logo_url}, ${externalId}, ${seat_limit}::integer, ${seat_policy},
        ${allowed_domains}::text[], ${blocked_domains}::text[], coalesce(${departed_inviter}, 'revalidate'),
        coalesce(${default_expiry_seconds}::integer, 604800), 1, 1
      from owner
      returning id
    ), with_roles as (
      insert into roles (organization_id, kind, name, permissions)
      select established.id, role.kind, role.name, array(select jsonb_array_elements_text(role.permissions))
      from established, jsonb_to_recordset(${JSON.stringify(systemRoles)}::jsonb) as role (kind text, name text, permissions jsonb)
      returning id, kind
    ), with_owner as (
      insert into members (organization_id, user_id) select id, ${ownerId}::uuid from established
    ), owning as (
      insert into member_roles (organization_id, user_id, role_id)
      select ${id}::uuid, ${ownerId}::uuid, id from with_roles where kind = 'owner'
    ), ${told(sql`
      select 'organization.created', id, ${creator.type}, ${creator.id}, 'organization', id, ${requestId},
        jsonb_build_object('owner_id', ${ownerId}::uuid)
      from established`)}
    select sequence from told`)
  return established === 0 ? undefined : id
}

/** A slug from a name, with a number behind it so that two organizations of one name get different ones. */
export function slugFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${plain.slice(0, 50).replace(/-+$/, '') || 'organization'}-${randomInt(1_000, 1_000_000)}`
}
