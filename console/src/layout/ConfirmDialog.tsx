import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'

interface Props {
  opened: boolean
  title: string
  text: string
  /** What the button says that does it. */
  action: string
  loading: boolean
  submitError: Error | null
  /** Why it cannot be done yet. */
  disabled?: boolean
  children?: ReactNode
  onClose: () => void
  onConfirm: () => void
}

/** Asks before something is done that takes something away. */
export function ConfirmDialog(props: Props) {
  const { t } = useMessages()
  const { opened, title, text, action, loading, submitError, disabled, children, onClose, onConfirm } = props
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('app.close') }} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!loading && !disabled) onConfirm()
        }}
      >
        <Stack>
          <Text>{text}</Text>
          {children}
          {submitError && <ProblemNotice error={submitError} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" color="red" loading={loading} disabled={disabled ?? false}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
