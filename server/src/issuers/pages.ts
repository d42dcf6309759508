import type { FastifyReply } from 'fastify'
import { html, type Html } from '../html.ts'
import type { Failure } from './interactive.ts'

// Without `form-action`: browsers would apply it to where the form leads in the end, which is the application.
const content_policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

const statusOf: Record<Failure | 'over' | 'disabled', number> = {
  not_begun_here: 400,
  declined: 403,
  issuer_away: 503,
  not_trusted: 400,
  over: 400,
  disabled: 403,
}

/** Why signing in through another issuer ended, and that it can be begun again. */
export function failurePage(reply: FastifyReply, issuer: string, failure: keyof typeof statusOf): FastifyReply {
  const sentences = {
    not_begun_here: 'This sign-in was not begun in this browser, or too long ago.',
    declined: `${issuer} did not sign you in.`,
    issuer_away: `${issuer} cannot be reached at the moment.`,
    not_trusted: `The answer of ${issuer} could not be trusted.`,
    over: 'This sign-in has taken too long.',
    disabled: 'Your access was ended. Ask the operator of this service.',
  }
  return page(reply, statusOf[failure], {
    title: 'You are not signed in',
    content: html`<p>${sentences[failure]}</p>
      <p>Go back to the application that you came from and start again.</p>`,
  })
}

/** Asks for the code that was mailed to an address which the issuer names and does not vouch for. */
export function confirmPage(reply: FastifyReply, email: string, problem?: string): FastifyReply {
  return page(reply, problem === undefined ? 200 : 422, {
    title: 'Is this your address?',
    content: html`<p>
        To show you the invitations sent to <strong>${email}</strong>, we have to know that it is yours. We sent you a code.
      </p>
      ${problem === undefined ? html`` : html`<p role="alert">${problem}</p>`}
      <form method="post" action="/oauth/confirm-address">
        <label for="code">Code</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus />
        <button type="submit">Confirm</button>
      </form>
      <form method="post" action="/oauth/confirm-address">
        <input type="hidden" name="later" value="yes" />
        <button type="submit">Not now</button>
      </form>`,
  })
}

function page(reply: FastifyReply, status: number, { title, content }: { title: string; content: Html }): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': content_policy, 'referrer-policy': 'no-referrer' })
    .type('text/html; charset=utf-8')
    .send(
      html`<!doctype html>
        <html lang="en">
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>${title}</title>
          <style>
            body {
              font: 1rem/1.5 system-ui, sans-serif;
              max-width: 34rem;
              margin: 4rem auto;
              padding: 0 1rem;
            }
            button,
            input {
              font: inherit;
            }
          </style>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </html>`.toString(),
    )
}
