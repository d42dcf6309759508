import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Event, record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { isOwner } from './owners.ts'

interface Offer {
  id: string
  organization_id: string
  user_id: string
  offered_by: string | null
  steps_down: boolean
  status: 'open' | 'accepted' | 'declined' | 'withdrawn'
  expired: boolean
  organization_active: boolean
}

/**
 * Whoever was offered ownership becomes an owner, or says no. Where who offered it wanted to step down, that happens in the
 * same moment, so the organization is never without one. Repeating an answer answers the same.
 *
 * @returns the organization's id if accepted, null if declined
 */
export async function answerOffer(
  db: Database,
  { caller, offerId, accept, requestId }: { caller: Caller; offerId: string; accept: boolean; requestId: string },
): Promise<string | null | Refusal> {
  return db.transaction(async (tx) => {
    // Against everybody, as whoever steps down may be inviting just now.
    await tx.run(sql`
      select 1 from organizations where id = (select organization_id from ownership_offers where id = ${offerId})
      for update`)
    const offer = await offerTo(tx, caller, offerId)
    if (offer instanceof Refusal) return offer
    const wanted = accept ? 'accepted' : 'declined'
    if (offer.status === wanted) return accept ? offer.organization_id : null
    const obstacle = await obstacleTo(tx, offer, accept)
    if (obstacle !== undefined) return obstacle

    await tx.run(sql`update ownership_offers set status = ${wanted} where id = ${offer.id} and status = 'open'`)
    const { organization_id: organizationId, user_id, offered_by, steps_down } = offer
    const actor = { type: 'user', id: user_id } as const
    if (accept) await handOverTelling(tx, offer, { actor, requestId })
    await record(tx, {
      type: `organization.ownership_${wanted}`,
      organizationId,
      actor,
      subject: { type: 'organization', id: organizationId },
      requestId,
      data: { offer_id: offer.id, user_id, offered_by, leave: steps_down },
    })
    if (accept && steps_down) await revokeUngrantable(tx, { organization_id: organizationId, actor }, requestId)
    return accept ? organizationId : null
  })
}

/** The offer, if it is to the caller: to everybody else it is not there. */
async function offerTo(tx: Queryable, caller: Caller, offerId: string): Promise<Offer | Refusal> {
  const row = await tx.maybe(sql<Offer | { id: null }>`
    with caller as (${callerRow(caller)})
    select ownership_offers.id, ownership_offers.organization_id, ownership_offers.user_id, ownership_offers.offered_by,
      ownership_offers.steps_down, ownership_offers.status, ownership_offers.expires_at <= now() as expired,
      organizations.status = 'active' as organization_active
    from caller
      left join ownership_offers on ownership_offers.id = ${offerId} and ownership_offers.user_id = caller.id
      left join organizations on organizations.id = ownership_offers.organization_id`)
  if (row === undefined) return unknownCaller(tx, caller)
  return row.id === null || !row.organization_active ? refuse('not_found') : row
}

async function obstacleTo(tx: Queryable, offer: Offer, accept: boolean): Promise<Refusal | undefined> {
  const { status, organization_id: organizationId, offered_by } = offer
  if (status === 'accepted')
    return refuse('already_accepted', {
      detail: 'You accepted this offer already. To take that back, step down as an owner.',
    })
  if (status === 'declined')
    return refuse('already_declined', { detail: 'You declined this offer already. Ask for a new one.' })
  if (status === 'withdrawn')
    return refuse('revoked', { detail: 'This offer was withdrawn. Ask for a new one if you expected otherwise.' })
  if (offer.expired) return refuse('expired', { detail: 'This offer has expired. Ask for a new one.' })
  if (accept && offered_by !== null && !(await isOwner(tx, organizationId, offered_by))) return refuse('offer_void')
  return undefined
}

/** Hands over, with an event for each whose roles are others then. */
async function handOverTelling(tx: Transaction, offer: Offer, told: Pick<Event, 'actor' | 'requestId'>): Promise<void> {
  const before = await rolesOfBoth(tx, offer)
  await handOver(tx, offer)
  const after = await rolesOfBoth(tx, offer)
  for (const [id, role_ids] of after) {
    const had = before.get(id) ?? []
    if (had.join() === role_ids.join()) continue
    await record(tx, {
      ...told,
      type: 'member.role_changed',
      organizationId: offer.organization_id,
      subject: { type: 'user', id },
      data: { before: { role_ids: had }, after: { role_ids } },
    })
  }
}

async function rolesOfBoth(
  tx: Transaction,
  { organization_id, user_id, offered_by }: Offer,
): Promise<Map<string, string[]>> {
  const rows = await tx.many(sql<{ user_id: string; role_ids: string[] }>`
    select user_id, array_agg(role_id order by role_id) as role_ids from member_roles
    where organization_id = ${organization_id} and user_id in (${user_id}, ${offered_by})
    group by user_id order by user_id`)
  return new Map(rows.map(({ user_id, role_ids }) => [user_id, role_ids]))
}

/** Owner takes the place of Admin and Member, which it contains; for who steps down, Admin that of Owner. */
async function handOver(tx: Transaction, { organization_id: organizationId, user_id, offered_by, steps_down }: Offer) {
  await tx.run(sql`
    delete from member_roles using roles
    where member_roles.organization_id = ${organizationId} and member_roles.user_id = ${user_id}
      and roles.id = member_roles.role_id and roles.kind in ('admin', 'member')`)
  await give(tx, organizationId, user_id, 'owner')
  if (!steps_down || offered_by === null) return
  await give(tx, organizationId, offered_by, 'admin')
  await tx.run(sql`
    with taken as (
      delete from member_roles using roles
      where member_roles.organization_id = ${organizationId} and member_roles.user_id = ${offered_by}
        and roles.id = member_roles.role_id and roles.kind = 'owner'
      returning member_roles.role_id
    )
    update organizations set owner_count = owner_count - (select count(*) from taken) where id = ${organizationId}`)
}

async function give(tx: Transaction, organizationId: string, userId: string, kind: 'owner' | 'admin'): Promise<void> {
  await tx.run(sql`
    with given as (
      insert into member_roles (organization_id, user_id, role_id)
      select organization_id, ${userId}::uuid, id from roles
      where organization_id = ${organizationId} and kind = ${kind}
      on conflict do nothing
      returning role_id
    )
    update organizations set owner_count = owner_count + case ${kind} when 'owner' then (select count(*) from given) else 0 end
    where id = ${organizationId}`)
}
