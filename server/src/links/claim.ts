import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { whomToAsk } from '../invitations/invitation.ts'
import { tokenHash } from '../mail/link.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, ownApplication, unknownCaller } from '../users/caller-row.ts'
import { holdByLink } from '../users/proven.ts'
import type { Usher } from '../usher.ts'
import { byToken, find, type Found } from './find.ts'

interface Claim {
  caller: Caller
  token: string
  requestId: string
}

/**
 * The signed-in holder of a link opens its invitation. The link came by mail to the invited address; so where the caller's
 * account has just that address, unverified, it is verified by it, and nothing else is. Claiming twice answers the same.
 *
 * @returns the id of the invitation, or `recipient_mismatch` where it is to an address that is not the caller's
 */
export async function claim(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  { caller, token, requestId }: Claim,
): Promise<{ invitation_id: string } | Refusal> {
  const holder = await holderOf(db, caller, token)
  if (holder instanceof Refusal) return holder
  const found = await find(db, byToken(token, config))
  if (found instanceof Refusal) return found
  const opened = { invitation_id: found.id }
  if (holder.holds === 'verified') return opened
  if (holder.holds === null) return mismatch(found)
  if (!holder.own_application) return refuse('own_application_required')

  return db.transaction(async (tx) => {
    await lock(tx, found)
    // What was found before may have been answered or withdrawn meanwhile; now it stays as it is.
    const still = await find(tx, byToken(token, config))
    if (still instanceof Refusal) return still
    const held = await holdByLink(tx, {
      userId: holder.user_id,
      canonical: found.canonicalEmail,
      invitationId: found.id,
      requestId,
    })
    return held ? opened : mismatch(found)
  })
}

interface Holder {
  user_id: string
  own_application: boolean
  /** Whether the address of the invitation is theirs; null where they do not have it. */
  holds: 'verified' | 'unverified' | null
}

async function holderOf(db: Database, caller: Caller, token: string): Promise<Holder | Refusal> {
  const holder = await db.maybe(sql<Holder>`
    with caller as (${callerRow(caller)})
    select caller.id as user_id, ${ownApplication(caller)} as own_application,
      case when addresses.user_id is null then null when verified_at is null then 'unverified' else 'verified' end as holds
    from caller left join addresses on addresses.user_id = caller.id and addresses.canonical = (
      select canonical_email from invitations join invitation_links on invitation_links.invitation_id = invitations.id
      where token_hash = ${tokenHash(token)}
    )`)
  return holder ?? unknownCaller(db, caller)
}

/** Organization, then invitation; the address and its user come after those. */
async function lock(tx: Transaction, { id, organizationId }: Found): Promise<void> {
  await tx.run(sql`select from organizations where id = ${organizationId} for key share`)
  await tx.run(sql`select from invitations where id = ${id} for share`)
}

function mismatch({ shown }: Found): Refusal {
  return refuse('recipient_mismatch', { masked_email: shown.masked_email, ...whomToAsk(shown) })
}
