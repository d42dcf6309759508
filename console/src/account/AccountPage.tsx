import { Stack, Title } from '@mantine/core'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { Addresses } from './Addresses.tsx'
import { Applications } from './Applications.tsx'
import { Blocks } from './Blocks.tsx'
import { MyData } from './MyData.tsx'
import { MyOrganizations } from './MyOrganizations.tsx'
import { Profile } from './Profile.tsx'
import { Sessions } from './Sessions.tsx'

/** Everything that is one's own here. */
export function AccountPage() {
  const { t } = useMessages()
  useTitle(t('nav.account'))
  return (
    <Stack gap="lg" maw={760}>
      <Title order={1}>{t('nav.account')}</Title>
      <Profile />
      <Addresses />
      <MyOrganizations />
      <Sessions />
      <Applications />
      <Blocks />
      <MyData />
    </Stack>
  )
}
