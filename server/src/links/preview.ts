import { Refusal } from '../http/problems.ts'
import { seenByLink } from '../invitations/seen.ts'
import type { Usher } from '../usher.ts'
import { byToken, find } from './find.ts'
import type { LinkPreview } from './schemas.ts'

/**
 * What the link of a mail shows before anybody signed in. It proves no address, and all that it changes is that the first
 * look is noted as such: whoever looks, the link stays as good as it was.
 */
export async function preview(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  { token, requestId }: { token: string; requestId: string },
): Promise<LinkPreview | Refusal> {
  const found = await find(db, byToken(token, config))
  if (found instanceof Refusal) return found
  if (!found.seen) await seenByLink(db, found.id, requestId)
  return found.shown
}
