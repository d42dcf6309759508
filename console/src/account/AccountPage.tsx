import { Title } from '@mantine/core'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'

export function AccountPage() {
  const { t } = useMessages()
  useTitle(t('nav.account'))
  return <Title order={1}>{t('nav.account')}</Title>
}
