import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { type Html, html } from '../html.ts'
import { mark } from '../look.ts'
import type { Language } from '../messages/messages.ts'
import { style } from './style.ts'

/** A page before its frame. */
export interface Content {
  readonly title: Html
  /** A line that belongs to the title. */
  readonly lead?: Html
  readonly body: Html
  /** A form that was sent was refused, and the page says why. */
  readonly faulty?: boolean
}

const style_hash = createHash('sha256').update(style.toString()).digest('base64')

/**
 * The headers of a page of the login server: no script, no frame, nothing kept.
 *
 * @param formsLeadTo origins, or schemes of applications, that a form may end up at besides our own, since browsers hold
 *   the redirect after a form against its page
 */
export function pageHeaders({ tag }: Language, formsLeadTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${style_hash}'`,
    `form-action ${["'self'", ...formsLeadTo].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'cache-control': 'no-store',
    'content-language': tag,
    'content-security-policy': policy.join('; '),
    // Enough for the browser to say where a form comes from, and nothing to anybody else.
    'referrer-policy': 'same-origin',
    vary: 'accept-language',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/** A page of the login server. */
export function page({ title, lead, body, faulty = false }: Content, { tag, direction, say }: Language): string {
  return html`<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${faulty ? say.frame.faulty({ title }) : title}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>${mark}<h1>${title}</h1>${lead === undefined ? html`` : html`<p class="faint">${lead}</p>`}</header>
${body}
</main>
</body>
</html>
`.toString()
}

/** A name that somebody gave: it stands out, and keeps the direction that it is written in. */
export function named(name: string): Html {
  return html`<strong dir="auto">${name}</strong>`
}

/** Answers with a page of the login server. */
export function sendPage(
  reply: FastifyReply,
  language: Language,
  content: Content,
  { status, formsLeadTo }: { status: number; formsLeadTo?: readonly string[] },
): FastifyReply {
  return reply
    .code(status)
    .headers(pageHeaders(language, formsLeadTo))
    .type('text/html; charset=utf-8')
    .send(page(content, language))
}
