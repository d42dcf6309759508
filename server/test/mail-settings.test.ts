import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { templates } from '../src/mail/templates.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { mailTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let company: Company
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

const settings = ({ id }: Company) => `/organizations/${id}/mail-settings`
const changes = (actor: Actor, of: Company, body: unknown, headers: Record<string, string> = {}) =>
  actor.request('PATCH', settings(of), { body, headers })
const previews = (actor: Actor, of: Company, body: unknown) =>
  actor.request('POST', `${settings(of)}/preview`, { body })

async function refused(ask: () => Promise<Answer>) {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)]
}

const unset = {
  sender_name: null,
  reply_to: null,
  accent_color: null,
  locale: null,
  time_zone: 'UTC',
  texts: {},
  reminder_hours: [72],
  awake_from: '08:00',
  awake_until: '20:00',
  updated: null,
}

const all = {
  sender_name: 'Difference & Söhne',
  reply_to: 'office@example.com',
  accent_color: '#ffcc00',
  locale: 'de-AT',
  time_zone: 'Europe/Vienna',
  texts: {
    de: { invitation: { introduction: 'Grüß Gott!\nWir freuen uns.', closing: 'Bis bald' } },
    en: { invitation: { closing: 'See you' } },
  },
  reminder_hours: [72, 48, 48],
  awake_from: '09:30',
  awake_until: '18:00',
}

describe('the mail settings of an organization', () => {
  test('hold without having been set, are changed by who may change the organization, and tell of it', async () => {
    const { grace } = await cast(usher, 'grace')
    const own = await ada.founds()
    await grace.joins(own, ada)
    const first = await grace.get(settings(own))
    expect([first.status, first.body, first.headers.get('etag')]).toEqual([200, unset, '"0"'])

    const changed = await changes(ada, own, all, { 'if-match': '"0"' })
    expect([changed.status, changed.body, changed.headers.get('etag')]).toEqual([
      200,
      { ...all, updated: expect.any(String) },
      '"1"',
    ])
    expect((await grace.get(settings(own))).body).toEqual(changed.body)
    expect((await changes(ada, own, { time_zone: 'UTC', texts: {} }, { 'if-match': '"0"' })).status).toBe(412)
    expect((await changes(ada, own, { time_zone: 'UTC', texts: { en: {} } })).body).toMatchObject({
      ...all,
      time_zone: 'UTC',
      texts: {},
    })

    const told = await usher.db.many(sql<{ data: Record<string, unknown> }>`
      select data from events where organization_id = ${own.id} and type = 'organization.mail_settings_updated' order by sequence`)
    expect(told.map(({ data }) => data)).toEqual([
      {
        changed: Object.keys(all),
        before: Object.fromEntries(shown.map((name) => [name, unset[name]])),
        after: Object.fromEntries(shown.map((name) => [name, all[name]])),
      },
      { changed: ['time_zone', 'texts'], before: { time_zone: 'Europe/Vienna' }, after: { time_zone: 'UTC' } },
    ])
  })

  const shown = [
    'sender_name',
    'accent_color',
    'locale',
    'time_zone',
    'reminder_hours',
    'awake_from',
    'awake_until',
  ] as const

  test('are not written again where nothing is different', async () => {
    const own = await ada.founds()
    await changes(ada, own, all)
    expect((await unchanged(usher, () => changes(ada, own, all))).headers.get('etag')).toBe('"1"')
  })

  test('are changed by nobody who may not change the organization, and seen by nobody from outside', async () => {
    const { grace, linus } = await cast(usher, 'grace', 'linus')
    await grace.joins(company, ada)
    expect(await refused(() => changes(grace, company, all))).toEqual([403, 'permission_denied', undefined])
    expect((await linus.get(settings(company))).status).toBe(404)
    expect(await refused(() => changes(linus, company, all))).toEqual([404, 'not_found', undefined])
    expect(await refused(() => previews(linus, company, { template: 'invitation' }))).toEqual([
      404,
      'not_found',
      undefined,
    ])
  })

  test.each<[unknown, string[]]>([
    [{ sender_name: 'Acme\r\nBcc: victim@example.net' }, ['/sender_name']],
    [{ sender_name: 'acme.com' }, ['/sender_name']],
    [{ sender_name: ' ' }, ['/sender_name']],
    [{ sender_name: 'a'.repeat(61) }, ['/sender_name']],
    [{ reply_to: 'a@example.com, b@example.com' }, ['/reply_to']],
    [{ reply_to: 'Acme <a@example.com>' }, ['/reply_to']],
    [{ reply_to: 'a@example.com\r\nBcc: victim@example.net' }, ['/reply_to']],
    [{ accent_color: 'red' }, ['/accent_color']],
    [{ accent_color: '#fff' }, ['/accent_color']],
    [{ accent_color: '#ffffff;background:url(https://evil.example)' }, ['/accent_color']],
    [{ locale: 'tlh' }, ['/locale']],
    [{ locale: 'de_AT' }, ['/locale']],
    [{ locale: '' }, ['/locale']],
    [{ time_zone: 'Mars/Olympus' }, ['/time_zone']],
    [{ time_zone: '+01:00' }, ['/time_zone']],
    [{ time_zone: null }, ['/time_zone']],
    [{ texts: { fr: {} } }, ['/texts/fr']],
    [{ texts: { en: { welcome: {} } } }, ['/texts/en/welcome']],
    [{ texts: { en: { invitation: { html: 'x' } } } }, ['/texts/en/invitation/html']],
    [{ texts: { en: { invitation: { closing: 'a\u202Eb' } } } }, ['/texts/en/invitation/closing']],
    [{ texts: { en: { invitation: { closing: 'a'.repeat(2_001) } } } }, ['/texts/en/invitation/closing']],
    [{ reminder_hours: [0] }, ['/reminder_hours/0']],
    [{ reminder_hours: [1, 2, 3, 4, 5, 6] }, ['/reminder_hours']],
    [{ reminder_hours: [8_761] }, ['/reminder_hours/0']],
    [{ awake_from: '24:00' }, ['/awake_from']],
    [{ awake_from: '20:00' }, ['/awake_until']],
    [{ awake_until: '07:59' }, ['/awake_until']],
    [{ logo: 'x' }, ['/logo']],
  ])('%j is refused, and nothing changes', async (body, pointers) => {
    expect(await refused(() => changes(ada, company, body))).toEqual([422, 'validation_failed', pointers])
  })

  test('every flaw is named at once', async () => {
    const body = { reply_to: 'nobody', locale: 'tlh', time_zone: 'Nowhere' }
    expect((await refused(() => changes(ada, company, body)))[2]).toEqual(['/reply_to', '/locale', '/time_zone'])
  })

  test('go with the organization', async () => {
    const own = await ada.founds()
    await changes(ada, own, all)
    await ada.request('DELETE', `/organizations/${own.id}`)
    expect(
      await usher.db.many(sql`select organization_id from mail_settings where organization_id = ${own.id}`),
    ).toEqual([])
  })
})

