import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, type Company } from './support/cast.ts'
import { head, sendRaw } from './support/raw.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let grace: Actor
let company: Company
let pending: string
let machine: string
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
  pending = (await ada.invites(company, grace)).id
  machine = (await ada.request('POST', `/organizations/${company.id}/service-accounts`, { body: { name: 'Robot' } }))
    .body.id
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Each write that takes a body, with one that would be taken. */
const writes: [string, () => { actor: Actor; path: string; body: Record<string, unknown> }][] = [
  ['creating an organization', () => ({ actor: ada, path: '/organizations', body: { name: 'Difference Engines' } })],
  [
    'inviting',
    () => ({ actor: ada, path: `/organizations/${company.id}/invitations`, body: { email: 'new@example.com' } }),
  ],
  [
    'creating a service account',
    () => ({ actor: ada, path: `/organizations/${company.id}/service-accounts`, body: { name: 'Robot' } }),
  ],
  ['declining', () => ({ actor: grace, path: `/invitations/${pending}?accept=false`, body: { reason: 'no' } })],
  [
    'rotating a key',
    () => ({
      actor: ada,
      path: `/organizations/${company.id}/service-accounts/${machine}/key`,
      body: { overlap_seconds: 5 },
    }),
  ],
]

describe('unknown fields', () => {
  const forged: Record<string, unknown> = {
    id: '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10',
    status: 'accepted',
    accepted_at: '2026-01-01T00:00:00.000Z',
    org_id: '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10',
    organization_id: '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10',
    inviter_id: '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10',
    email_verified: true,
    member_count: 0,
    seat_limit: 1_000,
    expires_at: '2099-01-01T00:00:00.000Z',
  }

  test.each(writes)('%s refuses fields that are not the sender’s to set, each by name (case 28)', async (_, write) => {
    const { actor, path, body } = write()
    const answer = await unchanged(usher, () => actor.request('POST', path, { body: { ...body, ...forged } }))
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(
      Object.keys(forged)
        .map((name) => `/${name}`)
        .toSorted(),
    )
  })

  const pollution = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']
  test.each(writes)('%s refuses keys that reach for prototypes, at each depth (cases 28, 85)', async (_, write) => {
    const { actor, path, body } = write()
    const before = Object.getOwnPropertyNames(Object.prototype)
    await unchanged(usher, async () => {
      for (const key of pollution) {
        const poison = `${JSON.stringify(key)}:{"polluted":true,"__proto__":{"polluted":true}}`
        const rest = JSON.stringify(body).slice(1)
        const first = Object.keys(body)[0] ?? ''
        for (const text of [`{${poison},${rest}`, `{${JSON.stringify(first)}:{${poison}}}`, `[{${poison}}]`]) {
          const answer = await actor.request('POST', path, { body: text })
          expect([key, answer.status, answer.body.code]).toEqual([key, 422, 'validation_failed'])
        }
      }
      const inQuery = await actor.request('POST', `${path}${path.includes('?') ? '&' : '?'}__proto__=1`, { body })
      expect([inQuery.status, inQuery.body.errors[0].pointer]).toEqual([422, '/__proto__'])
    })
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test.each(writes)('%s refuses a query parameter that it does not know (case 71)', async (_, write) => {
    const { actor, path, body } = write()
    const more = `${path}${path.includes('?') ? '&' : '?'}dry_run=true`
    const answer = await unchanged(usher, () => actor.request('POST', more, { body }))
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [
        {
          in: 'query',
          pointer: '/dry_run',
          detail: expect.stringMatching(/^is not known here(; known are [\w, ]+)?$/),
        },
      ],
    ])
  })

  test('a DELETE refuses what it does not know, in query and body (case 71)', async () => {
    const path = `/organizations/${company.id}/invitations/${pending}`
    const query = await unchanged(usher, () => ada.request('DELETE', `${path}?force=true`))
    expect([query.status, query.body.errors[0].pointer]).toEqual([422, '/force'])
    const body = await unchanged(usher, () => ada.request('DELETE', path, { body: { force: true } }))
    expect([body.status, body.body.errors[0].in]).toEqual([422, 'body'])
  })

  test('a read passes over a query parameter that it does not know (case 71)', async () => {
    for (const path of ['/invitations', '/organizations', `/organizations/${company.id}/roles`]) {
      const plain = await ada.get(path)
      const more = await ada.get(`${path}?utm_source=mail&utm_source=mail&__proto__=1`)
      expect([more.status, more.body]).toEqual([200, plain.body])
    }
  })
})

