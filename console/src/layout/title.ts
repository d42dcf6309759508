import { useEffect } from 'react'
import { useInboxCount } from '../inbox/inbox.ts'
import { useMessages } from '../messages/messages.tsx'

/** Names the page in the browser's tab, with the number of invitations that wait. */
export function useTitle(title: string) {
  const { t } = useMessages()
  const waiting = useInboxCount()
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · ${t('app.name')}`
  }, [title, waiting, t])
}
