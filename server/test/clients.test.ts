import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Application, post, refresh, tokensOf } from './support/application.ts'
import { type Actor, cast } from './support/cast.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { askForToken, machine, platform, tokenWith } from './support/machine.ts'
import { operator } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada } = await cast(usher, 'ada'))
  await operator(usher, ada)
})
afterAll(() => usher[Symbol.asyncDispose]())

const callback = 'https://app.example.com/callback'
const somebody = () => `${randomUUID()}@example.com`
const register = (body: object) => ada.request('POST', '/clients', { body })
const status = async (token: string) => (await usher.request('GET', '/invitations', { token })).status

async function registered(asked: object = {}): Promise<Application> {
  const { status, body } = await register({
    name: 'The application',
    redirect_uris: [callback],
    post_logout_redirect_uris: ['https://app.example.com/signed-out'],
    first_party: true,
    ...asked,
  })
  expect(status).toBe(201)
  return {
    id: body.client_id,
    name: body.name,
    secret: body.client_secret,
    redirectUri: callback,
    signedOutUri: 'https://app.example.com/signed-out',
  }
}

const eventsOf = async (id: string) =>
  (
    await usher.db.many(sql<{ type: string; actor_type: string }>`
    select type, actor_type from events where subject_id = ${id} order by sequence`)
  ).map(({ type }) => type)

describe('clients', () => {
  const restricted = everyRequest.filter(({ place }) => place.includes('/clients'))

  test('are asked for in every operation of theirs', () => expect(restricted).toHaveLength(6))

  test.each(restricted)('$place is for operators alone, whoever the ids name', async ({ method, path, sent }) => {
    const { grace } = await cast(usher, 'grace')
    const robot = await machine(usher, grace, await grace.founds())
    const { id } = await registered()
    for (const client_id of [id, randomIds().client_id]) {
      for (const actor of [grace, robot]) {
        const { status, body } = await unchanged(usher, () =>
          actor.request(method, path({ ...randomIds(), client_id }), sent),
        )
        expect([status, body.code]).toEqual([403, 'operator_required'])
      }
    }
  })

  test('that are registered serve people at once, and show their secret that once', async () => {
    const made = await register({ name: ' Shop ', redirect_uris: [callback], scopes: ['openid', 'invitations:read'] })
    expect([made.status, made.body]).toEqual([
      201,
      {
        client_id: expect.stringMatching(/^application_[\da-f]{32}$/),
        kind: 'application',
        name: 'Shop',
        public: false,
        first_party: false,
        redirect_uris: [callback],
        post_logout_redirect_uris: [],
        scopes: ['openid', 'invitations:read'],
        created: expect.any(String),
        last_used: null,
        client_secret: expect.stringMatching(/^[\w-]{43}$/),
      },
    ])
    expect(made.headers.get('location')).toBe(`${usher.url}/clients/${made.body.client_id}`)
    const { client_secret: secret, ...shown } = made.body
    expect((await ada.get(`/clients/${made.body.client_id}`)).body).toEqual(shown)
    expect((await ada.get('/clients')).body).toContainEqual(shown)
    expect(await eventsOf(made.body.client_id)).toEqual(['client.created'])
    const { data } = await usher.db.one(sql<{ data: string }>`
      select coalesce(string_agg(data::text, ''), '') as data from events where subject_id = ${made.body.client_id}`)
    expect(data).not.toContain(secret)
    const app = { id: made.body.client_id, name: 'Shop', secret, redirectUri: callback, signedOutUri: '' }
    const { access_token } = await tokensOf(usher, app, somebody(), { scope: 'openid invitations:read' })
    expect(await status(access_token)).toBe(200)
  })

  test('that are public have no secret, and serve people all the same', async () => {
    const app = await registered({ public: true })
    expect(app.secret).toBeUndefined()
    const { access_token } = await tokensOf(usher, app, somebody())
    expect(await status(access_token)).toBe(200)
    const { status: refused, body } = await unchanged(usher, () => ada.request('POST', `/clients/${app.id}/secret`))
    expect([refused, body.code]).toEqual([409, 'public_client'])
  })

  test('of the platform act for nobody', async () => {
    const { body } = await register({ name: 'Billing', kind: 'platform' })
    const token = await tokenWith(usher, body)
    const asked = '/memberships?issuer=https://issuer.example.com&subject=ada'
    expect((await usher.request('GET', asked, { token })).status).toBe(200)
    expect((await usher.request('GET', '/invitations', { token })).status).toBe(403)
  })

  test('of service accounts are their organizations’, and not among them', async () => {
    const robot = await machine(usher, ada, await ada.founds())
    for (const [method, path] of [
      ['GET', `/clients/${robot.id}`],
      ['PATCH', `/clients/${robot.id}`],
      ['DELETE', `/clients/${robot.id}`],
      ['POST', `/clients/${robot.id}/secret`],
    ] as const) {
      const body = method === 'PATCH' ? { name: 'Mine' } : undefined
      const answer = await unchanged(usher, () => ada.request(method, path, body === undefined ? {} : { body }))
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    }
    const { body } = await ada.get('/clients')
    expect(body.map(({ client_id }: { client_id: string }) => client_id)).not.toContain(robot.id)
  })

  test('are told page by page', async () => {
    await registered()
    await registered()
    const { length } = (await ada.get('/clients')).body
    const found: unknown[] = []
    for (let path: string | undefined = '/clients?limit=1'; path !== undefined;) {
      const { body, headers }: Answer = await ada.get(path)
      found.push(...body)
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.replace(usher.url, '')
    }
    expect(new Set(found.map((client) => JSON.stringify(client))).size).toBe(length)
    expect(found).toHaveLength(length)
  })
})

