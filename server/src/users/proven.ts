import { lockRecipient } from '../codes/recipient.ts'
import type { Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
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

/**
 * A user whom a foreign issuer introduced may be given tokens of the built-in issuer: its identity there has the user's
 * id as subject. No address of theirs signs them in by that.
 *
 * @returns `user_disabled` if that user may not sign in
 */
export async function knowHere(db: Queryable, userId: string): Promise<Refusal | undefined> {
  const { active } = await db.one(sql<{ active: boolean }>`
    with known as (
      insert into identities (issuer, subject, user_id)
      select issuer_name.name, users.id::text, users.id from users, issuer_name
      where users.id = ${userId} and users.status = 'active'
      on conflict do nothing
    )
    select status = 'active' as active from users where id = ${userId}`)
  return active ? undefined : refuse('user_disabled')
}
