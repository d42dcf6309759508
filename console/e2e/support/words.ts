import { languages } from '../../../server/src/messages/messages.ts'
import { de } from '../../src/messages/de.ts'
import { en } from '../../src/messages/en.ts'
import { type Translate, translator } from '../../src/messages/catalogue.ts'

export type LanguageTag = 'en' | 'de'

/** What pages and controls are called in a language: as the catalogues say. */
export interface Words {
  /** On the pages of the login server. */
  readonly login: (typeof languages)[number]['say']
  /** In the console. */
  readonly t: Translate
}

export const words: Readonly<Record<LanguageTag, Words>> = {
  en: { login: loginWords('en'), t: translator('en-US', en) },
  de: { login: loginWords('de'), t: translator('de-DE', de) },
}

function loginWords(tag: LanguageTag): Words['login'] {
  const language = languages.find((each) => each.tag === tag)
  if (language === undefined) throw new Error(`the login server does not speak ${tag}`)
  return language.say
}
