import type { PendingInvitation } from '@usher/client'
import type { Answer } from '../invitations/answer.ts'

export interface AnsweredInvitation {
  invitation: PendingInvitation
  /** None where it was over before the answer came. */
  answer: Answer | undefined
}

/** What waits, together with what was answered a moment ago, in the order of the list: soonest to end first. */
export function withAnswered(
  pending: readonly PendingInvitation[],
  answered: readonly AnsweredInvitation[],
): { invitation: PendingInvitation; answer: Answer | undefined }[] {
  const known = new Set(answered.map(({ invitation }) => invitation.id))
  const waiting = pending.filter(({ id }) => !known.has(id)).map((invitation) => ({ invitation, answer: undefined }))
  return [...waiting, ...answered].toSorted((a, b) =>
    a.invitation.expiration_date.localeCompare(b.invitation.expiration_date),
  )
}
