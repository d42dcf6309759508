import { keepToken } from './kept-token.ts'
import { pageOf } from './opened.ts'
import type { Opened } from './opened.ts'
import { usher } from './service.ts'

/**
 * Goes to sign in, from where the browser comes back to the invitation.
 *
 * @param another whether to ask for another account, even where somebody is signed in
 */
export async function leaveToSignIn(opened: Opened, another: boolean): Promise<void> {
  const url = new URL(await signInUrl(opened), location.origin)
  if (another) url.searchParams.set('switch', 'true')
  const page = url.searchParams.get('return_to')
  if (opened.by === 'token' && page !== null) keepToken(page, opened.token)
  location.assign(url)
}

async function signInUrl(opened: Opened): Promise<string> {
  if (opened.by === 'token') return usher.invitations.signIn({ token: opened.token })
  if (opened.by === 'sign_in') return usher.invitations.signIn({ sign_in_id: opened.sign_in_id })
  const page = opened.by === 'id' ? pageOf(opened.invitation_id) : '/console/'
  return `/session/sign-in?${new URLSearchParams({ return_to: page })}`
}
