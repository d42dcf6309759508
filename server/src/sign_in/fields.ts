import { type Html, html } from '../html.ts'
import type { Language } from '../messages/messages.ts'
import type { Complaint } from './complaint.ts'

/** What went wrong, above the form. Where it is about what was typed, the field is described by it. */
export function complaint(wrong: Complaint | undefined): Html {
  return wrong === undefined ? html`` : html`<p class="wrong" id="wrong" role="alert">${wrong.sentence}</p>`
}

export function addressField({ say }: Language, email: string, wrong: Complaint | undefined, focus: boolean): Html {
  return html`<div class="field"><label for="email">${say.signIn.address}</label><input id="email" name="email" type="email" dir="ltr" autocomplete="email" autocapitalize="none" spellcheck="false" maxlength="320" required${focus ? html` autofocus` : html``}${described(wrong)} value="${email}"></div>`
}

/** For codes of six digits, and of twelve where an address was asked for very often. They are mailed in groups. */
export function codeField({ say }: Language, wrong: Complaint | undefined): Html {
  return html`<div class="field"><label for="code">${say.code.code}</label><input class="code" id="code" name="code" dir="ltr" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9\\s\\-]{6,}" title="${say.code.digitsOnly}" maxlength="32" required autofocus${described(wrong)}></div>`
}

function described(wrong: Complaint | undefined): Html {
  return wrong?.aboutField === true ? html` aria-invalid="true" aria-describedby="wrong"` : html``
}
