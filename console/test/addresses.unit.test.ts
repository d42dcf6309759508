import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddress } from '../../server/src/users/address.ts'
import { readAddresses } from '../src/people/addresses.ts'

/** What is read from a text: an address, or what is none in brackets. */
function read(text: string): string[] {
  return readAddresses(text).map(({ email, problem }) => (problem === undefined ? email : `[${email}]`))
}

test.each([
  [
    'ada@example.com, grace@example.com;linus@example.com',
    ['ada@example.com', 'grace@example.com', 'linus@example.com'],
  ],
  [
    'ada@example.com grace@example.com\nlinus@example.com\r\n\r\n',
    ['ada@example.com', 'grace@example.com', 'linus@example.com'],
  ],
  ['ada@example.com\tgrace@example.com', ['ada@example.com', 'grace@example.com']],
  [
    'ada@example.com，grace@example.com、linus@example.com؛x@example.com',
    ['ada@example.com', 'grace@example.com', 'linus@example.com', 'x@example.com'],
  ],
  [',, ;; \n\t ', []],
  ['', []],
])('a list is read whatever separates it: %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test.each([
  ['Grace Hopper <grace@example.com>, Alan Turing<alan@example.com>', ['grace@example.com', 'alan@example.com']],
  ['"Hopper, Grace" <grace@example.com>; "O\\"Neil; Pat" <pat@example.com>', ['grace@example.com', 'pat@example.com']],
  ['Hopper, Grace <grace@example.com>, Turing, Alan <alan@example.com>', ['grace@example.com', 'alan@example.com']],
  ["'Hopper, Grace' <grace@example.com>", ['grace@example.com']],
  ['"ada@example.com" <ada@example.org>', ['ada@example.org']],
  ['ada@example.com <ADA@example.com>', ['ADA@example.com']],
  ['ada@example.com grace <grace@example.com>', ['ada@example.com', 'grace@example.com']],
  ['Grace <g@example.com> Linus <l@example.com>', ['g@example.com', 'l@example.com']],
  ['grace@example.com<mailto:grace@example.com>', ['grace@example.com']],
])('names from a mail program stay behind, also with commas in them: %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test.each([
  ['mailto:grace@example.com', ['grace@example.com']],
  ['MAILTO:gr%61ce@example.com?subject=Hi', ['grace@example.com']],
  ['Write to (grace@example.com).', ['[Write to]', 'grace@example.com']],
  ['<grace@example.com>, <alan@example.com', ['grace@example.com', 'alan@example.com']],
  [
    '“grace@example.com”, \'alan@example.com\', "ada@example.com"!',
    ['grace@example.com', 'alan@example.com', 'ada@example.com'],
  ],
  [
    '1. ada@example.com\n2) grace@example.com\n• linus@example.com\n- x@example.com',
    ['ada@example.com', 'grace@example.com', 'linus@example.com', 'x@example.com'],
  ],
  ['\u2068grace@example.com\u2069\u200b \ufeffalan@example.com', ['grace@example.com', 'alan@example.com']],
  ["'tis@example.com", ["'tis@example.com"]],
])('what surrounds an address is left away: %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test.each([
  ['Name\tEmail\tTeam\nGrace Hopper\tgrace@example.com\tNavy', ['[Name]', '[Email]', '[Team]', 'grace@example.com']],
  ['Grace Hopper\tgrace@\tNavy', ['[grace@]']],
])('columns of a sheet beside an address are about the same person: %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test.each([
  ['ada@example.com, not an address, grace@', ['ada@example.com', '[not an address]', '[grace@]']],
  ['ada@example.com, nonsense, Linus <linus@example.com>', ['ada@example.com', '[nonsense]', 'linus@example.com']],
  ['Grace <not-an-address>', ['[not-an-address]']],
  ['Grace <>', ['[Grace <>]']],
  ['"john doe"@example.com', ['["john doe"@example.com]']],
  [
    'a..b@example.com ada@localhost ada@-x.com ada@1.2.3.4',
    ['[a..b@example.com]', '[ada@localhost]', '[ada@-x.com]', '[ada@1.2.3.4]'],
  ],
  ['ada＠example.com', ['[ada＠example.com]']],
  ['ada@exa\u200bmple.com', ['[ada@exa\u200bmple.com]']],
])('what is no address is told and not lost: %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test('too long is told apart', () => {
  const long = `${'a'.repeat(65)}@example.com`
  const longDomain = `ada@${'a'.repeat(62)}.${'b'.repeat(62)}.${'c'.repeat(62)}.${'d'.repeat(62)}.com`
  expect(readAddresses(`${long} ${longDomain}`).map(({ problem }) => problem)).toEqual(['too_long', 'too_long'])
})

test('two spellings of one address are the same, dots and plus tags are not', () => {
  const canonical = (text: string) => readAddresses(text).map((each) => each.canonical)
  expect(canonical('Grace@Example.COM grace@example.com')).toEqual(['grace@example.com', 'grace@example.com'])
  expect(canonical('ada@bücher.example')).toEqual(['ada@xn--bcher-kva.example'])
  expect(new Set(canonical('gracehopper@x.com grace.hopper@x.com grace+1@x.com')).size).toBe(3)
})

test('the page and the service agree on what an address is', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9._+'ßéıＡ-]{1,10}$/u)
  fc.assert(
    fc.property(part, part, fc.constantFrom('com', 'example', '1', 'co.uk', 'XN--p1ai'), (local, name, end) => {
      const text = `${local}@${name}.${end}`
      const [page, ...more] = readAddresses(`<${text}>`)
      expect(more).toEqual([])
      // What surrounds an address is not looked at by the service.
      if (page?.email === text) expect(page.canonical).toBe(readAddress(text)?.canonical)
    }),
    { numRuns: 500 },
  )
})

test('whatever is pasted, all that is found can be read again as itself', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab@.,;<>"' \t\n\\()é＠]*$/u), (text) => {
      for (const { email, problem, canonical } of readAddresses(text)) {
        if (problem === undefined) expect(readAddresses(email)).toEqual([{ email, canonical, problem }])
      }
    }),
    { numRuns: 2000 },
  )
})
