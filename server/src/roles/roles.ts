import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import { type Standing, standingAt, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { giftsOf, grant } from './gifts.ts'
import type { Role } from './schemas.ts'

export interface RoleRow {
  id: string
  organization_id: string
  name: string
  description: string | null
  kind: 'owner' | 'admin' | 'member' | 'custom'
  permissions: string[]
  version: number
}

const columns = sql`id, organization_id, name, description, kind, permissions, version`

/** Owner, Admin, Member, then custom roles by creation: how roles stand in every list. */
export const inOrder = sql`array_position(array['owner', 'admin', 'member', 'custom'], roles.kind), roles.created_at, roles.id`

/** The roles of an organization, for its members. `name` finds one by its name, in any letter case. */
export async function listRoles(
  db: Database,
  caller: Caller,
  organizationId: string,
  { name }: { name: string | undefined },
): Promise<Role[] | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'organization:read')
  if (standing instanceof Refusal) return standing
  const rows = await db.many(sql<RoleRow>`
    select ${columns} from roles
    where organization_id = ${organizationId} ${name === undefined ? sql`` : sql`and lower(name) = lower(${name})`}
    order by ${inOrder}`)
  return rows.map(roleOf)
}

/** One role, for the members of its organization. */
export async function getRole(db: Database, caller: Caller, roleId: string): Promise<Versioned<Role> | Refusal> {
  const standing = await standingAt(db, caller, placeOfRole(roleId), 'organization:read')
  if (standing instanceof Refusal) return standing
  const row = await readRole(db, standing, roleId)
  return row === undefined ? refuse('not_found') : versioned(row)
}

/** The organization of a role, for {@link standingAt}. */
export function placeOfRole(roleId: string): Statement<{ organization_id: string }> {
  return sql`select organization_id from roles where id = ${roleId}`
}

export async function readRole(
  db: Queryable,
  { organization_id }: Pick<Standing, 'organization_id'>,
  roleId: string,
): Promise<RoleRow | undefined> {
  return db.maybe(sql<RoleRow>`
    select ${columns} from roles where organization_id = ${organization_id} and id = ${roleId}`)
}

function roleOf(row: RoleRow): Role {
  const { kind, version: _, ...role } = row
  return { ...role, level: 'organization', type: 'normal', system_managed: kind !== 'custom' }
}

export function versioned(row: RoleRow): Versioned<Role> {
  return { ...roleOf(row), version: row.version }
}

/** The one role that somebody is to be given, if the giver may; Member without an id. */
export async function roleToGive(
  tx: Queryable,
  giver: Standing,
  roleId: string | undefined,
  pointer: string,
): Promise<string | Refusal> {
  const wish = { roleIds: roleId === undefined ? [] : [roleId], teamIds: [] }
  const gifts = await giftsOf(tx, giver.organization_id, wish)
  const granted = grant(giver, gifts, wish, { role: () => pointer, team: () => pointer })
  return granted instanceof Refusal ? granted : (granted.roleIds[0] ?? gifts.memberRole)
}
