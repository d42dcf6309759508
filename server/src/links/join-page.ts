import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html } from '../html.ts'
import type { Page } from '../pages.ts'

const script = readFileSync(join(import.meta.dirname, 'join.js'), 'utf8')

const content_policy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Where the link of a mail leads. The token stands behind the `#`, which the browser keeps to itself, so this page is the
 * same for everybody and the script in it asks for the preview. Reading it changes nothing.
 */
export const joinPage: Page = async (_, __, reply) =>
  reply
    .headers({ 'content-security-policy': content_policy, 'referrer-policy': 'no-referrer' })
    .type('text/html; charset=utf-8')
    .send(
      html`<!doctype html>
        <html lang="en">
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>Your invitation</title>
          <style>
            body {
              font: 1rem/1.5 system-ui, sans-serif;
              max-width: 34rem;
              margin: 4rem auto;
              padding: 0 1rem;
            }
            h1 {
              font-size: 1.5rem;
              line-height: 1.25;
            }
            dt {
              opacity: 0.75;
              font-size: 0.875rem;
            }
            dd {
              margin: 0 0 0.75rem;
              overflow-wrap: anywhere;
            }
          </style>
          <main>
            <h1 id="title">Your invitation</h1>
            <p id="text" role="status">One moment ...</p>
            <dl id="facts"></dl>
            <p id="next"></p>
            <noscript><p>This page needs JavaScript to show your invitation.</p></noscript>
          </main>
          <script src="/join.js"></script>
        </html>`.toString(),
    )

export const joinScript: Page = async (_, __, reply) =>
  reply.header('cache-control', 'public, max-age=300').type('text/javascript; charset=utf-8').send(script)
