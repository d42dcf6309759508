import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { readText } from '../http/text.ts'
import { isErased } from '../invitations/erase.ts'
import { gone, type Status, whomToAsk } from '../invitations/invitation.ts'
import { byToken, type Which } from '../links/find.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Address, readAddress } from '../users/address.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { overLimit } from './limits.ts'
import { readOwn } from './own.ts'
import type { Kind, OwnRequest } from './schemas.ts'

/** What is asked for, as it came. */
export interface Asked {
  readonly kind: Kind
  readonly email?: string
  readonly message?: string | null
}

interface Asking {
  /** Who is signed in; undefined for whoever has the link alone. */
  readonly caller: Caller | undefined
  /** The invitation, by its id for who holds its address, or by the token of its link. */
  readonly of: { readonly invitationId: string } | { readonly token: string }
  readonly asked: Asked
  readonly requestId: string
}

/**
 * An invitee asks the organization to renew an invitation that has expired, or to make it out to another address that they
 * proved. Nothing is granted by that: somebody there decides. Whoever asks again while it is open is answered the same, and
 * what they said first stands, so that nothing changes under the eyes of who decides.
 */
export async function ask(
  db: Database,
  config: Pick<Config, 'linkKeys'>,
  { caller, of, asked, requestId }: Asking,
): Promise<OwnRequest | Refusal> {
  const wish = readWish(asked)
  if (wish instanceof Refusal) return wish
  const which = 'token' in of ? byToken(of.token, config) : byId(of.invitationId)
  return db.transaction(async (tx) => {
    await lock(tx, which)
    const person = caller === undefined ? null : await hold(tx, caller)
    if (person instanceof Refusal) return person
    const facts = await factsOf(tx, which, person, wish)
    // The link opens an invitation to whoever has it, an id to its invitee alone.
    if (facts === undefined || !('token' in of || facts.theirs)) return refuse('not_found')
    const obstacle = obstacleTo(wish, facts)
    if (obstacle !== undefined) return obstacle

    const open = await tx.maybe(sql<{ id: string }>`
      select id from invitation_requests
      where invitation_id = ${facts.id} and kind = ${wish.kind} and user_id is not distinct from ${person} and state = 'open'`)
    if (open !== undefined) return readOwn(tx, open.id)
    const limit = await overLimit(tx, { organizationId: facts.organization_id, invitationId: facts.id, person })
    return limit ?? write(tx, { wish, facts, person, requestId })
  })
}

type Wish = { readonly kind: Kind; readonly to: Address | undefined; readonly message: string | null }

function readWish({ kind, email, message = null }: Asked): Wish | Refusal {
  const wrong = (detail: string) => invalid({ in: 'body', pointer: '/email', detail })
  const words = message === null ? null : readText(message, '/message')
  if (words instanceof Refusal) return words
  if (kind === 'renewal') {
    return email === undefined ? { kind, to: undefined, message: words || null } : wrong('is for `readdress` alone')
  }
  const to = readAddress(email ?? '')
  return to === undefined ? wrong('must be one of your verified addresses') : { kind, to, message: words || null }
}

function byId(invitationId: string): Which {
  return sql`
    select ${invitationId}::uuid as invitation_id, null::integer as link_version, null::text[] as link_epochs`
}

/**
 * The organization, against everything else that is asked of it, so that limits hold, and against an erasure of whoever asks.
 * The invitation may change meanwhile; a request that it makes pointless has lapsed.
 */
async function lock(tx: Transaction, which: Which): Promise<void> {
  await tx.run(sql`
    select 1 from organizations
    where id = (select organization_id from (${which}) as link join invitations on invitations.id = link.invitation_id)
    for no key update`)
}

/** The caller's id, held so that nobody erases them before this is written, which an erasure then finds. */
async function hold(tx: Transaction, caller: Caller): Promise<string | Refusal> {
  const user = await tx.maybe(sql<{ id: string }>`
    with caller as (${callerRow(caller)})
    select users.id from caller join users on users.id = caller.id and users.status = 'active'
    for key share of users`)
  return user?.id ?? unknownCaller(tx, caller)
}

