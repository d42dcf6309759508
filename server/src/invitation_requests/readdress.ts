import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { countMail } from '../invitations/counted.ts'
import { closeExpired } from '../invitations/expire.ts'
import type { Status } from '../invitations/invitation.ts'
import type { Means } from '../invitations/invite.ts'
import { invitingBy, keepPlaces } from '../invitations/places.ts'
import type { Terms } from '../invitations/terms.ts'
import { lacks, type Standing } from '../members/standing.ts'
import { domainAllowed } from '../organizations/domains.ts'
import { giftsOf, grant, type Wish } from '../roles/gifts.ts'
import type { Address } from '../users/address.ts'
import type { Held } from './decide.ts'

/**
 * An invitation is revoked, and one that says and gives the same goes to the address that its invitee asked for. It is the
 * invitation of whoever approves: they can give no more than they hold, and it gets the time that a new one gets. The
 * caller's transaction holds the organization, exclusively, and both rows.
 *
 * @returns the id of the new invitation; where it is refused, nothing was written
 */
export async function readdress(
  tx: Transaction,
  means: Means,
  { standing, asked, requestId }: { standing: Standing; asked: Held; requestId: string },
): Promise<string | Refusal> {
  const { organization_id: organizationId, invitation_id: oldId } = asked
  // It becomes an invitation of theirs, which nobody could accept from who may not invite.
  if (!standing.permissions.includes('invitations:create')) return lacks('invitations:create')
  const address = await stillProved(tx, asked)
  if (address === undefined) return refuse('address_not_verified')
  const old = await termsOf(tx, oldId)
  const gifts = await giftsOf(tx, organizationId, old.wish)
  const granted = grant(standing, gifts, old.wish)
  if (granted instanceof Refusal) return granted
  const obstacle = await obstacleTo(tx, asked, { address, status: old.status })
  if (obstacle !== undefined) return obstacle

  await closeExpired(tx, organizationId, [address.canonical])
  const place = { address, terms: old.terms, granted, sendMail: old.sendMail }
  const inviting = invitingBy(standing, requestId)
  const kept = await keepPlaces(tx, means, inviting, [place])
  const newId = kept.get(address.canonical)
  if (newId === undefined) return refuse('already_invited')
  await tx.run(sql`
    update invitations set status = 'revoked', updated_at = now(), version = version + 1 where id = ${oldId}`)
  await record(tx, {
    type: 'invitation.revoked',
    organizationId,
    actor: standing.actor,
    subject: { type: 'invitation', id: oldId },
    requestId,
    data: {
      because: 'readdressed',
      new_invitation_id: newId,
      before: { status: old.status },
      after: { status: 'revoked' },
    },
  })
  const mail = { organizationId, inviterId: inviting.inviterId, canonicalEmail: address.canonical }
  await countMail(tx, means, { ...mail, sendMail: old.sendMail })
  return newId
}

/** The address, if it is still proved by who asked: it may be somebody else's by now. */
async function stillProved(tx: Transaction, { user_id, email, canonical_email }: Held): Promise<Address | undefined> {
  if (email === null || canonical_email === null) return undefined
  const held = await tx.maybe(sql`
    select canonical from addresses
    where user_id = ${user_id} and canonical = ${canonical_email} and verified_at is not null`)
  return held === undefined ? undefined : { email, canonical: canonical_email }
}

interface Old {
  status: Status
  terms: Terms
  wish: Wish
  sendMail: boolean
}

async function termsOf(tx: Transaction, id: string): Promise<Old> {
  const row = await tx.one(sql<{
    status: Status
    message: string | null
    metadata: string
    locale: string | null
    time_zone: string | null
    redirect_url: string | null
    send_mail: boolean
    role_ids: string[]
    team_ids: string[]
  }>`
    select status_now(status, expires_at) as status, message, metadata::text as metadata, locale, time_zone, redirect_url, send_mail,
      array(select role_id from invitation_roles where invitation_id = invitations.id) as role_ids,
      array(select team_id from invitation_teams where invitation_id = invitations.id) as team_ids
    from invitations where id = ${id}`)
  const wish = { roleIds: row.role_ids, teamIds: row.team_ids }
  const { message, metadata, locale, time_zone: timeZone, redirect_url: redirectUrl } = row
  const terms = { wish, message, metadata, locale, timeZone, redirectUrl, expiresAt: undefined }
  return { status: row.status, terms, wish, sendMail: row.send_mail }
}

/** What would stand in the way of inviting the address; the place that the old invitation keeps is free for it. */
async function obstacleTo(
  tx: Transaction,
  { organization_id, user_id }: Held,
  { address, status }: { address: Address; status: Status },
): Promise<Refusal | undefined> {
  const rules = await tx.one(sql<{
    allowed_domains: string[]
    blocked_domains: string[]
    has_seat: boolean
    is_member: boolean
  }>`
    select allowed_domains, blocked_domains,
      seat_limit is null or seats_taken(id)
        - case when seat_policy = 'members_and_pending' and ${status} = 'pending' then 1 else 0 end < seat_limit as has_seat,
      exists (select from members where members.organization_id = organizations.id and user_id = ${user_id}) as is_member
    from organizations where id = ${organization_id}`)
  if (rules.is_member) return refuse('already_member')
  if (!domainAllowed(address.canonical, rules)) return refuse('domain_not_allowed')
  return rules.has_seat ? undefined : refuse('seat_limit_reached')
}
