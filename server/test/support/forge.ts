import { createHmac, KeyObject, sign, type webcrypto } from 'node:crypto'

/** How a token is signed, whatever its header says. */
export type Signature = (data: string) => Buffer

/** A token made by hand, because a library refuses to make most of those that are wrong. A payload that is text is taken as it is. */
export function forge(header: object, payload: unknown, signature: Signature): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const data = `${encoded(JSON.stringify(header))}.${encoded(text)}`
  return `${data}.${signature(data).toString('base64url')}`
}

/** With a private key: ECDSA or RSA, by its kind, over SHA-256. */
export function withKey(key: webcrypto.CryptoKey): Signature {
  return (data) => sign('sha256', Buffer.from(data), { key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' })
}

/** With a secret that both sides would have to know: here always something that everybody knows. */
export function withSecret(secret: string): Signature {
  return (data) => createHmac('sha256', secret).update(data).digest()
}

export const unsigned: Signature = () => Buffer.alloc(0)

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url')
}
