import type { Transaction } from '../database/database.ts'
import { record } from '../events/record.ts'

/**
 * An event about one address of a user, which never says what the address is.
 *
 * @param about.invitationId whose link verified it, where one did
 */
export async function tell(
  tx: Transaction,
  type: `address.${string}`,
  {
    userId,
    addressId,
    invitationId,
    requestId,
  }: {
    userId: string
    addressId: string
    invitationId?: string
    requestId: string | null
  },
): Promise<void> {
  await record(tx, {
    type,
    organizationId: null,
    actor: type === 'address.lost' ? { type: 'system' } : { type: 'user', id: userId },
    subject: { type: 'user', id: userId },
    requestId,
    data: { address_id: addressId, ...(invitationId === undefined ? {} : { invitation_id: invitationId }) },
  })
}
