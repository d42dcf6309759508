const minute = 60
const hour = 60 * minute

// The first attempt is made at once; these follow it, as Standard Webhooks recommends: quick at first, three days in all.
const delays_seconds: readonly number[] = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/**
 * How long to wait after the given attempt (the first is 1) before the next; undefined after the last one. Up to a fifth more or
 * less at random, so that what failed together does not come back together.
 *
 * @param retryAfter_seconds what the receiver asked for: it is not bothered sooner
 */
export function webhookDelayAfter(attempt: number, retryAfter_seconds = 0): number | undefined {
  const delay_seconds = delays_seconds[attempt - 1]
  if (delay_seconds === undefined) return undefined
  const jitter = 0.8 + Math.random() * 0.4
  // Never less than was asked for, and not all at that very moment.
  return Math.max(delay_seconds * jitter, retryAfter_seconds * (1 + Math.random() * 0.1))
}

const longest_retry_after_seconds = 24 * hour
const absurd_seconds = 365 * 24 * hour

/**
 * What `Retry-After` asks for (RFC 9110, section 10.2.3), in seconds, a day at most. Undefined where it is no number of seconds
 * and no date, lies in the past, or is absurd.
 */
export function readRetryAfter(text: string | undefined, now: Date): number | undefined {
  const seconds = text === undefined ? undefined : secondsIn(text.trim(), now)
  if (seconds === undefined || seconds <= 0 || seconds > absurd_seconds) return undefined
  return Math.min(seconds, longest_retry_after_seconds)
}

const http_date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

function secondsIn(text: string, now: Date): number | undefined {
  if (/^\d{1,12}$/.test(text)) return Number(text)
  const moment = http_date.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : (moment - now.getTime()) / 1_000
}
