import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { readText } from '../http/text.ts'
import { tellOfFullSeats } from '../organizations/full.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, holdsAddress, unknownCaller } from '../users/caller-row.ts'
import { type Rule, rules, type Status, whomToAsk } from './invitation.ts'
import { goFurther, type Wish } from './unwanted.ts'

const attempts = 3

interface Response {
  caller: Caller
  invitationId: string
  requestId: string
}

/**
 * The invitee takes the place: becomes a member with the roles given in advance. Whoever is a member already stays
 * as they are. Repeating it answers the same.
 *
 * @returns the organization's id
 */
export async function accept(db: Database, { caller, invitationId, requestId }: Response): Promise<string | Refusal> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { organization_id } = await db.one(sql<{ organization_id: string | null }>`
      select accept_invitation(${invitationId}, ${caller.issuer}, ${caller.subject}, ${caller.issuedAt}, ${requestId}, ${caller.grantId ?? null}) as organization_id`)
    if (organization_id !== null) return organization_id
    const reason = await explain(db, caller, invitationId, 'accept')
    if (reason instanceof Refusal) {
      if (reason.code === 'seat_limit_reached') await tellOfFullSeats(db, invitationId, requestId)
      return reason
    }
    if (reason.settled) return reason.organizationId
  }
  return refuse('unavailable', { headers: { 'retry-after': '1' } })
}

interface Declining extends Response, Wish {
  reason: string | null
}

/**
 * The invitee says no, with a reason if they like. An expired invitation may still be declined. Nearly always that is one
 * statement; what else they want is done in the same transaction, also where they declined before.
 */
export async function decline(db: Database, asked: Declining): Promise<null | Refusal> {
  const reason = asked.reason === null ? null : readText(asked.reason, '/reason')
  if (reason instanceof Refusal) return reason
  const declining = { ...asked, reason }
  const more = declining.block === true || declining.report === true
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = more
      ? await db.transaction(async (tx) => (await tryToDecline(tx, declining)) ?? (await goFurther(tx, declining)))
      : await tryToDecline(db, declining)
    if (outcome !== 'possible now') return outcome
  }
  return refuse('unavailable', { headers: { 'retry-after': '1' } })
}

async function tryToDecline(
  db: Queryable,
  { caller, invitationId, requestId, reason: because }: Declining,
): Promise<null | Refusal | 'possible now'> {
  const { declined } = await db.one(sql<{ declined: boolean }>`
    select decline_invitation(${invitationId}, ${caller.issuer}, ${caller.subject}, ${caller.issuedAt}, ${because}, ${requestId}, ${caller.grantId ?? null}) as declined`)
  if (declined) return null
  const reason = await explain(db, caller, invitationId, 'decline')
  if (reason instanceof Refusal) return reason
  return reason.settled ? null : 'possible now'
}

interface Facts {
  user_id: string
  organization_id: string
  status: Status
  answered_by: string | null
  holds_address: boolean
  organization_active: boolean
  has_seat: boolean
  domain_allowed: boolean
  inviter_may_give: boolean
  organization_name: string | null
  inviting_user_name: string | null
}

/** Nothing stands in the way: it was answered so before (`settled`), or it has become possible since. */
interface NoObstacle {
  settled: boolean
  organizationId: string
}

/** Why accepting or declining wrote nothing, from a statement of its own with a fresh snapshot. */
async function explain(
  db: Queryable,
  caller: Caller,
  invitationId: string,
  verb: 'accept' | 'decline',
): Promise<NoObstacle | Refusal> {
  const facts = await db.maybe(sql<Facts | { user_id: string; organization_id: null }>`
    with caller as (${callerRow(caller)})
    select caller.id as user_id, invitations.organization_id,
      status_now(invitations.status, invitations.expires_at) as status, invitations.answered_by,
      ${holdsAddress} as holds_address,
      organizations.status = 'active' as organization_active,
      organizations.seat_limit is null or organizations.member_count < organizations.seat_limit
        or exists (select from members where members.organization_id = organizations.id and members.user_id = caller.id)
        as has_seat,
      domain_allowed(invitations.canonical_email, organizations.allowed_domains, organizations.blocked_domains) as domain_allowed,
      organizations.departed_inviter = 'keep' or invitations.inviter_id is null
        or inviter_may_give(invitations.organization_id, invitations.inviter_id, invitations.id) as inviter_may_give,
      organizations.name as organization_name, inviters.name as inviting_user_name
    from caller
      left join invitations on invitations.id = ${invitationId}
      left join organizations on organizations.id = invitations.organization_id
      left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'`)
  if (facts === undefined) return unknownCaller(db, caller)
  if (facts.organization_id === null) return refuse('not_found')

  const own = facts.answered_by === facts.user_id
  if (!facts.holds_address && !own) return refuse('not_found')

  const rule: Rule = rules[facts.status][verb]
  const applied = own && 'own' in rule && rule.own !== undefined ? rule.own : rule
  const told = { state: facts.status, ...whomToAsk(facts) }
  if ('refuse' in applied) return refuse(applied.refuse, told)
  if (verb === 'accept' && 'to' in applied) {
    if (!facts.organization_active) return refuse('organization_gone', told)
    if (!facts.has_seat) {
      const detail =
        'All seats of the organization are taken. The invitation stays pending: ask an admin for a seat, then try again.'
      return refuse('seat_limit_reached', { ...told, detail })
    }
    if (!facts.domain_allowed) return refuse('domain_not_allowed', told)
    if (!facts.inviter_may_give) return refuse('inviter_lost_permission', told)
  }
  return { settled: 'same' in applied, organizationId: facts.organization_id }
}
