import type { Transaction } from '../database/database.ts'
import { type Event, record } from '../events/record.ts'

/** An event about one address of a user, which never says what the address is. */
export async function tell(
  tx: Transaction,
  type: Event['type'],
  { userId, addressId, requestId }: { userId: string; addressId: string; requestId: string | null },
): Promise<void> {
  await record(tx, {
    type,
    organizationId: null,
    actor: type === 'address.lost' ? { type: 'system' } : { type: 'user', id: userId },
    subject: { type: 'user', id: userId },
    requestId,
    data: { address_id: addressId },
  })
}
