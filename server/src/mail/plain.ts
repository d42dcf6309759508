/**
 * What people typed, made safe to stand in a mail. Names come from organizations, identity providers and whoever else;
 * whatever they hold, they stay text: they start no header, turn no reading direction around and become no link.
 */

// Characters that end a line or that no font draws.
const separators = /[\p{Cc}\p{Zl}\p{Zp}]/gu
// Invisible ones, among them those that turn the reading direction around ("bidi"). The two joiners stay: scripts and
// emoji need them.
const invisible = /(?![\u200C\u200D])\p{Cf}/gu

/** One line, at most `longest` characters: fit for a header. */
export function oneLine(text: string, longest = 200): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length > longest
    ? `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line
}

/** Lines as they were typed, without anything unprintable. */
export function lines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => printable(line).trimEnd())
}

function printable(text: string): string {
  return text.toWellFormed().replaceAll(separators, ' ').replaceAll(invisible, '')
}

/**
 * Keeps mail programs from turning addresses in the text into links of their own, which would give strangers a link in
 * our mail: an invisible break after each dot, colon, slash or at sign that something follows.
 */
export function inert(text: string): string {
  return text.replaceAll(/(?<=[.:/@\u3002\uFF0E\uFF61])(?=\S)/gu, '\u200B')
}

const right_to_left = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Keeps a name written from right to left from reordering the sentence around it (Unicode standard annex 9). */
export function isolated(text: string): string {
  return right_to_left.test(text) ? `\u2068${text}\u2069` : text
}

/** A name in a sentence: one line that becomes no link and reorders nothing. */
export function name(text: string): string {
  return isolated(inert(oneLine(text)))
}

/** The first letters of its first two words, as `AE`; empty where there are none. */
export function initials(text: string): string {
  const words = oneLine(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase('en') ?? '')
    .join('')
}
