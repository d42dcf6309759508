import { describe, expect, test } from 'vitest'
import { webhookDelayAfter } from '../src/webhooks/schedule.ts'

const [minute, hour] = [60, 3_600]
const schedule = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
const drawn = (attempt: number, retryAfter_seconds?: number) =>
  Array.from({ length: 2_000 }, () => webhookDelayAfter(attempt, retryAfter_seconds) ?? Number.NaN)

describe('what failed', () => {
  test.each(schedule.map((seconds, at) => [at + 1, seconds]))(
    'waits after attempt %i for %i seconds, a fifth more or less, and not all the same (case 117)',
    (attempt, seconds) => {
      const waits = drawn(attempt)
      const [least, most] = [Math.min(...waits) / seconds, Math.max(...waits) / seconds]
      expect(least).toBeGreaterThanOrEqual(0.8)
      expect(most).toBeLessThanOrEqual(1.2)
      // So many spread over all of it.
      expect(least).toBeLessThan(0.82)
      expect(most).toBeGreaterThan(1.18)
    },
  )

  test('is not tried an eleventh time, whatever the receiver asks for', () => {
    expect(webhookDelayAfter(10)).toBeUndefined()
    expect(webhookDelayAfter(10, 60)).toBeUndefined()
  })

  test('is tried no sooner than the receiver asked, no sooner than the schedule, and not all at one moment (case 111)', () => {
    const asked = drawn(1, 600)
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(600)
    expect(Math.max(...asked)).toBeLessThanOrEqual(660)
    expect(Math.max(...asked) - Math.min(...asked)).toBeGreaterThan(30)
    expect(Math.min(...drawn(4, 60))).toBeGreaterThanOrEqual(0.8 * 2 * hour)
  })
})
