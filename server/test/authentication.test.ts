import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, enter } from './support/cast.ts'
import { later } from './support/clock.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { machine, platform, tokenWith } from './support/machine.ts'
import { head, sendRaw } from './support/raw.ts'
import { usherWithTwoIssuers } from './support/trusting.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const needingToken = everyRequest.filter(({ scope }) => scope !== undefined)

describe('without a usable token', () => {
  const askWith = (...headers: string[]) =>
    sendRaw(usher.url, head('GET /invitations', ...headers, 'Connection: close'))

  test.each(needingToken)('$place says that one is needed, and gives no error code (case 1)', async (each) => {
    const answer = await unchanged(usher, () => usher.request(each.method, each.path(randomIds()), each.sent))
    expect([answer.status, answer.headers.get('www-authenticate'), answer.body.code]).toEqual([
      401,
      'Bearer',
      'authentication_required',
    ])
  })

  test.each([
    ['another scheme', 'Basic YWRhOmxvdmVsYWNl', 'Bearer'],
    ['a scheme alone', 'Bearer', 'Bearer error="invalid_token"'],
    ['a scheme and blanks', 'Bearer    ', 'Bearer error="invalid_token"'],
    ['two tokens', 'Bearer one two', 'Bearer error="invalid_token"'],
    ['two tokens in a list', 'Bearer one, Bearer two', 'Bearer error="invalid_token"'],
    ['characters that no token has', 'Bearer "töken"', 'Bearer error="invalid_token"'],
    ['a token of 20 kB', `Bearer ${'x'.repeat(20_000)}`, 'Bearer error="invalid_token"'],
  ])('%s in the header is 401 (case 2)', async (_, authorization, challenge) => {
    const answer = await askWith(`Authorization: ${authorization}`)
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, challenge])
  })

  test('two headers are 401, even if each is good (case 2)', async () => {
    const { ada } = await cast(usher, 'ada')
    const good = `Authorization: Bearer ${ada.token}`
    expect((await askWith(good)).status).toBe(200)
    const answer = await askWith(good, good)
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"'])
  })

  test('a token in the query or in a form is ignored, and stands in no log (case 3)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const invitation = await ada.invites(await ada.founds(), grace)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const inBody = { body: `access_token=${grace.token}`, headers: form }
    const query = `access_token=${grace.token}`
    const answers = await unchanged(usher, () =>
      Promise.all([
        usher.request('GET', `/invitations?${query}`),
        usher.request('GET', `/invitations/${invitation.id}?${query}`),
        usher.request('POST', `/invitations/${invitation.id}?accept=true&${query}`),
        usher.request('POST', `/invitations/${invitation.id}?accept=true`, inBody),
      ]),
    )
    for (const answer of answers)
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    await grace.get('/invitations')
    expect(usher.log).toContain('"/invitations"')
    expect(usher.log).not.toContain(grace.token.split('.')[1])
  })
})

