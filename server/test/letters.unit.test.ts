import { describe, expect, test } from 'vitest'
import { contrast } from '../src/mail/colors.ts'
import { codeMail } from '../src/mail/letters/code.ts'
import { reminderMail } from '../src/mail/letters/invitation.ts'
import { webhookDisabledMail } from '../src/mail/letters/notices.ts'
import type { Look } from '../src/mail/look.ts'
import { plainLook } from '../src/mail/look.ts'
import { mailLanguages, wished } from '../src/mail/messages/messages.ts'
import { initials } from '../src/mail/plain.ts'
import { headerOf, senderOf } from '../src/mail/sender.ts'
import { templates } from '../src/mail/templates.ts'
import { type Sample, sampleMails } from '../src/mail_settings/samples.ts'
import { lookOfOrganization } from './support/look.ts'

const publicUrl = 'https://usher.example.com'
const sample: Sample = {
  inviterName: 'Ada',
  roleNames: ['Admin'],
  message: 'Welcome!\nSee you.',
  publicUrl,
  now: new Date('2026-11-24T14:05:00Z'),
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></style><iframe src="https://evil.example">',
  'https://evil.example/login',
  'www.evil.example',
  'help@evil.example',
  'Acme\r\nBcc: victim@example.net',
  '{organization} {count, plural, other {x}} <b>#</b>',
  'Acme \u202Egnp.exe\u202C',
]

/** Everything that a mail may say, in one language. */
const inLanguage = (locale: string, name = 'Analytical Engines', words = 'Dear all,\n\nwelcome.'): Look =>
  lookOfOrganization(name, {
    locale,
    texts: { [locale]: Object.fromEntries(templates.map((each) => [each, { introduction: words, closing: words }])) },
  })
const tagsOf = (document: string) => document.match(/<[^>]+>/g)?.filter((tag) => tag !== '<br>')
const linksOf = (document: string) => [...new Set(document.match(/(?<=href=")[^"]*/g))]
const addresses = /(?:https?:\/\/|www\.(?=\w)|mailto:(?=\w))[^\s<>"]*|[\w.]+@[\w-]+\.\w+/g

describe.each(mailLanguages)('in %s', (locale) => {
  test.each(templates)('%s is whole as text and as HTML, and loads nothing (case 104)', (template) => {
    const { subject, text, html } = sampleMails[template](inLanguage(locale), sample)
    expect(subject).toContain('Analytical Engines')
    expect(subject).not.toMatch(/\.$/)
    expect(text).toMatch(/^.*Analytical Engines.*\n\nDear all,\n\nwelcome\.\n\n/)
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}/)
    expect(text).not.toMatch(/\n{3}|<|&\w+;/)

    expect(html).toContain(`<html lang="${locale}" dir="ltr">`)
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).not.toMatch(/<(img|script|link|iframe|object|form)|src=|url\(|@import|@font-face/i)
    for (const link of linksOf(html)) expect(link).toMatch(/^https:\/\/usher\.example\.com\//)
    expect(text.match(/https?:\/\/\S+/g) ?? []).toEqual(linksOf(html))
    // What the text says the HTML says too.
    const said = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    for (const line of text.split('\n')) {
      if (!line.includes('https://') && !line.endsWith(':')) expect(said).toContain(escaped(line.replace(/^> ?/, '')))
    }
  })

  test.each(templates)('whatever names and words %s is given stay text, and become no link (case 104)', (template) => {
    const clean = sampleMails[template](inLanguage(locale), sample)
    for (const text of hostile) {
      const told = { ...sample, inviterName: text, roleNames: [text], message: text }
      const mail = sampleMails[template](inLanguage(locale, text, text), told)
      expect(mail.subject).not.toMatch(/[\r\n]/)
      expect(tagsOf(mail.html)?.filter((tag) => !tag.startsWith('<td '))).toEqual(
        tagsOf(clean.html)?.filter((tag) => !tag.startsWith('<td ')),
      )
      expect(linksOf(mail.html)).toEqual(linksOf(clean.html))
      expect(mail.text.match(addresses)?.filter((each) => each.includes('evil')) ?? []).toEqual([])
      for (const part of [mail.text, mail.html]) expect(part).not.toMatch(/[\u202A-\u202E\0\r]/)
    }
  })

  test('codes are told in words, and never in the subject or beside it', () => {
    for (const purpose of ['sign_in', 'address'] as const) {
      const look = plainLook({ publicUrl }, [locale])
      const { subject, text, html } = codeMail(look, { code: '123456', purpose, shared: false })
      expect(subject).not.toContain('123')
      expect(text).toContain('\n\n123 456\n\n')
      expect(html.indexOf('123 456')).toBeGreaterThan(html.indexOf('<h1'))
      expect(linksOf(html)).toEqual([])
    }
  })
})

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (each) => entities[each] ?? each)
}

