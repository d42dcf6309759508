import { createHash } from 'node:crypto'
import * as jose from 'jose'
import type { Config } from '../config.ts'

type Keys = Pick<Config, 'cookieKeys'>

/** Encrypts something with the newest key, so that whoever reads it where it is kept learns nothing. */
export function seal(keys: Keys, purpose: string, content: unknown): Promise<string> {
  const [newest] = keys.cookieKeys
  return new jose.CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(encryptionKey(purpose, newest.reveal()))
}

/** What {@link seal} made unreadable; undefined if none of the keys made it so. */
export async function open<Content>(
  keys: Keys,
  purpose: string,
  sealed: string,
): Promise<{ content: Content } | undefined> {
  for (const key of keys.cookieKeys) {
    try {
      const { plaintext } = await jose.compactDecrypt(sealed, encryptionKey(purpose, key.reveal()), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      return { content: JSON.parse(new TextDecoder().decode(plaintext)) as Content }
    } catch {
      // Of another key.
    }
  }
  return undefined
}

/** A key made from a configured secret: what was encrypted for one purpose opens for no other. */
export function encryptionKey(purpose: string, secret: string): Uint8Array {
  return createHash('sha256').update(`usher ${purpose}\0${secret}`).digest()
}
