import { createHash } from 'node:crypto'
import { html } from '../html.ts'
import type { Page } from '../pages.ts'

// Shows what the page around it sends, and says once that it is there. What is shown can run nothing, since no script but this
// one is let in, and reaches nothing, since it is of no origin.
const script = html`if (parent !== window) {
  addEventListener('message', ({ source, data }) => {
    if (source === parent && typeof data === 'string') document.documentElement.innerHTML = data
  })
  parent.postMessage('ready', '*')
}`
const script_hash = createHash('sha256').update(script.toString()).digest('base64')

const policy = [
  "default-src 'none'",
  `script-src 'sha256-${script_hash}'`,
  // Mails carry their styles with them.
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ')

/**
 * The frame in which the console shows a mail. It is a page of its own because a document made within the console would be held
 * to the console's policy, which lets in no styles of mails and is not made weaker for them.
 */
export const mailFrame: Page = async (_, __, reply) =>
  reply
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'SAMEORIGIN',
      'cross-origin-resource-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(
      html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>A mail</title>
<script>${script}</script>
</head>
<body></body>
</html>
`.toString(),
    )
