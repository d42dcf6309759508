import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { refusalIn } from '../http/refused.ts'
import type { Versioned } from '../http/versions.ts'
import { lacks, type Standing, standingIn, standingOf } from '../members/standing.ts'
import { domainAllowed } from '../organizations/domains.ts'
import { giftsOf, grant } from '../roles/gifts.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Address, readAddress } from '../users/address.ts'
import { countMail } from './counted.ts'
import { closeExpired } from './expire.ts'
import { readInvitation, toldTo } from './manage.ts'
import { type Inviting, invitingBy, keepPlaces } from './places.ts'
import type { Invitation } from './schemas.ts'
import { type Asked, readTerms, isFitToEnd, unfit_expiry, wishOf } from './terms.ts'

export type Means = Pick<Config, 'mail' | 'linkKeys' | 'publicUrl' | 'redirectUrls' | 'limits'>

export interface AskedInvitation extends Asked {
  readonly email: string
  /** Default true. */
  readonly send_mail?: boolean
}

/**
 * Keeps a place in the organization for whoever holds an address, and queues the mail that tells them.
 * At most one invitation per organization and address is pending; an expired one makes room.
 */
export async function invite(
  db: Database,
  means: Means,
  asked: {
    caller: Caller
    organizationId: string
    /** On whose behalf an application invites. */
    invitingUserId: string | undefined
    invitation: AskedInvitation
    requestId: string
  },
): Promise<Versioned<Invitation> | Refusal> {
  const { caller, organizationId, invitingUserId, invitation, requestId } = asked
  const address = readAddress(invitation.email)
  if (address === undefined) {
    return invalid({ in: 'body', pointer: '/email', detail: 'must be one e-mail address like grace@example.com' })
  }
  const terms = readTerms(invitation, means)
  if (terms instanceof Refusal) return terms
  const work = db.transaction(async (tx) => {
    const organization = await readyToInvite(tx, caller, organizationId)
    if (organization instanceof Refusal) return organization
    const { standing, free } = organization
    const inviter = await inviterOf(tx, { standing, invitingUserId, requestId })
    if (inviter instanceof Refusal) return inviter

    const gifts = await giftsOf(tx, organizationId, wishOf(terms))
    const granted = grant(inviter, gifts, wishOf(terms), pointersOf(invitation))
    if (granted instanceof Refusal) return granted
    if (!isFitToEnd(terms.expiresAt, organization.now)) {
      return invalid({ in: 'body', pointer: '/expiration_date', detail: unfit_expiry })
    }
    if (!domainAllowed(address.canonical, organization)) return refuse('domain_not_allowed')
    const obstacle = await alreadyIn(tx, inviter, address)
    if (obstacle !== undefined) return obstacle

    if (free < 1) return refuse('seat_limit_reached')

    await closeExpired(tx, organizationId, [address.canonical])
    const place = { address, terms, granted, sendMail: invitation.send_mail ?? true }
    const id = (await keepPlaces(tx, means, inviter.inviting, [place])).get(address.canonical)
    if (id === undefined) return refuse('already_invited')
    const { inviterId } = inviter.inviting
    await countMail(tx, means, {
      organizationId,
      inviterId,
      canonicalEmail: address.canonical,
      sendMail: place.sendMail,
    })
    return readInvitation(tx, organizationId, id, toldTo(standing, means))
  })
  return work.catch(refusalIn)
}

/** An organization that somebody may invite into, and its rules. */
export interface ReadyToInvite extends Policies {
  readonly standing: Standing
}

/** Who may invite into an organization under which rules, with its lock held. */
export async function readyToInvite(
  tx: Transaction,
  caller: Caller,
  organizationId: string,
  lock: 'places' | 'exclusive' = 'places',
): Promise<ReadyToInvite | Refusal> {
  const standing = await standingIn(tx, caller, organizationId, 'invitations:create', lock)
  if (standing instanceof Refusal) return standing
  return { standing, ...(await policiesOf(tx, organizationId)) }
}

