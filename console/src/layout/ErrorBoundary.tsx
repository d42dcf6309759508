import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/messages.tsx'

/** What breaks while it is drawn does not leave an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children
  }
}

export function BrokenPage() {
  const { t } = useMessages()
  return (
    <Center component="main" mih="60dvh" p="md">
      <Stack align="center" ta="center" maw={480}>
        <Title order={1}>{t('broken.title')}</Title>
        <Text>{t('broken.text')}</Text>
        <Button onClick={() => location.reload()}>{t('broken.reload')}</Button>
      </Stack>
    </Center>
  )
}
