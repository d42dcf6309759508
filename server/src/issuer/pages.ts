import type { ErrorOut, KoaContextWithOIDC, default as Provider } from 'oidc-provider'
import { Html, html } from '../html.ts'
import { languageFor, type Language } from '../messages/messages.ts'
import { type Content, page, pageHeaders } from './frame.ts'

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
  const language = languageOf(ctx)
  const { error: words } = language.say
  const why =
    error === 'server_error'
      ? html`<p>${words.ours}</p>`
      : html`<p>${words.theirs}</p><p class="context" lang="en" dir="ltr">${description ?? error}</p>`
  show(ctx, language, { title: words.title, body: html`${why}<p>${words.goBack}</p>` })
}

/** @param form made by oidc-provider; its buttons stand outside of it */
export function signOutPage(ctx: KoaContextWithOIDC, form: string): void {
  const language = languageOf(ctx)
  const { signOut: words } = language.say
  const { client } = ctx.oidc
  const otherwise =
    client === undefined ? words.stay : words.onlyOf({ application: client.clientName ?? client.clientId })
  const content = {
    title: words.title,
    body: html`${new Html(form)}<p>${words.meaning}</p>
      <div><button class="main" type="submit" form="op.logoutForm" name="logout" value="yes">${words.everywhere}</button>
      <button type="submit" form="op.logoutForm">${otherwise}</button></div>`,
  }
  show(ctx, language, content, leadsTo(ctx.oidc.params?.['post_logout_redirect_uri']))
}

export function signedOutPage(ctx: KoaContextWithOIDC): void {
  const language = languageOf(ctx)
  const { title, done } = language.say.signedOut
  show(ctx, language, { title, body: html`<p>${done}</p>` })
}

/** What a policy calls the place that a URL leads to: an origin, or the scheme of an application. */
export function leadsTo(url: unknown): string[] {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (parsed === null) return []
  return [parsed.origin === 'null' ? parsed.protocol : parsed.origin]
}

function languageOf(ctx: KoaContextWithOIDC): Language {
  return languageFor(ctx.get('accept-language'), ctx.oidc.params?.['ui_locales'])
}

function show(
  ctx: KoaContextWithOIDC,
  language: Language,
  content: Content,
  formsLeadTo: readonly string[] = [],
): void {
  ctx.set(pageHeaders(language, formsLeadTo))
  ctx.type = 'html'
  ctx.body = page(content, language)
}
