import { type Html, html } from '../html.ts'
import { scopes as scopeMeanings } from '../http/scopes.ts'
import { sign_in_path } from '../issuer/endpoints.ts'
import type { Interaction } from '../issuer/interactions.ts'
import { identityScopeMeanings } from '../issuer/scopes.ts'
import type { InteractiveIssuer } from './by-issuer.ts'

/** A page before its frame. */
export interface Content {
  readonly title: string
  readonly body: Html
}

/** What every page of a sign-in under way needs. */
interface Place {
  readonly interaction: Interaction
  /** See `formToken`. */
  readonly token: string
  /** What went wrong with the form that was sent. */
  readonly wrong?: string | undefined
}

export function addressPage(
  { interaction, token, wrong }: Place,
  { email, issuers }: { email: string; issuers: readonly InteractiveIssuer[] },
): Content {
  return {
    title: 'Sign in',
    body: html`<p>to go on to <strong>${interaction.client.name}</strong></p>
      ${complaint(wrong)}
      ${form(
        interaction,
        token,
        html`<label for="email">Your e-mail address</label
          ><input id="email" name="email" type="email" autocomplete="email" maxlength="320" required autofocus value="${email}" /><button class="main" name="step" value="address">
            Mail me a code
          </button>`,
      )}
      ${issuers.map(
        ({ id, name }) => html`<a class="button" href="${pathOf(interaction)}/with/${id}">Continue with ${name}</a>`,
      )}
      ${form(interaction, token, html`<button name="step" value="cancel">Cancel</button>`)}`,
  }
}

export function codePage({ interaction, token, wrong }: Place, asked: { id: string; email: string }): Content {
  const hidden = html`<input type="hidden" name="code_id" value="${asked.id}" />`
  return {
    title: 'Enter your code',
    body: html`<p>If mail can reach <strong>${asked.email}</strong>, a code is on its way there. It is good for ten minutes, in this browser.</p>
      ${complaint(wrong)}
      ${form(
        interaction,
        token,
        html`${hidden}<label for="code">Code</label
          ><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="32" required autofocus /><button class="main" name="step" value="code">
            Sign in
          </button>`,
      )}
      ${form(interaction, token, html`${hidden}<button name="step" value="resend">Mail me another code</button>`)}
      <p><a href="${pathOf(interaction)}">Use another address</a></p>`,
  }
}

export function consentPage({ interaction, token }: Place, person: string): Content {
  const { client, scopes } = interaction
  return {
    title: `Allow ${client.name}?`,
    body: html`<p>You are signed in as <strong>${person}</strong>. ${client.name} asks for your permission to:</p>
      <ul>
        ${scopes.map((scope) => html`<li>${meaningOf(scope)}</li>`)}
      </ul>
      <p class="faint">${
        client.firstParty
          ? html`A program on this device asks in the name of ${client.name}. Go on only if you started it.`
          : html`${client.name} is not run by this service.`
      } Whatever you answer, you are sent back to ${hostOf(client.redirectUri)}.</p>
      ${form(
        interaction,
        token,
        html`<button class="main" name="step" value="allow">Allow</button><button name="step" value="cancel">Do not allow</button>`,
      )}`,
  }
}

/** The interaction has ended, was begun in another browser, or its form is not ours. */
export const gonePage: Content = {
  title: 'Start again',
  body: html`<p>This sign-in has ended, or was begun in another browser.</p>
    <p>Go back to the application that you came from and sign in from there.</p>`,
}

export const strangePage: Content = {
  title: 'Start again',
  body: html`<p>This form was not sent from our page. Nothing was done.</p>
    <p>Go back to the application that you came from and sign in from there.</p>`,
}

export function notNowPage(name: string): Content {
  return {
    title: 'Not now',
    body: html`<p>${name} cannot be reached at the moment. Go back and sign in another way, or try again in a minute.</p>`,
  }
}

export function pathOf({ uid }: Pick<Interaction, 'uid'>): string {
  return `${sign_in_path}/${uid}`
}

function form(interaction: Interaction, token: string, fields: Html): Html {
  return html`<form method="post" action="${pathOf(interaction)}"><input type="hidden" name="form" value="${token}" />${fields}</form>`
}

function complaint(wrong: string | undefined): Html {
  return wrong === undefined ? html`` : html`<p class="wrong" role="alert">${wrong}</p>`
}

const meanings: Readonly<Record<string, string>> = { ...scopeMeanings, ...identityScopeMeanings }

function meaningOf(scope: string): string {
  return meanings[scope] ?? scope
}

function hostOf(url: string): string {
  return URL.parse(url)?.host || url
}
