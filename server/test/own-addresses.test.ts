import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { codesAge, newAddress, otherThan } from './support/codes.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { machine } from './support/machine.ts'
import { codeMailedTo } from './support/mailed.ts'
import {
  adds,
  asksFor,
  codeOf,
  happenedTo,
  own,
  removes,
  type Shown,
  types,
  verifies,
} from './support/own-addresses.ts'
import { type Resident, resident, tokenFor } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let grace: Resident
beforeEach(async () => void (grace = await resident(usher, 'grace')))

describe('an address', () => {
  test('is worth nothing until it is verified by the code that is mailed there', async () => {
    const { ada } = await cast(usher, 'ada')
    const other = newAddress('hopper')
    const invitation = await ada.invites(await ada.founds(), other)
    const added = succeeded(await adds(grace, other.replace('hopper', 'HOPPER'))).body as Shown
    expect(added).toMatchObject({ email: other.replace('hopper', 'HOPPER'), verified: false, signs_in: false })
    expect(await grace.inbox()).toEqual([])
    expect((await grace.accepts(invitation)).status).toBe(404)

    const code = await codeMailedTo(usher, other)
    const wrong = await types(grace, added, otherThan(code))
    expect(codeOf(wrong)).toEqual([422, 'wrong_code'])
    expect(wrong.body.detail).toContain('4 tries are left')
    const verified = await types(grace, added, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    expect([verified.status, verified.body]).toEqual([200, { ...added, verified: true, signs_in: true }])
    expect(await grace.inbox()).toEqual([invitation.id])
    // A reply that was lost can be asked for again.
    expect((await unchanged(usher, () => types(grace, added, code))).body).toEqual(verified.body)
    expect(codeOf(await unchanged(usher, () => asksFor(grace, added)))).toEqual([409, 'already_verified'])
    expect(await happenedTo(usher, grace.id)).toEqual([
      { type: 'address.added', actor_type: 'user', data: { address_id: added.id } },
      { type: 'address.verified', actor_type: 'user', data: { address_id: added.id } },
    ])
  })

  test('beside others: the list of invitations is their union, each once', async () => {
    const { ada } = await cast(usher, 'ada')
    const others = [newAddress('hopper'), newAddress('amazing')]
    for (const email of others) await verifies(usher, grace, email)
    const invitations = []
    for (const email of [grace.address, ...others]) invitations.push(await ada.invites(await ada.founds(), email))
    expect(await grace.inbox()).toEqual(invitations.map(({ id }) => id))
    for (const invitation of invitations) expect((await grace.accepts(invitation)).status).toBe(200)
    expect((await grace.get('/users/me/organizations')).body).toHaveLength(3)
  })

  test('signs in as the same person, whichever of them it is', async () => {
    const other = newAddress('hopper')
    await verifies(usher, grace, other)
    expect((await resident(usher, 'grace', other)).id).toBe(grace.id)
  })

  test('added again answers the same, in any spelling, and is not mailed to within a minute', async () => {
    const other = newAddress('hopper')
    const added = await adds(grace, other)
    expect(added.status).toBe(201)
    await codeMailedTo(usher, other)
    const again = await unchanged(usher, () => adds(grace, ` ${other.toUpperCase()} `))
    expect([again.status, again.body]).toEqual([201, added.body])
    const tooSoon = await unchanged(usher, () => asksFor(grace, added.body))
    expect(codeOf(tooSoon)).toEqual([429, 'rate_limited'])
    expect(Number(tooSoon.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(tooSoon.headers.get('ratelimit-policy')).toBe('"code";q=1;w=60')

    const first = await codeMailedTo(usher, other)
    await codesAge(usher, { seconds: 61 })
    const asked = await asksFor(grace, added.body)
    expect([asked.status, Object.keys(asked.body)]).toEqual([200, ['expiration_date']])
    const mails = `/mailbox/messages?to=${other}`
    await expect.poll(async () => (await usher.request('GET', mails)).body.length).toBe(2)
    const second = await codeMailedTo(usher, other)
    if (first !== second) expect(codeOf(await types(grace, added.body, first))).toEqual([422, 'wrong_code'])
    expect((await types(grace, added.body, second)).status).toBe(200)
  })

  test('is refused to whoever guesses: after five tries the right code is as wrong as any', async () => {
    const other = newAddress('hopper')
    const added = (await adds(grace, other)).body as Shown
    const code = await codeMailedTo(usher, other)
    const guesses = await Promise.all(Array.from({ length: 20 }, () => types(grace, added, otherThan(code))))
    expect(guesses.filter(({ status }) => status === 422)).toHaveLength(4)
    expect(guesses.filter(({ status }) => status === 410)).toHaveLength(16)
    expect(codeOf(await types(grace, added, code))).toEqual([410, 'code_ended'])
    expect(await grace.inbox()).toEqual([])
  })

  test('a hundred times verified at once is verified once', async () => {
    const other = newAddress('hopper')
    const added = (await adds(grace, other)).body as Shown
    const code = await codeMailedTo(usher, other)
    const answers = await Promise.all(Array.from({ length: 100 }, () => types(grace, added, code)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await happenedTo(usher, grace.id)).filter(({ type }) => type === 'address.verified')).toHaveLength(1)
  })

  test('that is somebody else’s is answered like one that is nobody’s (case 149)', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.inbox()
    const other = await resident(usher, 'other')
    const answers = []
    for (const email of [ada.address, other.address, newAddress()]) answers.push(await adds(grace, email))
    const shown = answers.map(({ status, headers, body }) => [
      status,
      [...headers.keys()].toSorted(),
      { ...body, id: '', email: '', created: '' },
    ])
    expect(shown[0]).toEqual(shown[2])
    expect(shown[1]).toEqual(shown[2])
  })

  test.each([
    ['"grace"@example.com', 'quoted'],
    ['grace@example.com, ada@example.com', 'two'],
    ['grace@example.com\r\nBcc: ada@example.com', 'a header'],
    [`${'g'.repeat(65)}@example.com`, 'long'],
    ['grace@\u0131xample', 'no domain'],
    ['\u212aatherine@example.com', 'the Kelvin sign'],
  ])('%j is none: %s (case 76)', async (email) => {
    const answer = await unchanged(usher, () => adds(grace, email))
    expect([...codeOf(answer), answer.body.errors[0].pointer]).toEqual([422, 'validation_failed', '/email'])
  })

  test('of a domain in another script is the same in its ASCII form (case 77)', async () => {
    const name = `grace-${crypto.randomUUID()}`
    const added = (await adds(grace, `${name}@bücher.example`)).body as Shown
    expect((await adds(grace, `${name}@xn--bcher-kva.example`)).body.id).toBe(added.id)
    expect((await adds(grace, `${name}+tag@bücher.example`)).body.id).not.toBe(added.id)
    expect((await types(grace, added, await codeMailedTo(usher, `${name}@xn--bcher-kva.example`))).status).toBe(200)
  })

  test('of a service account is nobody’s to add', async () => {
    const robot = await machine(usher, grace, await grace.founds())
    const answer = await unchanged(usher, () => adds(grace, robot.address))
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/email' })
  })

  test('is one of twenty at most', async () => {
    await usher.db.run(sql`
      insert into addresses (user_id, canonical, email)
      select ${grace.id}::uuid, number || '@example.com', number || '@example.com' from generate_series(1, 19) as number`)
    expect(codeOf(await unchanged(usher, () => adds(grace, newAddress())))).toEqual([409, 'too_many_addresses'])
  })

  test('of another person is not found by its id', async () => {
    const other = await resident(usher, 'other')
    const theirs = await own(other, other.address)
    for (const address of [theirs, { ...theirs, id: crypto.randomUUID() }]) {
      const answers = await unchanged(usher, async () => [
        await asksFor(grace, address),
        await types(grace, address, '123456'),
        await removes(grace, address),
      ])
      expect(answers.map(codeOf)).toEqual(answers.map(() => [404, 'not_found']))
    }
  })

  test('is looked after for a service account by its organization', async () => {
    const robot = await machine(usher, grace, await grace.founds())
    expect((await robot.get('/users/me')).body).toMatchObject({ id: robot.id, type: 'service_account' })
    expect((await robot.get('/users/me/organizations')).body).toHaveLength(1)
    const address = await own(robot, robot.address)
    const answers = await unchanged(usher, async () => [
      await adds(robot, newAddress()),
      await asksFor(robot, address),
      await types(robot, address, '123456'),
      await removes(robot, address),
      await robot.request('PATCH', '/users/me', { body: { name: 'Marvin' } }),
    ])
    expect(answers.map(codeOf)).toEqual(answers.map(() => [403, 'managed_by_organization']))
  })

  test('is changed with a token that may write, and read with one that may read', async () => {
    const reading = await tokenFor(usher, grace.id, { scopes: ['organizations:read'] })
    const inviting = await tokenFor(usher, grace.id, { scopes: ['invitations:read', 'invitations:respond'] })
    for (const { method, path, sent, scope } of everyRequest.filter(({ place }) => place.includes(' /users/me'))) {
      expect(scope).toBe(method === 'GET' ? 'organizations:read' : 'organizations:write')
      const ask = (token: string) => usher.request(method, path(randomIds()), { token, ...sent })
      expect((await unchanged(usher, () => ask(inviting))).body.required_scope).toBe(scope)
      if (method === 'GET') expect((await ask(reading)).status).toBe(200)
      else expect((await unchanged(usher, () => ask(reading))).body.required_scope).toBe(scope)
    }
  })
  test('is nothing that an application of somebody else’s changes, which could sign in with it', async () => {
    const other = (await adds(grace, newAddress('hopper'))).body as Shown
    const token = await tokenFor(usher, grace.id, { firstParty: false })
    const changes = everyRequest.filter(
      ({ place, method }) => place.includes('/users/me/addresses') && method !== 'GET',
    )
    expect(changes).toHaveLength(4)
    for (const { method, path, sent } of changes) {
      const ids = { ...randomIds(), address_id: other.id }
      const answer = await unchanged(usher, () => usher.request(method, path(ids), { token, ...sent }))
      expect(codeOf(answer)).toEqual([403, 'own_application_required'])
    }
    expect((await usher.request('GET', '/users/me', { token })).body).toMatchObject({ id: grace.id })
  })
})
