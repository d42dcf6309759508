import { useQueryClient } from '@tanstack/react-query'
import type { Invitation } from '@usher/client'
import { useEffect, useState } from 'react'
import { usher } from '../api.ts'
import { Delayed } from './delayed.ts'
import { invitationsKey } from './organization.ts'

export const undoSeconds = 6

/** An invitation that is going to be revoked, or, once it is `sent`, cannot be kept any more. */
export interface Revocation {
  invitation: Invitation
  sent: boolean
}

interface Told {
  onRevoked: (invitation: Invitation) => void
  onFailed: (error: unknown) => void
}

/**
 * Revokes invitations after six seconds in which it can be undone. Whoever leaves the page within them has them revoked
 * at once: what was asked for does not stay undone because nobody waited.
 */
export function useRevocations(organization_id: string, { onRevoked, onFailed }: Told) {
  const queryClient = useQueryClient()
  const [delayed] = useState(() => new Delayed())
  const [waiting, setWaiting] = useState<readonly Revocation[]>([])
  const without = (now: readonly Revocation[], { id }: Invitation) => now.filter((each) => each.invitation.id !== id)
  const forget = (invitation: Invitation) => setWaiting((now) => without(now, invitation))

  const send = async (invitation: Invitation) => {
    setWaiting((now) => [...without(now, invitation), { invitation, sent: true }])
    try {
      await usher.organizations.revokeInvitation(organization_id, invitation.id, { keepalive: true })
      onRevoked(invitation)
    } catch (error) {
      onFailed(error)
    }
    await queryClient.invalidateQueries({ queryKey: invitationsKey(organization_id) })
    forget(invitation)
  }

  useEffect(() => {
    const flush = () => delayed.flush()
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [delayed])

  return {
    waiting,
    ids: new Set(waiting.map(({ invitation }) => invitation.id)),
    revoke: (invitation: Invitation) => {
      setWaiting((now) => [...without(now, invitation), { invitation, sent: false }])
      delayed.begin(invitation.id, undoSeconds, () => void send(invitation))
    },
    undo: (invitation: Invitation) => {
      delayed.takeBack(invitation.id)
      forget(invitation)
    },
  }
}
