import { lockRecipient } from '../codes/recipient.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Address } from './address.ts'
import { tell } from './address-events.ts'
import { disproveElsewhere } from './people.ts'

/**
 * Somebody whom a foreign issuer knows proved the address by a code of ours: it is theirs from now on, and no issuer takes
 * it away. It does not sign them in: they do that at their issuer. Whoever was deactivated or erased meanwhile holds nothing.
 */
export async function holdProven(
  tx: Transaction,
  { userId, address: { canonical, email }, requestId }: { userId: string; address: Address; requestId: string },
): Promise<void> {
  await lockRecipient(tx, canonical)
  const active = await tx.maybe(sql`
    select true as is from users where id = ${userId} and status = 'active' for no key update`)
  if (active === undefined) return
  for (const loser of await disproveElsewhere(tx, canonical, userId)) {
    await tell(tx, 'address.lost', { ...loser, requestId })
  }
  const { id } = await tx.one(sql<{ id: string }>`
    insert into addresses (user_id, canonical, email, verified_at) values (${userId}, ${canonical}, ${email}, now())
    on conflict (user_id, canonical) do update set verified_at = now(), vouched_by = null
    returning id`)
  await tell(tx, 'address.verified', { userId, addressId: id, requestId })
}
