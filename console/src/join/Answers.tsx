import { lazy, Suspense, useRef, useState } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { BigButton } from './BigButton.tsx'
import { Failure } from './Failure.tsx'
import type { InvitationState, State } from './invitation.ts'
import classes from './page.module.css'

const loadDialog = () => import('../invitations/DeclineDialog.tsx')
const DeclineDialog = lazy(async () => ({ default: (await loadDialog()).DeclineDialog }))

interface Props extends Omit<State, 'view'> {
  invitation: InvitationState
  organizationName: string
}

/** The two answers, side by side and alike in size. */
export function Answers({ invitation, organizationName, busy, failure }: Props) {
  const { t } = useMessages()
  const [asking, setAsking] = useState(false)
  const declineButton = useRef<HTMLButtonElement>(null)
  return (
    <>
      {!asking && <Failure failure={failure} />}
      <div className={classes['answers']}>
        <BigButton loading={busy === 'accepting'} disabled={busy !== null} onClick={invitation.accept}>
          {t('invitation.accept')}
        </BigButton>
        <BigButton
          ref={declineButton}
          variant="default"
          disabled={busy !== null}
          onApproach={loadDialog}
          onClick={() => setAsking(true)}
        >
          {t('invitation.decline')}
        </BigButton>
      </div>
      <Suspense>
        {asking && (
          <DeclineDialog
            opened
            organizationName={organizationName}
            loading={busy === 'declining'}
            submitError={failure}
            onClose={() => {
              setAsking(false)
              // The dialog is gone at once, and leads back only where it closes by itself.
              declineButton.current?.focus()
            }}
            onDecline={(decline) => void invitation.decline(decline)}
          />
        )}
      </Suspense>
    </>
  )
}
