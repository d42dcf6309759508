import { describe, expect, test } from 'vitest'
import { Secret } from '../src/config.ts'
import { type InvitationFacts, invitationMail as written } from '../src/mail/letters/invitation.ts'
import { html } from '../src/html.ts'
import { linkFor, linkKeyOf, linkToken, tokenHash } from '../src/mail/link.ts'
import { mailboxPage } from '../src/mail/mailbox-page.ts'
import { lookOfOrganization } from './support/look.ts'

const publicUrl = 'https://usher.example.com'
const key = { epoch: '2', secret: new Secret('0123456789abcdef0123456789abcdef') }
const link = linkFor(publicUrl, linkToken(key, '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10', 1))

type Invited = InvitationFacts & { organizationName: string }

function invitationMail({ organizationName, ...facts }: Invited) {
  return written(lookOfOrganization(organizationName), facts)
}

const plain: Invited = {
  organizationName: 'Analytical Engines',
  inviterName: 'Ada Lovelace',
  roleNames: ['Admin', 'Billing'],
  link,
  expiresAt: new Date('2026-11-24T14:05:00Z'),
  message: 'Welcome!\nSee you on Monday.',
}

const hostile = [
  'Acme\r\nBcc: victim@example.net',
  'Acme\nContent-Type: text/html\n\n<h1>Hello</h1>',
  'Acme\u0000\u0007\u001b[31m',
  'Acme\u2028Bcc: victim@example.net\u2029',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</title></style><iframe src="https://evil.example">',
  '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}',
  'Acme \u202Egnp.exe\u202C \u2066hidden\u2069',
  'https://evil.example/login',
  'www.evil.example',
  'Write to help@evil.example',
  'javascript:alert(1)//https://evil.example',
  'http://user:pass@evil.example:8443/?a=b#c',
  '&lt;script&gt;&#x3C;script&#x3E;',
  `=?utf-8?Q?=0D=0ABcc:_victim@example.net?=`,
  '\uD800 half a character \uDFFF',
]

/** What a mail program would take for an address to link to. */
const addresses = /(?:https?:\/\/|www\.(?=\w)|mailto:(?=\w))[^\s<>"]*|[\w.]+@[\w-]+\.\w+/g
/** Controls but for line breaks, separators, bidi controls. */
const unprintable = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066\u2067]/u

test('says who invites, where to, as what, until when, and how to answer', () => {
  const mail = invitationMail(plain)
  expect(mail.subject).toBe('Ada Lovelace invites you to join Analytical Engines')
  expect(mail.text).toBe(`Ada Lovelace invites you to join Analytical Engines.

Your roles there: Admin and Billing

> Welcome!
> See you on Monday.

See the invitation and answer it:
${link}

The invitation ends on Tuesday, 24 November 2026 at 14:05 UTC. The link is meant for you alone: please do not forward it.

If you do not know Ada Lovelace, ignore this mail: you join nothing unless you accept.

Sent by usher.example.com for Analytical Engines.
`)
  for (const words of ['Admin and Billing', 'Welcome!<br>See you', '24 November 2026 at 14:05 UTC', 'color-scheme']) {
    expect(mail.html).toContain(words)
  }
})

test('an inviter without a name, no roles and no message leave no gaps', () => {
  const mail = invitationMail({ ...plain, inviterName: null, roleNames: [], message: ' \n ' })
  expect(mail.subject).toBe('You are invited to join Analytical Engines')
  expect(mail.text).not.toMatch(/null|undefined|role there|>|\n{3}/)
  expect(mail.html).not.toMatch(/null|undefined|role there|class="quote"/)
})

