import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { forgetIdempotencyKeys } from '../src/http/idempotency.ts'
import { seal } from '../src/http/sealed.ts'
import { sitemap } from '../src/routes.ts'
import { Secret } from '../src/secret.ts'
import { Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { endpointIn } from './support/estate.ts'
import { dumpOf, linesWith } from './support/dump.ts'
import { mailsTo } from './support/mailed.ts'
import { operator, userIdOf } from './support/operator.ts'
import { head, sendRaw } from './support/raw.ts'
import { timePasses } from './support/sending.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

const [newest_key, older_key] = [
  'a cookie key of today that is made for tests',
  'a cookie key of last year that is made for tests',
]

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_COOKIE_KEYS: `${newest_key},${older_key}` })))
afterAll(() => usher[Symbol.asyncDispose]())

const withKey = (key: string) => ({ 'idempotency-key': key })

function invites(actor: Actor, company: Company, email: string, key: string): Promise<Answer> {
  return actor.request('POST', `/organizations/${company.id}/invitations`, { body: { email }, headers: withKey(key) })
}

const isReplay = ({ headers }: Answer) => headers.get('idempotent-replayed') === 'true'

function expectSame(again: Answer, first: Answer): void {
  expect([again.status, again.text, again.headers.get('location')]).toEqual([
    first.status,
    first.text,
    first.headers.get('location'),
  ])
  expect([isReplay(first), isReplay(again)]).toEqual([false, true])
}

const keysAge = (hours: number) =>
  usher.db.run(sql`update idempotency_keys set expires_at = expires_at - make_interval(hours => ${hours})`)

const invitationsTo = async (email: string) =>
  (await usher.db.many(sql`select id from invitations where email = ${email}`)).length

