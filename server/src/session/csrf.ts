import type { Config } from '../config.ts'

/** What the console sends with each write. Nothing but a script of our own origin, or one that is allowed to, can add it. */
const csrf_header = 'x-usher-csrf'

/**
 * Whether a request that the browser's cookie speaks for may come from a page of another origin. The cookie is sent with
 * those that other pages of the same site make; they can neither forge `Origin` nor add a header unasked.
 */
export function mayBeForged(
  method: string,
  header: (name: string) => unknown,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return header('origin') !== publicUrl || header(csrf_header) !== '1'
}
