import { Card, Stack, Text, Title } from '@mantine/core'
import { InboxIcon } from '../layout/icons.tsx'
import { ButtonLink } from '../layout/links.tsx'
import { useMessages } from '../messages/messages.tsx'

/** Nothing waits; and why that may be, for those who expected something. */
export function EmptyInbox() {
  const { t } = useMessages()
  return (
    <Card withBorder padding="xl">
      <Stack align="center" ta="center" gap="xs" py="lg">
        <InboxIcon size={40} />
        <Title order={2} size="h4">
          {t('inbox.empty')}
        </Title>
        <Text c="dimmed" maw={460}>
          {t('inbox.empty_hint')}
        </Text>
        <ButtonLink to="/account" variant="default" mt="sm">
          {t('inbox.addresses')}
        </ButtonLink>
      </Stack>
    </Card>
  )
}
