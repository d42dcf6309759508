const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/**
 * How far away a moment is, such as "in 6 days" or "3 hours ago": in the largest unit of which two are full, rounded
 * towards now, so that nobody is promised more time than there is.
 */
export function relativeTime(locale: string, moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, length] of units) {
    const count = Math.trunc(seconds / length)
    if (Math.abs(count) >= (unit === 'minute' ? 1 : 2)) return format.format(count, unit)
  }
  return format.format(0, 'minute')
}

/** A moment with its day, its time and the time zone it is told in. */
export function exactTime(locale: string, moment: Date): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(moment)
}

export function dayOf(locale: string, moment: Date): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(moment)
}
