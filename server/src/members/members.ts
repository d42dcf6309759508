import type { Database } from '../database/database.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import { Refusal } from '../http/problems.ts'
import { keepsAnOwner, orRefuse } from '../http/refused.ts'
import type { Caller } from '../tokens/caller.ts'
import { leave } from './leave.ts'
import { holderFor } from './own-roles.ts'
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
  return orRefuse(keepsAnOwner, () =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, undefined, 'alone')
      if (standing instanceof Refusal) return standing
      const leaving = standing.user_id === userId
      if (!leaving && !standing.permissions.includes('members:manage')) return lacks('members:manage')
      const holder = await holderFor(tx, standing, userId)
      if (holder instanceof Refusal) return holder

      const { actor } = standing
      await leave(tx, { userId, organizationId, actor, requestId })
      await revokeOfDeparted(tx, { inviterId: userId, organizationId, actor, requestId })
      return null
    }),
  )
}
