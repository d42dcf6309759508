import { LinkifyIt } from 'linkify-it'
import topLevelDomains from 'tlds' with { type: 'json' }

const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, tlds: topLevelDomains })

// A scheme that mail programs may open, whatever comes behind it.
const scheme = /[a-z][a-z\d+.-]*:\/\//i
// Nine digits, or seven behind a plus sign, however they are set apart; but no part of an identifier.
const phone_number =
  /(?<![\p{L}\p{N}_-])(?:\+[\s(]{0,2}\p{Nd}(?:[\s().-]{0,3}\p{Nd}){6,}|\(?\p{Nd}(?:[\s().-]{0,3}\p{Nd}){8,})(?![\p{L}\p{N}_]|-[\p{L}\p{N}])/u

/**
 * What in a name leads people elsewhere: names stand in mails that we send, so that they must not be able to carry a message of
 * their own ("Call ... for your refund").
 *
 * @returns as the rest of a sentence, or undefined
 */
export function lureIn(name: string): 'a link, a domain or an address' | 'a phone number' | undefined {
  // As browsers and phones read it: letters of other widths, and the ideographic full stop.
  const read = name.normalize('NFKC').replaceAll('\u3002', '.')
  if (scheme.test(read) || links.test(read)) return 'a link, a domain or an address'
  return phone_number.test(read) ? 'a phone number' : undefined
}