describe('size and shape', () => {
  const organizations = (body: string, headers = {}) => ada.request('POST', '/organizations', { body, headers })
  const ofSize = (bytes: number) => `{"name":"${'a'.repeat(bytes - '{"name":""}'.length)}"}`

  test('a body of 64 KiB is read and one byte more is 413 (case 73)', async () => {
    await unchanged(usher, async () => {
      expect((await organizations(ofSize(65_536))).status).toBe(422)
      const { status, body } = await organizations(ofSize(65_537))
      expect([status, body.code]).toEqual([413, 'body_too_large'])
    })
  })

  test('a body that says it is too large is refused before a byte of it is sent (case 73)', async () => {
    const lines = [`Authorization: Bearer ${ada.token}`, 'Content-Type: application/json', 'Content-Length: 65537']
    expect((await unchanged(usher, () => sendRaw(usher.url, head('POST /organizations', ...lines)))).status).toBe(413)
  })

  test('a body in chunks is refused as soon as it is too large, and the connection closed (case 73)', async () => {
    const lines = [`Authorization: Bearer ${ada.token}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked']
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`
    const request = head('POST /organizations', ...lines) + chunk.repeat(5)
    expect((await unchanged(usher, () => sendRaw(usher.url, request))).status).toBe(413)
  })

  test('nobody learns about a body before they may send one (case 73)', async () => {
    for (const [body, headers] of [
      ['x'.repeat(70_000), {}],
      ['{', {}],
      ['<a/>', { 'content-type': 'text/xml' }],
    ] as const) {
      expect((await usher.request('POST', '/organizations', { body, headers })).status).toBe(401)
    }
  })

  test.each(['gzip', 'deflate', 'br', 'zstd', 'identity', 'gzip, gzip'])(
    'Content-Encoding: %s is 415 (case 73)',
    async (encoding) => {
      const headers = { 'content-encoding': encoding }
      const { status, body } = await unchanged(usher, () => organizations('{"name":"x"}', headers))
      expect([status, body.code]).toEqual([415, 'unsupported_media_type'])
    },
  )

  test.each([
    ['arrays 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), [400, 422]],
    ['objects 10,000 deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), [400, 422]],
    ['arrays without an end', '['.repeat(60_000), [400]],
    ['8,000 keys', `{${Array.from({ length: 8_000 }, (_, i) => `"${i}":1`).join()}}`.slice(0, 65_536), [400, 422]],
    ['5,000 unknown keys', `{${Array.from({ length: 5_000 }, (_, i) => `"${i}":1`).join()}}`, [422]],
    ['1,000,000 keys', `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join()}}`, [413]],
    ['60,000 backslashes', `{"name":"${'\\'.repeat(60_000)}"}`, [422]],
    ['a number of 60,000 digits', `{"name":${'9'.repeat(60_000)}}`, [422]],
  ])('%s are refused, and quickly (case 73)', async (_, body, expected) => {
    let spent: NodeJS.CpuUsage | undefined
    const answer = await unchanged(usher, async () => {
      const before = process.cpuUsage()
      const answered = await organizations(body)
      spent = process.cpuUsage(before)
      return answered
    })
    expect(expected).toContain(answer.status)
    expect(spent?.user).toBeLessThan(1_000_000)
    expect(answer.text.length).toBeLessThan(10_000)
  })
})

describe('encoding', () => {
  const json = '{"name":"Byte Engines"}'
  const sendBytes = (bytes: Buffer, ...headers: string[]) => {
    const lines = [`Authorization: Bearer ${ada.token}`, 'Connection: close', `Content-Length: ${bytes.length}`]
    return sendRaw(usher.url, Buffer.concat([Buffer.from(head('POST /organizations', ...lines, ...headers)), bytes]))
  }
  const type = 'Content-Type: application/json'

  test.each([
    ['no content type', json, [], 415],
    ['text/plain', json, ['Content-Type: text/plain'], 415],
    ['a form', 'name=x', ['Content-Type: application/x-www-form-urlencoded'], 415],
    ['multipart', json, ['Content-Type: multipart/form-data; boundary=x'], 415],
    ['text/json', json, ['Content-Type: text/json'], 415],
    ['a type that only begins like JSON', json, ['Content-Type: application/jsonx'], 415],
    ['merge patch', json, ['Content-Type: application/merge-patch+json'], 415],
    ['no media type at all', json, ['Content-Type: json'], 415],
    ['utf-16 by name', Buffer.from(json, 'utf16le'), [`${type}; charset=utf-16`], 415],
    ['latin-1 by name', Buffer.from('{"name":"Caf\u00e9"}', 'latin1'), [`${type}; charset=iso-8859-1`], 415],
    ['utf-16 under the name of utf-8', Buffer.from(json, 'utf16le'), [type], 400],
    ['bytes that are no UTF-8', Buffer.from('{"name":"\u00ff\u00fe"}', 'latin1'), [type], 400],
    ['overlong UTF-8', Buffer.from('{"name":"\u00c0\u00af"}', 'latin1'), [type], 400],
    ['a surrogate in UTF-8', Buffer.from('{"name":"\u00ed\u00a0\u0080"}', 'latin1'), [type], 400],
    ['a byte order mark', `\ufeff${json}`, [type], 400],
    ['half an escaped surrogate pair', '{"name":"x\\ud800y"}', [type], 422],
    ['an escaped surrogate pair the wrong way round', '{"name":"\\udc00\\ud800"}', [type], 422],
    ['an escaped NUL', '{"name":"x\\u0000"}', [type], 422],
    ['a key with half a pair', '{"name":"x","\\ud800":1}', [type], 422],
    ['a raw line end in text', '{"name":"x\ny"}', [type], 400],
    ['single quotes', "{'name':'x'}", [type], 400],
    ['a trailing comma', '{"name":"x",}', [type], 400],
    ['a comment', '{"name":"x"} // x', [type], 400],
    ['two values', `${json}${json}`, [type], 400],
    ['NaN', '{"name":NaN}', [type], 400],
    ['white space only', '   ', [type], 400],
    ['an array', `[${json}]`, [type], 422],
    ['text', '"name"', [type], 422],
    ['null', 'null', [type], 422],
  ] as const)('a body that is %s is refused (case 74)', async (_, bytes, headers, status) => {
    const answer = await unchanged(usher, () => sendBytes(Buffer.from(bytes), ...headers))
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
  })

  test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])(
    '%s is taken (case 74)',
    async (contentType) => {
      const answer = await sendBytes(Buffer.from('{"name":"Caf\u00e9 \\ud83d\\ude80"}'), `Content-Type: ${contentType}`)
      expect([answer.status, JSON.parse(answer.text).name]).toEqual([201, 'Caf\u00e9 \u{1f680}'])
    },
  )
})

describe('numbers', () => {
  test.each(['-1', '86401', '2147483648', '1e309', '-1e309', '1.5', '"5"', 'true', '[5]', '{}', '9007199254740993'])(
    'overlap_seconds of %s is 422 (case 86)',
    async (value) => {
      const path = `/organizations/${company.id}/service-accounts/${machine}/key`
      const answer = await unchanged(usher, () => ada.request('POST', path, { body: `{"overlap_seconds":${value}}` }))
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/overlap_seconds'])
    },
  )

  test.each(['0', '86400', '5.0', '1e1'])('overlap_seconds of %s is taken (case 86)', async (value) => {
    const path = `/organizations/${company.id}/service-accounts/${machine}/key`
    expect((await ada.request('POST', path, { body: `{"overlap_seconds":${value}}` })).status).toBe(200)
  })
})

describe('no body', () => {
  test('Content-Type: application/json with an empty body works on every POST and DELETE, and no success is empty', async () => {
    const { guest, other, third } = await cast(usher, 'guest', 'other', 'third')
    const first = await ada.invites(company, guest)
    const second = await ada.invites(company, other)
    const unanswered = await ada.invites(company, 'unanswered@example.com')
    const inside = `/organizations/${company.id}`
    const { body: robot } = await ada.request('POST', `${inside}/service-accounts`, { body: { name: 'Robot' } })
    const requests: [Actor, string, string][] = [
      [guest, 'POST', `/invitations/${first.id}?accept=True`],
      [other, 'POST', `/invitations/${second.id}?accept=False`],
      [ada, 'DELETE', `${inside}/invitations/${unanswered.id}`],
      [ada, 'POST', `${inside}/service-accounts/${robot.id}/key`],
      [ada, 'DELETE', `${inside}/service-accounts/${robot.id}/key`],
      [ada, 'DELETE', `${inside}/service-accounts/${robot.id}`],
      [third, 'DELETE', `${inside}/members?user_id=${await third.joins(company, ada)}`],
    ]
    const bodies: unknown[] = []
    for (const [actor, method, path] of requests) {
      const answer = await actor.request(method, path, { headers: { 'content-type': 'application/json' } })
      expect([method, path, answer.status, answer.text === '']).toEqual([method, path, 200, false])
      bodies.push(answer.body)
    }
    expect(bodies.toSpliced(3, 1)).toEqual([company.id, null, null, null, null, null])
  })

  test.each([
    ['with a length of zero', ['Content-Length: 0']],
    ['without a length', []],
    ['in no chunks', ['Transfer-Encoding: chunked']],
  ])('an empty body %s is no body', async (_, framing) => {
    const { guest } = await cast(usher, 'guest')
    const invitation = await ada.invites(company, guest)
    const own = [`Authorization: Bearer ${guest.token}`, 'Content-Type: application/json', 'Connection: close']
    const end = framing[0]?.startsWith('Transfer') === true ? '0\r\n\r\n' : ''
    const answer = await sendRaw(
      usher.url,
      head(`POST /invitations/${invitation.id}?accept=true`, ...own, ...framing) + end,
    )
    expect([answer.status, answer.text.includes(`"${company.id}"`)]).toEqual([200, true])
  })

  test('a body that must be there and is not is 422', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await unchanged(usher, () => ada.request('POST', '/organizations', { headers }))
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
  })
})
