import IntlMessageFormat from 'intl-messageformat'
import type { ArgumentsOf } from './arguments.ts'
import type { en } from './en.ts'

export type Key = keyof typeof en

/** The texts of one language. */
export type Catalogue = Readonly<Record<Key, string>>

type Values<K extends Key> = ArgumentsOf<(typeof en)[K]>

/** A text by its key. What the message needs has to be given; what it does not know cannot be. */
export type Translate = <K extends Key>(key: K, ...values: keyof Values<K> extends never ? [] : [Values<K>]) => string

/** Messages are parsed when they are first shown, and once. */
export function translator(locale: string, catalogue: Catalogue): Translate {
  const parsed = new Map<Key, IntlMessageFormat>()
  return (key, ...[values]) => {
    const message = parsed.get(key) ?? new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true })
    parsed.set(key, message)
    return String(message.format(isolated(values)))
  }
}

/** Letters that are written from the right, and signs that turn the direction of writing. */
const turns = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name written from the right must not turn the sentence around it (Unicode annex 9: first strong isolate). */
function isolated(values: Readonly<Record<string, string | number>> | undefined) {
  if (!values) return undefined
  const isolate = (value: string | number) =>
    typeof value === 'string' && turns.test(value) ? `\u2068${value}\u2069` : value
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]))
}

/** A part of a catalogue, in another language. */
export type Texts<English> = { readonly [Key in keyof English]: string }
