import { useQueryClient } from '@tanstack/react-query'
import type { UsherError } from '@usher/client'
import { useReducer, useRef, useState } from 'react'
import { usher } from '../api.ts'
import { invitationsKey } from './organization.ts'
import { changed, emptyDraft, flawsOf, toSend } from './recipients.ts'
import { sendAll } from './send.ts'

interface Invitation {
  role_id: string
  message: string
}

type Phase = 'writing' | 'sending' | 'over'

/** The list of an invite dialog and what becomes of it: written, sent once, and what did not get through sent again. */
export function useInviting(organization_id: string, ownAddress: string | undefined) {
  const queryClient = useQueryClient()
  const [draft, change] = useReducer(changed, emptyDraft)
  const [phase, setPhase] = useState<Phase>('writing')
  const [obstacle, setObstacle] = useState<UsherError>()
  const running = useRef<AbortController>(undefined)
  /** With what stands in the field and is not read yet. */
  const whole = changed(draft, { type: 'entered' })
  const open = toSend(whole.recipients, flawsOf(whole.recipients, ownAddress))

  const send = async ({ role_id, message }: Invitation) => {
    if (running.current || open.length === 0) return
    running.current = new AbortController()
    change({ type: 'entered' })
    setObstacle(undefined)
    setPhase('sending')
    try {
      const end = await sendAll({
        recipients: open,
        invite: (email) =>
          usher.organizations.invite(organization_id, { email, role_id, ...(message.trim() && { message }) }),
        onOutcome: (id, outcome) => change({ type: 'settled', id, outcome }),
        signal: running.current.signal,
      })
      setObstacle(end)
    } finally {
      running.current = undefined
      setPhase('over')
      void queryClient.invalidateQueries({ queryKey: invitationsKey(organization_id) })
    }
  }

  return {
    draft,
    change,
    phase,
    /** What kept the rest from being sent. */
    obstacle,
    /** How many would be sent. */
    count: open.length,
    send,
    stop: () => running.current?.abort(),
    /** Back to the list, with those who are still to be invited. */
    goOn: () => {
      change({ type: 'tidied' })
      setObstacle(undefined)
      setPhase('writing')
    },
  }
}
