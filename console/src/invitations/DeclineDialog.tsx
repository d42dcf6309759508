import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core'
import type { Decline } from '@usher/client'
import { useState } from 'react'
import { useOpenedLate } from '../layout/opened-late.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'

interface Props {
  opened: boolean
  organizationName: string
  loading: boolean
  submitError: Error | null
  onClose: () => void
  onDecline: (decline: Decline) => void
}

/** As many characters as the service takes. */
const longestReason = 1000

/** Asks once more, and for what one may want to say with it. Nothing of it is needed. */
export function DeclineDialog({ opened, organizationName, loading, submitError, onClose, onDecline }: Props) {
  const { t } = useMessages()
  const [reason, setReason] = useState('')
  const [block, setBlock] = useState(false)
  const [report, setReport] = useState(false)
  return (
    <Modal
      opened={useOpenedLate(opened)}
      onClose={onClose}
      title={t('decline.title', { organization: organizationName })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onDecline({
            ...(reason.trim() && { reason: reason.trim() }),
            ...(block && { block_organization: true }),
            ...(report && { report: true }),
          })
        }}
      >
        <Stack>
          <Textarea
            label={t('decline.reason')}
            description={t('decline.reason_hint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={longestReason}
            autosize
            minRows={2}
            maxRows={6}
            data-autofocus
          />
          <Checkbox
            label={t('decline.block')}
            checked={block}
            onChange={(event) => setBlock(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('decline.report')}
            description={t('decline.report_hint')}
            checked={report}
            onChange={(event) => setReport(event.currentTarget.checked)}
          />
          {submitError && <ProblemNotice error={submitError} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" color="red" loading={loading}>
              {t('decline.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
