import { lureIn } from './lures.ts'
import { type FieldError, invalid, type Refusal } from './problems.ts'

const most_marks = 4

// Control characters, line ends, and format characters: those that reorder text (Unicode bidi controls) or are not seen
// at all. The two joiners stay, since emoji and several scripts need them.
const unprintable = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\u200c\u200d]]/v
// Some letters are blank: the Hangul fillers, and the Braille pattern without dots.
const visible = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{DI}\u2800]]/v
const towers_of_marks = new RegExp(`[\\p{M}\\u200c\\u200d]{${most_marks + 1},}`, 'u')

/**
 * A name that people read on pages and in mails: one line, visible, in reading order, and nothing that leads elsewhere.
 *
 * @returns the name trimmed and in NFC, or what is wrong with it
 */
export function readName(text: string, pointer: string, longest = 100): string | Refusal {
  const name = text.trim().normalize('NFC')
  const wrong = (detail: string) => invalid({ in: 'body', pointer, detail } satisfies FieldError)
  if (!visible.test(name)) return wrong('must contain at least one visible character')
  if (unprintable.test(name))
    return wrong('must be a single line without control characters or characters that reorder text')
  if (towers_of_marks.test(name)) return wrong(`must not stack more than ${most_marks} marks on a letter`)
  if ([...new Intl.Segmenter().segment(name)].length > longest) return wrong(`must have at most ${longest} characters`)
  const lure = lureIn(name)
  return lure === undefined ? name : wrong(`must not contain ${lure}`)
}

/**
 * Text of several lines that people read: a message, a description. Line ends and tabs stay; what cannot be seen or
 * reorders the text around it is refused as in names.
 */
export function readText(text: string, pointer: string): string | Refusal {
  const read = text.trim().normalize('NFC')
  const lines = read.split(/[\r\n\t]+/)
  return lines.some((line) => unprintable.test(line) || towers_of_marks.test(line))
    ? invalid({ in: 'body', pointer, detail: 'must not contain control characters or characters that reorder text' })
    : read
}

/** The name of something and what it is for, as roles and teams have them; an empty description is none. */
export function readTitle(asked: {
  readonly name: string
  readonly description?: string | null
}): { name: string; description: string | null } | Refusal {
  const name = readName(asked.name, '/name')
  if (typeof name !== 'string') return name
  const description = readText(asked.description ?? '', '/description')
  if (typeof description !== 'string') return description
  return { name, description: description === '' ? null : description }
}

/** An address of a picture: https, no credentials in it, a real host. It is never fetched from here. */
export function readPictureUrl(text: string, pointer: string): string | Refusal {
  const url = URL.canParse(text) && text === text.trim() ? new URL(text) : undefined
  const fits = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.')
  return fits && url !== undefined
    ? url.href
    : invalid({ in: 'body', pointer, detail: 'must be an https URL of a picture, as https://example.com/logo.png' })
}
