import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { forgetSealed } from '../http/sealed-cookie.ts'
import { page, pageHeaders } from '../issuer/frame.ts'
import { endGrant } from '../issuer/store.ts'
import { wayBack } from '../links/way-back.ts'
import type { Page } from '../pages.ts'
import { home_path, pageOfOurs } from './return-to.ts'
import { comeBack, cookieOf, type Failure, leave } from './sign-in.ts'

const longest_address = 320

/**
 * Leads to the login server. `return_to` is a page of ours to come back to, `switch=true` asks for another account,
 * `login_hint` is the address that is expected.
 */
export const signIn: Page = async ({ config }, request, reply) => {
  const { return_to, switch: another, login_hint: hint } = request.query as Record<string, unknown>
  const loginHint = typeof hint === 'string' && hint.length <= longest_address ? hint.replaceAll('\0', '') : undefined
  const wish = { returnTo: pageOfOurs(return_to), another: another === 'true', loginHint }
  const { location, cookies } = await leave(config, wish, request.headers.cookie)
  return reply.header('set-cookie', cookies).redirect(location, 303)
}

/** Where the login server sends people back to. They get a new session, whatever the browser had before. */
export const callback: Page = async (usher, request, reply) => {
  const { config, db, consoleSessions } = usher
  const query = request.url.split('?')[1] ?? ''
  const { cookie: cookies } = request.headers
  const back = await comeBack(request.server, config, { query, cookies })
  void reply.header('set-cookie', forgetSealed(config, cookieOf(config, query)))
  const before = await consoleSessions.read(cookies)
  if ('failure' in back) {
    // Whoever goes back or reloads has been here before, and is signed in.
    const again = back.failure === 'not_begun_here' && before !== undefined
    return again ? reply.redirect(home_path, 303) : failed(request, reply, back)
  }
  const caller = await usher.tokens.check(back.token)
  if (caller?.grantId === undefined || caller.subject !== back.subject)
    return failed(request, reply, { failure: 'not_trusted', ...back })
  void reply.header('set-cookie', await consoleSessions.begin({ ...caller, grantId: caller.grantId }))
  // The session before has no cookie any more.
  if (before !== undefined && before.caller.grantId !== caller.grantId) await endGrant(db, before.caller.grantId)
  return reply.redirect(pageOfOurs((await wayBack(db, request)) ?? back.returnTo), 303)
}

const endings: Record<Failure, readonly [status: number, sentence: string]> = {
  not_begun_here: [400, 'This sign-in was not begun in this browser, or too long ago.'],
  declined: [403, 'You went back without signing in. Nothing was changed.'],
  not_trusted: [400, 'This sign-in could not be trusted, or has come to its end already.'],
  unavailable: [503, 'Something that is needed to sign you in cannot be reached at the moment.'],
}

/** A page with words and no way on by itself, so that nobody is sent in circles. */
function failed(
  request: FastifyRequest,
  reply: FastifyReply,
  { failure, returnTo }: { failure: Failure; returnTo: string },
): FastifyReply {
  request.log.warn({ request_id: request.id, failure }, 'sign-in to the console failed')
  const [status, sentence] = endings[failure]
  const again = `/session/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`
  const content = html`<p>${sentence}</p>
    <p><a class="button" href="${again}">Sign in</a></p>
    <p><a href="${returnTo}">Go back</a></p>`
  return reply
    .code(status)
    .headers(pageHeaders())
    .type('text/html; charset=utf-8')
    .send(page('You are not signed in', content))
}
