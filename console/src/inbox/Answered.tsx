import { Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Answer } from '../invitations/answer.ts'
import { ButtonLink } from '../layout/links.tsx'
import { useMessages } from '../messages/messages.tsx'

/** What came of an answer, where the buttons were, and the way on. The keyboard goes on from here. */
export function Answered({ answer, organizationName }: { answer: Answer; organizationName: string }) {
  const { t } = useMessages()
  const text = useRef<HTMLParagraphElement>(null)
  useEffect(() => text.current?.focus(), [])
  return (
    <Group justify="space-between">
      <Text ref={text} tabIndex={-1} role="status">
        {t(answer.accepted ? 'invitation.accepted' : 'invitation.declined', { organization: organizationName })}
      </Text>
      {answer.accepted && (
        <ButtonLink to="/organizations/$organizationId/people" params={{ organizationId: answer.organization_id }}>
          {t('invitation.go_on', { organization: organizationName })}
        </ButtonLink>
      )}
    </Group>
  )
}
