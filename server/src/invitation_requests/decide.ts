import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Means as InvitingMeans } from '../invitations/invite.ts'
import { unlessAnotherIsPending } from '../invitations/reopen.ts'
import { resendIn } from '../invitations/resend.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { readdress } from './readdress.ts'
import { readRequest } from './requests.ts'
import type { InvitationRequest, Kind, State } from './schemas.ts'

type Means = InvitingMeans & Parameters<typeof resendIn>[1]

interface Decision {
  readonly caller: Caller
  readonly organizationId: string
  /** Of what the invitee asked for. */
  readonly id: string
  readonly approve: boolean
  readonly requestId: string
}

/**
 * Somebody who manages invitations approves what an invitee asked for, which is then done at once, or refuses it. What stands in
 * the way leaves the request open. Deciding it again the same way answers the same.
 */
export async function decide(
  db: Database,
  means: Means,
  { caller, organizationId, id, approve, requestId }: Decision,
): Promise<InvitationRequest | Refusal> {
  return unlessAnotherIsPending(() =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'invitations:manage', 'exclusive')
      if (standing instanceof Refusal) return standing
      const asked = await hold(tx, organizationId, id)
      if (asked === undefined) return refuse('not_found')
      const decided = approve ? 'approved' : 'refused'
      if (asked.state === decided) return readRequest(tx, organizationId, id)
      if (asked.state !== 'open') return refuse('not_open', { state: asked.state })

      const outcome = approve ? await fulfil(tx, means, { standing, asked, requestId }) : undefined
      if (outcome instanceof Refusal) return outcome
      await close(tx, { asked, decided, newInvitationId: outcome, actor: standing.actor, requestId })
      return readRequest(tx, organizationId, id)
    }),
  )
}

/** What was asked, held. */
export interface Held {
  readonly id: string
  readonly organization_id: string
  readonly invitation_id: string
  readonly kind: Kind
  readonly state: State
  readonly user_id: string | null
  readonly email: string | null
  readonly canonical_email: string | null
}

/** Locks the invitation, then what was asked about it. */
async function hold(tx: Transaction, organizationId: string, id: string): Promise<Held | undefined> {
  await tx.run(sql`
    select 1 from invitations
    where organization_id = ${organizationId} and id = (select invitation_id from invitation_requests where organization_id = ${organizationId} and id = ${id})
    for no key update`)
  return tx.maybe(sql<Held>`
    select invitation_requests.id, invitation_requests.organization_id, invitation_id, kind, user_id,
      request_now(invitation_requests.state, invitations.status) as state,
      invitation_requests.email, invitation_requests.canonical_email
    from invitation_requests join invitations on invitations.id = invitation_id
    where invitation_requests.organization_id = ${organizationId} and invitation_requests.id = ${id}
    for no key update of invitation_requests`)
}

interface Fulfilling {
  readonly standing: Standing
  readonly asked: Held
  readonly requestId: string
}

/** @returns the id of the invitation that takes the place of the one asked about, if it is another */
async function fulfil(
  tx: Transaction,
  means: Means,
  { standing, asked, requestId }: Fulfilling,
): Promise<string | undefined | Refusal> {
  if (asked.kind === 'readdress') return readdress(tx, means, { standing, asked, requestId })
  const resending = { invitationId: asked.invitation_id, rotate: false, expiresAt: undefined, requestId }
  const renewed = await resendIn(tx, means, standing, resending)
  return renewed instanceof Refusal ? renewed : undefined
}

interface Closing {
  readonly asked: Held
  readonly decided: 'approved' | 'refused'
  readonly newInvitationId: string | undefined
  readonly actor: Actor
  readonly requestId: string
}

/** An approved renewal is what all who asked for it wanted; anything else is decided alone. */
async function close(tx: Transaction, { asked, decided, newInvitationId, actor, requestId }: Closing): Promise<void> {
  const together = decided === 'approved' && asked.kind === 'renewal'
  const closed = await tx.many(sql<{ id: string }>`
    update invitation_requests
    set state = ${decided}, answered_at = now(), email = null, canonical_email = null, new_invitation_id = ${newInvitationId ?? null}
    where state = 'open'
      and ${together ? sql`invitation_id = ${asked.invitation_id} and kind = 'renewal'` : sql`id = ${asked.id}`}
    returning id`)
  for (const { id } of closed) {
    await record(tx, {
      type: `invitation.request_${decided}`,
      organizationId: asked.organization_id,
      actor,
      subject: { type: 'invitation', id: asked.invitation_id },
      requestId,
      data: {
        invitation_request_id: id,
        kind: asked.kind,
        ...(newInvitationId === undefined ? {} : { new_invitation_id: newInvitationId }),
      },
    })
  }
}