interface Facts {
  id: string
  organization_id: string
  canonical_email: string
  status: Status
  superseded: boolean
  organization_active: boolean
  /** Another invitation to the same address can be answered. */
  another_pending: boolean
  /** Whoever asks holds its address, or answered it. */
  theirs: boolean
  is_member: boolean
  has_blocked: boolean
  /** The address that is asked for is one that they proved. */
  proved: boolean
  organization_name: string
  inviting_user_name: string | null
}

function factsOf(tx: Transaction, which: Which, person: string | null, { to }: Wish): Promise<Facts | undefined> {
  return tx.maybe(sql<Facts>`
    with link as (${which})
    select invitations.id, invitations.organization_id, invitations.canonical_email,
      status_now(invitations.status, invitations.expires_at) as status,
      coalesce(link.link_version <> invitations.link_version, false) as superseded,
      organizations.status = 'active' as organization_active,
      exists (
        select from invitations as others
        where others.organization_id = invitations.organization_id and others.canonical_email = invitations.canonical_email
          and others.id <> invitations.id
          and others.status = 'pending' and status_now(others.status, others.expires_at) = 'pending'
      ) as another_pending,
      coalesce(invitations.answered_by = ${person}, false) or exists (
        select from addresses
        where user_id = ${person} and canonical = invitations.canonical_email and verified_at is not null
      ) as theirs,
      exists (
        select from members where members.organization_id = organizations.id and user_id = ${person}
      ) as is_member,
      exists (
        select from organization_blocks where organization_blocks.organization_id = organizations.id and user_id = ${person}
      ) as has_blocked,
      exists (
        select from addresses
        where user_id = ${person} and canonical = ${to?.canonical ?? null} and verified_at is not null
      ) as proved,
      organizations.name as organization_name, inviters.name as inviting_user_name
    from link
      join invitations on invitations.id = link.invitation_id
        and coalesce(invitations.link_epoch = any(link.link_epochs), true)
      join organizations on organizations.id = invitations.organization_id
      left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'`)
}

function obstacleTo({ to }: Wish, facts: Facts): Refusal | undefined {
  const { status } = facts
  const told = { state: status, ...whomToAsk(facts) }
  if (status !== 'pending' && status !== 'expired') return refuse(gone[status], told)
  // There is nobody left to whom it could be sent.
  if (isErased(facts.canonical_email)) return refuse('revoked', whomToAsk(facts))
  if (facts.superseded) return refuse('superseded', whomToAsk(facts))
  if (!facts.organization_active) return refuse('organization_gone', told)
  if (facts.has_blocked) return refuse('organization_blocked')
  if (facts.is_member) return refuse('already_member', { detail: 'You are a member of this organization already.' })
  if (to === undefined) {
    if (status === 'pending') return refuse('still_pending', told)
    return facts.another_pending ? refuse('already_invited', { detail: newer_one }) : undefined
  }
  const wrong = (detail: string) => invalid({ in: 'body', pointer: '/email', detail })
  // Every address that is not theirs is answered alike, whether or not somebody has it.
  if (!facts.proved) return wrong('must be one of your verified addresses')
  return to.canonical === facts.canonical_email ? wrong('is the address that the invitation went to') : undefined
}

const newer_one = 'A newer invitation to this address can be answered. Open the link in the latest mail.'

const eventOf = {
  renewal: 'invitation.renewal_requested',
  readdress: 'invitation.readdress_requested',
} as const satisfies Record<Kind, string>

async function write(
  tx: Transaction,
  { wish, facts, person, requestId }: { wish: Wish; facts: Facts; person: string | null; requestId: string },
): Promise<OwnRequest> {
  const { kind, to, message } = wish
  const { id } = await tx.one(sql<{ id: string }>`
    insert into invitation_requests (organization_id, invitation_id, kind, user_id, message, email, canonical_email)
    values (${facts.organization_id}, ${facts.id}, ${kind}, ${person}, ${message}, ${to?.email ?? null}, ${to?.canonical ?? null})
    returning id`)
  const actor: Actor = person === null ? { type: 'system' } : { type: 'user', id: person }
  await record(tx, {
    type: eventOf[kind],
    organizationId: facts.organization_id,
    actor,
    subject: { type: 'invitation', id: facts.id },
    requestId,
    data: { invitation_request_id: id, by: person === null ? 'link' : 'invitee' },
  })
  return readOwn(tx, id)
}
