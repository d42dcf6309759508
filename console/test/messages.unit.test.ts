import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, expectTypeOf, test } from 'vitest'
import type { ArgumentsOf } from '../src/messages/arguments.ts'
import { translator } from '../src/messages/catalogue.ts'
import { de } from '../src/messages/de.ts'
import { en } from '../src/messages/en.ts'
import { directionOf, languageOf, localeOf } from '../src/messages/languages.ts'
import { exactTime, relativeTime } from '../src/messages/times.ts'

test('the compiler reads the arguments of a message from its text', () => {
  expectTypeOf<ArgumentsOf<'Nothing'>>().toEqualTypeOf<{}>()
  expectTypeOf<ArgumentsOf<'{a} and {b}'>>().toEqualTypeOf<{ a: string; b: string }>()
  expectTypeOf<ArgumentsOf<'{n, plural, one {# day} other {# days of {who}}} in {where}'>>().toEqualTypeOf<{
    n: number
    who: string
    where: string
  }>()
  expectTypeOf<ArgumentsOf<'{kind, select, a {x} other {y}}.'>>().toEqualTypeOf<{ kind: string }>()
})

test('every message can be read in every language and takes the same arguments', () => {
  for (const [key, english] of Object.entries(en)) {
    const german = de[key as keyof typeof en]
    expect([...namesIn(parse(german))].toSorted(), key).toEqual([...namesIn(parse(english))].toSorted())
  }
})

test('a count is told in the grammar of the language', () => {
  const t = translator('de-AT', de)
  expect(t('nav.inbox_count', { count: 1 })).toBe('1 offene Einladung')
  expect(t('nav.inbox_count', { count: 2 })).toBe('2 offene Einladungen')
  expect(translator('en', en)('problem.rate_limited', { seconds: 1 })).toContain('in 1 second.')
})

test('a name written from the right is kept from turning the sentence around it (case 146)', () => {
  const t = translator('en', en)
  expect(t('invitation.invited_by', { name: 'مريم' })).toBe('\u2068مريم\u2069 invites you')
  expect(t('invitation.invited_by', { name: 'Ada' })).toBe('Ada invites you')
})

test('the first wanted language that there are texts in is taken, in the variant that is wanted', () => {
  expect(languageOf(['fr-FR', 'de-CH', 'en'])).toBe('de')
  expect(languageOf(['xx', 'constructor'])).toBe('en')
  expect(languageOf([])).toBe('en')
  expect(localeOf('de', ['fr-FR', 'de-CH', 'de'])).toBe('de-CH')
  expect(localeOf('en', ['fr'])).toBe('en')
  expect(directionOf('ar')).toBe('rtl')
  expect(directionOf('de')).toBe('ltr')
})

test('time left is never told as more than it is', () => {
  const now = new Date('2026-05-01T12:00:00Z')
  const later = (seconds: number) => relativeTime('en', new Date(now.getTime() + seconds * 1000), now)
  expect(later(7 * 86_400 - 1)).toBe('in 6 days')
  expect(later(47 * 3600)).toBe('in 47 hours')
  expect(later(90 * 60)).toBe('in 90 minutes')
  expect(later(59)).toBe('this minute')
  expect(later(-3 * 86_400)).toBe('3 days ago')
  expect(exactTime('en-GB', now)).toContain('2026')
})

function namesIn(elements: MessageFormatElement[]): Set<string> {
  const names = new Set<string>()
  for (const element of elements) {
    if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) for (const name of namesIn(value)) names.add(name)
    }
  }
  return names
}
