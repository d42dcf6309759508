import { type Html, html } from '../html.ts'
import { code_lives_seconds } from '../codes/limits.ts'
import { sign_in_path } from '../issuer/endpoints.ts'
import { type Content, named } from '../issuer/frame.ts'
import type { Interaction } from '../issuer/interactions.ts'
import type { Language } from '../messages/messages.ts'
import type { InteractiveIssuer } from './by-issuer.ts'
import type { Complaint } from './complaint.ts'
import { addressField, codeField, complaint } from './fields.ts'

/** What every page of a sign-in under way needs. */
interface Place {
  readonly interaction: Interaction
  readonly language: Language
  /** See `formToken`. */
  readonly token: string
  /** What went wrong with the form that was sent. */
  readonly wrong?: Complaint | undefined
}

/** @param asked.context what the sign-in is for besides the application, as one line */
export function addressPage(
  place: Place,
  { email, issuers, context }: { email: string; issuers: readonly InteractiveIssuer[]; context?: Html },
): Content {
  const { interaction, language, wrong } = place
  const { signIn } = language.say
  const choices = issuers.map(
    ({ id, name }) =>
      html`<a class="button" href="${pathOf(interaction)}/with/${id}">${signIn.with({ issuer: name })}</a>`,
  )
  // Where there is a choice, a keyboard that comes up by itself would cover it.
  const focus = choices.length === 0 || wrong !== undefined || email !== ''
  return {
    title: signIn.title,
    lead: signIn.goingOn({ application: named(interaction.client.name) }),
    faulty: wrong !== undefined,
    body: html`${context === undefined ? html`` : html`<p class="context">${context}</p>`}
      ${complaint(wrong)}
      ${choices.length === 0 ? html`` : html`<div>${choices}</div><p class="or">${signIn.orByMail}</p>`}
      ${form(
        place,
        html`${addressField(language, email, wrong, focus)}<button class="main" name="step" value="address">${signIn.mailCode}</button>`,
      )}
      ${form(place, html`<button class="quiet" name="step" value="cancel">${signIn.cancel}</button>`)}`,
  }
}

export function codePage(place: Place, asked: { id: string; email: string }): Content {
  const { interaction, language, wrong } = place
  const { code } = language.say
  const hidden = html`<input type="hidden" name="code_id" value="${asked.id}">`
  return {
    title: code.title,
    lead: code.onItsWay({ address: named(asked.email), minutes: code_lives_seconds / 60 }),
    faulty: wrong !== undefined,
    body: html`${complaint(wrong)}
      ${form(place, html`${hidden}${codeField(language, wrong)}<button class="main" name="step" value="code">${code.signIn}</button>`)}
      <p class="fine rule">${code.notThere}</p>
      ${form(place, html`${hidden}<button name="step" value="resend">${code.another}</button>`)}
      <a class="button quiet" href="${pathOf(interaction)}">${code.otherAddress}</a>`,
  }
}

/** @param person what the person is called, if they have a name or an address */
export function consentPage(place: Place, person: string | undefined): Content {
  const { client, scopes } = place.interaction
  const { consent, scopes: meanings } = place.language.say
  const application = named(client.name)
  const warning = client.firstParty ? consent.onThisDevice({ application }) : consent.notOurs({ application })
  return {
    title: consent.title({ application: client.name }),
    body: html`<p>${consent.asks({ person: named(person ?? consent.nameless.toString()), application })}</p>
      <ul class="grants">${scopes.map((scope) => html`<li>${isKnown(scope, meanings) ? meanings[scope] : scope}</li>`)}</ul>
      <p class="fine">${warning} ${consent.leadsTo({ host: named(hostOf(client.redirectUri)) })}</p>
      ${form(
        place,
        html`<button class="main" name="step" value="allow">${consent.allow}</button><button name="step" value="cancel">${consent.refuse}</button>`,
      )}`,
  }
}

/** The interaction has ended, was begun in another browser, or its form is not ours. */
export function startAgainPage({ say }: Language, why: 'ended' | 'notOurForm'): Content {
  return {
    title: say.startAgain.title,
    body: html`<p>${say.startAgain[why]}</p><p>${say.frame.backToApplication}</p>`,
  }
}

export function notNowPage({ say: { notNow } }: Language, interaction: Interaction, issuer: string): Content {
  return {
    title: notNow.title,
    body: html`<p>${notNow.away({ issuer: named(issuer) })}</p><a class="button" href="${pathOf(interaction)}">${notNow.otherWay}</a>`,
  }
}

export function pathOf({ uid }: Pick<Interaction, 'uid'>): string {
  return `${sign_in_path}/${uid}`
}

function form({ interaction, token }: Place, fields: Html): Html {
  return html`<form method="post" action="${pathOf(interaction)}"><input type="hidden" name="form" value="${token}">${fields}</form>`
}

function isKnown<Meanings extends object>(scope: string, meanings: Meanings): scope is keyof Meanings & string {
  return Object.hasOwn(meanings, scope)
}

function hostOf(url: string): string {
  return URL.parse(url)?.host || url
}
