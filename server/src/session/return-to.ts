/** Where people are when nothing else was asked for. */
export const home_path = '/console/'

// Longer ones, with what else a browser takes along, would not fit into the cookie in which it keeps them.
const longest_page = 2_000
// A backslash is a slash to browsers, and what is encoded here is decoded by somebody further on.
const dubious = /[\\\s\p{Cc}]|%(?:[01][\da-f]|5c|7f)/iu

/**
 * The page of ours that a browser is sent to after it signed in, with its query. Everything else becomes the inbox, so no
 * link to us leads on to another site. A fragment is left out: what stands there is for browsers alone.
 */
export function pageOfOurs(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/') || dubious.test(text)) return home_path
  const here = 'https://here.invalid'
  const url = URL.parse(text, here)
  if (url === null || url.origin !== here || !/^\/(console(\/|$)|join$)/.test(url.pathname)) return home_path
  const page = url.pathname + url.search
  return page.length > longest_page ? home_path : page
}
