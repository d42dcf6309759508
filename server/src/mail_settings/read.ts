import { type FieldError, invalid, Refusal } from '../http/problems.ts'
import { readName, readText } from '../http/text.ts'
import { isTimeZone, unknown_zone } from '../http/time-zone.ts'
import { mailLanguages, wishedLanguage } from '../mail/messages/messages.ts'
import type { TextsByLocale } from '../mail/look.ts'
import { readAddress } from '../users/address.ts'
import type { MailSettingsChange, Words } from './schemas.ts'
import type { SettingsRow } from './settings.ts'

/** What can be changed, as it is stored. */
export type Settings = Omit<SettingsRow, 'version' | 'updated_at'>

const longest_sender_name = 60

/**
 * Reads what is asked for onto what is there; every flaw is named.
 *
 * @param at where it stands in the body, as `/settings`
 */
export function readSettingsChange(before: Settings, asked: MailSettingsChange, at = ''): Settings | Refusal {
  const {
    accent_color,
    time_zone = before.time_zone,
    texts,
    reminder_hours = before.reminder_hours,
    awake_from = before.awake_from,
    awake_until = before.awake_until,
  } = asked
  const found = {
    sender_name: read(asked.sender_name, before.sender_name, (text) =>
      readName(text, `${at}/sender_name`, longest_sender_name),
    ),
    reply_to: read(asked.reply_to, before.reply_to, (text) => readReplyTo(text, `${at}/reply_to`)),
    locale: read(asked.locale, before.locale, (text) => readLocale(text, `${at}/locale`)),
    time_zone: isTimeZone(time_zone) ? time_zone : wrong(`${at}/time_zone`, unknown_zone),
    texts: texts === undefined ? before.texts : readTexts(texts, `${at}/texts`),
    awake_until: awake_from < awake_until ? awake_until : wrong(`${at}/awake_until`, 'must be later than awake_from'),
  }
  const flaws = Object.values(found).flatMap((value) =>
    value instanceof Refusal ? (value.particulars.errors ?? []) : [],
  )
  if (flaws.length > 0) return invalid(...flaws)
  const color = accent_color === undefined ? before.accent_color : (accent_color?.toLowerCase() ?? null)
  return { ...before, ...(found as Settings), accent_color: color, reminder_hours, awake_from }
}

function read(
  asked: string | null | undefined,
  before: string | null,
  readIt: (text: string) => string | Refusal,
): string | null | Refusal {
  if (asked === undefined) return before
  return asked === null ? null : readIt(asked)
}

/** In its canonical form, so that an erasure finds it. */
function readReplyTo(text: string, pointer: string): string | Refusal {
  return readAddress(text)?.canonical ?? wrong(pointer, 'must be one address like office@example.com')
}

function readLocale(text: string, pointer: string): string | Refusal {
  return (
    wishedLanguage(text)?.locale ??
    wrong(pointer, `must be a language that mails are written in (${mailLanguages.join(', ')}), as de or de-AT`)
  )
}

/** Only words that say something; what has none is left away. */
function readTexts(texts: Words, pointer: string): TextsByLocale | Refusal {
  const flaws: FieldError[] = []
  const said = (text: string, at: string) => {
    const words = readText(text, at)
    if (typeof words === 'string') return words
    flaws.push(...(words.particulars.errors ?? []))
    return ''
  }
  const kept = onEach(texts, pointer, (byTemplate, atLocale) =>
    onEach(byTemplate, atLocale, (places, at) => onEach(places, at, said)),
  )
  return flaws.length > 0 ? invalid(...flaws) : kept
}

/** What `make` makes of each value, without those that are empty. */
function onEach<Value, Made extends object | string>(
  values: Readonly<Record<string, Value | undefined>>,
  pointer: string,
  make: (value: Value, pointer: string) => Made,
): Record<string, Made> {
  const made = Object.entries(values).flatMap(([key, value]): [string, Made][] =>
    value === undefined ? [] : [[key, make(value, `${pointer}/${key}`)]],
  )
  return Object.fromEntries(
    made.filter(([, value]) => (typeof value === 'string' ? value !== '' : Object.keys(value).length > 0)),
  )
}

function wrong(pointer: string, detail: string): Refusal {
  return invalid({ in: 'body', pointer, detail })
}
