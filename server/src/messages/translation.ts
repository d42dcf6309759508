import type { GetICUArgs } from '@schummar/icu-type-parser'
import type { Html } from '../html.ts'

/** What an ICU message wants to be told, read from its text by the compiler. Plurals want a number, dates a date. */
export type ArgumentsOf<Text extends string> = GetICUArgs<
  Text,
  { ICUArgument: string | number | Html; ICUNumberArgument: number; ICUDateArgument: Date }
>

/** Texts by page and name. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>

type Complete<English extends Catalogue> = {
  readonly [Page in keyof English]: { readonly [Key in keyof English[Page]]: string }
}

/** As it is, where it speaks of the same arguments as the English text and has no message that English has not. */
type Faithful<English extends Catalogue, Texts> = {
  [Page in keyof Texts]: Page extends keyof English
    ? {
        [Key in keyof Texts[Page]]: Key extends keyof English[Page]
          ? Same<English[Page][Key] & string, Texts[Page][Key] & string>
          : never
      }
    : never
}

type Same<English extends string, Text extends string> = [keyof ArgumentsOf<English>, keyof ArgumentsOf<Text>] extends [
  keyof ArgumentsOf<Text>,
  keyof ArgumentsOf<English>,
]
  ? Text
  : { readonly speaksOf: keyof ArgumentsOf<English> }

/**
 * The catalogue of another language, held to the English one. A message or an argument that is missing, misspelled or too many
 * does not compile.
 */
export function translation<English extends Catalogue, const Texts extends Catalogue>(
  _english: English,
  texts: Texts & Faithful<English, Texts> & Complete<English>,
): Texts {
  return texts
}
