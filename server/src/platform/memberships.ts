import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { isPlatform, notPlatform, platformClientRow } from './platform-client.ts'
import type { Membership } from './schemas.ts'
import { heldPermissions } from '../roles/held.ts'

/**
 * Where somebody is a member and what they may do there: what an application asks on its own requests. One indexed
 * read, the platform client's own state included. Unknown people are members of nothing.
 */
export async function listMemberships(
  db: Database,
  caller: Caller,
  of: { issuer: string; subject: string; organizationId: string | undefined },
): Promise<Membership[] | Refusal> {
  if (!isPlatform(caller)) return notPlatform(db, caller)
  const rows = await db.many(sql<Membership | { organization_id: null }>`
    with client as (${platformClientRow(caller)})
    select found.* from client left join lateral (
      select members.organization_id, members.user_id,
        array(
          select roles.name from roles
          where roles.id in (
            select role_id from held_roles
            where held_roles.organization_id = members.organization_id and held_roles.user_id = members.user_id
          )
          order by roles.created_at, roles.id
        ) as roles,
        ${heldPermissions} as permissions
      from identities
        join users on users.id = identities.user_id and users.status = 'active'
        join members on members.user_id = users.id
        join organizations on organizations.id = members.organization_id and organizations.status = 'active'
      where identities.issuer = ${of.issuer} and identities.subject = ${of.subject}
        ${of.organizationId === undefined ? sql`` : sql`and members.organization_id = ${of.organizationId}`}
      order by members.organization_id
    ) as found on true`)
  if (rows.length === 0) return refuse('platform_client_required')
  return rows.flatMap((row) => (row.organization_id === null ? [] : [row]))
}