describe('what is asked with an Idempotency-Key', () => {
  test('is done once, and answered the same however often it is asked (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const first = await invites(ada, company, email, key)
    expect([first.status, first.body.email]).toEqual([201, email])
    await expect.poll(() => mailsTo(usher, email)).toBe(1)
    for (let time = 0; time < 3; time++) {
      expectSame(await unchanged(usher, () => invites(ada, company, email, key)), first)
    }
    expect(await mailsTo(usher, email)).toBe(1)
    // What it made is changed meanwhile; what was answered is not.
    await ada.revokes(first.body as Invited)
    expectSame(await unchanged(usher, () => invites(ada, company, email, key)), first)
  })

  test('is done once where ten ask at the same time (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 10 }, () => invites(ada, company, email, key)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers.filter((answer) => !isReplay(answer)).map(({ status }) => status)).toEqual([201])
    expect(await invitationsTo(email)).toBe(1)
  })

  test('is refused where the key was used for something else (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const [company, other] = [await ada.founds(), await ada.founds()]
    const [email, key] = [newAddress('grace'), randomUUID()]
    const first = await invites(ada, company, email, key)
    for (const request of [
      () => invites(ada, company, newAddress('linus'), key),
      () => invites(ada, other, email, key),
      () => ada.request('POST', '/organizations', { body: { name: 'Another' }, headers: withKey(key) }),
      () =>
        ada.request('POST', `/organizations/${company.id}/service-accounts`, {
          body: { name: 'Robot' },
          headers: withKey(key),
        }),
    ]) {
      const { status, body } = await unchanged(usher, request)
      expect([status, body.code]).toEqual([422, 'idempotency_key_reused'])
    }
    expectSame(await unchanged(usher, () => invites(ada, company, email, key)), first)
  })

  test('may come with a key that others use: it is its caller’s and their application’s own (case 67)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [company, other] = [await ada.founds(), await grace.founds()]
    const key = randomUUID()
    const first = await invites(ada, company, newAddress('linus'), key)
    const second = await invites(grace, other, newAddress('linus'), key)
    expect([first.status, second.status, isReplay(second)]).toEqual([201, 201, false])

    const elsewhere = await usher.issuer.sign({
      sub: ada.subject,
      email: ada.address,
      email_verified: true,
      client_id: 'another-application',
    })
    const there = new Actor(usher, { name: 'Ada', address: ada.address, subject: ada.subject, token: elsewhere })
    const third = await invites(there, company, newAddress('linus'), key)
    expect([third.status, isReplay(third)]).toEqual([201, false])
  })

  test('is done anew when the time of its key is over, and from then on answered like that (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const first = await invites(ada, company, email, key)
    await keysAge(23)
    expectSame(await invites(ada, company, email, key), first)
    await ada.revokes(first.body as Invited)
    await keysAge(1)
    const second = await invites(ada, company, email, key)
    expect([second.status, isReplay(second), second.body.id === first.body.id]).toEqual([201, false, false])
    expectSame(await invites(ada, company, email, key), second)
    await keysAge(24)
    const other = await invites(ada, company, newAddress('linus'), key)
    expect([other.status, isReplay(other)]).toEqual([201, false])
  })

  test.each(['x'.repeat(256), '', ' ', 'a b', 'a\tb', 'schlüssel', 'a, b'])(
    'is refused with a key that is none: %j (case 67)',
    async (key) => {
      const { ada } = await cast(usher, 'ada')
      await ada.inbox()
      const { status, body } = await unchanged(usher, () =>
        ada.request('POST', '/organizations', { body: { name: 'Engines' }, headers: withKey(key) }),
      )
      expect([status, body.code, body.errors]).toEqual([
        422,
        'validation_failed',
        [{ in: 'header', pointer: '/idempotency-key', detail: expect.stringContaining('1 to 255') }],
      ])
    },
  )

  test('is refused with two keys, and no request at all with a control character (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const body = '{"name":"Engines"}'
    const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close']
    const send = (...keys: string[]) =>
      sendRaw(usher.url, head('POST /organizations', `Authorization: Bearer ${ada.token}`, ...headers, ...keys) + body)
    await ada.inbox()
    await unchanged(usher, async () => {
      expect((await send('Idempotency-Key: one', 'Idempotency-Key: two')).status).toBe(422)
      expect((await send('Idempotency-Key: o\u0001ne')).status).toBe(400)
    })
    expect((await send(`Idempotency-Key: ${'x'.repeat(255)}`)).status).toBe(201)
  })

  test('leaves the key unused where it is refused, since nothing was done (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const before = await ada.invites(company, email)
    const refused = await unchanged(usher, () => invites(ada, company, email, key))
    expect([refused.status, refused.body.code]).toEqual([409, 'already_invited'])
    await ada.revokes(before)
    const done = await invites(ada, company, email, key)
    expect([done.status, isReplay(done)]).toEqual([201, false])
  })

  test('may run into what somebody else has, and goes on as it would without a key (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const slug = `engines-${randomUUID().slice(0, 8)}`
    const found = (key: string) =>
      ada.request('POST', '/organizations', { body: { name: 'Engines', slug }, headers: withKey(key) })
    const [one, other] = [randomUUID(), randomUUID()]
    const first = await found(one)
    expect(first.status).toBe(201)
    const taken = await unchanged(usher, () => found(other))
    expect([taken.status, taken.body.code]).toEqual([409, 'slug_taken'])
    expectSame(await unchanged(usher, () => found(one)), first)
  })

  test('is not told again to whoever was deactivated since, nor to the same login after an erasure (case 67)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const key = randomUUID()
    const found = (actor: Actor) =>
      actor.request('POST', '/organizations', { body: { name: 'Engines' }, headers: withKey(key) })
    expect((await found(ada)).status).toBe(201)
    await usher.db.run(sql`update users set status = 'disabled' where id = ${await userIdOf(usher, ada)}`)
    const { status, body } = await unchanged(usher, () => found(ada))
    expect([status, body.code]).toEqual([401, 'invalid_token'])

    const email = newAddress('linus')
    const add = (actor: Actor) =>
      actor.request('POST', '/users/me/addresses', { body: { email }, headers: withKey(key) })
    const added = await add(grace)
    expect(added.status).toBe(201)
    const keys = () => usher.db.many(sql`select key_hash from idempotency_keys`)
    const before = (await keys()).length
    expect((await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } })).status).toBe(200)
    expect((await keys()).length).toBe(before - 1)
  })
})

describe('what was answered', () => {
  test('is kept so that nobody who reads the database learns it, and a secret can be asked for again (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [key, email] = [`robot-${randomUUID()}`, newAddress('gracilda')]
    const create = () =>
      ada.request('POST', `/organizations/${company.id}/service-accounts`, {
        body: { name: 'Robot' },
        headers: withKey(key),
      })
    const first = await create()
    expect(first.body.client_secret).toMatch(/^[\w-]{43}$/)
    expectSame(await unchanged(usher, create), first)

    const invited = await invites(ada, company, email, key.replace('robot', 'guest'))
    expect(invited.status).toBe(201)
    const kept = linesWith(await dumpOf(usher.db), 'idempotency_keys ')
    expect(kept.length).toBeGreaterThan(1)
    expect(linesWith(kept.join('\n'), first.body.client_secret, key, email, ada.subject, first.body.email)).toEqual([])
  })

  test('is read with every key that is configured; with none of them it is said what to do (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const key = randomUUID()
    const found = () => ada.request('POST', '/organizations', { body: { name: 'Engines' }, headers: withKey(key) })
    const first = await found()
    const sealedWith = async (secret: string) => {
      const kept = { status: null, headers: { location: first.headers.get('location') ?? '' }, body: first.body }
      const answer = await seal({ cookieKeys: [new Secret(secret)] }, 'idempotency', kept)
      await usher.db.run(
        sql`update idempotency_keys set answer = ${answer} where expires_at = (select max(expires_at) from idempotency_keys)`,
      )
    }
    await sealedWith(older_key)
    expectSame(await unchanged(usher, found), first)
    await sealedWith('a cookie key that nobody has any more')
    const lost = await unchanged(usher, found)
    expect([lost.status, lost.body.code, lost.headers.get('retry-after')]).toEqual([
      409,
      'idempotency_answer_lost',
      null,
    ])
  })

  test('is forgotten when its time is over, and not before (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const found = (key: string) =>
      ada.request('POST', '/organizations', { body: { name: 'Engines' }, headers: withKey(key) })
    const count = async () => (await usher.db.many(sql`select key_hash from idempotency_keys`)).length
    await found(randomUUID())
    await keysAge(24)
    const key = randomUUID()
    const first = await found(key)
    await Promise.all([forgetIdempotencyKeys(usher.db), forgetIdempotencyKeys(usher.db)])
    expect(await count()).toBe(1)
    expect(await forgetIdempotencyKeys(usher.db)).toBe(0)
    expectSame(await found(key), first)
  })
})

