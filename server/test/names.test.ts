import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, type Company, enter } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let grace: Actor
let company: Company
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Everything that has a name which its maker chooses. */
const named: [string, () => string, object?][] = [
  ['an organization', () => '/organizations'],
  ['a service account', () => `/organizations/${company.id}/service-accounts`],
  ['a role', () => `/organizations/${company.id}/roles`, { permissions: [] }],
  ['a team', () => `/organizations/${company.id}/teams`],
]

describe('a name', () => {
  const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'

  const refused = {
    empty: '',
    spaces: '   ',
    'a carriage return and line feed': 'Acme\r\nBcc: eve@example.com',
    'a line feed': 'Acme\nEngines',
    'a carriage return': 'Acme\rEngines',
    'a tab': 'Acme\tEngines',
    'an escape': 'Acme\u001b[31m',
    'a C1 control': 'Acme\u0085Engines',
    'a line separator': 'Acme\u2028Engines',
    'a paragraph separator': 'Acme\u2029Engines',
    'a right-to-left override': 'Acme \u202egnp.exe',
    'a right-to-left mark': 'Acme\u200f',
    'an Arabic letter mark': 'Acme\u061c',
    'a bidi isolate': 'Acme \u2066x\u2069',
    'a zero-width space': 'Ac\u200bme',
    'a soft hyphen': 'Ac\u00adme',
    'a word joiner': 'Ac\u2060me',
    'a byte order mark': 'Ac\ufeffme',
    'tag characters': `Acme\u{e0061}\u{e007f}`,
    'zero-width characters only': '\u200b\u200c\u200d\u2060',
    'joiners only': '\u200d\u200d',
    'a Hangul filler only': '\u3164',
    'a half-width Hangul filler only': '\uffa0',
    'a blank Braille pattern only': '\u2800',
    'marks only': '\u0300\u0301',
    'a variation selector only': '\ufe0f',
    'five marks on a letter': `Z${'\u0300'.repeat(5)}algo`,
    'a tower of marks held up by joiners': `Z${'\u0300\u200d'.repeat(50)}algo`,
    '10,000 marks': `Z${'\u0300'.repeat(10_000)}algo`,
    '101 letters': 'a'.repeat(101),
    '101 letters of several code points each': 'e\u0302\u0323'.repeat(101).normalize('NFD'),
    '201 code points': `a${family.repeat(30)}`,
    'half a surrogate pair': 'Acme\ud83d',
    NUL: 'Acme\0',
  }
  test.each(named)('of %s that cannot be shown as it is, is 422 and makes nothing (case 79)', async (_, path, more) => {
    await unchanged(usher, async () => {
      for (const [what, name] of Object.entries(refused)) {
        const { status, body } = await ada.request('POST', path(), { body: { ...more, name } })
        expect([what, status, body.errors?.length]).toEqual([what, 422, 1])
        expect(body.errors[0].pointer).toBe(name.includes('\0') || !name.isWellFormed() ? '' : '/name')
      }
      for (const name of [null, 5, true, ['Acme'], {}]) {
        expect((await ada.request('POST', path(), { body: { ...more, name } })).status).toBe(422)
      }
    })
  })

  const taken = {
    markup: '<script>alert(1)</script>',
    'an image with a handler': '"><img src=x onerror=alert(1)>',
    'a template': '{{7*7}} ${7*7} <%= 7*7 %>',
    SQL: `Robert'); drop table organizations; --`,
    'a formula': '=1+1',
    'a format': '%s%n%x',
    'an emoji of several people': `Family ${family}`,
    'an emoji alone': '\u{1f680}',
    'a flag': 'Team \u{1f1e9}\u{1f1ea}',
    Arabic: '\u0634\u0631\u0643\u0629',
    Hebrew: '\u05d7\u05d1\u05e8\u05d4',
    'Persian with a non-joiner': '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    Hindi: '\u0915\u094d\u0937\u0924\u094d\u0930\u093f\u092f',
    Thai: '\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48',
    Vietnamese: 'C\u00f4ng ty Ph\u00e1t tri\u1ec3n',
    'one character': 'X',
    '100 letters': 'a'.repeat(100),
    '66 letters of three code points': 'q\u0302\u0323'.repeat(66).normalize('NFC'),
    'four marks on a letter': `Z${'\u0300'.repeat(4)}`,
  }
  test.each(named)('of %s that is only strange is kept, and told back as data (case 79)', async (_, path, more) => {
    for (const [what, name] of Object.entries(taken)) {
      const { status, headers, body } = await ada.request('POST', path(), { body: { ...more, name } })
      expect([what, status, body.name]).toEqual([what, 201, name.normalize('NFC')])
      expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
        'application/json; charset=utf-8',
        'nosniff',
      ])
      if (path() === '/organizations') expect(body.slug).toMatch(/^[a-z0-9-]{1,63}$/)
    }
  })

  const leading = {
    'a link': 'Claim your refund: https://evil.example',
    'a domain': 'Visit evil.com',
    'a domain of a newer kind': 'Acme (evil.app)',
    'a domain in other letters': '\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444',
    'a domain in full width': '\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d',
    'a domain with an ideographic full stop': 'evil\u3002com',
    'an address': 'Write to eve@evil.example.com',
    'a look-up': '${jndi:ldap://127.0.0.1/a}',
    'a phone number': 'Call +1 (800) 555-0199',
    'a phone number within a country': 'Support 0800 5550 1990',
    'a phone number in Arabic digits': '\u0660\u0668\u0660\u0660\u0665\u0665\u0665\u0660\u0661\u0669\u0669',
  }
  test.each(named)('of %s that leads people elsewhere is 422 and makes nothing (case 80)', async (_, path, more) => {
    await unchanged(usher, async () => {
      for (const [what, name] of Object.entries(leading)) {
        const { status, body } = await ada.request('POST', path(), { body: { ...more, name } })
        expect([what, status, body.errors?.[0]?.pointer]).toEqual([what, 422, '/name'])
        expect(body.errors[0].detail).toMatch(/^must not contain a (phone number|link, a domain or an address)$/)
      }
    })
  })

  test.each(named)('of %s with dots, digits and signs in it is a name like others (case 80)', async (_, path, more) => {
    for (const name of ['Node.js Users e.V.', 'Class of 2024-2025', '1-800 Studio 54', 'J.R.R. @home, No. 10.']) {
      const { status, body } = await ada.request('POST', path(), { body: { ...more, name } })
      expect([status, body.name]).toEqual([201, name])
    }
  })

  test('of a person that leads people elsewhere is not taken, from them or from their issuer (case 80)', async () => {
    for (const name of Object.values(leading)) {
      const { status } = await unchanged(usher, () => grace.request('PATCH', '/users/me', { body: { name } }))
      expect(status).toBe(422)
    }
    const eve = await enter(usher, 'eve', { name: 'Call +1 (800) 555-0199' })
    expect((await eve.get('/users/me')).body.name).toBeNull()
  })

  test('is trimmed and composed, so that two spellings are one name (case 79)', async () => {
    const { body } = await ada.request('POST', '/organizations', { body: { name: '  Cafe\u0301 Engines ' } })
    expect(body.name).toBe('Caf\u00e9 Engines')
  })

  test('is shown to the invitee as it is, in JSON (case 79)', async () => {
    const own = await ada.founds('<script>alert(1)</script>')
    const { body } = await grace.get(`/invitations/${(await ada.invites(own, grace)).id}`)
    expect(body.organization_name).toBe('<script>alert(1)</script>')
  })
})

