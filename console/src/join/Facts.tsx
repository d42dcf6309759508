import { useMessages } from '../messages/messages.tsx'
import { aboutInvitation } from './about.ts'
import { EndsIn } from './EndsIn.tsx'
import { Heading } from './Heading.tsx'
import { Logo, Picture } from './Pictures.tsx'
import { tell } from './tell.ts'
import type { Invitation } from './view.ts'
import classes from './page.module.css'

/** Everything that somebody may want to know before answering. */
export function Facts({ invitation }: { invitation: Invitation }) {
  const { t } = useMessages()
  const { organization_name, organization_logo_url, inviting_user_name, inviting_user_avatar_url } = invitation
  return (
    <>
      <Logo organization={organization_name} logo_url={organization_logo_url}>
        {inviting_user_name && (
          <Picture url={inviting_user_avatar_url} name={inviting_user_name} size={32} radius="xl" />
        )}
      </Logo>
      <Heading>{tell(t, 'join.headline', aboutInvitation(invitation))}</Heading>
      <p className={classes['dimmed']}>{t('invitation.members', { count: invitation.organization_member_count })}</p>
      {invitation.message && (
        <blockquote className={classes['message']} dir="auto" aria-label={t('join.message')}>
          {invitation.message}
        </blockquote>
      )}
      <dl className={classes['facts']}>
        {invitation.roles.length > 0 && (
          <div>
            <dt>{t('join.role', { count: invitation.roles.length })}</dt>
            <dd>
              <bdi>{invitation.roles.join(', ')}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('join.sent_to')}</dt>
          <dd>
            <bdi>{invitation.masked_email}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('join.ends')}</dt>
          <dd>
            <EndsIn until={invitation.expiration_date} />
          </dd>
        </div>
      </dl>
    </>
  )
}
