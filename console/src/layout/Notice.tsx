import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A page, or a part of one, that has one thing to say and one way to go on. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Stack align="center" ta="center" maw={520} mx="auto" py={72} gap="md">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text c="dimmed">{text}</Text>
      {children}
    </Stack>
  )
}