/** What an organization has decided about whom it invites, and what that leaves. */
export interface Policies {
  readonly allowed_domains: readonly string[]
  readonly blocked_domains: readonly string[]
  /** How many seats are free; infinitely many without a limit. Exact under the lock that `places` takes. */
  readonly free: number
  /** Whether each place that is kept takes one of a limited number. */
  readonly pendingTakeSeats: boolean
  /** The database's clock, which decides. */
  readonly now: Date
}

export async function policiesOf(tx: Transaction, organizationId: string): Promise<Policies> {
  const { free, ...policies } = await tx.one(sql<Omit<Policies, 'free'> & { free: number | null }>`
    select allowed_domains, blocked_domains,
      case when seat_limit is not null then greatest(0, seat_limit - seats_taken(id))::integer end as free,
      seat_limit is not null and seat_policy = 'members_and_pending' as "pendingTakeSeats", now() as now
    from organizations where id = ${organizationId}`)
  return { ...policies, free: free ?? Number.POSITIVE_INFINITY }
}

/** Whose permissions count, and what is written of who invites. */
export interface Inviter extends Pick<Standing, 'user_id' | 'organization_id' | 'permissions'> {
  readonly inviting: Inviting
}

/** Who invites: the caller, or the member on whose behalf an application does, who can give no more than they hold. */
export async function inviterOf(
  tx: Transaction,
  asked: { standing: Standing; invitingUserId: string | undefined; requestId: string },
): Promise<Inviter | Refusal> {
  const { standing, invitingUserId, requestId } = asked
  if (invitingUserId === undefined) return { ...standing, inviting: invitingBy(standing, requestId) }
  const wrong = (detail: string) => invalid({ in: 'body', pointer: '/inviting_user_id', detail })
  if (standing.user_id !== null) return wrong('is for platform clients; you invite in your own name')
  const member = await standingOf(tx, invitingUserId, standing.organization_id)
  if (member === undefined) return wrong('must be the id of a member of this organization')
  if (!member.permissions.includes('invitations:create')) return lacks('invitations:create')
  return { ...member, inviting: { ...invitingBy(member, requestId), actor: standing.actor } }
}

/** Where in a request for one invitation the roles and teams stand. */
export function pointersOf({ role_id }: Asked, at = '') {
  return {
    role: (index: number) => (role_id === undefined ? `${at}/role_ids/${index}` : `${at}/role_id`),
    team: (index: number) => `${at}/team_ids/${index}`,
  }
}

/**
 * A member needs no invitation. That is told only to those who may read members' addresses anyway; for the others it
 * becomes an ordinary invitation, so that inviting does not reveal who is behind an address.
 */
async function alreadyIn(tx: Transaction, inviter: Inviter, { canonical }: Address): Promise<Refusal | undefined> {
  const holders = await holdersAmong(tx, inviter.organization_id, [canonical])
  if (holders.some(({ user_id }) => user_id === inviter.user_id)) {
    return invalid({ in: 'body', pointer: '/email', detail: 'is your own address; you are a member already' })
  }
  return holders.length > 0 && seesWhoIsMember(inviter) ? refuse('already_member') : undefined
}

export function seesWhoIsMember({ permissions }: Pick<Standing, 'permissions'>): boolean {
  return permissions.includes('members:manage')
}

/** The members that hold one of these addresses. */
async function holdersAmong(
  tx: Transaction,
  organizationId: string,
  canonicals: readonly string[],
): Promise<{ user_id: string; canonical: string }[]> {
  return tx.many(sql<{ user_id: string; canonical: string }>`
    select members.user_id, addresses.canonical
    from addresses join members on members.user_id = addresses.user_id
    where addresses.canonical = any(${canonicals}::text[]) and addresses.verified_at is not null
      and members.organization_id = ${organizationId}`)
}