test('who misspells a field is told which there are', async () => {
  const { body } = await changes(ada, company, { texts: { en: { invitation: { intro: 'Hello' } } } })
  expect(body.errors).toEqual([
    { in: 'body', pointer: '/texts/en/invitation/intro', detail: 'is not known here; known are introduction, closing' },
  ])
})

describe('a mail that is sent', () => {
  test('is in the look, the words and the language of the organization', async () => {
    const { grace } = await cast(usher, 'grace')
    const own = await ada.founds('Difference Engines')
    await changes(ada, own, all)
    await ada.invites(own, grace)
    const mail = await mailTo(usher, grace.address)
    expect(mail).toMatchObject({
      subject: 'Ada lädt Sie ein, Difference Engines beizutreten',
      from: '"Difference & Söhne via Usher" <usher@localhost>',
      reply_to: 'office@example.com',
    })
    for (const words of ['Grüß Gott!', 'Wir freuen uns.', 'Bis bald', 'Ihre Rolle dort: Member', 'Europe/Vienna']) {
      expect(mail.text).toContain(words)
    }
    expect(mail.html).toContain('<html lang="de-AT" dir="ltr">')
    expect(mail.html).toContain('background:#ffcc00')
  })

  test.each<[string, { invitation?: string; user?: string; organization?: string }, string]>([
    ['the invitation', { invitation: 'de', user: 'en', organization: 'en' }, 'de'],
    ['the invitation, without its region', { invitation: 'de-CH', organization: 'en' }, 'de-CH'],
    ['whoever holds the address', { user: 'de', organization: 'en' }, 'de'],
    ['the organization', { organization: 'de' }, 'de'],
    ['whoever holds the address, where that of the invitation is not there', { invitation: 'tlh', user: 'de' }, 'de'],
    ['English, where nothing is known', {}, 'en'],
  ])('speaks the language of %s', async (_, { invitation, user, organization }, locale) => {
    const { grace } = await cast(usher, 'grace')
    const own = await ada.founds()
    if (organization !== undefined) await changes(ada, own, { locale: organization })
    if (user !== undefined) {
      await grace.get('/users/me')
      await usher.db.run(sql`
        update users set locale = ${user} from addresses where addresses.user_id = users.id and canonical = ${grace.address}`)
    }
    await ada.request('POST', `/organizations/${own.id}/invitations`, {
      body: { email: grace.address, ...(invitation === undefined ? {} : { locale: invitation }) },
    })
    expect((await mailTo(usher, grace.address)).html).toContain(`<html lang="${locale}" `)
  })
})

