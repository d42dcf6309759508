import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Permission } from '../roles/permissions.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'

/** What the caller is in an organization, right now. */
export interface Standing {
  user_id: string
  organization_id: string
  permissions: readonly string[]
  default_expiry_seconds: number
}

/** The lock that a verb takes on its organization before it decides; every verb takes it before any other. */
const locks = {
  none: sql``,
  /** Against the organization's end, beside other work on it. */
  shared: sql`for key share of organizations`,
  /** Against everything that changes members, seats, grants or the organization's state. */
  exclusive: sql`for no key update of organizations`,
} as const satisfies Record<string, Statement<never>>

/**
 * The caller's standing in a live organization. Who is no member cannot tell it from one that does not exist (404);
 * who is one, but lacks the permission, is told which (403). Inside a transaction it also takes the organization's lock,
 * with the permissions read only after the lock was granted.
 */
export async function standingIn(
  db: Queryable,
  caller: Caller,
  organizationId: string,
  permission: Permission | undefined,
  lock: keyof typeof locks = 'none',
): Promise<Standing | Refusal> {
  if (lock !== 'none') await db.run(sql`select 1 from organizations where id = ${organizationId} ${locks[lock]}`)
  const standing = await db.maybe(sql<Standing | { user_id: string; organization_id: null }>`
    with caller as (${callerRow(caller)})
    select caller.id as user_id, organizations.id as organization_id, organizations.default_expiry_seconds,
      array(
        select distinct unnest(roles.permissions)
        from member_roles join roles on roles.id = member_roles.role_id
        where member_roles.organization_id = organizations.id and member_roles.user_id = caller.id
      ) as permissions
    from caller
      left join members on members.user_id = caller.id and members.organization_id = ${organizationId}
      left join organizations on organizations.id = members.organization_id and organizations.status = 'active'`)
  if (standing === undefined) return unknownCaller(db, caller)
  if (standing.organization_id === null) return refuse('not_found')
  if (permission !== undefined && !standing.permissions.includes(permission)) return lacks(permission)
  return standing
}

export function lacks(permission: Permission): Refusal {
  return refuse('permission_denied', { required_permission: permission })
}
