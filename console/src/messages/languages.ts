import type { Catalogue } from './catalogue.ts'
import { en } from './en.ts'

/** Every language: a file here and a line below. English is at hand at once, the others are fetched. */
const catalogues = {
  en: async (): Promise<Catalogue> => en,
  de: async (): Promise<Catalogue> => (await import('./de.ts')).de,
}

export type Language = keyof typeof catalogues

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** The first of the wanted languages that there are texts in. */
export function languageOf(wanted: readonly string[]): Language {
  const tags = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return (tags.find((tag) => Object.hasOwn(catalogues, tag)) as Language | undefined) ?? 'en'
}

/** The wanted variant of a language, such as `de-AT`, by which dates and numbers are written. */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language) ? 'rtl' : 'ltr'
}

export function catalogueOf(language: Language): Promise<Catalogue> {
  return catalogues[language]()
}
