import { randomUUID } from 'node:crypto'
import { METHODS } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { sitemap } from '../src/routes.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { head, sendRaw } from './support/raw.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let grace: Actor
let company: Company
let invitation: Invited
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
  invitation = await ada.invites(company, grace)
})
afterAll(() => usher[Symbol.asyncDispose]())

const methodsByPath = Map.groupBy(Object.keys(sitemap), (place) => place.split(' ')[1] ?? '')
const paths = [...methodsByPath].map(([path, places]) => {
  const methods = places.map((place) => place.split(' ')[0] ?? '')
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted()
  return { path, concrete: path.replaceAll(/\{\w+\}/g, () => randomUUID()), allowed }
})
/** Every method that the parser knows and that a socket of its own is not needed for. */
const everyMethod = METHODS.filter((method) => method !== 'CONNECT')

describe('methods', () => {
  test.each(paths)(
    '$path answers any other method with 405 and Allow, with or without a token (case 37)',
    async ({ concrete, allowed }) => {
      const others = everyMethod.filter((method) => !allowed.includes(method))
      expect(others).toEqual(expect.arrayContaining(['TRACE', 'PROPFIND']))
      await unchanged(usher, async () => {
        for (const method of others) {
          const { status, headers, text } = await sendRaw(usher.url, head(`${method} ${concrete}`, 'Connection: close'))
          expect([method, status, headers['allow']]).toEqual([method, 405, allowed.join(', ')])
          if (method !== 'HEAD') expect(JSON.parse(text).code).toBe('method_not_allowed')
        }
      })
    },
  )

  test.each(paths)('$path says which methods it has when asked by OPTIONS (case 37)', async ({ concrete, allowed }) => {
    const { status, headers, text } = await usher.request('OPTIONS', concrete)
    expect([status, headers.get('allow'), text]).toEqual([204, allowed.join(', '), ''])
  })

  test('a method that is not there is 405 whatever body came with it (case 37)', async () => {
    for (const [type, body] of [
      ['application/json', '{'],
      ['text/xml', '<a/>'],
      ['application/json', 'x'.repeat(100_000)],
    ] as const) {
      const answer = await ada.request('PUT', `/invitations/${invitation.id}`, {
        headers: { 'content-type': type },
        body,
      })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
    }
  })

  test('HEAD answers like GET, without the body (case 37)', async () => {
    for (const path of ['/invitations', `/invitations/${invitation.id}`, `/invitations/${randomUUID()}`]) {
      const get = await grace.get(path)
      const { status, headers, text } = await grace.request('HEAD', path)
      expect([path, status, text]).toEqual([path, get.status, ''])
      for (const name of ['content-type', 'content-length', 'cache-control'])
        expect(headers.get(name)).toBe(get.headers.get(name))
    }
    expect((await usher.request('HEAD', '/invitations')).status).toBe(401)
  })

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    '%s is ignored (case 37)',
    async (header) => {
      const headers = { [header]: 'DELETE' }
      const path = `/organizations/${company.id}/invitations/${invitation.id}`
      const answer = await unchanged(usher, () => ada.request('GET', path, { headers }))
      expect([answer.status, answer.body.status]).toEqual([200, 'pending'])
      const post = await unchanged(usher, () => ada.request('POST', path, { headers }))
      expect(post.status).toBe(405)
    },
  )
})

/** What an answer says, apart from what differs from one answer to the next. */
function withoutRequest({ status, headers, body }: Answer) {
  const { request_id, ...rest } = body
  const kept = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
  return { status, headers: kept, body: rest, identified: headers.get('x-request-id') === request_id }
}

describe('paths', () => {
  test('an unknown path and an unknown resource look the same (case 38)', async () => {
    const unknown = withoutRequest(await ada.get(`/invitations/${randomUUID()}`))
    expect([unknown.status, unknown.body.code, unknown.identified]).toEqual([404, 'not_found', true])
    const others = [
      ada.get('/nothing'),
      ada.get(`/organizations/${randomUUID()}`),
      ada.get(`/organizations/${randomUUID()}/members`),
      ada.get(`/organizations/${company.id}/invitations/${randomUUID()}`),
      ada.get('/invitations/%zz'),
      ada.get(`/invitations/${'a'.repeat(600)}`),
      ada.request('POST', '/nothing', { body: '{' }),
      ada.request('DELETE', '/nothing', { headers: { 'content-encoding': 'gzip' } }),
      usher.request('GET', '/nothing'),
    ]
    for (const other of await Promise.all(others)) expect(withoutRequest(other)).toEqual(unknown)
  })

  test.each([
    '//invitations',
    '/invitations/',
    '/invitations//',
    '/./invitations',
    '/nothing/../invitations',
    '/nothing/%2e%2e/invitations',
    '/%69nvitations%2f',
    '/invitations;x',
    '/invitations;jsessionid=1',
    '/invitations%3Flimit=1',
    '/invitations%00',
    '/invitations%20',
    '/invitations.json',
    '/Invitations',
    '/INVITATIONS',
    '\\invitations',
    '/\\invitations',
    '/invitations/%2e%2e/organizations/nothing',
    '/docs/../invitations',
    '/console/..%2finvitations',
  ])('%s leads nowhere (case 38)', async (path) => {
    const authorization = `Authorization: Bearer ${grace.token}`
    const { status } = await unchanged(usher, () =>
      sendRaw(usher.url, head(`GET ${path}`, authorization, 'Connection: close')),
    )
    expect(status).toBe(path.startsWith('\\') ? 400 : 404)
  })

  test('an encoded slash or dot does not leave the place of an id (case 38)', async () => {
    for (const id of [`..%2f${company.id}`, '%2e%2e', `${invitation.id}%2fdetails`, `${invitation.id};x`, '.']) {
      const line = `GET /invitations/${id}`
      const { status } = await sendRaw(
        usher.url,
        head(line, `Authorization: Bearer ${grace.token}`, 'Connection: close'),
      )
      expect([id, status]).toEqual([id, 422])
    }
  })

  test('no path trick gets past authentication (case 38)', async () => {
    for (const path of [
      '/invitations',
      '/%69nvitations',
      '/invitations?',
      '/invitations#x',
      'http://127.0.0.1/invitations',
    ]) {
      const { status } = await sendRaw(usher.url, head(`GET ${path}`, 'Connection: close'))
      expect([path, status]).toEqual([path, 401])
    }
  })
})

