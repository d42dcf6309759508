import type { Database } from '../database/database.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { keepsAnOwner, orRefuse } from '../http/refused.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { giftsOf, grant } from '../roles/gifts.ts'
import type { Caller } from '../tokens/caller.ts'
import { readMember } from './list.ts'
import { holderFor, setOwnRoles } from './own-roles.ts'
import type { Member, MemberChange } from './schemas.ts'
import { lacks, standingIn } from './standing.ts'

/**
 * Gives a member other roles of their own. Nobody gives more than they hold, nor changes who holds more; to give up roles of
 * one's own needs no permission. The last owner stays one (I9).
 */
export async function changeMember(
  db: Database,
  {
    caller,
    organizationId,
    userId,
    requestId,
    change,
  }: { caller: Caller; organizationId: string; userId: string; requestId: string; change: MemberChange },
): Promise<Member | Refusal> {
  return orRefuse(keepsAnOwner, () =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, undefined, 'alone')
      if (standing instanceof Refusal) return standing
      const manages = standing.permissions.includes('members:manage')
      if (!manages && standing.user_id !== userId) return lacks('members:manage')
      const holder = await holderFor(tx, standing, userId)
      if (holder instanceof Refusal) return holder

      const wish = { roleIds: change.role_ids ?? holder.role_ids, teamIds: [] }
      const pointers = { role: (index: number) => `/role_ids/${index}`, team: () => '' }
      const granted = grant(standing, await giftsOf(tx, organizationId, wish), wish, pointers)
      if (granted instanceof Refusal) return granted
      if (!manages && !granted.roleIds.every((id) => holder.role_ids.includes(id))) return lacks('members:manage')

      await setOwnRoles(tx, standing, holder, granted.roleIds, requestId)
      await revokeUngrantable(tx, standing, requestId)
      return (await readMember(tx, standing, userId)) ?? refuse('not_found')
    }),
  )
}
