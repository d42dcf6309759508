import IntlMessageFormat from 'intl-messageformat'
import type { GetICUArgs } from '@schummar/icu-type-parser'
import type { Catalogue } from '../../messages/translation.ts'
import { de } from './de.ts'
import { en } from './en.ts'

/** What a message wants to be told, if anything. Its answer is text: whoever writes it into HTML escapes it. */
type Said<Text extends string> = Text extends `${string}{${string}` ? (told: Told<Text>) => string : string
type Told<Text extends string> = GetICUArgs<Text, { ICUArgument: string; ICUNumberArgument: number }>

type Say = {
  readonly [Page in keyof typeof en]: {
    readonly [Key in keyof (typeof en)[Page]]: Said<(typeof en)[Page][Key] & string>
  }
}

/** A language that mails are written in. */
export interface MailLanguage {
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: Say
}

const english = language('en', en)
const languages: readonly MailLanguage[] = [english, language('de', de)]

/** Their tags. */
export const mailLanguages = languages.map(({ tag }) => tag)

/**
 * The first wish that mails are written in, or whose language without its region they are: `de-AT` is written in German, with
 * Austrian dates. English where there is none.
 */
export function wished(wishes: readonly (string | null)[]): Wished {
  for (const wish of wishes) {
    const found = wish === null ? undefined : wishedLanguage(wish)
    if (found !== undefined) return found
  }
  return { locale: english.tag, language: english }
}

interface Wished {
  readonly locale: string
  readonly language: MailLanguage
}

/** Undefined if no mail is written in it. */
export function wishedLanguage(wish: string): Wished | undefined {
  const locale = localeOf(wish)
  const found = languages.find(({ tag }) => tag === locale?.language)
  return locale === undefined || found === undefined ? undefined : { locale: locale.baseName, language: found }
}

/** Without extensions: nobody's mail is dated by another calendar because a tag asks for it. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch {
    return undefined
  }
}

function language(tag: string, catalogue: Catalogue): MailLanguage {
  const pages = Object.entries(catalogue).map(([page, texts]) => [
    page,
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compiled(tag, text)])),
  ])
  return {
    tag,
    direction: new Intl.Locale(tag).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr',
    say: Object.fromEntries(pages) as Say,
  }
}

/** Read once, at the start: a text that is no ICU message keeps the service from starting. */
function compiled(tag: string, text: string) {
  const message = new IntlMessageFormat(text, tag, undefined, { ignoreTag: true })
  const said = (told?: Record<string, string | number>) =>
    message
      .formatToParts(told)
      .map(({ value }) => String(value))
      .join('')
  // The same rule as in the type.
  return text.includes('{') ? said : said()
}
