import { Type } from './schemas.ts'

/** A time zone as requests name it. Whether there is such a one says {@link isTimeZone}. */
export const TimeZone = (description: string) =>
  Type.String({
    maxLength: 64,
    pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$',
    description,
    'x-expected': unknown_zone,
  })

/** What is said of any other text. */
export const unknown_zone = 'must be a time zone of the IANA database, like Europe/Berlin or Asia/Kolkata'

/** Whether the name is one of the IANA database, in any spelling of its capitals; older names of a zone are some too. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
