import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast } from './support/cast.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { machine, platform } from './support/machine.ts'
import { operator, userIdOf } from './support/operator.ts'
import { resident, tokenFor } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let grace: Actor
let graceId: string
beforeEach(async () => {
  // Each test begins with one operator.
  await usher.db.run(sql`delete from operators`)
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  await operator(usher, ada)
  graceId = await userIdOf(usher, grace)
})

const eventsAbout = (userId: string) =>
  usher.db.many(sql<{ type: string; actor_type: string; organization_id: null; data: object }>`
    select type, actor_type, organization_id, data from events where subject_id = ${userId} order by sequence`)

describe('operators', () => {
  const restricted = everyRequest.filter(({ place }) => /^\w+ \/(operators|users\/\{|users$)/.test(place))

  test('are asked for in every operation of theirs', () => expect(restricted).toHaveLength(6))

  test.each(restricted)('$place is for them alone, whoever the ids name', async ({ method, path, sent }) => {
    const company = await grace.founds()
    const robot = await machine(usher, grace, company, { role: 'owner' })
    const application = await platform(usher)
    for (const user_id of [graceId, crypto.randomUUID()]) {
      const ids = { ...randomIds(), user_id }
      for (const actor of [grace, robot]) {
        const { status, body } = await unchanged(usher, () => actor.request(method, path(ids), sent))
        expect([status, body.code]).toEqual([403, 'operator_required'])
      }
      const { status } = await unchanged(usher, () =>
        usher.request(method, path(ids), { token: application.token, ...sent }),
      )
      expect(status).toBe(403)
    }
  })

  test.each(restricted)('$place is nothing for an application of somebody else’s in their name', async (each) => {
    const { id } = await resident(usher, 'alan')
    await usher.db.run(sql`insert into operators (user_id) values (${id})`)
    const ask = (token: string) =>
      usher.request(each.method, each.path({ ...randomIds(), user_id: graceId }), { token, ...each.sent })
    const token = await tokenFor(usher, id, { firstParty: false })
    const { status, body } = await unchanged(usher, () => ask(token))
    expect([status, body.code]).toEqual([403, 'own_application_required'])
    // Whom the filling of the test wants to add is nobody, which is said to operators only.
    expect([200, 201, 422]).toContain((await ask(await tokenFor(usher, id))).status)
  })

  test('add one another, once, and each time it is recorded', async () => {
    const add = () => ada.request('POST', '/operators', { body: { user_id: graceId } })
    const added = await add()
    expect([added.status, added.body]).toEqual([
      201,
      { user_id: graceId, name: 'Grace', added_by: await userIdOf(usher, ada), created: expect.any(String) },
    ])
    const again = await unchanged(usher, add)
    expect([again.status, again.body]).toEqual([201, added.body])
    expect((await grace.get('/operators')).body).toMatchObject([{ name: 'Ada', added_by: null }, added.body])
    expect(await eventsAbout(graceId)).toEqual([
      { type: 'operator.added', actor_type: 'user', organization_id: null, data: {} },
    ])
  })

  test('are told page by page', async () => {
    for (const name of ['alan', 'katherine']) await operator(usher, (await cast(usher, name))[name] as Actor)
    const first = await ada.get('/operators?limit=2')
    expect(first.body.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Alan'])
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await ada.get(next.replace(usher.url, ''))
    expect(second.body.map(({ name }: { name: string }) => name)).toEqual(['Katherine'])
    expect(second.headers.get('link')).toBeNull()
  })

  test('are active people', async () => {
    const company = await grace.founds()
    const robot = await machine(usher, grace, company)
    await ada.request('PATCH', `/users/${graceId}`, { body: { status: 'disabled' } })
    for (const user_id of [robot.id, graceId, crypto.randomUUID()]) {
      const { status, body } = await unchanged(usher, () => ada.request('POST', '/operators', { body: { user_id } }))
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/user_id'])
    }
  })

  test('who are removed are none at the next request; removing twice answers the same', async () => {
    await operator(usher, grace)
    const remove = () => ada.request('DELETE', `/operators/${graceId}`)
    expect([(await remove()).body, (await unchanged(usher, remove)).body]).toEqual([null, null])
    expect((await grace.get('/operators')).body.code).toBe('operator_required')
    expect((await eventsAbout(graceId)).map(({ type }) => type)).toEqual(['operator.added', 'operator.removed'])
  })

  test('never remove or deactivate the last one', async () => {
    const adaId = await userIdOf(usher, ada)
    const tries = [
      () => ada.request('DELETE', `/operators/${adaId}`),
      () => ada.request('PATCH', `/users/${adaId}`, { body: { status: 'disabled' } }),
    ]
    for (const attempt of tries) {
      const { status, body } = await unchanged(usher, attempt)
      expect([status, body.code]).toEqual([409, 'last_operator'])
    }
    // One who is deactivated does not count.
    await operator(usher, grace)
    await ada.request('PATCH', `/users/${graceId}`, { body: { status: 'disabled' } })
    expect((await ada.request('DELETE', `/operators/${adaId}`)).body.code).toBe('last_operator')
  })

  test('who remove each other at once leave one', async () => {
    const adaId = await userIdOf(usher, ada)
    for (let round = 0; round < 10; round++) {
      await operator(usher, ada)
      await operator(usher, grace)
      await Promise.all([
        ada.request('DELETE', `/operators/${graceId}`),
        grace.request('DELETE', `/operators/${adaId}`),
      ])
      const { count } = await usher.db.one(sql<{ count: number }>`select count(*)::integer as count from operators`)
      expect(count).toBe(1)
    }
  })
})

describe('what operators see of users', () => {
  test('they find everybody who has an address, in any spelling of it', async () => {
    const found = await ada.get(
      `/users?email=${encodeURIComponent(` ${grace.address.replace('@', '@').replace('grace', 'GRACE')}`)}`,
    )
    expect(found.body).toEqual([
      {
        id: graceId,
        type: 'user',
        status: 'active',
        name: 'Grace',
        avatar_url: null,
        addresses: [
          {
            id: expect.any(String),
            email: grace.address,
            verified: true,
            vouched_by: usher.issuer.issuer,
            signs_in: false,
            created: expect.any(String),
          },
        ],
        identities: [{ issuer: usher.issuer.issuer, subject: grace.subject }],
        created: expect.any(String),
        updated: expect.any(String),
      },
    ])
    expect((await ada.get(`/users/${graceId}`)).body).toEqual(found.body[0])
    expect((await ada.get('/users?email=nobody@example.com')).body).toEqual([])
    expect((await ada.get('/users?email=nobody')).body.errors[0].pointer).toBe('/email')
  })

  test('no user is 404, and so is one that was deleted', async () => {
    await usher.db.run(sql`update users set status = 'deleted' where id = ${graceId}`)
    for (const id of [graceId, crypto.randomUUID()]) {
      const answers = await unchanged(usher, async () => [
        await ada.get(`/users/${id}`),
        await ada.request('PATCH', `/users/${id}`, { body: { status: 'active' } }),
      ])
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'not_found']))
    }
    expect((await ada.get(`/users?email=${grace.address}`)).body).toEqual([])
  })

  test('nothing of invitations and organizations: neither in what they read nor by being operators', async () => {
    const { owner } = await cast(usher, 'owner')
    const company = await owner.founds('Secret Engines')
    const invitation = await owner.invites(company, grace)
    const texts = await Promise.all([`/users/${graceId}`, `/users?email=${grace.address}`].map((path) => ada.get(path)))
    for (const { text } of texts) {
      expect(text).not.toContain('Secret Engines')
      expect(text).not.toContain(invitation.id)
    }
    const answers = await unchanged(usher, async () => [
      await ada.get(`/invitations/${invitation.id}`),
      await ada.accepts(invitation),
      await ada.declines(invitation),
      await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`),
      await ada.get(`/organizations/${company.id}`),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  })
})

describe('a user who is deactivated', () => {
  const set = (status: 'active' | 'disabled', id = graceId) =>
    ada.request('PATCH', `/users/${id}`, { body: { status } })

  test.each(everyRequest.filter(({ scope }) => scope !== undefined))(
    '$place refuses them at the next request, and who was deleted (case 15)',
    async ({ method, path, sent, scope }) => {
      const company = await grace.founds()
      const robot = await machine(usher, grace, company)
      await operator(usher, grace)
      const people = [[grace, graceId]] as const
      // A service account's token never has the scope `platform`, which is refused before anything is read.
      for (const [actor, id] of scope === 'platform' ? people : [...people, [robot, robot.id] as const]) {
        expect((await actor.get('/invitations')).status).toBe(200)
        await set('disabled', id)
        const ask = () => actor.request(method, path({ ...randomIds(), organization_id: company.id }), sent)
        const disabled = await unchanged(usher, ask)
        await usher.db.run(sql`update users set status = 'deleted' where id = ${id}`)
        const deleted = await unchanged(usher, ask)
        for (const { status, body, headers } of [disabled, deleted]) {
          expect([status, body.code]).toEqual([401, 'invalid_token'])
          expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
        }
      }
    },
  )

  test('keeps memberships, and comes back with a new token only', async () => {
    const company = await grace.founds()
    expect((await set('disabled')).body).toMatchObject({ id: graceId, status: 'disabled' })
    const again = await unchanged(usher, () => set('disabled'))
    expect(again.body).toMatchObject({ id: graceId, status: 'disabled' })
    expect((await set('active')).body).toMatchObject({ id: graceId, status: 'active' })
    expect((await grace.get('/organizations')).status).toBe(401)

    const iat = Math.floor(Date.now() / 1000) + 2
    const token = await usher.issuer.sign({ sub: grace.subject, iat })
    expect((await usher.request('GET', '/organizations', { token })).body).toMatchObject([{ id: company.id }])
    expect((await eventsAbout(graceId)).map(({ type }) => type)).toEqual(['user.deactivated', 'user.activated'])
  })
})
