import { lockRecipient } from '../codes/recipient.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Address } from './address.ts'
import { disproveElsewhere } from './people.ts'

/** The user holds the address now, proven by a code of ours: no issuer vouches for it or takes it away. */
export async function holdProven(tx: Transaction, userId: string, { canonical, email }: Address): Promise<void> {
  await lockRecipient(tx, canonical)
  await disproveElsewhere(tx, canonical, userId)
  await tx.run(sql`
    insert into addresses (user_id, canonical, email, verified_at) values (${userId}, ${canonical}, ${email}, now())
    on conflict (user_id, canonical) do update set verified_at = now(), vouched_by = null`)
}
