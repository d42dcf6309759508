import { Title } from '@mantine/core'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { useInbox } from './inbox.ts'

export function InboxPage() {
  const { t } = useMessages()
  useTitle(t('inbox.title'))
  const inbox = useInbox()
  return (
    <>
      <Title order={1}>{t('inbox.title')}</Title>
      <ul>
        {inbox.data?.map(({ id, organization_name }) => (
          <li key={id}>{organization_name}</li>
        ))}
      </ul>
    </>
  )
}
