import { isIP } from 'node:net'
import { domainToASCII, domainToUnicode } from 'node:url'

/** An e-mail address in the two forms that are kept. */
export interface Address {
  /** As it was typed: mail goes there. */
  readonly email: string
  /** Decides whose it is; equal for two spellings of one address. */
  readonly canonical: string
}

const longest_local_part = 64
const longest_address = 254

// Dot-atoms of RFC 5322 only: quoted local parts, comments and groups are legal and in practice always a mistake or
// an attack. Local parts beyond ASCII (RFC 6531) are refused, because most mail servers still cannot take them.
const local_part = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
// The Greek question mark, the Greek varia and the Kelvin sign are all that NFC turns into ASCII (`;`, a backtick, `K`).
const folded_by_nfc = /[\u037e\u1fef\u212a]/
// IDNA drops most invisible characters, so that two names that differ become one; it judges the two joiners itself.
const dropped_by_idna = /[\p{DI}--[\u200c\u200d]]/v
const domain_label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/**
 * Reads an address: trimmed, NFC, the local part small in ASCII only, the domain through IDNA. Dots and plus tags
 * stay significant. Undefined if it is none.
 */
export function readAddress(text: string): Address | undefined {
  const typed = text.trim()
  if (folded_by_nfc.test(typed)) return undefined
  const email = typed.normalize('NFC')
  const at = email.lastIndexOf('@')
  const local = email.slice(0, Math.max(at, 0))
  const domain = asciiDomain(email.slice(at + 1))
  if (domain === undefined || !local_part.test(local) || local.length > longest_local_part) return undefined

  const canonical = `${local.toLowerCase()}@${domain}`
  return canonical.length <= longest_address && email.length <= longest_address ? { email, canonical } : undefined
}

/** Reads a domain that mail is sent to, as it stands in canonical addresses; undefined if it is none, or a pattern or an address. */
export function readDomain(text: string): string | undefined {
  return readAddress(`x@${text.trim()}`)?.canonical.slice(2)
}

/** The domain in its ASCII form (`xn--...`), small; undefined if it is not one that mail is sent to. */
function asciiDomain(text: string): string | undefined {
  // IDNA would fold full-width letters and the like into ASCII, so that two addresses that differ become one.
  if (text !== text.normalize('NFKC') || dropped_by_idna.test(text) || /[\s/\\?#@:%[\]]/.test(text)) return undefined
  const domain = domainToASCII(text)
  // What claims to be Punycode and is none stays as it is.
  if (/(^|\.)xn--/.test(domainToUnicode(domain))) return undefined
  const labels = domain.split('.')
  const valid = labels.length >= 2 && labels.every((label) => domain_label.test(label)) && isIP(domain) === 0
  return valid && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : undefined
}

/** Enough of an address for its holder to recognise it, and for nobody else to write to it: `g•••@e•••.com`. */
export function maskAddress(canonical: string): string {
  const [local = '', domain = ''] = canonical.split('@')
  const dot = domain.indexOf('.')
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(dot)}`
}