describe('who a token is', () => {
  test('the same subject of another issuer is somebody else, who sees nothing (case 12)', async () => {
    const { usher, first, second } = await usherWithTwoIssuers()
    const ask = (token: string, path: string, method = 'GET') => usher.request(method, path, { token })
    const ada = await first.sign({ sub: 'ada', email: 'ada@example.com', email_verified: true })
    const namesake = await second.sign({ sub: 'ada' })
    const { body } = await usher.request('POST', '/organizations', { token: ada, body: { name: 'Analytical Engines' } })

    expect((await ask(ada, '/organizations')).body).toHaveLength(1)
    expect((await ask(namesake, '/organizations')).body).toEqual([])
    expect((await ask(namesake, `/organizations/${body.id}`)).status).toBe(404)
    expect(await usher.db.many(sql`select distinct user_id from identities where subject = 'ada'`)).toHaveLength(2)
  })

  test('a machine that nobody knows has no invitations, and is told why (case 13)', async () => {
    const stranger = await usher.issuer.sign({ sub: 'a-machine', client_id: 'a-machine' })
    const presented = await usher.issuer.sign({ sub: 'a-machine', client_id: undefined, azp: 'a-machine' })
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const { id } = await ada.invites(await ada.founds(), grace)
    for (const token of [stranger, presented, (await platform(usher)).token]) {
      const answers = await unchanged(usher, () =>
        Promise.all([
          usher.request('GET', '/invitations', { token }),
          usher.request('GET', `/invitations/${id}`, { token }),
          usher.request('GET', `/invitations/${id}/details`, { token }),
          usher.request('POST', `/invitations/${id}?accept=true`, { token }),
          usher.request('POST', `/invitations/${id}?accept=false`, { token }),
        ]),
      )
      for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'user_context_required'])
    }
  })

  test.each<[string, unknown]>([
    ['false', false],
    ['absent', undefined],
    ['the text "true"', 'true'],
    ['the number 1', 1],
    ['null', null],
    ['a list with true', [true]],
  ])('an address whose email_verified is %s proves nothing (case 19)', async (_, email_verified) => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const invitation = await ada.invites(await ada.founds(), grace)
    const pretender = await enter(usher, 'pretender', { email: grace.address, email_verified })
    expect(await pretender.inbox()).toEqual([])
    const answers = await unchanged(usher, () =>
      Promise.all([
        pretender.get(`/invitations/${invitation.id}`),
        pretender.get(`/invitations/${invitation.id}/details`),
        pretender.accepts(invitation),
        pretender.declines(invitation),
      ]),
    )
    for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'not_found'])
    expect(await grace.inbox()).toEqual([invitation.id])
  })
})

describe('scopes of the built-in issuer', () => {
  test('a token for reading invitations cannot answer one, and hears which scope it lacks (case 14)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const robot = await machine(usher, ada, company, { scope: 'invitations:read' })
    const invitation = await grace.invites(await grace.founds(), robot)
    expect(await robot.inbox()).toEqual([invitation.id])
    const answer = await unchanged(usher, () => robot.accepts(invitation))
    expect([answer.status, answer.body.code, answer.body.required_scope]).toEqual([
      403,
      'insufficient_scope',
      'invitations:respond',
    ])
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="invitations:respond"',
    )
  })

  test('every operation refuses a token with all scopes but its own (case 14)', async () => {
    const { ada } = await cast(usher, 'ada')
    const robot = await machine(usher, ada, await ada.founds(), { role: 'admin' })
    const held = [
      'invitations:read',
      'invitations:respond',
      'organizations:read',
      'organizations:write',
      'webhooks:manage',
    ]
    for (const { place, method, path, scope, sent } of needingToken) {
      const others = held.filter((name) => name !== scope).join(' ')
      const token = await tokenWith(usher, robot.key, others)
      const answer = await unchanged(usher, () => usher.request(method, path(randomIds()), { ...sent, token }))
      expect([place, answer.status, answer.body.required_scope]).toEqual([place, 403, scope])
    }
  })
})

describe('a user who is no longer there', () => {
  test.each(['disabled', 'deleted'])('is refused everywhere at the next request when %s (case 15)', async (status) => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const gone = [await machine(usher, ada, company), grace] as Actor[]
    for (const actor of gone) {
      expect(await actor.inbox()).toEqual([])
      await usher.db.run(sql`
        update users set status = ${status}
        where id = (select user_id from identities where subject = ${actor.subject})`)
      for (const { place, method, path, scope, sent } of needingToken) {
        if (scope === 'platform') continue
        const answer = await unchanged(usher, () => actor.request(method, path(randomIds()), sent))
        expect([place, answer.status, answer.body.code]).toEqual([place, 401, 'invalid_token'])
      }
    }
  })
})

