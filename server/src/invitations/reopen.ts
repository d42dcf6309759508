import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { orRefuse } from '../http/refused.ts'
import { freeSeats } from '../members/join.ts'
import { isErased } from './erase.ts'
import { closeExpired } from './expire.ts'
import type { Locked } from './locked.ts'

/**
 * Whether an invitation that has expired can be pending again: judged like a new one, it needs a free seat and that no other
 * to its address is pending. Writes down that it had expired, with its event, if nothing did yet; whoever calls makes
 * it pending.
 */
export async function reopen(
  tx: Transaction,
  { id, organization_id: organizationId, canonical_email }: Locked,
): Promise<Refusal | undefined> {
  if (isErased(canonical_email)) {
    return refuse('not_pending', {
      state: 'expired',
      detail: 'The address of this invitation was erased, so there is nobody to send it to.',
    })
  }
  const { another } = await tx.one(sql<{ another: boolean }>`
    select exists (
      select from invitations
      where organization_id = ${organizationId} and canonical_email = ${canonical_email} and id <> ${id}
        and status = 'pending' and status_now(status, expires_at) = 'pending'
    ) as another`)
  if (another) return refuse('already_invited')
  if ((await freeSeats(tx, organizationId)) < 1) return refuse('seat_limit_reached')
  // This one, and another that has expired just as well.
  await closeExpired(tx, organizationId, [canonical_email])
  return undefined
}

/**
 * Runs a transaction that makes an invitation pending again. If another one to the same address is made meanwhile, only the
 * index knows, and the transaction is undone.
 */
export function unlessAnotherIsPending<T>(transaction: () => Promise<T>): Promise<T | Refusal> {
  return orRefuse({ invitations_one_pending: 'already_invited' }, transaction)
}
