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
    return String(message.format(values))
  }
}