describe('what cannot be registered changes nothing:', () => {
  test.each([
    ['an application without an address', { redirect_uris: [] }, '/redirect_uris'],
    ['an address without TLS', { redirect_uris: ['http://app.example.com/callback'] }, '/redirect_uris/0'],
    [
      'an address to sign out to without TLS',
      { post_logout_redirect_uris: ['http://a.example.com'] },
      '/post_logout_redirect_uris/0',
    ],
    ['a name that cannot be seen', { name: '\u200b' }, '/name'],
    ['a name that leads people elsewhere (case 80)', { name: 'Sign in at evil.com' }, '/name'],
    ['an unknown scope', { scopes: ['openid', 'everything'] }, '/scopes/1'],
    ['a person’s scope for the platform', { kind: 'platform', scopes: ['invitations:read'] }, '/redirect_uris'],
    ['the scope of the platform', { scopes: ['platform'] }, '/scopes/0'],
  ])('%s', async (_, asked, pointer) => {
    const body = { name: 'Shop', redirect_uris: [callback], ...asked }
    const answer = await unchanged(usher, () => register(body))
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })

  test.each(['client_id', 'client_secret', 'secret_hash', 'user_id', 'created', '__proto__'])(
    'a body with %s (case 28)',
    async (field) => {
      const body = `{"name":"Shop","redirect_uris":["${callback}"],"${field}":"x"}`
      const answer = await unchanged(usher, () => ada.request('POST', '/clients', { body }))
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
      const { id } = await registered()
      const change = await unchanged(usher, () => ada.request('PATCH', `/clients/${id}`, { body: `{"${field}":"x"}` }))
      expect([change.status, change.body.code]).toEqual([422, 'validation_failed'])
    },
  )
})

