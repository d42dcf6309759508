import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { page, pageHeaders } from '../issuer/frame.ts'
import { leadsTo } from '../issuer/pages.ts'
import type { Failure } from './interactive.ts'

/** Where the form that asks for the code is sent. */
export const confirm_path = '/oauth/confirm-address'

type Ending = Failure | 'over' | 'disabled'

const endings: Record<Ending, readonly [status: number, sentence: (issuer: string) => string]> = {
  not_begun_here: [400, () => 'This sign-in was not begun in this browser, or too long ago.'],
  declined: [403, (issuer) => `${issuer} did not sign you in.`],
  issuer_away: [503, (issuer) => `${issuer} cannot be reached at the moment.`],
  not_trusted: [400, (issuer) => `The answer of ${issuer} could not be trusted.`],
  too_long_ago: [
    403,
    (issuer) => `${issuer} did not confirm that you signed in there just now, which the application asks for.`,
  ],
  over: [400, () => 'This sign-in has ended.'],
  disabled: [403, () => 'Your access was ended. Ask the operator of this service.'],
}

/** Why signing in through another issuer ended, and that it can be begun again. */
export function endPage(reply: FastifyReply, issuer: string, ending: Ending): FastifyReply {
  const [status, sentence] = endings[ending]
  const advice = 'Go back to the application that you came from and start again.'
  return reply
    .code(status)
    .headers(pageHeaders())
    .type('text/html; charset=utf-8')
    .send(page('You are not signed in', html`<p>${sentence(issuer)}</p><p>${advice}</p>`))
}

/**
 * Asks for the code that was mailed to an address which the issuer names and does not vouch for.
 *
 * @param asked.redirectUri of the application, where the form ends up
 * @param asked.token what no other page can know, see `formToken`
 */
export function confirmPage(
  reply: FastifyReply,
  { email, redirectUri, token }: { email: string; redirectUri: string; token: string },
  wrong?: string,
): FastifyReply {
  const hidden = html`<input type="hidden" name="form" value="${token}" />`
  const content = html`<p>We mailed a code to <strong>${email}</strong>. It proves that the address is yours, and shows you the invitations that were sent there.</p>
    ${wrong === undefined ? html`` : html`<p class="wrong" role="alert">${wrong}</p>`}
    <form method="post" action="${confirm_path}">${hidden}<label for="code">Code</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="32" required autofocus /><button class="main">Confirm</button></form>
    <form method="post" action="${confirm_path}">${hidden}<button name="later" value="yes">Not now</button></form>`
  return reply
    .code(wrong === undefined ? 200 : 422)
    .headers(pageHeaders(leadsTo(redirectUri)))
    .type('text/html; charset=utf-8')
    .send(page('Is this your address?', content))
}
