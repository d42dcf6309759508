import { html } from '../html.ts'
import { type Content, named } from '../issuer/frame.ts'
import type { Language } from '../messages/messages.ts'

/** Asks before anything changes, since whatever reads mail opens its links. */
export function askPage({ say: { unsubscribe: say } }: Language, action: string, address: string): Content {
  return {
    title: say.title,
    lead: say.meaning({ address: named(address) }),
    body: html`<form method="post" action="${action}"><button class="main">${say.confirm}</button></form>
      <p class="fine">${say.invitationsStay}</p>`,
  }
}

export function donePage({ say: { unsubscribe: say } }: Language, address: string): Content {
  return {
    title: say.doneTitle,
    lead: say.done({ address: named(address) }),
    body: html`<p class="centered">${say.invitationsStay}</p>`,
  }
}

export function nowherePage({ say: { unsubscribe: say } }: Language): Content {
  return { title: say.nowhereTitle, lead: say.nowhere, body: html`<p class="centered">${say.again}</p>` }
}