describe('every operation that creates or sends', () => {
  const idempotent = Object.entries(sitemap).flatMap(([place, { idempotent: is }]) => (is === true ? [place] : []))
  /** What answers an invitation, looks, proves or signs out: the same again is the same by itself. */
  const others = [
    'POST /invitations/{invitation_id}',
    'POST /invitation-links/preview',
    'POST /invitation-links/claim',
    'POST /invitation-links/sign-in',
    'POST /invitation-links/renewal-requests',
    'POST /invitation-links/report',
    'POST /organizations/{organization_id}/mail-settings/preview',
    'POST /users/me/addresses/{address_id}/verify',
    'POST /session/sign-out',
    'POST /users/me/ownership-offers/{offer_id}',
    'POST /platform/members',
  ]

  test('takes a key (case 67)', () => {
    const posts = Object.keys(sitemap).filter((place) => place.startsWith('POST '))
    expect([...idempotent, ...others].toSorted()).toEqual(posts.toSorted())
  })

  test('answers the same again, with a key (case 67)', async () => {
    const ada = await operator(usher, await enter(usher, 'ada'))
    const { grace } = await cast(usher, 'grace')
    const company = await ada.founds()
    const ask = (path: string, body?: object) => async (key: string) =>
      ada.request('POST', path, { ...(body === undefined ? {} : { body }), headers: withKey(key) })
    const robot = (await ask(`/organizations/${company.id}/service-accounts`, { name: 'Robot' })(randomUUID())).body
    const client = (await ask('/clients', { name: 'Shop', redirect_uris: ['https://shop.example.com/'] })(randomUUID()))
      .body
    const address = (await ask('/users/me/addresses', { email: newAddress('ada') })(randomUUID())).body
    await usher.db.run(sql`update code_requests set created_at = created_at - interval '2 minutes'`)
    const invitation = await ada.invites(company, newAddress('mary'))
    await timePasses(usher, invitation)
    const webhooks = `/organizations/${company.id}/webhook-endpoints`
    const endpoint = (await ask(webhooks, { url: 'https://hooks.example.com/' })(randomUUID())).body
    const replayed = { occurred_after: '2020-01-01T00:00:00Z', event_types: ['organization.created'] }
    const { delivery_id } = await endpointIn(usher, company.id)
    await usher.db.run(
      sql`update deliveries set endpoint_id = ${endpoint.id}, lane = ${endpoint.id} where id = ${delivery_id}`,
    )
    for (const request of [
      ask(webhooks, { url: 'https://hooks.example.com/' }),
      ask(`${webhooks}/${endpoint.id}/rotate-secret`),
      ask(`${webhooks}/${endpoint.id}/test`),
      ask(`${webhooks}/${endpoint.id}/replay`, replayed),
      ask(`${webhooks}/${endpoint.id}/deliveries/${delivery_id}/redeliver`),
      ask('/organizations', { name: 'Engines' }),
      ask(`/organizations/${company.id}/invitations`, { email: newAddress('linus') }),
      ask(`/organizations/${company.id}/invitations/${invitation.id}/resend`),
      ask(`/organizations/${company.id}/service-accounts`, { name: 'Robot' }),
      ask(`/organizations/${company.id}/service-accounts/${robot.id}/key`),
      ask(`/organizations/${company.id}/invitations/batch`, { invitations: [{ email: newAddress('alan') }] }),
      ask('/clients', { name: 'Shop', redirect_uris: ['https://shop.example.com/'] }),
      ask(`/clients/${client.client_id}/secret`),
      ask(`/organizations/${company.id}/owners?user_id=${await grace.joins(company, ada)}`),
      ask('/operators', { user_id: await userIdOf(usher, grace) }),
      ask('/users/me/addresses', { email: newAddress('ada') }),
      ask(`/users/me/addresses/${address.id}/code`),
    ]) {
      const key = randomUUID()
      const first = await request(key)
      expect(first.status).toBeLessThan(300)
      expectSame(await unchanged(usher, () => request(key)), first)
    }
  })
})
