import { Avatar, Badge, NavLink, Text } from '@mantine/core'
import type { ConsoleSession } from '@usher/client'
import { useInboxCount } from '../inbox/inbox.ts'
import { useMessages } from '../messages/messages.tsx'
import { InboxIcon, MailIcon, PersonIcon, PlusIcon } from './icons.tsx'
import { NavItem } from './links.tsx'
import classes from './Navigation.module.css'

const here = { active: true }

/** Where one can go. */
export function Navigation({ session }: { session: ConsoleSession }) {
  const { t } = useMessages()
  const waiting = useInboxCount()
  return (
    <nav aria-label={t('app.navigation')} className={classes['navigation']}>
      <NavItem
        to="/"
        activeProps={here}
        activeOptions={{ exact: true }}
        label={t('nav.inbox')}
        leftSection={<InboxIcon />}
        rightSection={
          waiting > 0 && (
            <Badge size="sm" circle={waiting < 10} aria-label={t('nav.inbox_count', { count: waiting })}>
              {waiting}
            </Badge>
          )
        }
      />
      <NavItem to="/account" activeProps={here} label={t('nav.account')} leftSection={<PersonIcon />} />
      {session.mailbox_url && (
        <NavLink component="a" href={session.mailbox_url} label={t('nav.mailbox')} leftSection={<MailIcon />} />
      )}
      <Text component="h2" size="xs" fw={600} c="dimmed" mt="lg" mb={4} px="sm">
        {t('nav.organizations')}
      </Text>
      {session.memberships.length === 0 && (
        <Text size="sm" c="dimmed" px="sm">
          {t('nav.no_organizations')}
        </Text>
      )}
      {session.memberships.map(({ organization_id, name, logo_url }) => (
        <NavItem
          key={organization_id}
          to="/organizations/$organizationId/people"
          params={{ organizationId: organization_id }}
          activeProps={here}
          label={name}
          title={name}
          noWrap
          leftSection={<Avatar src={logo_url} name={name} alt="" aria-hidden size={20} radius="sm" color="indigo" />}
        />
      ))}
      <NavItem to="/organizations/new" activeProps={here} label={t('organization.create')} leftSection={<PlusIcon />} />
    </nav>
  )
}
