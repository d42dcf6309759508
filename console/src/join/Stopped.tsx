import { lazy, Suspense } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { BigButton, BigLink } from './BigButton.tsx'
import { Failure } from './Failure.tsx'
import { Heading } from './Heading.tsx'
import { Emblem } from './icons.tsx'
import type { InvitationState, State } from './invitation.ts'
import { situations } from './situations.ts'
import type { Action, Words } from './situations.ts'
import { tell } from './tell.ts'
import type { About, Stop } from './view.ts'
import classes from './page.module.css'

const VerifyByCode = lazy(async () => ({ default: (await import('./VerifyByCode.tsx')).VerifyByCode }))

interface Props extends Omit<State, 'view'> {
  invitation: InvitationState
  view: Stop
}

/** A page with one thing to say, and what can be done about it. */
export function Stopped({ invitation, view: { situation, about, unverified, ask }, busy, failure }: Props) {
  const { t } = useMessages()
  const { icon, title, text, actions }: Words = situations[situation]
  const possible = actions.filter((action) => (action !== 'renewal' && action !== 'readdress') || ask?.kind === action)
  return (
    <>
      <Emblem icon={icon} />
      <Heading>{tell(t, title, about)}</Heading>
      <p className={classes['text']}>{tell(t, text, about)}</p>
      {situation === 'broken' && about.request_id && (
        <p className={classes['hint']}>{t('join.request', { request_id: about.request_id })}</p>
      )}
      {unverified && (
        <Suspense fallback={<BigButton loading>{t('app.loading')}</BigButton>}>
          <VerifyByCode addresses={unverified} onVerified={invitation.look} />
        </Suspense>
      )}
      <Failure failure={failure} />
      <div className={classes['actions']}>
        {possible.map((action, place) => (
          <Do key={action} action={action} first={place === 0 && !unverified} {...{ invitation, busy, about }} />
        ))}
      </div>
    </>
  )
}

interface DoProps extends Pick<Props, 'invitation' | 'busy'> {
  action: Action
  first: boolean
  about: About
}

function Do({ action, first, about, invitation, busy }: DoProps) {
  const { t } = useMessages()
  const { label, ...doing }: Doing = doings[action]
  if ('goes' in doing) {
    return (
      <BigLink variant="default" href={doing.goes}>
        {tell(t, label, about)}
      </BigLink>
    )
  }
  return (
    <BigButton
      variant={first ? 'filled' : 'default'}
      loading={busy === doing.busy}
      onClick={() => doing.does(invitation)}
    >
      {tell(t, label, about)}
    </BigButton>
  )
}

type Doing = { readonly label: `join.action.${Action}` } & (
  | { readonly goes: string }
  | { readonly busy: State['busy']; readonly does: (invitation: InvitationState) => unknown }
)

const look = { busy: 'looking', does: (invitation: InvitationState) => invitation.look() } as const

const doings = {
  look: { label: 'join.action.look', ...look },
  look_again: { label: 'join.action.look_again', ...look },
  back: { label: 'join.action.back', ...look },
  sign_in: { label: 'join.action.sign_in', busy: 'leaving', does: (invitation) => invitation.signIn() },
  switch: { label: 'join.action.switch', busy: 'leaving', does: (invitation) => invitation.switchAccount() },
  renewal: { label: 'join.action.renewal', busy: 'asking', does: (invitation) => invitation.ask() },
  readdress: { label: 'join.action.readdress', busy: 'asking', does: (invitation) => invitation.ask() },
  addresses: { label: 'join.action.addresses', goes: '/console/account' },
  inbox: { label: 'join.action.inbox', goes: '/console/' },
  reload: { label: 'join.action.reload', busy: 'looking', does: () => location.reload() },
} as const satisfies Record<Action, Doing>
