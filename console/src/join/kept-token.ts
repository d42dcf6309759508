/**
 * Keeps a link's token while this tab is away to sign in. Back on the page of the invitation, it verifies an address that
 * the account has unverified, or says which address was meant. It is worth nothing without the account, and gone with the tab.
 *
 * @param page of the invitation, where the sign-in comes back to
 */
export function keepToken(page: string, token: string) {
  storage()?.setItem(keyOf(page), token)
}

export function keptToken(page: string): string | undefined {
  return storage()?.getItem(keyOf(page)) ?? undefined
}

export function forgetToken(page: string) {
  storage()?.removeItem(keyOf(page))
}

const keyOf = (page: string) => `usher.link ${page}`

/** Browsers may forbid it; then the page does without. */
function storage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
