import { createHash } from 'node:crypto'
import { type Html, html } from '../html.ts'

const style = html`:root { color-scheme: light dark; --text: #1d2129; --faint: #5b6270; --line: #c9ced6; --page: #fff; --action: #1a56c4; --on-action: #fff; --wrong: #b3261e }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --faint: #a3a9b4; --line: #4a505b; --page: #15171b; --action: #8ab4f8; --on-action: #10213f; --wrong: #f6a49e } }
body { margin: 4rem auto; max-width: 24rem; padding: 0 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25; text-wrap: balance }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; padding: .6rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit; font: inherit }
button, .button { box-sizing: border-box; display: block; width: 100%; margin: .75rem 0; padding: .6rem; border: 1px solid var(--action); border-radius: 6px; background: none; color: var(--action); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer }
button.main { background: var(--action); color: var(--on-action) }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px }
.faint { color: var(--faint) }
.wrong { color: var(--wrong); font-weight: 600 }`

const style_hash = createHash('sha256').update(style.toString()).digest('base64')

/**
 * The headers of a page of the login server: no script, no frame, nothing kept.
 *
 * @param formsLeadTo origins, or schemes of applications, that a form may end up at besides our own, since browsers hold
 *   the redirect after a form against its page
 */
export function pageHeaders(formsLeadTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${style_hash}'`,
    `form-action ${["'self'", ...formsLeadTo].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    // Enough for the browser to say where a form comes from, and nothing to anybody else.
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/** A page of the login server. */
export function page(title: string, content: Html): string {
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style><main><h1>${title}</h1>${content}</main></html>
`.toString()
}
