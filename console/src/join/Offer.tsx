import { useMessages } from '../messages/messages.tsx'
import { aboutPerson } from './about.ts'
import { Answers } from './Answers.tsx'
import { BigButton } from './BigButton.tsx'
import { Facts } from './Facts.tsx'
import { Failure } from './Failure.tsx'
import type { InvitationState, State } from './invitation.ts'
import type { View } from './view.ts'
import classes from './page.module.css'

interface Props extends Omit<State, 'view'> {
  invitation: InvitationState
  view: Extract<View, { is: 'offered' | 'open' }>
}

/** An invitation that can be answered: at once, or by signing in first. */
export function Offer({ invitation, view, busy, failure }: Props) {
  const { t } = useMessages()
  if (view.is === 'offered') {
    return (
      <>
        <Facts invitation={view.invitation} />
        <Failure failure={failure} />
        <BigButton loading={busy === 'leaving'} onClick={invitation.signIn}>
          {t('join.sign_in_to_answer')}
        </BigButton>
        <p className={classes['hint']}>{t('join.comes_back')}</p>
      </>
    )
  }
  const { account } = aboutPerson(view.person)
  return (
    <>
      <Facts invitation={view.invitation} />
      {view.again && (
        <p className={classes['notice']} role="status">
          {t('join.no_answer_yet')}
        </p>
      )}
      <Answers organizationName={view.invitation.organization_name} {...{ invitation, busy, failure }} />
      <p className={classes['hint']}>
        {account && <bdi>{t('join.signed_in_as', { account })}</bdi>}{' '}
        <button type="button" className={classes['link']} onClick={() => void invitation.switchAccount()}>
          {t('join.action.switch')}
        </button>
      </p>
    </>
  )
}
