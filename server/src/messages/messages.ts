import IntlMessageFormat from 'intl-messageformat'
import Negotiator from 'negotiator'
import { Html, html } from '../html.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { ArgumentsOf, Catalogue } from './translation.ts'

/** A message that is ready to be shown: HTML where it needs to be told nothing, else a function of what it needs to be told. */
type Said<Text> = Text extends `${string}{${string}` ? (told: ArgumentsOf<Text>) => Html : Html

/** The catalogue as pages use it: `say.code.onItsWay({ address, minutes })`. */
type Say = {
  readonly [Page in keyof typeof en]: { readonly [Key in keyof (typeof en)[Page]]: Said<(typeof en)[Page][Key]> }
}

/** A language that pages are shown in. */
export interface Language {
  /** As in `<html lang>` and `Content-Language`. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: Say
}

/** The first is for those who understand none of them. */
export const languages: readonly Language[] = [language('en', en), language('de', de)]
const [fallback] = languages as [Language]
/** Their tags, as the discovery document lists them. */
export const tags = languages.map(({ tag }) => tag)

/**
 * The language of whoever asks: what the application says of them (`ui_locales` of OpenID Connect Core, section 3.1.2.1)
 * comes before what their browser says.
 */
export function languageFor(acceptLanguage: string | undefined, uiLocales: unknown): Language {
  const wishes = typeof uiLocales === 'string' ? uiLocales.split(' ') : []
  for (const wish of [...wishes, acceptLanguage ?? '']) {
    const tag = new Negotiator({ headers: { 'accept-language': wish } }).language(tags)
    const found = languages.find((each) => each.tag === tag)
    if (found !== undefined) return found
  }
  return fallback
}

function language(tag: string, catalogue: Catalogue): Language {
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
  const said = (told?: Record<string, string | number | Date | Html>) =>
    // What it is told is text as well, unless it is HTML.
    html`${message.formatToParts(told).map(({ value }) => (value instanceof Html ? value : html`${value}`))}`
  // The same rule as in the type.
  return text.includes('{') ? said : said()
}