describe('a change', () => {
  test('of name and addresses leaves people signed in', async () => {
    const app = await registered()
    const tokens = await tokensOf(usher, app, somebody())
    const other = 'https://app.example.com/other'
    const changed = await ada.request('PATCH', `/clients/${app.id}`, {
      body: { name: 'Renamed', redirect_uris: [callback, other] },
    })
    expect([changed.status, changed.body]).toMatchObject([200, { name: 'Renamed', redirect_uris: [callback, other] }])
    expect(await status(tokens.access_token)).toBe(200)
    expect((await refresh(usher, app, tokens.refresh_token)).status).toBe(200)
    expect(await eventsOf(app.id)).toEqual(['client.created', 'client.changed'])
  })

  test('that takes scopes away ends what people granted', async () => {
    const app = await registered()
    const tokens = await tokensOf(usher, app, somebody())
    const { status: changed } = await ada.request('PATCH', `/clients/${app.id}`, { body: { scopes: ['openid'] } })
    expect(changed).toBe(200)
    expect(await status(tokens.access_token)).toBe(401)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('a client that is revoked', () => {
  test('has no tokens, no secret and no people any more, and stays revoked', async () => {
    const app = await registered()
    const other = await registered()
    const address = somebody()
    const tokens = await tokensOf(usher, app, address)
    const untouched = await tokensOf(usher, other, address)
    const revoke = () => ada.request('DELETE', `/clients/${app.id}`)
    const revoked = await revoke()
    expect([revoked.status, revoked.body]).toEqual([200, null])
    expect(await status(tokens.access_token)).toBe(401)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_client')
    expect((await ada.get(`/clients/${app.id}`)).status).toBe(404)
    const again = await unchanged(usher, revoke)
    expect([again.status, again.body]).toEqual([200, null])
    expect(await eventsOf(app.id)).toEqual(['client.created', 'client.revoked'])
    expect(await status(untouched.access_token)).toBe(200)
  })

  test('of the platform is refused with the token that it has', async () => {
    const application = await platform(usher)
    const asked = '/memberships?issuer=https://issuer.example.com&subject=ada'
    expect((await usher.request('GET', asked, { token: application.token })).status).toBe(200)
    await ada.request('DELETE', `/clients/${application.client_id}`)
    expect((await usher.request('GET', asked, { token: application.token })).status).toBe(403)
    expect((await askForToken(usher, application)).body.error).toBe('invalid_client')
  })
})

describe('a new secret', () => {
  const authenticates = async (app: Application, secret: string | undefined) =>
    (await post(usher, '/oauth/introspect', { id: app.id, secret }, { token: 'x' })).status

  test('ends the one before, unless that may work on for a while (case 127)', async () => {
    const app = await registered()
    const rotate = (body?: object) =>
      ada.request('POST', `/clients/${app.id}/secret`, body === undefined ? {} : { body })
    const second = (await rotate({ overlap_seconds: 60 })).body.client_secret as string
    expect([await authenticates(app, app.secret), await authenticates(app, second)]).toEqual([200, 200])
    await usher.db.run(sql`update clients set previous_secret_until = now() where id = ${app.id}`)
    expect([await authenticates(app, app.secret), await authenticates(app, second)]).toEqual([401, 200])
    const third = (await rotate()).body.client_secret as string
    expect([await authenticates(app, second), await authenticates(app, third)]).toEqual([401, 200])
    expect(await eventsOf(app.id)).toEqual(['client.created', 'client.secret_rotated', 'client.secret_rotated'])
  })

  test('of the platform ends tokens that were got with the one before', async () => {
    const application = await platform(usher)
    const asked = '/memberships?issuer=https://issuer.example.com&subject=ada'
    const { body } = await ada.request('POST', `/clients/${application.client_id}/secret`)
    expect((await usher.request('GET', asked, { token: application.token })).status).toBe(403)
    const token = await tokenWith(usher, body)
    expect((await usher.request('GET', asked, { token })).status).toBe(200)
  })
})

describe('a page in a browser', () => {
  const asking = async (app: Application, origin: string, endpoint = '/oauth/token') => {
    const { headers } = await usher.request('POST', endpoint, {
      body: new URLSearchParams({ client_id: app.id, grant_type: 'refresh_token', refresh_token: 'x' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    })
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    return headers.get('access-control-allow-origin')
  }

  test('may call from where its public client is registered, and from nowhere else (case 145)', async () => {
    const app = await registered({ public: true })
    expect(await asking(app, 'https://app.example.com')).toBe('https://app.example.com')
    for (const origin of [
      'null',
      'https://evil.example.com',
      'https://evil-app.example.com',
      'https://sub.app.example.com',
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com.evil.net',
    ]) {
      expect([origin, await asking(app, origin)]).toEqual([origin, null])
    }
  })

  test('is none where the client is an installed program, whose origin is null like everybody’s (case 145)', async () => {
    const app = await registered({ public: true, redirect_uris: ['com.example.app:/callback'] })
    expect(await asking(app, 'null')).toBeNull()
  })
})
