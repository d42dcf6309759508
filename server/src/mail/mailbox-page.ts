import { type Html, html } from '../html.ts'
import { mark } from '../look.ts'
import { mailbox_style } from './mailbox-style.ts'
import type { MailboxMessage } from './mailbox.ts'

interface Mailbox {
  /** The newest first. */
  readonly messages: readonly MailboxMessage[]
  /** The one that was asked for; without, the newest is shown where there is room. */
  readonly opened?: MailboxMessage | undefined
  /** The list holds the mails to this address alone. */
  readonly to?: string | undefined
}

/** The development mailbox as a page. It needs no script, and the mails' own HTML can run none. */
export function mailboxPage({ messages, opened, to }: Mailbox, publicUrl: string): string {
  const shown = opened ?? messages[0]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${opened === undefined ? `Mailbox (${messages.length})` : `${opened.subject} · Mailbox`}</title>
<style>${mailbox_style}</style>
</head>
<body class="${opened === undefined ? 'listed' : 'opened'}">
<header class="bar">${mark}<h1>Mailbox</h1><p class="faint">Mails of this development service. They were sent nowhere.</p><a href="${listOf(to)}">Look for new ones</a></header>
<main>
<nav aria-label="Mails">
${to === undefined ? html`` : html`<p>To <bdi>${to}</bdi> · <a href="/mailbox">All mails</a></p>`}
${shown === undefined ? html`<p class="faint">No mail yet.</p>` : html`<ul>${messages.map((message) => entry(message, { shown, to }))}</ul>`}
</nav>
<article>
${shown === undefined ? empty(publicUrl) : mail(shown, { to, publicUrl })}
</article>
</main>
</body>
</html>
`.toString()
}

function entry(message: MailboxMessage, { shown, to }: { shown: MailboxMessage; to: string | undefined }): Html {
  const current = message === shown ? html` aria-current="true"` : html``
  return html`<li><a href="/mailbox/${message.id}${query(to)}"${current}><b dir="auto">${message.subject}</b><span class="faint"><bdi>${message.to}</bdi>${time(message, briefly)}</span></a></li>
`
}

function mail(message: MailboxMessage, { to, publicUrl }: { to: string | undefined; publicUrl: string }): Html {
  const [link] = linksIn(message.text, publicUrl)
  return html`<a class="back" href="${listOf(to)}">All mails</a>
<div><h2 dir="auto">${message.subject}</h2>
${message.from === null ? html`` : html`<p class="facts faint">From <bdi>${message.from}</bdi></p>`}
<p class="facts faint">To <a href="${listOf(message.to)}"><bdi>${message.to}</bdi></a> · ${time(message, fully)}</p>
${message.reply_to === null ? html`` : html`<p class="facts faint">Answers go to <bdi>${message.reply_to}</bdi></p>`}</div>
${link === undefined ? html`` : html`<div><a class="button main" href="${link}">Open the link of this mail</a></div>`}
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as its reader sees it" srcdoc="${openingElsewhere(message.html)}"></iframe>
<details><summary>As plain text</summary>
<div class="text" dir="auto">${linked(message.text, publicUrl)}</div></details>`
}

function empty(publicUrl: string): Html {
  return html`<h2>No mail yet</h2>
<p>Invite somebody, in the console or with <code>POST ${publicUrl}/organizations/{organization_id}/invitations</code> and <code>{"email": "grace@example.com", "role_id": "..."}</code>. The mail appears here a moment later.</p>`
}

// On the developer's own machine the time here is the time there.
const fully = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })
const briefly = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })

function time({ created }: MailboxMessage, format: Intl.DateTimeFormat): Html {
  return html`<time datetime="${created}">${format.format(new Date(created))}</time>`
}

function listOf(to: string | undefined): string {
  return `/mailbox${query(to)}`
}

function query(to: string | undefined): string {
  return to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`
}

/** A sandboxed frame may open pages only beside itself; mails are ours, and their links have no target of their own. */
function openingElsewhere(mailHtml: string): string {
  return mailHtml.replaceAll('<a ', '<a target="_blank" rel="noreferrer" ')
}

const urls = /(https?:\/\/[^\s<>"]+)/

function linksIn(text: string, publicUrl: string): string[] {
  return text.split(urls).filter((part) => part.startsWith(`${publicUrl}/`))
}

/** The text with our own links made links; any other address in it stays text. */
function linked(text: string, publicUrl: string): Html[] {
  const ours = linksIn(text, publicUrl)
  return text.split(urls).map((part) => (ours.includes(part) ? html`<a href="${part}">${part}</a>` : html`${part}`))
}
