import { sql } from '../database/sql.ts'
import { isErased } from '../invitations/erase.ts'
import { acceptedMail, declinedMail, readdressRequestedMail, renewalRequestedMail } from '../mail/letters/answers.ts'
import { maskAddress } from '../users/address.ts'
import type { Told, Telling } from './letter.ts'

/** To the inviter: what the invitee answered. Who accepted is a member; who declined stays the address that was invited. */
export async function tellAnswer(
  { db, recipient, look, link, subjectId }: Telling,
  answer: 'accepted' | 'declined',
): Promise<Told> {
  if (!recipient.permissions.includes('invitations:read')) return { dropped: not_allowed }
  const invitation = await db.maybe(sql<{ email: string; canonical_email: string; decline_reason: string | null }>`
    select email, canonical_email, decline_reason from invitations
    where organization_id = ${recipient.organization_id} and id = ${subjectId} and status = ${answer}`)
  if (invitation === undefined || isErased(invitation.canonical_email)) return { dropped: invitation_gone }
  const { email: invitee, decline_reason: reason } = invitation
  return answer === 'accepted' ? acceptedMail(look, { invitee, link }) : declinedMail(look, { invitee, reason, link })
}

interface Request {
  email: string
  canonical_email: string
  message: string | null
  new_address: string | null
  state: 'open' | 'approved' | 'refused' | 'lapsed'
}

/** To who decides it: that an invitee asks for something. */
export async function tellRequest(
  { db, recipient, look, link, data }: Telling,
  kind: 'renewal' | 'readdress',
): Promise<Told> {
  const { permissions } = recipient
  if (!permissions.includes('invitations:read') || !permissions.includes('invitations:manage')) {
    return { dropped: not_allowed }
  }
  const request = await db.maybe(sql<Request>`
    select invitations.email, invitations.canonical_email, invitation_requests.message,
      invitation_requests.canonical_email as new_address, request_now(invitation_requests.state, invitations.status) as state
    from invitation_requests join invitations on invitations.id = invitation_requests.invitation_id
    where invitation_requests.organization_id = ${recipient.organization_id}
      and invitation_requests.id = ${data['invitation_request_id']}::uuid`)
  if (request === undefined || isErased(request.canonical_email)) return { dropped: invitation_gone }
  if (request.state !== 'open') return { dropped: `Not sent: the request is ${request.state}.` }
  const facts = { invitee: request.email, message: request.message, link }
  return kind === 'renewal'
    ? renewalRequestedMail(look, facts)
    : readdressRequestedMail(look, { ...facts, newAddress: maskAddress(request.new_address ?? '') })
}

const not_allowed = 'Not sent: the user may not know of it any more.'
const invitation_gone = 'Not sent: the invitation is not there any more.'
