import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Takes away what somebody asked for and the address that they asked for, and what anybody asked about invitations to their
 * addresses, maybe in their name. What came of it stays; so do the events, which name nobody. Before the invitations
 * are erased, so that one that was just approved is among them.
 *
 * @param addresses canonical ones that nobody else holds
 */
export async function eraseRequests(
  tx: Transaction,
  { userId, addresses }: { userId: string; addresses: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    with about as (
      -- Each part has an index.
      select id from invitations where status = 'pending' and canonical_email = any(${addresses}::text[])
      union
      select id from invitations where status <> 'pending' and canonical_email = any(${addresses}::text[])
    ), theirs as (
      select id from invitation_requests where user_id = ${userId}
      union
      select id from invitation_requests where canonical_email = any(${addresses}::text[])
      union
      select invitation_requests.id from about join invitation_requests on invitation_id = about.id
    )
    delete from invitation_requests where id in (select id from theirs)`)
}
