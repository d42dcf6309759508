import { Avatar, Badge, NavLink, Text } from '@mantine/core'
import { Link, useMatchRoute } from '@tanstack/react-router'
import type { BrowserSession } from '@usher/client'
import { useInboxCount } from '../inbox/inbox.ts'
import { useMessages } from '../messages/messages.tsx'
import { InboxIcon, MailIcon, PersonIcon } from './icons.tsx'

/** Where one can go. */
export function Navigation({ session }: { session: BrowserSession }) {
  const { t } = useMessages()
  const waiting = useInboxCount()
  const matches = useMatchRoute()
  return (
    <nav aria-label={t('app.navigation')}>
      <NavLink
        component={Link}
        to="/"
        label={t('nav.inbox')}
        leftSection={<InboxIcon />}
        active={Boolean(matches({ to: '/' }))}
        rightSection={
          waiting > 0 && (
            <Badge size="sm" circle={waiting < 10} aria-label={t('nav.inbox_count', { count: waiting })}>
              {waiting}
            </Badge>
          )
        }
      />
      <NavLink
        component={Link}
        to="/account"
        label={t('nav.account')}
        leftSection={<PersonIcon />}
        active={Boolean(matches({ to: '/account' }))}
      />
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
        <NavLink
          key={organization_id}
          component="a"
          href={`/console/organizations/${organization_id}/people`}
          label={name}
          leftSection={<Avatar src={logo_url} name={name} alt="" size={20} radius="sm" color="indigo" />}
        />
      ))}
    </nav>
  )
}
