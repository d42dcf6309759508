import { useMessages } from '../messages/messages.tsx'
import { BigLink } from './BigButton.tsx'
import { Heading } from './Heading.tsx'
import { Badge, Emblem } from './icons.tsx'
import { Logo } from './Pictures.tsx'
import { tell } from './tell.ts'
import type { View } from './view.ts'
import classes from './page.module.css'

/** What came of it, and the way on. */
export function Answered({ view }: { view: Extract<View, { is: 'accepted' | 'declined' }> }) {
  return view.is === 'accepted' ? <Accepted {...view} /> : <Declined {...view} />
}

function Accepted({ before, organization_id, about }: Extract<View, { is: 'accepted' }>) {
  const { t } = useMessages()
  const { organization = '', organization_logo_url, redirect_url, account } = about
  return (
    <>
      <Logo organization={organization} logo_url={organization_logo_url}>
        <Badge icon="check" />
      </Logo>
      <Heading>{tell(t, before ? 'join.accepted_before' : 'join.accepted', about)}</Heading>
      <p className={classes['text']}>{t(before ? 'join.accepted_before_text' : 'join.accepted_text')}</p>
      <div className={classes['actions']}>
        {/* Only addresses that the operator of the service allows can stand there. */}
        <BigLink href={redirect_url ?? `/console/organizations/${organization_id}/people`}>
          {t('invitation.go_on', { organization })}
        </BigLink>
      </div>
      {account && (
        <p className={classes['hint']}>
          <bdi>{t('join.signed_in_as', { account })}</bdi>
        </p>
      )}
    </>
  )
}

function Declined({
  with: { block_organization: blocked, report: reported },
  about,
}: Extract<View, { is: 'declined' }>) {
  const { t } = useMessages()
  return (
    <>
      {about.organization === undefined ? (
        <Emblem icon="cross" />
      ) : (
        <Logo organization={about.organization} logo_url={about.organization_logo_url} />
      )}
      <Heading>{tell(t, 'join.declined', about)}</Heading>
      <p className={classes['text']}>{tell(t, blocked ? 'join.blocked_text' : 'join.declined_text', about)}</p>
      {reported && <p className={classes['text']}>{tell(t, 'join.reported_text', about)}</p>}
      <div className={classes['actions']}>
        <BigLink variant="default" href="/console/">
          {t('join.action.inbox')}
        </BigLink>
      </div>
    </>
  )
}
