import { createHash, createHmac } from 'node:crypto'
import type { LinkKey } from '../config.ts'

/**
 * The token of an invitation's link: derived and never stored, so that a retry or a reminder sends the same one, and
 * nothing but the mail itself holds it (I10). 256 bits as 43 characters of base64url.
 *
 * @param version raised when the link is replaced; the tokens of earlier versions then lead nowhere
 */
export function linkToken(key: LinkKey, invitationId: string, version: number): string {
  return createHmac('sha256', key.secret.reveal()).update(`${invitationId}:${version}`).digest('base64url')
}

/** What is stored of a token, to find its invitation by. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The link in the mail. The token stands in the fragment, which browsers send to no server, proxy or scanner. */
export function linkFor(publicUrl: string, token: string): string {
  return `${publicUrl}/join#${token}`
}

/** The link in the mail with a code: back to the invitation that the sign-in was begun for. Its id is no secret. */
export function wayBackFor(publicUrl: string, signInId: string): string {
  return `${publicUrl}/join?sign_in=${signInId}`
}

/** A link was made with a key that the settings no longer list, or not yet: another process may know it. */
export class UnknownLinkKey extends Error {
  override readonly name = 'UnknownLinkKey'
}

/**
 * The key that the links of an epoch are made with.
 *
 * @throws UnknownLinkKey if it is not configured
 */
export function linkKeyOf(keys: readonly LinkKey[], epoch: string): LinkKey {
  const key = keys.find((each) => each.epoch === epoch)
  if (key === undefined) {
    throw new UnknownLinkKey(
      `The link key of epoch ${epoch} is not configured. Add it to USHER_LINK_KEYS as ${epoch}:secret.`,
    )
  }
  return key
}