describe('the preview of a mail', () => {
  test.each(templates)('of %s has all that the mail has, and no token', async (template) => {
    for (const locale of ['en', 'de-AT']) {
      const { status, body } = await unchanged(usher, () => previews(ada, company, { template, locale }))
      expect(status).toBe(200)
      expect(Object.keys(body)).toEqual(['subject', 'text', 'html', 'from', 'reply_to'])
      expect(body.html).toContain(`<html lang="${locale}" `)
      expect(body.subject).toContain('Analytical Engines')
      expect(body.text + body.html).not.toMatch(/#[\w-]{43}/)
      expect(body.from).toBe('"Usher" <usher@localhost>')
    }
  })

  test('is of what is being written: roles, message, and settings that are not kept', async () => {
    const { status, body } = await unchanged(usher, () =>
      previews(ada, company, {
        template: 'invitation',
        settings: all,
        invitation: { role_ids: [company.roles.admin, company.roles.member], message: 'Servus\n<Grace & Co>' },
      }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      subject: 'Ada lädt Sie ein, Analytical Engines beizutreten',
      from: '"Difference & Söhne via Usher" <usher@localhost>',
      reply_to: 'office@example.com',
    })
    for (const words of ['> Servus\n> <Grace & Co>', 'Admin und Member', 'Grüß Gott!', `${usher.url}/join#sample`]) {
      expect(body.text).toContain(words)
    }
    expect(body.html).toContain('Servus<br>&lt;Grace &amp; Co&gt;')
  })

  test.each<[unknown, string[]]>([
    [{}, ['/template']],
    [{ template: 'sign_in_code' }, ['/template']],
    [{ template: 'invitation', settings: { locale: 'tlh', accent_color: '#ffffff' } }, ['/settings/locale']],
    [{ template: 'invitation', invitation: { role_ids: [crypto.randomUUID()] } }, ['/invitation/role_ids/0']],
    [{ template: 'invitation', invitation: { message: 'a\u202Eb' } }, ['/invitation/message']],
    [{ template: 'invitation', invitation: { email: 'grace@example.com' } }, ['/invitation/email']],
  ])('%j is refused', async (body, pointers) => {
    expect(await refused(() => previews(ada, company, body))).toEqual([422, 'validation_failed', pointers])
  })

  test('names no role of another organization', async () => {
    const other = await ada.founds()
    const body = { template: 'invitation', invitation: { role_ids: [other.roles.admin] } }
    expect(await refused(() => previews(ada, company, body))).toEqual([
      422,
      'validation_failed',
      ['/invitation/role_ids/0'],
    ])
  })
})

test.each(['Host', 'X-Forwarded-Host', 'Forwarded'])(
  'no %s of a request gets into the links of a mail (case 104)',
  async (name) => {
    const { grace } = await cast(usher, 'grace')
    const headers = { [name]: name === 'Forwarded' ? 'host=evil.example' : 'evil.example' }
    const preview = await ada.request('POST', `${settings(company)}/preview`, {
      body: { template: 'invitation' },
      headers,
    })
    await ada.request('POST', `/organizations/${company.id}/invitations`, { body: { email: grace.address }, headers })
    const mail = await mailTo(usher, grace.address)
    for (const { text, html } of [preview.body, mail]) {
      expect(text + html).not.toContain('evil.example')
      expect([...new Set(html.match(/(?<=href=")[^"#]*/g))]).toEqual([`${usher.url}/join`])
    }
  },
)