test.each(hostile)(
  '%j is escaped in HTML, stays text in the text part and brings no link of its own (case 104)',
  (text) => {
    const mail = invitationMail({
      ...plain,
      organizationName: text,
      inviterName: text,
      roleNames: [text],
      message: text,
    })

    expect(mail.subject).not.toMatch(/[\r\n]/)
    for (const part of [mail.subject, mail.text, mail.html]) {
      expect(part).not.toMatch(unprintable)
      expect(part.isWellFormed()).toBe(true)
    }

    const tags = (document: string) => document.match(/<[^>]+>/g)?.filter((tag) => tag !== '<br>')
    expect(tags(mail.html)).toEqual(tags(invitationMail(plain).html))
    expect(tags(mail.html)?.join('')).not.toMatch(/src=|url\(|@import/)
    expect([...new Set(mail.html.match(/(?<=href=")[^"]*/g))]).toEqual([link])
    expect([...new Set(mail.text.match(addresses))]).toEqual([link])
    expect([...new Set(mail.html.replaceAll(/<[^>]+>/g, ' ').match(addresses))]).toEqual([link])
  },
)

test('what looks like a template is not one', () => {
  const { subject, text, html } = invitationMail({ ...plain, organizationName: '{{7*7}}${7*7}' })
  for (const part of [subject, text, html]) expect(part).toContain('{{7*7}}${7*7}')
})

test('ordinary names arrive as they were written', () => {
  for (const name of ["O'Brien & Søns", 'Ünïcode 株式会社', 'St. John', '👩‍🚀 Space', 'Dr. Ada (Math)']) {
    const { subject, text } = invitationMail({ ...plain, organizationName: name })
    expect(subject).toBe(`Ada Lovelace invites you to join ${name}`)
    expect(text).toContain(`to join ${name}.`)
  }
})

test('a long name is cut in the subject, between characters', () => {
  const { subject } = invitationMail({ ...plain, organizationName: '🦜'.repeat(300) })
  expect(subject).toBe(`Ada Lovelace invites you to join ${'🦜'.repeat(79)}…`)
})

test('a name from right to left does not reorder its sentence', () => {
  expect(invitationMail({ ...plain, inviterName: 'עדה' }).text).toMatch(/^\u2068עדה\u2069 invites you to join/)
})

test('HTML made by the tag goes in as it is, everything else is escaped', () => {
  expect(String(html`<b title="${'"'}">${'<&>'}${html`<i>${1}</i>`}${[html`<br>`, html`<hr>`]}</b>`)).toBe(
    '<b title="&quot;">&lt;&amp;&gt;<i>1</i><br><hr></b>',
  )
})

test('a token follows from key, invitation and version, and from nothing else', () => {
  const token = linkToken(key, 'a', 1)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(linkToken({ ...key, epoch: '3' }, 'a', 1)).toBe(token)
  const others = [
    linkToken(key, 'a', 2),
    linkToken(key, 'b', 1),
    linkToken({ ...key, secret: new Secret('f'.repeat(40)) }, 'a', 1),
  ]
  expect(new Set([token, ...others]).size).toBe(4)
  expect(tokenHash(token)).toHaveLength(32)
  expect(linkFor(publicUrl, token)).toBe(`https://usher.example.com/join#${token}`)
})

test('a link key that is not configured is named, with the setting to mend', () => {
  expect(linkKeyOf([{ ...key, epoch: '3' }, key], '2')).toBe(key)
  expect(() => linkKeyOf([key], '1')).toThrow(/epoch 1 .*USHER_LINK_KEYS/)
})

describe('the mailbox page', () => {
  const mail = invitationMail({ ...plain, organizationName: '<script>alert(1)</script>' })
  const text = `${mail.text}https://evil.example/ ${publicUrl}.evil.example/`
  const message = {
    ...mail,
    text,
    id: '1',
    from: '"<Acme> via Usher" <usher@localhost>',
    reply_to: null,
    to: 'grace@example.com',
    created: '2026-11-23T10:51:39.000Z',
  }
  const page = mailboxPage({ messages: [message, { ...message, id: '2' }], opened: message }, publicUrl)
  const links = [...page.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href)

  test('shows mails, links only to this service, and runs nothing', () => {
    expect(page).not.toMatch(/<script|onerror=|javascript:/)
    expect(new Set(links)).toEqual(
      new Set(['/mailbox', '/mailbox/1', '/mailbox/2', '/mailbox?to=grace%40example.com', link]),
    )
    expect(page).toContain('<time datetime="2026-11-23T10:51:39.000Z">')
  })

  test('shows who a mail is from, and where answers go where that is another one', () => {
    expect(page).toContain('From <bdi>&quot;&lt;Acme&gt; via Usher&quot; &lt;usher@localhost&gt;</bdi>')
    expect(page).not.toContain('Answers go to')
    const of = (also: object) => mailboxPage({ messages: [{ ...message, ...also }] }, publicUrl)
    expect(of({ reply_to: 'office@example.com' })).toContain('Answers go to <bdi>office@example.com</bdi>')
    // Kept by a version that did not write it down.
    expect(of({ from: null })).not.toContain('From ')
  })

  test('shows the mail in a frame that may open pages beside itself, and nothing else', () => {
    expect(page.match(/<iframe [^>]*?sandbox="[^"]*"/g)).toEqual([
      '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"',
    ])
    const [, inside = ''] = /srcdoc="([^"]*)"/.exec(page) ?? []
    expect(inside).toContain('&lt;a target=&quot;_blank&quot; rel=&quot;noreferrer&quot; ')
    expect(inside).not.toMatch(/&lt;a (?!target=&quot;_blank)/)
  })

  test('stays with one recipient where the list is of one', () => {
    expect(mailboxPage({ messages: [message], to: message.to }, publicUrl)).toContain(
      'href="/mailbox/1?to=grace%40example.com"',
    )
  })

  test('says how to come by a mail where there is none', () => {
    expect(mailboxPage({ messages: [] }, publicUrl)).toMatch(
      /No mail yet[^]*POST https:\/\/usher\.example\.com\/organizations/,
    )
  })
})
