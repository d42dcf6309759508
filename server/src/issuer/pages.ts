import type { ErrorOut, KoaContextWithOIDC, default as Provider } from 'oidc-provider'
import { Html, html } from '../html.ts'
import { page, pageHeaders } from './frame.ts'

/**
 * Makes a provider hold pages of the library's own, which are forms that go on by themselves, to what they need: the
 * library adds the hash of their script to the policy. Pages of ours bring a stricter one.
 */
export function framePages(provider: Provider): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    ctx.set({
      'content-security-policy': "default-src 'none'; script-src; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    })
    await next()
  })
}

/** What a person sees when a sign-in goes wrong: the protocol's own words, nothing of this service's insides. */
export function errorPage(ctx: KoaContextWithOIDC, { error, error_description: description }: ErrorOut): void {
  const text = error === 'server_error' ? 'Something broke on our side. Try again in a moment.' : (description ?? error)
  show(
    ctx,
    'This did not work',
    html`<p>${text}</p><p>Go back to the application that you came from and try again.</p>`,
  )
}

/** @param form made by oidc-provider; its buttons stand outside of it */
export function signOutPage(ctx: KoaContextWithOIDC, form: string): void {
  const { client } = ctx.oidc
  const otherwise = client === undefined ? 'Stay signed in' : `Only sign out of ${client.clientName ?? client.clientId}`
  show(
    ctx,
    'Sign out?',
    html`${new Html(form)}<p>This signs you out of this service, and of the applications that you signed in to with it in this browser.</p>
      <button class="main" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
      <button type="submit" form="op.logoutForm">${otherwise}</button>`,
    leadsTo(ctx.oidc.params?.['post_logout_redirect_uri']),
  )
}

export function signedOutPage(ctx: KoaContextWithOIDC): void {
  show(ctx, 'You are signed out', html`<p>You can close this page.</p>`)
}

/** What a policy calls the place that a URL leads to: an origin, or the scheme of an application. */
export function leadsTo(url: unknown): string[] {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (parsed === null) return []
  return [parsed.origin === 'null' ? parsed.protocol : parsed.origin]
}

function show(ctx: KoaContextWithOIDC, title: string, content: Html, formsLeadTo: readonly string[] = []): void {
  ctx.set(pageHeaders(formsLeadTo))
  ctx.type = 'html'
  ctx.body = page(title, content)
}
