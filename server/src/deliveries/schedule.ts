const minute = 60
const hour = 60 * minute

// Quick at first, for greylisting and short outages, then slower; three days in all, as mail servers themselves do
// (RFC 5321 section 4.5.4.1 wants four to five; an invitation lives seven by default).
const delays_seconds: readonly number[] = [
  5,
  30,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  ...Array.from({ length: 17 }, () => 4 * hour),
]

/** After this many attempts a delivery that still cannot be made has failed. */
export const most_attempts = delays_seconds.length + 1

/**
 * How long to wait after the given attempt (the first is 1) before the next; undefined after the last one. A fifth
 * more or less at random, so that what failed together does not come back together.
 */
export function delayAfter(attempt: number): number | undefined {
  const delay_seconds = delays_seconds[attempt - 1]
  return delay_seconds === undefined ? undefined : delay_seconds * (0.8 + Math.random() * 0.4)
}
