import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkKey } from '../config.ts'

/** What a code is derived from: the row of its mail. */
export interface CodeSeed {
  readonly id: string
  readonly digits: 6 | 12
}

/**
 * The code of a mail: derived with a key that only the settings hold and never stored, so that a mail that is tried again
 * brings the same one and nothing but the mail holds it (I10). The id is 122 random bits, so the code is as random as
 * one that was drawn.
 */
export function codeFor(key: LinkKey, { id, digits }: CodeSeed): string {
  const drawn = createHmac('sha256', key.secret.reveal()).update(`code:${id}`).digest().readBigUInt64BE()
  return String(drawn % 10n ** BigInt(digits)).padStart(digits, '0')
}

/** Whether this is what was typed, spaces and hyphens aside; compared in constant time. */
export function isCode(typed: string, key: LinkKey, seed: CodeSeed): boolean {
  return timingSafeEqual(digest(typed.replaceAll(/[\s-]/g, '')), digest(codeFor(key, seed)))
}

/** What is stored of a binding: the browser's secret, or the id of who is signed in. */
export function bindingHash(binding: string): Buffer {
  return digest(binding)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