test.each<[string, string, string]>([
  ['en', 'UTC', 'Tuesday 1 December 2026 at 14:05 UTC'],
  ['en-US', 'UTC', 'Tuesday, December 1, 2026 at 2:05 PM UTC'],
  ['de', 'Europe/Berlin', 'Dienstag, 1. Dezember 2026 um 15:05 GMT+1 (Europe/Berlin)'],
  ['de-AT', 'Asia/Kathmandu', 'Dienstag, 1. Dezember 2026 um 19:50 GMT+5:45 (Asia/Kathmandu)'],
])('moments in %s and %s name their zone', (locale, time_zone, said) => {
  const mail = sampleMails.invitation(lookOfOrganization('Acme', { locale, time_zone }), sample)
  expect(mail.text.replaceAll(/[\u202F\u00A0]/g, ' ').replace('Tuesday, 1', 'Tuesday 1')).toContain(said)
})

test.each<[(string | null)[], string, string]>([
  [[null, 'de-AT', 'en'], 'de-AT', 'de'],
  [['tlh', 'de'], 'de', 'de'],
  [['not a tag', null], 'en', 'en'],
  [['de-u-ca-islamic-nu-arab'], 'de', 'de'],
  [['DE_at'], 'en', 'en'],
  [[], 'en', 'en'],
])('of the wishes %j the mail is in %s', (wishes, locale, tag) => {
  const found = wished(wishes)
  expect([found.locale, found.language.tag]).toEqual([locale, tag])
})

test.each([
  [0, 'Less than an hour is left'],
  [1.5, 'One hour is left'],
  [47, '47 hours are left'],
  [48, '2 days are left'],
  [200, '8 days are left'],
])('%d hours before the end a reminder says so', (hours, said) => {
  const expiresAt = new Date(sample.now.getTime() + hours * 3_600_000)
  const facts = { inviterName: null, roleNames: [], message: null, link: `${publicUrl}/join#x`, expiresAt }
  const { text } = reminderMail(lookOfOrganization('Acme'), { ...facts, now: sample.now, unsubscribeLink: null })
  expect(text).toContain(said)
  expect(text).not.toContain('no more reminders')
})

test.each(['#ffffff', '#000000', '#ffcc00', '#777777', '#1a56c4', '#22252c', '#0000ff', '#ff0000'])(
  'a button of %s can be read, and be told from the card in light and dark',
  (accent_color) => {
    const { html } = sampleMails.invitation(lookOfOrganization('Acme', { accent_color }), sample)
    const [, edge = '', ink = ''] =
      /<a class="button"[^>]*border:1px solid (#\w{6});[^>]*;color:(#\w{6})/.exec(html) ?? []
    const [, darkEdge = ''] = /a\.button \{ border-color: (#\w{6})/.exec(html) ?? []
    expect(contrast(accent_color, ink)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(edge, '#ffffff')).toBeGreaterThanOrEqual(3)
    expect(contrast(darkEdge, '#22252c')).toBeGreaterThanOrEqual(3)
  },
)

test('a mail is from this service, with the name of the organization before ours', () => {
  expect(senderOf('Usher <usher@example.com>', undefined)).toEqual({ name: 'Usher', address: 'usher@example.com' })
  expect(senderOf('Usher <usher@example.com>', 'Acme')).toEqual({
    name: 'Acme via Usher',
    address: 'usher@example.com',
  })
  expect(senderOf('"Usher, Inc." <usher@example.com>', 'Acme').name).toBe('Acme via Usher, Inc.')
  expect(senderOf('usher@example.com', 'Acme')).toEqual({ name: 'Acme via example.com', address: 'usher@example.com' })
  expect(senderOf('usher@example.com', undefined)).toEqual({ name: '', address: 'usher@example.com' })
  expect(headerOf({ name: 'A "B" \\ C', address: 'a@example.com' })).toBe('"A \\"B\\" \\\\ C" <a@example.com>')
})

test.each([
  ['Analytical Engines Ltd', 'AE'],
  ['acme', 'A'],
  ['株式会社 ミライ', '株ミ'],
  ['🦜', ''],
  ['<b>x', 'BX'],
])('%s is marked by %j', (name, mark) => expect(initials(name)).toBe(mark))

test('a webhook that failed since nobody knows when is told of without a moment', () => {
  const facts = { host: 'hooks.example.com', reason: 'failing', since: null, link: `${publicUrl}/console/` } as const
  expect(webhookDisabledMail(lookOfOrganization('Acme'), facts).text).toContain('for long')
})
