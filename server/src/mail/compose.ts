import { type Html, html } from '../html.ts'
import { letterHtml, type Mail } from './frame.ts'
import { inert, isolated, lines, oneLine } from './plain.ts'

export interface InvitationMail {
  readonly organizationName: string
  /** Null where the inviter is a machine without a name, or was deleted. */
  readonly inviterName: string | null
  readonly roleNames: readonly string[]
  readonly link: string
  readonly expiresAt: Date
  readonly message: string | null
}

const longest_name_in_subject = 80

/**
 * The mail that brings an invitation. Names and message are what strangers typed: they show as text, and the only link
 * is ours. Nothing is loaded from anywhere and nothing is tracked.
 */
export function invitationMail(invitation: InvitationMail): Mail {
  const words = wordsOf(invitation)
  return {
    subject: subjectOf(invitation),
    text: textPart(words, invitation.link),
    html: htmlPart(words, invitation.link).toString(),
  }
}

interface Words {
  readonly invites: string
  readonly role: string
  readonly message: readonly string[]
  readonly until: string
  readonly stranger: string
}

function subjectOf({ organizationName, inviterName }: InvitationMail): string {
  const organization = oneLine(organizationName, longest_name_in_subject)
  const inviter = oneLine(inviterName ?? '', longest_name_in_subject)
  return inviter === '' ? `You are invited to join ${organization}` : `${inviter} invites you to join ${organization}`
}

function wordsOf({ organizationName, inviterName, roleNames, message, expiresAt }: InvitationMail): Words {
  const organization = name(organizationName)
  const inviter = name(inviterName ?? '')
  const roles = new Intl.ListFormat('en').format(roleNames.map(name))
  return {
    invites:
      inviter === '' ? `You are invited to join ${organization}.` : `${inviter} invites you to join ${organization}.`,
    role: roles === '' ? '' : `Your role there: ${roles}`,
    message: lines(message ?? '').map(inert),
    until: `The invitation ends on ${moment(expiresAt)}. The link is meant for you alone: please do not forward it.`,
    stranger: `If you do not know ${inviter || organization}, ignore this mail: you join nothing unless you accept.`,
  }
}

function name(text: string): string {
  return isolated(inert(oneLine(text)))
}

/** As `Tuesday, 24 November 2026 at 14:05 UTC`: the reader's time zone is not known. */
function moment(date: Date): string {
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(date)} UTC`
}

function textPart(words: Words, link: string): string {
  const paragraphs = [
    words.invites,
    words.role,
    words.message.map((line) => `> ${line}`.trimEnd()).join('\n'),
    `See the invitation and answer it:\n${link}`,
    words.until,
    words.stranger,
  ]
  return `${paragraphs.filter((paragraph) => paragraph !== '' && paragraph !== '>').join('\n\n')}\n`
}

function htmlPart(words: Words, link: string): Html {
  return letterHtml(
    words.invites,
    html`${roleRow(words.role)}${quoteRow(words.message)}<tr><td style="padding:24px 32px 0">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="border-radius:6px;background:#1a56c4">
<a href="${link}" style="display:inline-block;padding:12px 24px;color:#ffffff;font-weight:600;text-decoration:none">See the invitation</a>
</td></tr></table>
</td></tr>
<tr><td class="faint" style="padding:24px 32px 0;color:#5b6270;font-size:14px">If the button does not work, open this address:<br><a class="link" href="${link}" style="color:#1a56c4;word-break:break-all">${link}</a></td></tr>
<tr><td class="faint" style="padding:16px 32px 32px;color:#5b6270;font-size:14px">${words.until}<br><br>${words.stranger}</td></tr>
`,
  )
}

function roleRow(role: string): Html {
  if (role === '') return html``
  return html`<tr><td style="padding:12px 32px 0">${role}</td></tr>
`
}

function quoteRow(message: readonly string[]): Html {
  if (message.join('') === '') return html``
  const rows = message.map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))
  return html`<tr><td style="padding:20px 32px 0"><div dir="auto" class="quote" style="padding-left:16px;border-left:3px solid #c9ced6">${rows}</div></td></tr>
`
}
