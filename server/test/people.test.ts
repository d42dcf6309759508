import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, enter } from './support/cast.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { platform } from './support/machine.ts'
import { addressesOf, codeOf, happenedTo } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { usherWithTwoIssuers } from './support/trusting.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let grace: Resident
beforeEach(async () => void (grace = await resident(usher, 'grace')))

describe('GET /users/me', () => {
  test('tells who the caller is, with addresses and the issuers that know them, and no secret', async () => {
    const { body } = await grace.get('/users/me')
    const address = {
      id: expect.any(String),
      email: grace.address,
      verified: true,
      vouched_by: null,
      signs_in: true,
      created: expect.any(String),
    }
    expect(body).toEqual({
      id: grace.id,
      type: 'user',
      status: 'active',
      name: null,
      avatar_url: null,
      locale: null,
      time_zone: null,
      addresses: [address],
      operator: false,
      identities: [{ issuer: usher.url }],
      created: expect.any(String),
      updated: expect.any(String),
    })
    expect(await addressesOf(grace)).toEqual([address])
  })

  test('tells a person of a foreign issuer whose word their address is', async () => {
    const ada = await enter(usher, 'ada')
    const { body } = await ada.get('/users/me')
    expect(body).toMatchObject({ name: 'Ada', identities: [{ issuer: usher.issuer.issuer }] })
    expect(body.addresses).toMatchObject([
      { email: ada.address, verified: true, vouched_by: usher.issuer.issuer, signs_in: false },
    ])
    expect(JSON.stringify(body)).not.toContain(`"${ada.subject}"`)
  })

  test('is nobody’s for a platform client', async () => {
    const { token } = await platform(usher)
    const mine = everyRequest.filter(({ place }) => place.includes(' /users/me'))
    expect(mine.length).toBeGreaterThanOrEqual(15)
    for (const { method, path, sent } of mine) {
      const answer = await unchanged(usher, () => usher.request(method, path(randomIds()), { token, ...sent }))
      expect(answer.status).toBe(403)
    }
  })

  test('is another user for the same subject of another issuer, in every operation on oneself (case 12)', async () => {
    const { usher: trusting, first, second } = await usherWithTwoIssuers()
    const claims = { email: 'ada@example.com', email_verified: true }
    const [one, two] = await Promise.all([
      first.sign({ sub: 'ada', ...claims }),
      second.sign({ sub: 'ada', ...claims }),
    ])
    const as = (token: string) => (method: string, path: string, body?: unknown) =>
      trusting.request(method, path, { token, ...(body === undefined ? {} : { body }) })
    const [ada, other] = [as(one), as(two)]
    const [me, notMe] = [(await ada('GET', '/users/me')).body, (await other('GET', '/users/me')).body]
    expect(me.id).not.toBe(notMe.id)
    expect([me, notMe].map(({ addresses }) => addresses[0].vouched_by)).toEqual([first.issuer, second.issuer])

    await ada('PATCH', '/users/me', { name: 'Ada Lovelace' })
    await ada('POST', '/organizations', { name: 'Analytical Engines' })
    expect((await ada('GET', '/users/me/organizations')).body).toHaveLength(1)
    expect((await other('GET', '/users/me/organizations')).body).toEqual([])
    expect((await other('GET', '/users/me')).body).toMatchObject({ id: notMe.id, name: null })
    const [{ id }] = me.addresses
    for (const [method, path, body] of [
      ['DELETE', `/users/me/addresses/${id}`],
      ['POST', `/users/me/addresses/${id}/code`],
      ['POST', `/users/me/addresses/${id}/verify`, { code: '123456' }],
    ] as const) {
      expect(codeOf(await unchanged(trusting, () => other(method, path, body)))).toEqual([404, 'not_found'])
    }
  })
})

describe('PATCH /users/me', () => {
  const changes = (body: unknown) => grace.request('PATCH', '/users/me', { body })

  test('changes name and picture, and leaves what is left away', async () => {
    const picture = 'https://example.com/grace.png'
    expect((await changes({ name: ' Grace Hopper ', avatar_url: picture })).body).toMatchObject({
      name: 'Grace Hopper',
      avatar_url: picture,
    })
    expect((await changes({ name: 'Amazing Grace' })).body).toMatchObject({
      name: 'Amazing Grace',
      avatar_url: picture,
    })
    expect((await changes({ avatar_url: null })).body).toMatchObject({ name: 'Amazing Grace', avatar_url: null })
    expect((await happenedTo(usher, grace.id)).map(({ type }) => type)).toEqual(Array(3).fill('user.updated'))
    await unchanged(usher, () => changes({ name: 'Amazing Grace' }))
    await unchanged(usher, () => changes({}))
  })

  test.each([
    [{ name: 'Grace\u202eHopper' }, '/name'],
    [{ name: '' }, '/name'],
    [{ name: 'G'.repeat(201) }, '/name'],
    [{ name: 7 }, '/name'],
    [{ avatar_url: 'http://example.com/grace.png' }, '/avatar_url'],
    [{ avatar_url: 'javascript:alert(1)' }, '/avatar_url'],
    [{ avatar_url: 'https://user:secret@example.com/grace.png' }, '/avatar_url'],
    [{ email: 'ada@example.com' }, '/email'],
    [{ status: 'active' }, '/status'],
  ])('%j is refused by its field', async (body, pointer) => {
    const answer = await unchanged(usher, () => changes(body))
    expect(codeOf(answer)).toEqual([422, 'validation_failed'])
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })

  test('is what those see whom the person invites', async () => {
    await changes({ name: 'Grace Hopper', avatar_url: 'https://example.com/grace.png' })
    const { linus } = await cast(usher, 'linus')
    await grace.invites(await grace.founds(), linus)
    expect((await linus.get('/invitations')).body).toMatchObject([
      { inviting_user_name: 'Grace Hopper', inviting_user_avatar_url: 'https://example.com/grace.png' },
    ])
  })
})

describe('GET /users/me/organizations', () => {
  test('tells where the caller is a member and as what, longest first, in pages', async () => {
    const { ada } = await cast(usher, 'ada')
    const founded = await grace.founds('Compilers')
    const joined = await ada.founds('Analytical Engines')
    await grace.accepts(await ada.invites(joined, grace, 'admin'))
    await ada.founds('Others')
    const { body } = await grace.get('/users/me/organizations')
    expect(body).toMatchObject([
      { id: founded.id, name: 'Compilers', logo_url: null, roles: [{ id: founded.roles.owner, name: 'Owner' }] },
      { id: joined.id, name: 'Analytical Engines', roles: [{ id: joined.roles.admin, name: 'Admin' }] },
    ])
    expect(body[0].permissions).toContain('organization:delete')
    expect(body[1].permissions).not.toContain('organization:delete')
    const first = await grace.get('/users/me/organizations?limit=1')
    expect(first.body).toEqual([body[0]])
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    expect((await grace.get(next.replace(usher.url, ''))).body).toEqual([body[1]])

    await usher.db.run(sql`update organizations set status = 'suspended' where id = ${joined.id}`)
    expect((await grace.get('/users/me/organizations')).body).toEqual([body[0]])
  })
})
