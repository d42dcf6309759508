import type { Database } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { lacks, standingIn } from './standing.ts'

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
      const standing = await standingIn(tx, caller, organizationId, undefined, 'alone')
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
