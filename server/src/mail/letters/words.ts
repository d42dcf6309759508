import type { Look } from '../look.ts'
import { name, oneLine } from '../plain.ts'

const longest_name_in_subject = 80

/** A name as it stands in a subject: one line, cut where it is long. */
export function inSubject(text: string): string {
  return oneLine(text, longest_name_in_subject)
}

/** As `Admin and Billing`. */
export function listed({ locale }: Pick<Look, 'locale'>, names: readonly string[]): string {
  return new Intl.ListFormat(dated(locale)).format(names.map(name))
}

/** As `Tuesday, 24 November 2026 at 15:05 GMT+1 (Europe/Berlin)`; as `... at 14:05 UTC` where no zone is set. */
export function moment({ locale, language, timeZone }: Look, date: Date): string {
  const said = new Intl.DateTimeFormat(dated(locale), { dateStyle: 'full', timeStyle: 'short', timeZone }).format(date)
  if (timeZone === 'UTC') return `${said} UTC`
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(date)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return language.say.frame.moment({ moment: `${said} ${offset}`, zone: timeZone })
}

/** English of no country is dated as most of the world does it: day, month, year, and 24 hours. */
function dated(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}
