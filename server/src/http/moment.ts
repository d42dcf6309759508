import { Type } from './schemas.ts'

/** A moment as requests give it (RFC 3339): with a zone, to the second or finer. Read it with {@link readMoment}. */
export const Moment = (description: string) =>
  Type.String({
    format: 'date-time',
    maxLength: 40,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
    description,
    'x-expected': 'must be a moment with its zone, like 2026-11-30T17:00:00Z',
  })

/** The moment that a text of that form names; undefined for a day, hour or second that does not exist. */
export function readMoment(text: string): Date | undefined {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) return undefined
  // `Date` reads the thirtieth of February as the second of March.
  const [year = 0, month = 1, day = 1] = text.slice(0, 10).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? moment : undefined
}
