import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'

/** What a person sees when a sign-in goes wrong: the protocol's own words, nothing of this service's insides. */
export function errorPage(ctx: KoaContextWithOIDC, { error, error_description: description }: ErrorOut): void {
  const text = error === 'server_error' ? 'Something broke on our side. Try again in a moment.' : (description ?? error)
  show(
    ctx,
    'This did not work',
    `<p>${escaped(text)}</p><p>Go back to the application that you came from and try again.</p>`,
  )
}

/** @param form made by oidc-provider; its buttons stand outside of it */
export function signOutPage(ctx: KoaContextWithOIDC, form: string): void {
  const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>'
  const stay = '<button type="submit" form="op.logoutForm">Stay signed in</button>'
  show(ctx, 'Sign out?', `${form}${button} ${stay}`)
}

export function signedOutPage(ctx: KoaContextWithOIDC): void {
  show(ctx, 'You are signed out', '<p>You can close this page.</p>')
}

function show(ctx: KoaContextWithOIDC, title: string, content: string): void {
  ctx.set({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  })
  ctx.type = 'html'
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${content}</html>\n`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
