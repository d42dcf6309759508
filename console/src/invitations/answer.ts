import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Decline } from '@usher/client'
import { UsherError } from '@usher/client'
import { useRef } from 'react'
import { usher } from '../api.ts'

/** How an invitation was answered here. */
export type Answer = { accepted: true; organization_id: string } | { accepted: false }

/** `undefined` accepts. */
type Reply = Decline | undefined

/**
 * Accepts or declines an invitation, one request at a time: a second click while the first is on its way is the first.
 * What the answer changes (the inbox, one's organizations) is asked for again.
 */
export function useAnswer(invitation_id: string, onAnswered: (answer: Answer) => void) {
  const queryClient = useQueryClient()
  const underWay = useRef(false)
  const { mutate, isPending, error, variables, reset } = useMutation({
    mutationFn: async (decline: Reply): Promise<Answer> => {
      if (decline === undefined) {
        return { accepted: true, organization_id: await usher.invitations.accept(invitation_id) }
      }
      await usher.invitations.decline(invitation_id, decline)
      return { accepted: false }
    },
    onSuccess: onAnswered,
    onSettled: () => {
      underWay.current = false
      void queryClient.invalidateQueries({ queryKey: ['inbox'] })
      void queryClient.invalidateQueries({ queryKey: ['session'] })
    },
  })
  const send = (reply: Reply) => {
    if (underWay.current) return
    underWay.current = true
    mutate(reply)
  }
  return {
    accept: () => send(undefined),
    decline: (decline: Decline) => send(decline),
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
