/** What somebody pasted or typed as one address: `email` is what is sent, `canonical` the same for two spellings of one. */
export interface ReadAddress {
  email: string
  canonical: string | undefined
  problem: AddressProblem | undefined
}

export type AddressProblem = 'not_an_address' | 'too_long'

/**
 * Finds the addresses in whatever was pasted: lists with commas, semicolons, spaces or lines, `Name <address>` from a mail
 * program, columns of a sheet, `mailto:` links. What is none of it comes back with its problem, so nothing is lost unseen.
 */
export function readAddresses(text: string): ReadAddress[] {
  return text.split(/[\r\n\u2028\u2029]+/).flatMap((line) => (line.includes('\t') ? readRow(line) : readList(line)))
}

/** A row of a sheet: cells beside an address are about the same person. */
function readRow(line: string): ReadAddress[] {
  const found = line.split('\t').flatMap(readList)
  const addresses = found.filter(({ email }) => email.includes('@'))
  return addresses.length > 0 ? addresses : found
}

/** What stands between two separators: words, and perhaps an address in angle brackets behind them. */
interface Piece {
  words: readonly string[]
  angle: string | undefined
  comma: boolean
}

// A quoted string is one word together with what touches it, so that what looks like an address in it is none.
const token = /(?<separator>[,;，；、،؛])|<(?<angle>[^<>]*)>|(?<word>(?:"(?:[^"\\]|\\.)*"|[^\s,;，；、،؛<])+|<)/gu

function readList(line: string): ReadAddress[] {
  const pieces = piecesOf(line)
  // Only where all of the line is written like that: in a mixed list, a word of its own is rather a mistake.
  const surnamesFirst = pieces.every((piece, index) =>
    piece.angle === undefined ? isSurname(piece, pieces[index + 1]) : isSurname(pieces[index - 1], piece),
  )
  return pieces.flatMap((piece) => (surnamesFirst && piece.angle === undefined ? [] : readPiece(piece)))
}

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = []
  let words: string[] = []
  const end = (angle: string | undefined, comma: boolean) => {
    if (words.length > 0 || angle !== undefined) pieces.push({ words, angle, comma })
    words = []
  }
  for (const { groups } of line.matchAll(token)) {
    if (groups?.['separator'] !== undefined) end(undefined, groups['separator'] === ',')
    else if (groups?.['angle'] !== undefined) end(groups['angle'], false)
    else words.push(groups?.['word'] ?? '')
  }
  end(undefined, false)
  return pieces
}

/** Whether a piece is the first half of `Hopper, Grace <grace@example.com>`. */
function isSurname(piece: Piece | undefined, next: Piece | undefined): boolean {
  if (piece === undefined || next?.angle === undefined || next.words.length === 0) return false
  return piece.angle === undefined && piece.comma && !piece.words.some((word) => word.includes('@'))
}

function readPiece({ words, angle }: Piece): ReadAddress[] {
  if (angle === undefined) return readWords(words)
  const read = readAddress(bare(angle) || [...words, `<${angle}>`].join(' '))
  // No name has an @ in it unless it is quoted (RFC 5322, section 3.2.5), so this is an address before another one.
  const before = words
    .filter((word) => word.includes('@') && !word.startsWith('"'))
    .map((word) => readAddress(bare(word)))
  return [...before.filter(({ canonical }) => canonical === undefined || canonical !== read.canonical), read]
}

/** Words without an @ are no addresses; those that stand together are told as one. */
function readWords(words: readonly string[]): ReadAddress[] {
  const found: ReadAddress[] = []
  let others: string[] = []
  const end = () => {
    if (others.length > 0) found.push(readAddress(others.join(' ')))
    others = []
  }
  for (const word of words) {
    if (word.includes('@')) {
      end()
      found.push(readAddress(bare(word)))
    } else if (!isOrnament(word)) others.push(word)
  }
  end()
  return found
}

/** Bullets, dashes and the numbers of a list. */
function isOrnament(word: string): boolean {
  return /^(?:\d+[.)]|[\p{P}\p{S}\p{DI}]+)$/u.test(word)
}

const opening = /^[\p{DI}([{<"“”„‚‘’«»]+/u
const closing = /[\p{DI}.:!?)\]}>'"“”‘’«»…]+$/u

/** A word without what surrounds it in a text or makes it a link. */
function bare(word: string): string {
  const trimmed = word.trim()
  // The service takes no quoted string as local part (RFC 5322), and without its quotes it is another address.
  if (trimmed.includes('"@')) return trimmed
  const ending = closing.exec(trimmed)?.[0] ?? ''
  const inner = trimmed.slice(0, trimmed.length - ending.length).replace(opening, '')
  if (/^mailto:/i.test(inner)) return decoded(inner.slice('mailto:'.length).split('?')[0] ?? '')
  return ending.includes("'") ? inner.replace(/^'/, '') : inner
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const longestLocalPart = 64
const longestAddress = 254
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** One address, by the rules of the service as far as a browser knows them; the service has the last word. */
function readAddress(text: string): ReadAddress {
  // NFC turns these three into ASCII, and with them an address into another one.
  const email = /[\u037e\u1fef\u212a]/.test(text) ? text : text.normalize('NFC')
  const at = email.lastIndexOf('@')
  const local = email.slice(0, Math.max(at, 0))
  const domain = asciiDomain(email.slice(at + 1))
  if (domain === undefined || !localPart.test(local)) return { email, canonical: undefined, problem: 'not_an_address' }
  const canonical = `${local.toLowerCase()}@${domain}`
  if (local.length > longestLocalPart || Math.max(email.length, canonical.length) > longestAddress) {
    return { email, canonical: undefined, problem: 'too_long' }
  }
  return { email, canonical, problem: undefined }
}

/** The domain in its ASCII form, small, which the browser's URLs have; undefined where no mail is sent to it. */
function asciiDomain(text: string): string | undefined {
  if (text !== text.normalize('NFKC') || /[\s\p{DI}/\\?#@:%[\]]/u.test(text)) return undefined
  const domain = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : ''
  const labels = domain.split('.')
  const valid = labels.length >= 2 && labels.every((each) => label.test(each)) && !/^\d+$/.test(labels.at(-1) ?? '')
  return valid ? domain : undefined
}
