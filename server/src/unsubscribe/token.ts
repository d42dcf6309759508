import type { Config } from '../config.ts'
import { isProof, proofOf } from '../mail/proof.ts'

export const unsubscribe_path = '/unsubscribe'

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/
const proof_bytes = 32

/**
 * Where a reminder says that one can have no more of them. Its token does that and nothing else: it is none of the invitation,
 * and is kept nowhere.
 */
export function unsubscribeUrl(
  { linkKeys, publicUrl }: Pick<Config, 'linkKeys' | 'publicUrl'>,
  invitationId: string,
): string {
  const proof = proofOf(linkKeys, 'unsubscribe', invitationId).toString('base64url')
  return `${publicUrl}${unsubscribe_path}?token=${invitationId}.${proof}`
}

/** The headers by which mail programs offer it themselves (RFC 2369, and with one click RFC 8058). */
export function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** The invitation whose reminder carried a token; undefined if it was not made here. */
export function invitationOf({ linkKeys }: Pick<Config, 'linkKeys'>, token: string): string | undefined {
  const [, id, text] = shape.exec(token) ?? []
  const proof = Buffer.from(text ?? '', 'base64url')
  return id !== undefined && proof.length === proof_bytes && isProof(linkKeys, 'unsubscribe', id, proof)
    ? id
    : undefined
}
