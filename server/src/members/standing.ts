import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Actor } from '../events/record.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { isPlatform, platformClientRow } from '../platform/platform-client.ts'
import { type Permission, permissions } from '../roles/permissions.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { heldPermissions } from '../roles/held.ts'

/** What somebody is in an organization, right now. */
export interface Standing {
  /** Null for a platform client, which is no member and acts for the application. */
  readonly user_id: string | null
  readonly organization_id: string
  /** By their own roles and those of their teams. */
  readonly permissions: readonly string[]
  /** Who did what they do, for its event. */
  readonly actor: Actor
}

/**
 * The lock that a verb takes on its organization before it decides; every verb takes it before any other. `shared`: against
 * the organization's end, beside other work on it. `exclusive`: against everything that changes members, seats, grants or the
 * organization's state. `places`: for who keeps places; shared, except where pending invitations take seats. `alone`: against
 * everybody else, those as well who work beside each other under the shared lock; for what takes something away that they are
 * giving right now, or the permission by which they do, and for its end.
 */
type Lock = 'none' | 'shared' | 'exclusive' | 'places' | 'alone'

async function take(db: Queryable, organizationId: string | null, lock: Lock): Promise<void> {
  if (lock === 'none') return
  const exclusive = () => db.run(sql`select 1 from organizations where id = ${organizationId} for no key update`)
  if (lock === 'alone')
    return void (await db.run(sql`select 1 from organizations where id = ${organizationId} for update`))
  if (lock === 'exclusive') return void (await exclusive())
  const found = await db.maybe(sql<{ pending_take_seats: boolean }>`
    select seat_limit is not null and seat_policy = 'members_and_pending' as pending_take_seats
    from organizations where id = ${organizationId} for key share`)
  // Not against the shared lock of somebody else, so two who go on to it wait for each other without standing in each other's way.
  if (lock === 'places' && found?.pending_take_seats === true) await exclusive()
}

/**
 * The caller's standing in a live organization. Who is no member cannot tell it from one that does not exist (404);
 * who is one, but lacks the permission, is told which (403). A platform client may do everything in all of them. Inside a
 * transaction it also takes the organization's lock, with the permissions read only after the lock was granted.
 */
export async function standingIn(
  db: Queryable,
  caller: Caller,
  organizationId: string | null,
  permission: Permission | undefined,
  lock: Lock = 'none',
): Promise<Standing | Refusal> {
  await take(db, organizationId, lock)
  if (isPlatform(caller)) return platformStanding(db, caller, organizationId)
  const standing = await memberStanding(db, callerRow(caller), organizationId)
  if (standing === undefined) return unknownCaller(db, caller)
  if (standing === 'no member') return refuse('not_found')
  return permission === undefined || standing.permissions.includes(permission) ? standing : lacks(permission)
}

/**
 * The caller's standing in the organization of something that is known by its own id, such as a role. What does not exist is
 * like what belongs to an organization of others.
 *
 * @param place selects the organization that it belongs to, which never changes
 */
export async function standingAt(
  db: Queryable,
  caller: Caller,
  place: Statement<{ organization_id: string }>,
  permission: Permission | undefined,
  lock: Lock = 'none',
): Promise<Standing | Refusal> {
  const found = await db.maybe(place)
  return standingIn(db, caller, found?.organization_id ?? null, permission, lock)
}

/** The standing of a user that somebody else speaks of; undefined where they are no active member. */
export async function standingOf(db: Queryable, userId: string, organizationId: string): Promise<Standing | undefined> {
  const user = sql<{ id: string }>`select id from users where id = ${userId} and status = 'active'`
  const standing = await memberStanding(db, user, organizationId)
  return standing === 'no member' ? undefined : standing
}

/** What a user is in a live organization, as a row of its own; the organization is null where they are none. No row: no user. */
export function memberRow(
  user: Statement<{ id: string }>,
  organizationId: string | null,
): Statement<{ user_id: string; organization_id: string | null; permissions: string[] }> {
  return sql`
    with caller as (${user})
    select caller.id as user_id, organizations.id as organization_id,
      ${heldPermissions} as permissions
    from caller
      left join members on members.user_id = caller.id and members.organization_id = ${organizationId}
      left join organizations on organizations.id = members.organization_id and organizations.status = 'active'`
}

async function memberStanding(
  db: Queryable,
  user: Statement<{ id: string }>,
  organizationId: string | null,
): Promise<Standing | 'no member' | undefined> {
  const row = await db.maybe(memberRow(user, organizationId))
  if (row === undefined) return undefined
  const { organization_id, ...member } = row
  if (organization_id === null) return 'no member'
  return { ...member, organization_id, actor: { type: 'user', id: row.user_id } }
}

/** The same of a platform client, which is somebody in every live organization. */
export function platformRow(
  caller: Caller,
  organizationId: string | null,
): Statement<{ id: string; organization_id: string | null }> {
  return sql`
    with client as (${platformClientRow(caller)})
    select client.id, organizations.id as organization_id
    from client left join organizations on organizations.id = ${organizationId} and organizations.status = 'active'`
}

async function platformStanding(
  db: Queryable,
  caller: Caller,
  organizationId: string | null,
): Promise<Standing | Refusal> {
  const row = await db.maybe(platformRow(caller, organizationId))
  if (row === undefined) return unknownCaller(db, caller)
  if (row.organization_id === null) return refuse('not_found')
  const actor = { type: 'platform_client', id: row.id } as const
  return { user_id: null, organization_id: row.organization_id, permissions, actor }
}

export function lacks(permission: Permission): Refusal {
  return refuse('permission_denied', { required_permission: permission })
}

/** Whether somebody holds all of these permissions: nobody gives, takes or changes what is above their own. */
export function holdsAll({ permissions: held }: Pick<Standing, 'permissions'>, asked: readonly string[]): boolean {
  return asked.every((permission) => held.includes(permission))
}
