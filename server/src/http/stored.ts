import * as jose from 'jose'
import { type Config, type LinkKey, storageKey } from '../config.ts'

/** What is stored cannot be read with the link keys that are configured. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened'
  readonly epoch: string
  readonly because: 'key missing' | 'other key'
  constructor(epoch: string, because: NotOpened['because'], cause?: unknown) {
    super(
      because === 'key missing'
        ? `the link key of epoch ${epoch} is not configured`
        : `the link key of epoch ${epoch} is another one by now`,
      { cause },
    )
    this.epoch = epoch
    this.because = because
  }
}

/** Encrypted, so that a copy of the database alone tells nothing. The header names the epoch of the link key. */
export function sealStored(text: string, key: LinkKey): Promise<string> {
  return new jose.CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.epoch })
    .encrypt(storageKey(key))
}

/** @throws NotOpened if that link key is not configured, or is another one by now */
export async function openStored(sealed: string, linkKeys: Config['linkKeys']): Promise<string> {
  const epoch = epochOf(sealed)
  const key = linkKeys.find((each) => each.epoch === epoch)
  if (key === undefined) throw new NotOpened(epoch, 'key missing')
  try {
    const { plaintext } = await jose.compactDecrypt(sealed, storageKey(key))
    return new TextDecoder().decode(plaintext)
  } catch (cause) {
    throw new NotOpened(epoch, 'other key', cause)
  }
}

/** The epoch of the link key that it was encrypted with. */
export function epochOf(sealed: string): string {
  return jose.decodeProtectedHeader(sealed).kid ?? ''
}
