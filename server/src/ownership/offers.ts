import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { is_open, offerOf, type OfferRow, selectOffers } from './offer.ts'
import { isOwner } from './owners.ts'
import type { OwnershipOffer } from './schemas.ts'

const open_days = 7
const remembered_days = 30

interface Act {
  caller: Caller
  organizationId: string
  userId: string
  requestId: string
}

/** Offers a member to become an owner. They are one when they accept, and until then nothing changes. */
export async function offerOwnership(
  db: Database,
  { caller, organizationId, userId, leave, requestId }: Act & { leave: boolean },
): Promise<OwnershipOffer | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingIn(tx, caller, organizationId, 'organization:transfer', 'exclusive')
    if (standing instanceof Refusal) return standing
    const { user_id: offeredBy, actor } = standing
    const kind = await memberKind(tx, organizationId, userId)
    if (kind === undefined) return refuse('not_found')
    if (kind !== 'person') return wrong('user_id', 'must be the id of a person; a machine cannot say that it wants to')
    if (offeredBy === null && leave) return wrong('leave', 'is for owners; a platform client owns nothing')
    if (offeredBy !== null && !(await isOwner(tx, organizationId, offeredBy))) return refuse('role_not_grantable')
    if (await isOwner(tx, organizationId, userId)) return refuse('already_owner')
    // One that ran out makes room.
    await tx.run(sql`
      delete from ownership_offers
      where organization_id = ${organizationId} and user_id = ${userId} and status = 'open' and expires_at <= now()`)
    const made = await tx.maybe(sql<{ id: string }>`
      insert into ownership_offers (organization_id, user_id, offered_by, steps_down, expires_at)
      values (${organizationId}, ${userId}, ${offeredBy}, ${leave}, now() + make_interval(days => ${open_days}))
      on conflict do nothing
      returning id`)
    if (made === undefined) return refuse('already_offered')
    await record(tx, {
      type: 'organization.ownership_offered',
      organizationId,
      actor,
      subject: { type: 'organization', id: organizationId },
      requestId,
      data: { offer_id: made.id, user_id: userId, leave },
    })
    return offerOf(await tx.one(selectOffers(sql`ownership_offers.id = ${made.id}`)))
  })
}

/** Takes an offer back that was not answered yet. Where there is none nothing is done. */
export async function withdrawOffer(
  db: Database,
  { caller, organizationId, userId, requestId }: Act,
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingIn(tx, caller, organizationId, 'organization:transfer', 'exclusive')
    if (standing instanceof Refusal) return standing
    const withdrawn = await tx.maybe(sql<{ id: string }>`
      update ownership_offers set status = 'withdrawn'
      where organization_id = ${organizationId} and user_id = ${userId} and status = 'open' and expires_at > now()
      returning id`)
    if (withdrawn === undefined) {
      return (await memberKind(tx, organizationId, userId)) === undefined ? refuse('not_found') : null
    }
    await record(tx, {
      type: 'organization.ownership_withdrawn',
      organizationId,
      actor: standing.actor,
      subject: { type: 'organization', id: organizationId },
      requestId,
      data: { offer_id: withdrawn.id, user_id: userId },
    })
    return null
  })
}

/** What is offered to the caller and open, oldest first. */
export async function listMyOffers(db: Database, caller: Caller): Promise<OwnershipOffer[] | Refusal> {
  const rows = await db.many(sql<OfferRow | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      ${selectOffers(sql`ownership_offers.user_id = caller.id and ${is_open} and organizations.status = 'active'`)}
    ) as found on true
    order by found.created_at, found.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  return rows.flatMap((row) => (row.id === null ? [] : [offerOf(row)]))
}

/** Offers that ended long ago are forgotten; what came of them is in the events. */
export async function forgetOffers(db: Database): Promise<number> {
  return db.run(sql`
    delete from ownership_offers where id in (
      select id from ownership_offers where expires_at < now() - make_interval(days => ${remembered_days})
      limit 500 for update skip locked)`)
}

function wrong(field: string, detail: string): Refusal {
  return invalid({ in: 'query', pointer: `/${field}`, detail })
}

/** Whether a member is a person or a machine; undefined where there is no such member who is active. */
async function memberKind(tx: Queryable, organizationId: string, userId: string): Promise<string | undefined> {
  const member = await tx.maybe(sql<{ kind: string }>`
    select users.kind from members join users on users.id = members.user_id
    where members.organization_id = ${organizationId} and users.id = ${userId} and users.status = 'active'`)
  return member?.kind
}
