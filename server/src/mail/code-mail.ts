import { type Html, html } from '../html.ts'
import { letterHtml, type Mail } from './frame.ts'

export interface CodeMail {
  /** Digits alone. */
  readonly code: string
  readonly purpose: 'sign_in' | 'address'
  /** It is good wherever one was asked for, because this address was asked for too often. */
  readonly shared: boolean
  /** Where it is to be typed. */
  readonly host: string
  /** Leads back to the invitation that the sign-in was begun for, where it was for one. */
  readonly wayBack?: string | undefined
}

/**
 * The mail that brings a code. No link in it uses the code: whoever reads it by mistake, or is a scanner, can start nothing with
 * it. One shows the invitation that its reader came from, who may have lost that page or read mail on another device.
 */
export function codeMail({ code, purpose, shared, host, wayBack }: CodeMail): Mail {
  const grouped = inGroups(code)
  const words = wordsOf(purpose, shared, host)
  const back = wayBack === undefined ? [] : [`${words.back}\n${wayBack}`]
  return {
    // The code is not in the subject, which shows on locked screens.
    subject: words.subject,
    text: `${[words.what, grouped, words.good, ...back, words.warning, words.stranger].join('\n\n')}\n`,
    html: letterHtml(words.what, rows(grouped, words, wayBack)).toString(),
  }
}

interface Words {
  readonly subject: string
  readonly what: string
  readonly good: string
  readonly back: string
  readonly warning: string
  readonly stranger: string
}

function wordsOf(purpose: CodeMail['purpose'], shared: boolean, host: string): Words {
  const signIn = purpose === 'sign_in'
  return {
    subject: signIn ? `Your code to sign in at ${host}` : `Your code to confirm this address at ${host}`,
    what: signIn ? `Sign in at ${host} with this code:` : `Confirm this address at ${host} with this code:`,
    good: shared
      ? 'Codes for this address were asked for very often, so this one is longer. It can be used once, for twenty minutes, wherever you asked for one.'
      : 'It can be used once, for ten minutes, and only where it was asked for.',
    back: 'You came here to answer an invitation. If you no longer have that page, go back to it and sign in there:',
    warning: `Type it on ${host} and nowhere else, and tell it to nobody, whoever asks.`,
    stranger: signIn
      ? 'If you are not signing in there, ignore this mail: without the code nobody gets in.'
      : 'If you did not ask for it, ignore this mail: without the code the address is not confirmed.',
  }
}

function rows(grouped: string, { good, back, warning, stranger }: Words, wayBack: string | undefined): Html {
  return html`<tr><td style="padding:24px 32px 0"><div class="code" style="padding:16px;border-radius:6px;background:#eef1f6;font-family:Consolas,Menlo,monospace;font-size:28px;font-weight:600;letter-spacing:2px;text-align:center">${grouped}</div></td></tr>
<tr><td style="padding:24px 32px 0">${good}</td></tr>
${wayBack === undefined ? '' : html`<tr><td style="padding:16px 32px 0">${back}<br><a class="link" href="${wayBack}" style="color:#1a56db;word-break:break-all">${wayBack}</a></td></tr>\n`}<tr><td class="faint" style="padding:16px 32px 32px;color:#5b6270;font-size:14px">${warning}<br><br>${stranger}</td></tr>
`
}

/** As people read digits aloud: `123 456`, `1234 5678 9012`. */
function inGroups(code: string): string {
  const size = code.length === 6 ? 3 : 4
  return code.match(new RegExp(`\\d{${size}}`, 'g'))?.join(' ') ?? code
}
