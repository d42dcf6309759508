import type { Config } from '../config.ts'
import { isProof, proofOf } from './proof.ts'

// Of 64 bits, since an address has little room; each guess costs whoever makes it a mail.
const proof_bytes = 8
const mark = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([0-9a-f]{16})$/

/** How long a mark is. It has small letters, digits and a dot only, since mail servers may change the case of what they pass on. */
export const mark_length = 32 + 1 + 2 * proof_bytes

/** Names a delivery in its mail, so that what comes back because of it can be told from what somebody made up. */
export function markOf({ linkKeys }: Pick<Config, 'linkKeys'>, deliveryId: string): string {
  const proof = proofOf(linkKeys, 'bounce', deliveryId).subarray(0, proof_bytes)
  return `${deliveryId.replaceAll('-', '')}.${proof.toString('hex')}`
}

/** The delivery that a mark names; undefined if it was not made here. */
export function markedDelivery({ linkKeys }: Pick<Config, 'linkKeys'>, text: string): string | undefined {
  const [, ...parts] = mark.exec(text.trim().toLowerCase()) ?? []
  const id = parts.slice(0, 5).join('-')
  const proof = Buffer.from(parts[5] ?? '', 'hex')
  return proof.length === proof_bytes && isProof(linkKeys, 'bounce', id, proof) ? id : undefined
}

/** Carries the mark as well, for where a server on the way sends with a return path of its own. */
export const mark_header = 'X-Usher-Delivery'
