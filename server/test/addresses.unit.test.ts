import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskAddress, readAddress } from '../src/users/address.ts'
import { distinct, notAddresses, spellings } from './support/addresses.ts'

const canonicalOf = (text: string) => readAddress(text)?.canonical

describe('what is an address', () => {
  test.each(notAddresses)('%s is not (cases 76, 77)', (_, text) => {
    expect(readAddress(text)).toBeUndefined()
  })

  test('lengths up to 64, 63 and 254 are (case 76)', () => {
    const local = 'a'.repeat(64)
    const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`
    expect(canonicalOf(`${local}@${domain}`)).toBe(`${local}@${domain}`)
    expect(`${local}@${domain}`).toHaveLength(254)
  })

  test('it is kept as it was typed, without the white space around it (case 78)', () => {
    expect(readAddress(' Grace@B\u00fccher.Example\r\n')).toEqual({
      email: 'Grace@B\u00fccher.Example',
      canonical: 'grace@xn--bcher-kva.example',
    })
  })
})

describe('whose an address is', () => {
  test.each(spellings)('%s is also spelled %j (cases 77, 78)', (canonical, text) => {
    expect(canonicalOf(text)).toBe(canonical)
  })

  test.each(distinct)('%s makes another address (cases 77, 78)', (_, one, other) => {
    expect(canonicalOf(one)).toBeDefined()
    expect(canonicalOf(other)).toBeDefined()
    expect(canonicalOf(one)).not.toBe(canonicalOf(other))
  })

  test('a homoglyph is seen as Punycode where only the canonical form is shown (case 77)', () => {
    const canonical = canonicalOf('grace@\u0440\u0430ypal.com') ?? ''
    expect(canonical).toBe('grace@xn--ypal-43d9g.com')
    expect(maskAddress(canonical)).toBe('g•••@x•••.com')
  })

  test('no character beyond ASCII becomes one of a local part, or a letter of a domain (case 78)', () => {
    const folded: string[] = []
    for (let code = 0x80; code <= 0xffff; code++) {
      const character = String.fromCharCode(code)
      if (readAddress(`g${character}race@example.com`) !== undefined) folded.push(`local part: ${code.toString(16)}`)
      const canonical = canonicalOf(`grace@a${character}b.com`)
      if (canonical?.includes('xn--') === false) folded.push(`domain: ${code.toString(16)}`)
    }
    // The ideographic full stop separates labels, as IDNA says; it is no letter.
    expect(folded).toEqual(['domain: 3002'])
  })
})

const atom = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/)
const local = fc.array(atom, { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join('.'))
const label = fc.constantFrom(
  'example',
  'b\u00fccher',
  '\u4f8b\u3048',
  'Stra\u00dfe',
  '\u043f\u043e\u0447\u0442\u0430',
  'a-b',
  'x1',
)
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'Example', '\u0440\u0444'))
  .map(([labels, top]) => [...labels, top].join('.'))

describe('for any address', () => {
  test('the canonical form is ASCII and its own canonical form (case 78)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.tuple(local, domain).map(([l, d]) => `${l}@${d}`),
        ),
        (text) => {
          const canonical = canonicalOf(text)
          if (canonical === undefined) return
          expect(canonical).toMatch(/^[!-~]+$/)
          expect(canonicalOf(canonical)).toBe(canonical)
        },
      ),
    )
  })

  const spelledAnew: readonly ((local: string, domain: string) => string)[] = [
    (local, domain) => ` ${local}@${domain}\t`,
    (local, domain) => `${local.toUpperCase()}@${domain}`,
    (local, domain) => `${local.toLowerCase()}@${domain.toLowerCase()}`,
    (local, domain) => `${local}@${domain.normalize('NFD')}`,
    (local, domain) => `${local}@${canonicalOf(`x@${domain}`)?.slice(2)}`,
    (local, domain) => `${local}@${canonicalOf(`x@${domain}`)?.slice(2).toUpperCase()}`,
  ]
  test('every spelling of it has the same canonical form (case 78)', () => {
    fc.assert(
      fc.property(local, domain, fc.constantFrom(...spelledAnew), (local, domain, spell) => {
        const canonical = canonicalOf(`${local}@${domain}`)
        expect(canonical).toBeDefined()
        expect(canonicalOf(spell(local, domain))).toBe(canonical)
      }),
    )
  })

  test('another local part, dots and plus tags counted, makes another address (case 78)', () => {
    fc.assert(
      fc.property(local, local, domain, (one, other, domain) => {
        const same = one.toLowerCase() === other.toLowerCase()
        expect(canonicalOf(`${one}@${domain}`) === canonicalOf(`${other}@${domain}`)).toBe(same)
        expect(canonicalOf(`${one}+tag@${domain}`)).not.toBe(canonicalOf(`${one}@${domain}`))
        expect(canonicalOf(`a.${one}@${domain}`)).not.toBe(canonicalOf(`a${one}@${domain}`))
      }),
    )
  })
})

describe('hostile input', () => {
  const long = 200_000
  test.each([
    ['letters', 'a'.repeat(long)],
    ['letters and @', `${'a'.repeat(long)}@`],
    ['dots', '.'.repeat(long)],
    ['atoms', `${'a.'.repeat(long)}@example.com`],
    ['atoms that do not end', 'a.'.repeat(long)],
    ['atoms with a bad end', `${'a.'.repeat(long)}"@example.com`],
    ['exclamation marks', `${'!'.repeat(long)}\0@example.com`],
    ['at signs', '@'.repeat(long)],
    ['labels', `a@${'a.'.repeat(long)}`],
    ['hyphens', `a@${'-'.repeat(long)}.com`],
    ['spaces', ' '.repeat(long)],
    ['spaces around a letter', `${' '.repeat(long)}a${' '.repeat(long)}`],
    ['marks', `a@${'\u0300'.repeat(long)}.com`],
    ['Punycode', `a@${'xn--'.repeat(long)}.com`],
    ['Punycode labels', `a@${'xn--a.'.repeat(long)}com`],
    ['quotes', `${'"'.repeat(long)}@example.com`],
  ])('%s without end are refused in time that grows with their length only (case 84)', (_, text) => {
    const before = process.cpuUsage()
    expect(readAddress(text)).toBeUndefined()
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
  })
})
