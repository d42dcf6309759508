import { lockRecipient } from '../codes/recipient.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Address } from './address.ts'
import { tell } from './address-events.ts'

/**
 * The user who signs in at the built-in issuer with an address that was proven just now, by a redeemed code, in the same
 * transaction; made at the first sign-in. Only an address that the same user proved before leads to a user: one that a
 * foreign issuer vouches for never does, or whoever reads a mailbox could become whom that issuer knows.
 * Its identity is that of the built-in issuer, with the user's id as subject.
 *
 * @returns `user_disabled` if that user may not sign in
 */
export async function personWith(
  tx: Transaction,
  { canonical, email }: Address,
  requestId: string | null = null,
): Promise<{ id: string } | Refusal> {
  await lockRecipient(tx, canonical)
  const known = await tx.maybe(sql<{ id: string; status: 'active' | 'disabled' | 'deleted' }>`
    select users.id, users.status from addresses join users on users.id = addresses.user_id
    where addresses.canonical = ${canonical} and addresses.signs_in`)
  if (known !== undefined) return known.status === 'active' ? { id: known.id } : refuse('user_disabled')
  for (const loser of await disproveElsewhere(tx, canonical)) await tell(tx, 'address.lost', { ...loser, requestId })
  return tx.one(sql<{ id: string }>`
    with made as (
      insert into users (kind) values ('person') returning id
    ), known as (
      insert into identities (issuer, subject, user_id) select issuer_name.name, made.id::text, made.id from made, issuer_name
    ), reached as (
      insert into addresses (user_id, canonical, email, verified_at, signs_in)
      select id, ${canonical}, ${email}, now(), true from made
    )
    select id from made`)
}

/**
 * Somebody proves an address now, so whoever proved it before holds it no longer: a mailbox that was given to another
 * person takes nothing along. What an issuer vouches for is that issuer's to take back. See docs/decisions/0017.
 *
 * @returns who lost it
 */
export async function disproveElsewhere(
  tx: Transaction,
  canonical: string,
  keeper?: string,
): Promise<{ userId: string; addressId: string }[]> {
  return tx.many(sql<{ userId: string; addressId: string }>`
    update addresses set verified_at = null, signs_in = false
    where canonical = ${canonical} and verified_at is not null and vouched_by is null
      and user_id is distinct from ${keeper ?? null}
    returning user_id as "userId", id as "addressId"`)
}
