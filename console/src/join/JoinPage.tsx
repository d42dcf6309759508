import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Answered } from './Answered.tsx'
import type { InvitationState } from './invitation.ts'
import { Loading } from './Loading.tsx'
import { Offer } from './Offer.tsx'
import { Stopped } from './Stopped.tsx'
import classes from './page.module.css'

/** The page that mails lead to: one invitation, in whatever state it is. */
export function JoinPage({ invitation }: { invitation: InvitationState }) {
  const { view, busy, failure } = useSyncExternalStore(invitation.subscribe, invitation.current)
  const card = useFocusOnChange(view.is === 'stop' ? view.situation : view.is)
  useLookWhenOnline(invitation)
  return (
    <div className={classes['page']}>
      <main className={classes['card']} ref={card}>
        {view.is === 'loading' && <Loading />}
        {(view.is === 'offered' || view.is === 'open') && <Offer {...{ invitation, view, busy, failure }} />}
        {(view.is === 'accepted' || view.is === 'declined') && <Answered view={view} />}
        {view.is === 'stop' && <Stopped {...{ invitation, view, busy, failure }} />}
      </main>
    </div>
  )
}

/** When something else is on the page, reading goes on at its heading. */
function useFocusOnChange(what: string) {
  const card = useRef<HTMLElement>(null)
  useEffect(() => card.current?.querySelector('h1')?.focus(), [what])
  return card
}

function useLookWhenOnline(invitation: InvitationState) {
  useEffect(() => {
    const look = () => {
      const { view } = invitation.current()
      if (view.is === 'stop' && (view.situation === 'offline' || view.situation === 'unreachable'))
        void invitation.look()
    }
    addEventListener('online', look)
    return () => removeEventListener('online', look)
  }, [invitation])
}
