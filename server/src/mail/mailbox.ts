import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Html, html } from '../html.ts'

/** A mail that was kept instead of sent, because this is development without SMTP. */
export interface MailboxMessage {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** UTC with milliseconds. */
  readonly created: string
}

const most_messages = 100

/** The newest mails in the development mailbox, a hundred at most; with `to`, only those to that address in any case. */
export async function mailboxMessages(db: Database, to: string | undefined): Promise<MailboxMessage[]> {
  const rows = await db.many(sql<Omit<MailboxMessage, 'created'> & { created_at: Date }>`
    select id, recipient as "to", subject, text, html, created_at
    from mailbox_messages
    ${to === undefined ? sql`` : sql`where lower(recipient) = lower(${to})`}
    order by created_at desc, id
    limit ${most_messages}`)
  return rows.map(({ created_at, ...message }) => ({ ...message, created: created_at.toISOString() }))
}

/** The development mailbox as a page. It needs no script, and the mails' own HTML can run none. */
export function mailboxPage(messages: readonly MailboxMessage[], publicUrl: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox (${messages.length}) · Usher</title>
<style>
:root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --text: #1d2129; --faint: #5b6270; --line: #d9dde3; --link: #1a56c4 }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181d; --card: #22252c; --text: #e8eaed; --faint: #a9afb9; --line: #3b404a; --link: #8ab4f8 }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem }
article, .empty { margin: 1rem 0; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px }
h1 { font-size: 1.4rem; margin: 0 }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere }
p { margin: .25rem 0; overflow-wrap: anywhere }
.faint { color: var(--faint); font-size: .9rem }
.text { margin: .75rem 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
a { color: var(--link) }
summary { cursor: pointer; color: var(--faint); font-size: .9rem }
iframe { width: 100%; height: 32rem; margin-top: .5rem; border: 1px solid var(--line); border-radius: 6px }
</style>
</head>
<body>
<main>
<h1>Mailbox</h1>
<p class="faint">Mails of this development service. They were sent nowhere. Reload the page to see new ones.</p>
${messages.length === 0 ? empty(publicUrl) : messages.map((message) => article(message, publicUrl))}
</main>
</body>
</html>
`.toString()
}

function empty(publicUrl: string): Html {
  return html`<div class="empty">
<p>No mail yet.</p>
<p>Invite somebody: <code>POST ${publicUrl}/organizations/{organization_id}/invitations</code> with <code>{"email": "grace@example.com", "role_id": "..."}</code>, or in the console. The mail appears here a moment later.</p>
</div>`
}

function article(message: MailboxMessage, publicUrl: string): Html {
  return html`<article>
<h2 dir="auto">${message.subject}</h2>
<p class="faint">To ${message.to} · <time datetime="${message.created}">${message.created.replace('T', ' ').replace('Z', ' UTC')}</time></p>
<div class="text" dir="auto">${linked(message.text, publicUrl)}</div>
<details><summary>As HTML</summary>
<iframe sandbox title="HTML of the mail to ${message.to}" loading="lazy" srcdoc="${message.html}"></iframe>
</details>
</article>
`
}

/** The text with our own links made links; any other address in it stays text. */
function linked(text: string, publicUrl: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part) =>
      part.startsWith(`${publicUrl}/`)
        ? html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>`
        : html`${part}`,
    )
}
