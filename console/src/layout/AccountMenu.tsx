import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import type { BrowserSession } from '@usher/client'
import { useMessages } from '../messages/messages.tsx'
import { useSignOut } from '../session.ts'
import { PersonIcon, SignOutIcon } from './icons.tsx'
import { MenuLink } from './links.tsx'

/** Who one is, and the way out. */
export function AccountMenu({ user }: { user: NonNullable<BrowserSession['user']> }) {
  const { t } = useMessages()
  const signOut = useSignOut()
  const name = user.name ?? user.email ?? ''
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton display="block" aria-label={t('nav.account_menu', { name })}>
          <Avatar src={user.avatar_url} name={name} alt="" color="indigo" size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {name}
          </Text>
          {user.name && user.email}
        </Menu.Label>
        <MenuLink to="/account" leftSection={<PersonIcon />}>
          {t('nav.account')}
        </MenuLink>
        <Menu.Item
          leftSection={<SignOutIcon />}
          disabled={signOut.isPending}
          closeMenuOnClick={false}
          onClick={() => signOut.mutate()}
        >
          {t('nav.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