describe('the keys of an issuer', () => {
  // One for each test, because what is known of an issuer's keys lives in the service, and the clock is moved.
  let usher: TestUsher
  beforeEach(async () => void (usher = await startUsher()))
  afterEach(() => usher[Symbol.asyncDispose]())

  const ask = async (token: string) => (await usher.request('GET', '/invitations', { token })).status
  const fresh = () => usher.issuer.sign({ sub: crypto.randomUUID() })

  test('a thousand unknown key ids fetch the keys once in a cool-down (case 7)', async () => {
    await ask(await fresh())
    later(31)
    const before = usher.issuer.keyFetches
    for (let round = 0; round < 20; round++) {
      const tokens = await Promise.all(
        Array.from({ length: 50 }, () => usher.issuer.sign({ sub: 'grace' }, { kid: crypto.randomUUID() })),
      )
      expect(new Set(await Promise.all(tokens.map(ask)))).toEqual(new Set([401]))
    }
    expect(usher.issuer.keyFetches).toBe(before + 1)
  })

  test('while the issuer is down, unknown key ids do not make this service call it for each (case 7)', async () => {
    await ask(await fresh())
    later(31)
    usher.issuer.down = true
    const before = usher.issuer.keyFetches
    for (let count = 0; count < 100; count++)
      await ask(await usher.issuer.sign({ sub: 'grace' }, { kid: `no-${count}` }))
    expect(usher.issuer.keyFetches).toBe(before + 1)
    usher.issuer.down = false
  })

  test('while an issuer is down its known keys still verify, to their limit; then 503 until it is back (case 16)', async () => {
    const old = await fresh()
    expect(await ask(old)).toBe(200)
    usher.issuer.down = true
    later(500)
    expect(await ask(await fresh())).toBe(200)
    later(600)
    const answer = await unchanged(usher, async () => usher.request('GET', '/invitations', { token: await fresh() }))
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
    expect(await ask('not.a.token')).toBe(401)
    usher.issuer.down = false
    later(5)
    expect(await ask(await fresh())).toBe(200)
  })

  test('an issuer that was never reached is 503 with Retry-After, and keeps nobody else out (case 16)', async () => {
    const { usher, first, second } = await usherWithTwoIssuers()
    first.down = true
    const token = await first.sign({ sub: 'grace' })
    const answer = await unchanged(usher, () => usher.request('GET', '/invitations', { token }))
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
    expect((await usher.request('GET', '/invitations', { token: await second.sign({ sub: 'grace' }) })).status).toBe(
      200,
    )
  })

  test('after a rotation tokens of both keys are good, until the old key is removed (case 18)', async () => {
    const before = await fresh()
    const unseen = await fresh()
    expect(await ask(before)).toBe(200)
    await usher.issuer.rotateKey()
    later(31)
    const after = await fresh()
    expect([await ask(after), await ask(before), await ask(unseen)]).toEqual([200, 200, 200])

    usher.issuer.retireOldKeys()
    later(601)
    const last = await usher.issuer.sign({ sub: 'grace' })
    expect([await ask(last), await ask(before), await ask(unseen)]).toEqual([200, 401, 401])
  })

  test('a token of a removed key is not remembered for longer than the keys are (case 18)', async () => {
    await ask(await fresh())
    const old = await usher.issuer.sign({ sub: 'grace', exp: Math.floor(Date.now() / 1000) + 3_600 })
    await usher.issuer.rotateKey()
    usher.issuer.retireOldKeys()
    later(590)
    expect(await ask(old)).toBe(200)
    later(11)
    expect(await ask(old)).toBe(401)
  })

  test('a token that was good is refused once it has expired, although it was remembered (case 4)', async () => {
    // The clock stands from here on: a token's times are whole seconds, so a busy machine's second would decide.
    later(0)
    const token = await fresh()
    expect(await ask(token)).toBe(200)
    later(3_629)
    expect(await ask(token)).toBe(200)
    later(2)
    expect(await ask(token)).toBe(401)
  })
})
