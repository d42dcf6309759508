import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ownNetwork } from '../http/client-address.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { Refusal, statusOf } from '../http/problems.ts'
import { holdToTls } from '../http/transport-security.ts'
import { sign_in_path } from '../issuer/endpoints.ts'
import { type Content, sendPage } from '../issuer/frame.ts'
import type { Interaction } from '../issuer/interactions.ts'
import { leadsTo } from '../issuer/pages.ts'
import { signInOf } from '../links/way-back.ts'
import { type Language, languageFor } from '../messages/messages.ts'
import type { SignIn } from './by-issuer.ts'
import { complaintOf } from './complaint.ts'
import { field, formToken, isOurs, readForms } from './form.ts'
import { addressPage, codePage, consentPage, notNowPage, pathOf, startAgainPage } from './pages.ts'
import { addressOf, mailCode, nameOf, redeem } from './sign-in.ts'

/** One request of a browser that takes part in an interaction. */
interface Visit {
  readonly signIn: SignIn
  readonly interaction: Interaction
  readonly language: Language
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * Serves the pages on which people sign in and consent. What one does on them leads to the next by a redirect, so going
 * back and reloading are safe.
 */
export function serveSignIn(server: FastifyInstance, signIn: SignIn): void {
  void server.register(async (scope) => {
    readForms(scope)
    holdToTls(scope, signIn.usher.config.publicUrl)
    const serve =
      (handle: (visit: Visit) => Promise<FastifyReply>) => async (request: FastifyRequest, reply: FastifyReply) => {
        const { uid } = request.params as { uid: string }
        const interaction = await signIn.interactions.find(request.raw, reply.raw, uid)
        const language = languageFor(request.headers['accept-language'], interaction?.uiLocales)
        if (interaction === undefined)
          return sendPage(reply, language, startAgainPage(language, 'ended'), { status: 400 })
        return handle({ signIn, interaction, language, request, reply })
      }
    const url = `${sign_in_path}/:uid`
    scope.route({ method: 'GET', url, schema: { hide: true }, handler: serve(show) })
    scope.route({ method: 'POST', url, schema: { hide: true }, handler: serve(step) })
    scope.route({ method: 'GET', url: `${url}/with/:issuer`, schema: { hide: true }, handler: serve(goToIssuer) })
    refuseOtherMethods(
      scope,
      new Map([
        [url, ['GET', 'HEAD', 'POST']],
        [`${url}/with/:issuer`, ['GET', 'HEAD']],
      ]),
    )
  })
}

/** The page of what is asked for now. */
async function show(visit: Visit): Promise<FastifyReply> {
  const { signIn, interaction, request } = visit
  if (interaction.asks === 'consent') {
    return answer(visit, consentPage(place(visit), await nameOf(signIn, interaction.userId)))
  }
  const { code_id: codeId } = request.query as { code_id?: unknown }
  return typeof codeId === 'string' ? showCode(visit, codeId) : showAddress(visit, interaction.loginHint ?? '')
}

/** What the button that was pressed says. */
async function step(visit: Visit): Promise<FastifyReply> {
  const { signIn, interaction, language, request } = visit
  if (!isOurs(request, signIn.usher.config, interaction.uid))
    return sendPage(visit.reply, visit.language, startAgainPage(language, 'notOurForm'), { status: 403 })
  switch (field(request, 'step')) {
    case 'address':
      return askForCode(visit, field(request, 'email'))
    case 'resend': {
      const codeId = field(request, 'code_id')
      const address = await addressOf(signIn, interaction, codeId)
      return address === undefined ? showAddress(visit, '') : askForCode(visit, address.email, codeId)
    }
    case 'code':
      return tryCode(visit, field(request, 'code_id'))
    case 'allow':
      return goOn(visit, await signIn.interactions.consent(interaction.uid))
    case 'cancel':
      return goOn(visit, await signIn.interactions.refuse(interaction.uid))
    default:
      return show(visit)
  }
}

/** @param codeId of the code before, where another one is asked for */
async function askForCode(visit: Visit, email: string, codeId?: string): Promise<FastifyReply> {
  const from = {
    network: ownNetwork(visit.request),
    signInId: signInOf(visit.signIn.usher.config, visit.request.headers.cookie),
  }
  const outcome = await mailCode(visit.signIn, visit.interaction, { email, from })
  if (!(outcome instanceof Refusal)) return visit.reply.redirect(`${pathOf(visit.interaction)}?code_id=${outcome}`, 303)
  return codeId === undefined ? showAddress(visit, email, outcome) : showCode(visit, codeId, outcome)
}

async function tryCode(visit: Visit, codeId: string): Promise<FastifyReply> {
  const outcome = await redeem(visit.signIn, visit.interaction, {
    codeId,
    code: field(visit.request, 'code'),
    requestId: visit.request.id,
  })
  return outcome instanceof Refusal ? showCode(visit, codeId, outcome) : goOn(visit, outcome)
}

function goOn(visit: Visit, url: string | undefined): FastifyReply {
  return url === undefined ? gone(visit) : visit.reply.redirect(url, 303)
}

function showAddress(visit: Visit, email: string, refusal?: Refusal): FastifyReply {
  return answer(visit, addressPage(place(visit, refusal), { email, issuers: visit.signIn.issuers }), refusal)
}

async function showCode(visit: Visit, codeId: string, refusal?: Refusal): Promise<FastifyReply> {
  const address = await addressOf(visit.signIn, visit.interaction, codeId)
  if (address === undefined) return showAddress(visit, '', refusal)
  return answer(visit, codePage(place(visit, refusal), { id: codeId, email: address.email }), refusal)
}

async function goToIssuer(visit: Visit): Promise<FastifyReply> {
  const { signIn, interaction, request, reply } = visit
  const { issuer: id } = request.params as { issuer: string }
  const issuer = signIn.issuers.find((each) => each.id === id)
  if (issuer === undefined || interaction.asks !== 'login') return gone(visit)
  const url = await issuer.begin(interaction, request, reply)
  if (url === undefined)
    return sendPage(visit.reply, visit.language, notNowPage(visit.language, interaction, issuer.name), { status: 503 })
  return reply.redirect(url.href, 303)
}

function gone(visit: Visit): FastifyReply {
  return sendPage(visit.reply, visit.language, startAgainPage(visit.language, 'ended'), { status: 400 })
}

function place({ signIn, interaction, language }: Visit, refusal?: Refusal) {
  return {
    interaction,
    language,
    token: formToken(signIn.usher.config, interaction.uid),
    wrong: refusal && complaintOf(refusal, language),
  }
}

function answer({ reply, interaction, language }: Visit, content: Content, refusal?: Refusal): FastifyReply {
  void reply.headers(refusal?.particulars.headers ?? {})
  return sendPage(reply, language, content, {
    status: refusal === undefined ? 200 : statusOf(refusal.code),
    formsLeadTo: leadsTo(interaction.client.redirectUri),
  })
}
