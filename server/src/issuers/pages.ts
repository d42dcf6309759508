import type { FastifyReply } from 'fastify'
import { type Html, html } from '../html.ts'
import { named, sendPage } from '../issuer/frame.ts'
import { leadsTo } from '../issuer/pages.ts'
import type { Language } from '../messages/messages.ts'
import type { Complaint } from '../sign_in/complaint.ts'
import { codeField, complaint } from '../sign_in/fields.ts'
import { pathOf } from '../sign_in/pages.ts'
import type { Failure } from './interactive.ts'

/** Where the form that asks for the code is sent. */
export const confirm_path = '/oauth/confirm-address'

/** Whom a page is for. */
export interface Visit {
  readonly reply: FastifyReply
  readonly language: Language
}

type Ending = Failure | 'over' | 'disabled'

const statuses: Record<Ending, number> = {
  not_begun_here: 400,
  declined: 403,
  issuer_away: 503,
  not_trusted: 400,
  too_long_ago: 403,
  over: 400,
  disabled: 403,
}

/**
 * Why signing in through another issuer ended, and that it can be begun again.
 *
 * @param of.interaction that is still under way, where one may choose another way to sign in
 */
export function endPage(
  { reply, language }: Visit,
  ending: Ending,
  { issuer = '', interaction }: { issuer?: string; interaction?: string | undefined } = {},
): FastifyReply {
  const { endings } = language.say
  const otherWay =
    interaction === undefined
      ? html``
      : html`<a class="button main" href="${pathOf({ uid: interaction })}">${endings.otherWay}</a>`
  const content = {
    title: endings.title,
    body: html`<p>${sentence(language, ending, named(issuer))}</p>${otherWay}<p>${endings.startAgain}</p>`,
  }
  return sendPage(reply, language, content, { status: statuses[ending] })
}

function sentence({ say: { endings } }: Language, ending: Ending, issuer: Html): Html {
  const said = endings[ending]
  return typeof said === 'function' ? said({ issuer }) : said
}

/**
 * Asks for the code that was mailed to an address which the issuer names and does not vouch for.
 *
 * @param asked.redirectUri of the application, where the form ends up
 * @param asked.token what no other page can know, see `formToken`
 */
export function confirmPage(
  { reply, language }: Visit,
  { email, redirectUri, token }: { email: string; redirectUri: string; token: string },
  wrong?: Complaint,
): FastifyReply {
  const { confirm } = language.say
  const form = (fields: Html) =>
    html`<form method="post" action="${confirm_path}"><input type="hidden" name="form" value="${token}">${fields}</form>`
  const content = {
    title: confirm.title,
    lead: confirm.mailed({ address: named(email) }),
    faulty: wrong !== undefined,
    body: html`${complaint(wrong)}
      ${form(html`${codeField(language, wrong)}<button class="main">${confirm.confirm}</button>`)}
      ${form(html`<button class="quiet" name="later" value="yes">${confirm.later}</button>`)}`,
  }
  return sendPage(reply, language, content, {
    status: wrong === undefined ? 200 : 422,
    formsLeadTo: leadsTo(redirectUri),
  })
}
