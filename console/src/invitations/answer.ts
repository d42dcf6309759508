import type { Decline } from '@usher/client'
import { UsherError } from '@usher/client'
import { usher } from '../api.ts'
import { useWrite } from '../write.ts'

/** How an invitation was answered here. */
export type Answer = { accepted: true; organization_id: string } | { accepted: false }

/**
 * Accepts or declines an invitation. What that changes, the inbox and one's organizations, is asked for again.
 *
 * @param told.onOver the answer came too late: the invitation will not be had any more
 */
export function useAnswer(
  invitation_id: string,
  { onAnswered, onOver }: { onAnswered: (answer: Answer) => void; onOver: () => void },
) {
  const { mutate, isPending, error, variables, reset } = useWrite(
    async (decline: Decline | undefined): Promise<Answer> => {
      if (decline === undefined) {
        return { accepted: true, organization_id: await usher.invitations.accept(invitation_id) }
      }
      await usher.invitations.decline(invitation_id, decline)
      return { accepted: false }
    },
    {
      onSuccess: onAnswered,
      onError: (error) => {
        if (isOver(error)) onOver()
      },
      changes: ['inbox', 'session', 'me'],
    },
  )
  return {
    accept: () => mutate(undefined),
    decline: (decline: Decline) => mutate(decline),
    accepting: isPending && variables === undefined,
    declining: isPending && variables !== undefined,
    error,
    /** The invitation will not be had any more, whatever is tried. */
    over: isOver(error),
    forgetError: reset,
  }
}

const ends = new Set(['expired', 'revoked', 'already_answered', 'organization_gone', 'superseded', 'not_found'])

function isOver(error: unknown): boolean {
  return error instanceof UsherError && (ends.has(error.code) || error.code.startsWith('already_'))
}
