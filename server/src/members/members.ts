import type { Database } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import type { Page, PageRequest } from '../http/paging.ts'
import { pageOf } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Member } from './schemas.ts'
import { lacks, standingIn } from './standing.ts'

export interface MemberFilter {
  roleId: string | undefined
  includeUsers: boolean
  includeServiceAccounts: boolean
}

/** The members of an organization, longest there first. Addresses are shown to those who manage members, and one's own. */
export async function listMembers(
  db: Database,
  caller: Caller,
  organizationId: string,
  { roleId, includeUsers, includeServiceAccounts }: MemberFilter,
  page: PageRequest,
): Promise<Page<Member> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'members:read')
  if (standing instanceof Refusal) return standing
  const seesAddresses = standing.permissions.includes('members:manage')
  const kinds = [...(includeUsers ? ['person'] : []), ...(includeServiceAccounts ? ['service_account'] : [])]

  const rows = await db.many(sql<{
    id: string
    kind: 'person' | 'service_account'
    name: string | null
    avatar_url: string | null
    email: string | null
    roles: { id: string; name: string }[]
    created_at: Date
    expires_at: Date | null
  }>`
    select users.id, users.kind, users.name, users.avatar_url, members.created_at, members.expires_at,
      (
        select addresses.email from addresses
        where addresses.user_id = users.id and addresses.verified_at is not null
          and (${seesAddresses}::boolean or users.id = ${standing.user_id})
        order by addresses.created_at, addresses.canonical limit 1
      ) as email,
      (
        select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by roles.created_at, roles.id), '[]')
        from member_roles join roles on roles.id = member_roles.role_id
        where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
      ) as roles
    from members join users on users.id = members.user_id
    where members.organization_id = ${organizationId} and users.kind = any(${kinds}::text[])
      ${
        roleId === undefined
          ? sql``
          : sql`and exists (
        select from member_roles
        where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
          and member_roles.role_id = ${roleId}
      )`
      }
      ${page.after === undefined ? sql`` : sql`and (members.created_at, members.user_id) > (${page.after.key}::timestamptz, ${page.after.id}::uuid)`}
    order by members.created_at, members.user_id
    limit ${page.limit + 1} offset ${page.offset}`)

  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id })).map(
    ({ kind, created_at, expires_at, ...member }) => ({
      ...member,
      type: kind === 'person' ? 'user' : kind,
      created: created_at.toISOString(),
      expiration_date: expires_at?.toISOString() ?? null,
    }),
  )
}

/**
 * Ends a membership: somebody leaves, or is removed by whoever manages members and holds at least the same
 * permissions. The last owner stays (I9).
 */
export async function removeMember(
  db: Database,
  caller: Caller,
  { organizationId, userId, requestId }: { organizationId: string; userId: string; requestId: string },
): Promise<null | Refusal> {
  try {
    return await db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, undefined, 'exclusive')
      if (standing instanceof Refusal) return standing
      const leaving = standing.user_id === userId
      if (!leaving && !standing.permissions.includes('members:manage')) return lacks('members:manage')

      const member = await tx.maybe(sql<{ permissions: string[]; is_owner: boolean }>`
        select
          array(select distinct unnest(roles.permissions) from held_roles join roles on roles.id = held_roles.role_id
            where held_roles.organization_id = members.organization_id and held_roles.user_id = members.user_id) as permissions,
          exists (select from member_roles join roles on roles.id = member_roles.role_id
            where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
              and roles.kind = 'owner') as is_owner
        from members where organization_id = ${organizationId} and user_id = ${userId}`)
      if (member === undefined) return refuse('not_found')
      if (!leaving && !member.permissions.every((permission) => standing.permissions.includes(permission))) {
        return refuse('permission_denied', { detail: 'This member holds permissions that you do not. Ask an owner.' })
      }

      await tx.run(sql`delete from members where organization_id = ${organizationId} and user_id = ${userId}`)
      await tx.run(sql`
        update organizations
        set member_count = member_count - 1, owner_count = owner_count - ${member.is_owner ? 1 : 0}
        where id = ${organizationId}`)
      const { actor } = standing
      const subject = { type: 'user', id: userId } as const
      await record(tx, { type: 'member.removed', organizationId, actor, subject, requestId })
      await revokeOfDeparted(tx, { inviterId: userId, organizationId, actor, requestId })
      return null
    })
  } catch (error) {
    if (violatedConstraint(error) === 'organization_has_owner') return refuse('last_owner')
    throw error
  }
}
