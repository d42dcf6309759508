import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { block as blockOrganization } from '../users/blocks.ts'

/** What else somebody may want who declines. */
export interface Wish {
  /** They want no further invitations of this organization. */
  readonly block?: boolean
  /** They do not know this organization. */
  readonly report?: boolean
}

/** Whoever declined blocks the organization, reports the invitation, or both; each once, however often they say so. */
export async function goFurther(
  tx: Transaction,
  { invitationId, requestId, block, report }: Wish & { invitationId: string; requestId: string },
): Promise<null> {
  const { user_id: userId, organization_id: organizationId } = await tx.one(sql<{
    user_id: string
    organization_id: string
  }>`
    select users.id as user_id, invitations.organization_id
    from invitations join users on users.id = invitations.answered_by
    where invitations.id = ${invitationId}
    for no key update of users`)
  if (block === true) await blockOrganization(tx, { userId, organizationId, requestId })
  if (report === true && !(await reportedBefore(tx, invitationId, userId))) {
    await record(tx, {
      type: 'invitation.reported',
      // For the operators, and not among the events of the organization that it is about.
      organizationId: null,
      actor: { type: 'user', id: userId },
      subject: { type: 'invitation', id: invitationId },
      requestId,
      data: { organization_id: organizationId },
    })
  }
  return null
}

async function reportedBefore(tx: Transaction, invitationId: string, userId: string): Promise<boolean> {
  const { reported } = await tx.one(sql<{ reported: boolean }>`
    select exists (
      select from events
      where subject_id = ${invitationId} and type = 'invitation.reported' and actor_id = ${userId}
    ) as reported`)
  return reported
}
