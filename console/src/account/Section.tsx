import { Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'

interface Props {
  title: string
  text?: string
  /** What has to be read before there is something to show. */
  reading?: { data: unknown; isPending: boolean; error: Error | null; refetch: () => unknown }
  children: ReactNode
}

/** A part of the account's page. */
export function Section({ title, text, reading, children }: Props) {
  const id = useId()
  const { heading, noteFocus } = useFocusThatStays()
  return (
    <Card component="section" withBorder padding="lg" aria-labelledby={id} onFocus={noteFocus}>
      <Stack>
        <div>
          <Title order={2} size="h4" id={id} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        {reading?.error && <ProblemNotice error={reading.error} onRetry={reading.refetch} />}
        {reading?.isPending && <Skeleton height={72} />}
        {(!reading || reading.data !== undefined) && children}
      </Stack>
    </Card>
  )
}

/** When what had the focus is removed with its row, the keyboard goes on from the heading, not from the top of the page. */
function useFocusThatStays() {
  const heading = useRef<HTMLHeadingElement>(null)
  const last = useRef<Element>(null)
  useEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return
    last.current = null
    heading.current?.focus({ preventScroll: true })
  })
  return {
    heading,
    noteFocus: ({ target }: React.FocusEvent) => {
      last.current = target
    },
  }
}
