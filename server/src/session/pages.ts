import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { forgetSealed } from '../http/sealed-cookie.ts'
import { sendPage } from '../issuer/frame.ts'
import { endGrant } from '../issuer/store.ts'
import { forgetSignIn, namesInvitation, wayBack } from '../links/way-back.ts'
import { languageFor } from '../messages/messages.ts'
import type { Page } from '../pages.ts'
import type { Usher } from '../usher.ts'
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
  return reply.redirect(await onwards(usher, request, reply, back.returnTo), 303)
}

/** The invitation that the browser began to sign in for, unless it left for one by name: another tab may have begun since. */
async function onwards(
  { config, db }: Usher,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
): Promise<string> {
  const begun = await wayBack({ config, db }, request)
  const next = begun === undefined || namesInvitation(returnTo) ? returnTo : begun
  if (begun === next) void reply.header('set-cookie', forgetSignIn(config))
  return pageOfOurs(next)
}

const statuses: Record<Failure, number> = { not_begun_here: 400, declined: 403, not_trusted: 400, unavailable: 503 }

/** A page with words and no way on by itself, so that nobody is sent in circles. */
function failed(
  request: FastifyRequest,
  reply: FastifyReply,
  { failure, returnTo }: { failure: Failure; returnTo: string },
): FastifyReply {
  request.log.warn({ request_id: request.id, failure }, 'sign-in to the console failed')
  const language = languageFor(request.headers['accept-language'], undefined)
  const { endings, consoleEndings } = language.say
  const again = `/session/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`
  const body = html`<p>${consoleEndings[failure]}</p>
    <a class="button main" href="${again}">${consoleEndings.signIn}</a>
    <p><a href="${returnTo}">${consoleEndings.goBack}</a></p>`
  return sendPage(reply, language, { title: endings.title, body }, { status: statuses[failure] })
}
