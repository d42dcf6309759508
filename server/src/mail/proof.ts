import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkKey } from '../config.ts'

/** What a proof is for. One for this says nothing about another, and none of them is the token of a link. */
type Purpose = 'bounce' | 'unsubscribe'

/** What only this service can make for a thing, so that whoever brings it back had a mail of ours in hand. Kept nowhere. */
export function proofOf([newest]: readonly [LinkKey, ...LinkKey[]], purpose: Purpose, id: string): Buffer {
  return made(newest, purpose, id)
}

/** Whether a proof, or its beginning, was made here for this thing, with whichever key is still configured. */
export function isProof(keys: readonly LinkKey[], purpose: Purpose, id: string, proof: Buffer): boolean {
  return keys.some((key) => {
    const expected = made(key, purpose, id).subarray(0, proof.length)
    return expected.length === proof.length && timingSafeEqual(expected, proof)
  })
}

function made(key: LinkKey, purpose: Purpose, id: string): Buffer {
  return createHmac('sha256', key.secret.reveal()).update(`${purpose}\0${id}`).digest()
}
