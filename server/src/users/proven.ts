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

/**
 * Somebody came by the link of an invitation to an address that their account has, unverified: what was mailed there is in
 * their hands, so invitations to it are theirs. That is less than a code, which is typed where it was asked for: a mail is
 * forwarded, its link opened by others. So a link takes an address from nobody who holds it, whatever holds it for them,
 * and never makes it one that signs in.
 *
 * @returns false if somebody else holds it, or the user does not have it
 */
export async function holdByLink(
  tx: Transaction,
  {
    userId,
    canonical,
    invitationId,
    requestId,
  }: {
    userId: string
    canonical: string
    invitationId: string
    requestId: string
  },
): Promise<boolean> {
  await lockRecipient(tx, canonical)
  await tx.run(sql`select from users where id = ${userId} for no key update`)
  const address = await tx.maybe(sql<{ id: string; changed: boolean }>`
    with verified as (
      update addresses set verified_at = now(), vouched_by = null
      where user_id = ${userId} and canonical = ${canonical} and verified_at is null and not exists (
        select from addresses as others
        where others.canonical = ${canonical} and others.verified_at is not null and others.user_id <> ${userId}
      )
      returning id
    )
    select id, true as changed from verified
    union all
    select id, false from addresses
    where user_id = ${userId} and canonical = ${canonical} and verified_at is not null`)
  if (address?.changed === true)
    await tell(tx, 'address.verified', { userId, addressId: address.id, invitationId, requestId })
  return address !== undefined
}
