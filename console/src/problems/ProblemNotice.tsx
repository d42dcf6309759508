import { Alert, Button, Group, Text } from '@mantine/core'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from './problem.ts'

/** Says what went wrong, to those who see and to those who listen, and offers to try again where that makes sense. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const { t } = useMessages()
  return (
    <Alert color="red" role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{wordsFor(error, t)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={() => onRetry()}>
            {t('app.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
