/** What led here. */
export type Opened =
  /** The mail with the invitation: its token is behind the `#`, which browsers send to nobody. */
  | { readonly by: 'token'; readonly token: string }
  /** The mail with a code, opened in whatever browser. */
  | { readonly by: 'sign_in'; readonly sign_in_id: string }
  /** The page of the invitation, which is shown to its invitee. */
  | { readonly by: 'id'; readonly invitation_id: string }
  /** A link of which something is missing. */
  | { readonly by: 'nothing' }

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

// Mail programs take a dot or a bracket after a link for a part of it.
const token = /^#([\w-]{43})(?![\w-])/

/** Reads what led here from the address of the page. */
export function openedBy({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): Opened {
  const invitation_id = /^\/console\/invitations\/([^/]+)\/?$/.exec(pathname)?.[1]
  if (invitation_id !== undefined) return uuid.test(invitation_id) ? { by: 'id', invitation_id } : { by: 'nothing' }
  const found = token.exec(hash)?.[1]
  if (found !== undefined) return { by: 'token', token: found }
  const sign_in_id = new URLSearchParams(search).get('sign_in') ?? ''
  return uuid.test(sign_in_id) ? { by: 'sign_in', sign_in_id } : { by: 'nothing' }
}

/** The page of an invitation, as a path of ours. */
export function pageOf(invitation_id: string): string {
  return `/console/invitations/${invitation_id}`
}
