import { sql } from '../../../src/database/sql.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from '../cast.ts'
import { resends } from '../sending.ts'
import { listensAt } from '../webhooks.ts'
import type { DrillGround } from './ground.ts'
import type { Deed } from './plan.ts'

/** What was asked for in a drill and answered with success: what must be found afterwards. */
export interface Acknowledged {
  readonly company: Company
  /** Where its events go. */
  readonly endpoint: { readonly id: string; readonly secret: string }
  /** By invitation: its address, how many mails were asked for, and its state. */
  readonly invitations: Map<
    string,
    { email: string; mails: number; status: 'pending' | 'revoked' | 'accepted' | 'declined' }
  >
}

interface Known {
  readonly invitation: Invited
  readonly invitee: Actor
}

/** Does them one after the other, each as soon as the one before was answered, in an organization of their own. */
export async function doAll(
  { usher, receiver }: Pick<DrillGround, 'usher' | 'receiver'>,
  deeds: readonly Deed[],
  done: () => void,
): Promise<Acknowledged> {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const endpoint = await listensAt(ada, company, { url: receiver.url })
  const known: Known[] = []
  const invitations: Acknowledged['invitations'] = new Map()
  for (const deed of deeds) {
    await perform(deed)
    done()
  }
  return { company, endpoint, invitations }

  async function perform({ verb, whom }: Deed): Promise<void> {
    if (verb === 'invite' || known.length === 0) return invite(1)
    if (verb === 'invite several') return invite(4)
    const { invitation, invitee } = known[whom % known.length] as Known
    const told = invitations.get(invitation.id)
    if (told?.status !== 'pending') return
    if (verb === 'resend') {
      succeeded(await resends(ada, invitation, { rotate: whom % 2 === 0 }))
      told.mails += 1
    } else if (verb === 'revoke') {
      succeeded(await ada.revokes(invitation))
      told.status = 'revoked'
    } else {
      succeeded(await (verb === 'accept' ? invitee.accepts(invitation) : invitee.declines(invitation)))
      told.status = verb === 'accept' ? 'accepted' : 'declined'
    }
  }

  async function invite(many: number): Promise<void> {
    const invitees = await Promise.all(Array.from({ length: many }, () => enter(usher, 'guest')))
    if (many === 1) {
      for (const invitee of invitees) knows(await ada.invites(company, invitee), invitee)
      return
    }
    const path = `/organizations/${company.id}/invitations/batch`
    const body = { mode: 'partial', invitations: invitees.map(({ address }) => ({ email: address })) }
    const results = succeeded(await ada.request('POST', path, { body })).body as { invitation_id: string }[]
    const made = invitees.map((invitee, index) => {
      const id = results[index]?.invitation_id ?? ''
      knows({ id, organization_id: company.id, email: invitee.address }, invitee)
      return id
    })
    // As a batch leaves those that would exceed a day's limit: they are counted when their time has come.
    await usher.db.run(sql`
      update deliveries set counted = false where invitation_id = any(${made}::uuid[]) and state = 'queued'`)
  }

  function knows(invitation: Invited, invitee: Actor): void {
    known.push({ invitation, invitee })
    invitations.set(invitation.id, { email: invitee.address, mails: 1, status: 'pending' })
  }
}
