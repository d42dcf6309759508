import { lazy, Suspense, useState } from 'react'
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
  // Once opened it stays, closed, so that it can give the focus back to the button that opened it.
  const [dialog, setDialog] = useState<'never' | 'open' | 'closed'>('never')
  return (
    <>
      {dialog !== 'open' && <Failure failure={failure} />}
      <div className={classes['answers']}>
        <BigButton loading={busy === 'accepting'} disabled={busy !== null} onClick={invitation.accept}>
          {t('invitation.accept')}
        </BigButton>
        <BigButton variant="default" disabled={busy !== null} onApproach={loadDialog} onClick={() => setDialog('open')}>
          {t('invitation.decline')}
        </BigButton>
      </div>
      <Suspense>
        {dialog !== 'never' && (
          <DeclineDialog
            opened={dialog === 'open'}
            organizationName={organizationName}
            loading={busy === 'declining'}
            submitError={failure}
            onClose={() => setDialog('closed')}
            onDecline={(decline) => void invitation.decline(decline)}
          />
        )}
      </Suspense>
    </>
  )
}
