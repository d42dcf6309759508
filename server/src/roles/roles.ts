import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Role } from './schemas.ts'

/** Owner, Admin, Member, then custom roles by creation. */
const inOrder = sql`array_position(array['owner', 'admin', 'member', 'custom'], roles.kind), roles.created_at, roles.id`

/** The roles of an organization, for its members. `name` finds one by its name, in any letter case. */
export async function listRoles(
  db: Database,
  caller: Caller,
  organizationId: string,
  { name }: { name: string | undefined },
): Promise<Role[] | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'organization:read')
  if (standing instanceof Refusal) return standing
  const rows = await db.many(sql<{
    id: string
    organization_id: string
    name: string
    description: string | null
    kind: string
    permissions: string[]
  }>`
    select id, organization_id, name, description, kind, permissions from roles
    where organization_id = ${organizationId} ${name === undefined ? sql`` : sql`and lower(name) = lower(${name})`}
    order by ${inOrder}`)
  return rows.map(({ kind, ...role }) => ({
    ...role,
    level: 'organization',
    type: 'normal',
    system_managed: kind !== 'custom',
  }))
}

/**
 * The role that somebody is to be given, if the giver may: its permissions must be a subset of the giver's own.
 * Without an id it is the Member role.
 */
export async function roleToGive(
  tx: Queryable,
  giver: Standing,
  roleId: string | undefined,
  pointer: string,
): Promise<string | Refusal> {
  const which: Statement<never> = roleId === undefined ? sql`kind = 'member'` : sql`id = ${roleId}`
  const role = await tx.maybe(sql<{ id: string; permissions: string[] }>`
    select id, permissions from roles where organization_id = ${giver.organization_id} and ${which}`)
  if (role === undefined) {
    return invalid({ in: 'body', pointer, detail: 'must be the id of a role of this organization' })
  }
  const within = role.permissions.every((permission) => giver.permissions.includes(permission))
  return within ? role.id : refuse('role_not_grantable')
}
