import { useId, useState } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { useNow } from '../messages/now.ts'
import { exactTime, relativeTime } from '../messages/times.ts'
import classes from './page.module.css'

/** How long there is to answer, and the very moment to whoever points at it, reaches it with the keyboard or touches it. */
export function EndsIn({ until }: { until: string }) {
  const { locale } = useMessages()
  const now = useNow()
  const [exact, setExact] = useState(false)
  const id = useId()
  const end = new Date(until)
  return (
    <span className={classes['time']} onMouseEnter={() => setExact(true)} onMouseLeave={() => setExact(false)}>
      <button
        type="button"
        aria-describedby={id}
        onFocus={() => setExact(true)}
        onBlur={() => setExact(false)}
        onClick={() => setExact(true)}
        onKeyDown={(event) => event.key === 'Escape' && setExact(false)}
      >
        <time dateTime={until}>{relativeTime(locale, end, now)}</time>
      </button>
      <span role="tooltip" id={id} hidden={!exact}>
        {exactTime(locale, end)}
      </span>
    </span>
  )
}
