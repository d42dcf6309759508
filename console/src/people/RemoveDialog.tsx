import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'

interface Props {
  opened: boolean
  /** Of whom; undefined where it is oneself who leaves. */
  name: string | undefined
  organizationName: string
  loading: boolean
  submitError: Error | null
  onClose: () => void
  onConfirm: () => void
}

/** Asks once more before a membership ends. */
export function RemoveDialog({ opened, name, organizationName, loading, submitError, onClose, onConfirm }: Props) {
  const { t } = useMessages()
  const organization = organizationName
  const leaving = name === undefined
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={leaving ? t('people.leave_title', { organization }) : t('people.remove_title', { name, organization })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      centered
    >
      <Stack>
        <Text size="sm">{t(leaving ? 'people.leave_text' : 'people.remove_text')}</Text>
        {submitError && <ProblemNotice error={submitError} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('app.cancel')}
          </Button>
          <Button color="red" loading={loading} onClick={onConfirm}>
            {t(leaving ? 'people.leave_submit' : 'people.remove_submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
