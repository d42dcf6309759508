import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new client secret: 256 random bits, in characters that need no escaping in a header or a form. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a client secret. A plain hash is enough: nobody can try out 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Whether `secret` is the one behind one of the hashes. All are compared, so the time taken does not tell which. */
export function matchesSecret(secret: string, hashes: readonly Buffer[]): boolean {
  const actual = hashSecret(secret)
  const matches = hashes.map((hash) => hash.length === actual.length && timingSafeEqual(hash, actual))
  return matches.includes(true)
}