describe('headers', () => {
  test.each(['text/xml', 'text/html', 'image/*', 'application/json;q=0', 'application/xml, text/plain'])(
    'Accept: %s is not acceptable (case 87)',
    async (accept) => {
      const answers = await unchanged(usher, () =>
        Promise.all([
          grace.request('GET', '/invitations', { headers: { accept } }),
          grace.request('POST', `/invitations/${invitation.id}?accept=true`, { headers: { accept } }),
          usher.request('GET', '/invitations', { headers: { accept } }),
        ]),
      )
      for (const { status, body } of answers) expect([status, body.code]).toEqual([406, 'not_acceptable'])
    },
  )

  test.each([
    'application/json',
    'application/*',
    '*/*',
    'text/html, */*;q=0.1',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
  ])('Accept: %s gets JSON (case 87)', async (accept) => {
    const { status, headers } = await grace.request('GET', '/invitations', { headers: { accept } })
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  })

  test.each([
    ['one a little too long', 8_193 - '/invitations?x='.length],
    ['one of 16 kB', 16_384],
  ])('a URL that is too long is 414: %s (case 88)', async (_, length) => {
    const answer = await grace.get(`/invitations?x=${'a'.repeat(length)}`)
    expect([answer.status, answer.body.code]).toEqual([414, 'url_too_long'])
  })

  test('a URL of 8 kB is served (case 88)', async () => {
    expect((await grace.get(`/invitations?x=${'a'.repeat(8_192 - '/invitations?x='.length)}`)).status).toBe(200)
  })

  test.each([
    ['200 headers', Array.from({ length: 200 }, (_, index) => `X-Filler-${index}: 1`)],
    ['5,000 headers', Array.from({ length: 5_000 }, () => 'X: 1')],
    ['a header of 70 kB', [`X-Filler: ${'a'.repeat(70_000)}`]],
  ])('%s are too many or too large (case 88)', async (_, headers) => {
    const answer = await sendRaw(usher.url, head('GET /invitations', 'Connection: close', ...headers))
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([431, 'headers_too_large'])
    expect(answer.headers['x-request-id']).toBe(JSON.parse(answer.text).request_id)
  })

  test('a body on GET is ignored (case 72)', async () => {
    const plain = await grace.get('/invitations')
    const bodies = ['{"accept":true}', '{', 'x'.repeat(70_000)]
    for (const body of bodies) {
      const lines = [`Authorization: Bearer ${grace.token}`, 'Content-Type: application/json', 'Connection: close']
      const request = head('GET /invitations', ...lines, `Content-Length: ${body.length}`) + body
      const answer = await unchanged(usher, () => sendRaw(usher.url, request))
      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, plain.body])
    }
  })

  test('X-Request-Id is taken over and told in the header and in a problem', async () => {
    const headers = { 'x-request-id': 'trace-42.A_b' }
    expect((await grace.request('GET', '/invitations', { headers })).headers.get('x-request-id')).toBe('trace-42.A_b')
    const problem = await grace.request('GET', `/invitations/${randomUUID()}`, { headers })
    expect([problem.headers.get('x-request-id'), problem.body.request_id]).toEqual(['trace-42.A_b', 'trace-42.A_b'])
  })

  test.each(['', 'a b', 'x'.repeat(65), '<script>', 'a"b', "'; drop table events --", 'ä'])(
    'X-Request-Id %j is replaced by one of ours',
    async (own) => {
      const { headers } = await grace.request('GET', '/invitations', { headers: { 'x-request-id': own } })
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  test('the id of a request stands in the events that it made', async () => {
    const headers = { 'x-request-id': randomUUID() }
    const { body } = await ada.request('POST', '/organizations', { body: { name: 'Traced' }, headers })
    const events = await usher.db.many(
      sql<{ subject_id: string }>`select subject_id from events where request_id = ${headers['x-request-id']}`,
    )
    expect(events).toEqual([{ subject_id: body.id }])
  })

  test('no answer of the API is stored by a cache, whatever its status', async () => {
    const answers = await Promise.all([
      grace.get('/invitations'),
      grace.get(`/invitations/${invitation.id}`),
      grace.get(`/invitations/${randomUUID()}`),
      grace.get('/invitations/abc'),
      grace.get('/nothing'),
      grace.get('/invitations/%zz'),
      usher.request('GET', '/invitations'),
      usher.request('OPTIONS', '/invitations'),
      ada.request('PUT', '/invitations'),
      ada.get(`/organizations/${company.id}/members`),
      ada.request('POST', '/organizations', { body: '{' }),
      ada.tryToInvite(company, 'not an address'),
    ])
    for (const { status, headers } of answers)
      expect([status, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        status,
        'no-store',
        'nosniff',
      ])
    const malformed = await sendRaw(usher.url, 'nonsense\r\n\r\n')
    expect([malformed.status, malformed.headers['cache-control']]).toEqual([400, 'no-store'])
  })
})
