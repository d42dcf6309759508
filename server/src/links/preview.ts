import { Refusal } from '../http/problems.ts'
import type { Usher } from '../usher.ts'
import { byToken, find } from './find.ts'
import type { LinkPreview } from './schemas.ts'

/** What the link of a mail shows before anybody signed in. It proves no address and changes nothing. */
export async function preview(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  token: string,
): Promise<LinkPreview | Refusal> {
  const found = await find(db, byToken(token, config))
  return found instanceof Refusal ? found : found.shown
}
