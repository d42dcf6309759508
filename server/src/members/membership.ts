import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { isPlatform } from '../platform/platform-client.ts'
import { permissions } from '../roles/permissions.ts'
import { inOrder } from '../roles/roles.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import type { MembershipDetails } from './schemas.ts'
import { lacks, memberRow, platformRow } from './standing.ts'
import { heldPermissions } from '../roles/held.ts'

interface Row extends Omit<MembershipDetails, 'id' | 'created' | 'expiration_date'> {
  id: string | null
  created_at: Date
  expires_at: Date | null
  asking_user_id: string | null
  asking_in: string | null
  asking_permissions: string[]
}

/**
 * Whether somebody is a member, and what they may do: the question that programs ask most, in one indexed read, with the state
 * and the standing of who asks. Members read it of each other, everybody of themselves.
 */
export async function getMembership(
  db: Database,
  caller: Caller,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<MembershipDetails | Refusal> {
  const row = await db.maybe(sql<Row>`
    with asking as (${asker(caller, organizationId)})
    select asking.user_id as asking_user_id, asking.organization_id as asking_in, asking.permissions as asking_permissions, found.*
    from asking left join lateral (
      select users.id, case users.kind when 'person' then 'user' else users.kind end as type, users.name, users.avatar_url,
        members.created_at, members.expires_at,
        (
          select addresses.email from addresses
          where addresses.user_id = users.id and addresses.verified_at is not null
            and ('members:manage' = any(asking.permissions) or users.id = asking.user_id)
          order by addresses.created_at, addresses.canonical limit 1
        ) as email,
        (
          select ${named} from member_roles join roles on roles.id = member_roles.role_id
          where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
        ) as roles,
        (
          select coalesce(json_agg(json_build_object('id', teams.id, 'name', teams.name, 'roles', (
            select ${named} from team_roles join roles on roles.id = team_roles.role_id where team_roles.team_id = teams.id
          )) order by lower(teams.name)), '[]')
          from team_members join teams on teams.id = team_members.team_id
          where team_members.organization_id = members.organization_id and team_members.user_id = members.user_id
        ) as teams,
        ${heldPermissions} as permissions
      from members join users on users.id = members.user_id
      where members.organization_id = asking.organization_id and members.user_id = ${userId}
    ) as found on true`)
  if (row === undefined) return unknownCaller(db, caller)
  const { asking_user_id, asking_in, asking_permissions, id, created_at, expires_at, ...same } = row
  if (asking_in === null) return refuse('not_found')
  if (asking_user_id !== userId && !asking_permissions.includes('members:read')) return lacks('members:read')
  if (id === null) return refuse('not_found')
  return { ...same, id, created: created_at.toISOString(), expiration_date: expires_at?.toISOString() ?? null }
}

const named = sql`
  coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by ${inOrder}), '[]')`

/** Who asks, as a row: their user, the organization where they may ask, and their permissions there. */
function asker(
  caller: Caller,
  organizationId: string,
): Statement<{ user_id: string | null; organization_id: string | null; permissions: string[] }> {
  if (!isPlatform(caller)) return memberRow(callerRow(caller), organizationId)
  return sql`
    select null::uuid as user_id, client.organization_id, ${permissions}::text[] as permissions
    from (${platformRow(caller, organizationId)}) as client`
}