describe('a slug', () => {
  test.each([
    '',
    '-',
    '-a',
    'a-',
    'A',
    'a b',
    'a/b',
    '..',
    'a.b',
    'a_b',
    '\u00e4',
    'a\n',
    'a'.repeat(64),
    '%61',
    '\uff41',
  ])('%j is 422 and makes nothing (case 79)', async (slug) => {
    const answer = await unchanged(usher, () => ada.request('POST', '/organizations', { body: { name: 'Acme', slug } }))
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/slug'])
  })

  test('that another organization has is 409 and makes nothing (case 79)', async () => {
    const body = { name: 'Acme', slug: `taken-${company.id.slice(0, 8)}` }
    expect((await ada.request('POST', '/organizations', { body })).status).toBe(201)
    const again = await unchanged(usher, () => grace.request('POST', '/organizations', { body }))
    expect([again.status, again.body.code]).toEqual([409, 'slug_taken'])
  })
})

describe('text of several lines', () => {
  test.each(['\u001b[31mred', 'a\u202eb', 'a\u0000b', `a${'\u0301'.repeat(10)}`])(
    'refuses %j in a message and in a description (case 79)',
    async (text) => {
      const [message, description] = await unchanged(usher, () =>
        Promise.all([
          ada.request('POST', `/organizations/${company.id}/invitations`, {
            body: { email: 'new@example.com', message: text },
          }),
          ada.request('POST', '/organizations', { body: { name: 'Acme', description: text } }),
        ]),
      )
      expect([message.status, description.status]).toEqual([422, 422])
    },
  )

  test('keeps line ends, and shows the message to the invitee as it was typed', async () => {
    const message = 'Hello Grace,\n\nwould you join us? <b>{{7*7}}</b>'
    const { body } = await ada.request('POST', `/organizations/${company.id}/invitations`, {
      body: { email: grace.address, message },
    })
    const details = await grace.get(`/invitations/${body.id}/details`)
    expect([body.message, details.body.message]).toEqual([message, message])
  })
})
