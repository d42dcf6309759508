import { useMessages } from '../messages/messages.tsx'
import { useNow } from '../messages/now.ts'
import { exactTime, relativeTime } from '../messages/times.ts'

/** When an invitation ends: how long that is, and the moment itself to whoever points at it. */
export function TimeLeft({ until }: { until: string }) {
  const { t, locale } = useMessages()
  const now = useNow()
  const end = new Date(until)
  const time = relativeTime(locale, end, now)
  return (
    <time dateTime={until} title={exactTime(locale, end)}>
      {end > now ? t('invitation.ends', { time }) : t('invitation.ended', { time })}
    </time>
  )
}
