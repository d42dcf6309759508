import { Alert } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useMessages } from '../messages/messages.tsx'

export function OfflineNotice() {
  const { t } = useMessages()
  const { online } = useNetwork()
  return (
    <div role="status">
      {!online && (
        <Alert color="yellow" mb="md">
          {t('app.offline')}
        </Alert>
      )}
    </div>
  )
}
