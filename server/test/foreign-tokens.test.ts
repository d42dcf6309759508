import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as jose from 'jose'
import { sql } from '../src/database/sql.ts'
import { Actor, cast, enter, succeeded } from './support/cast.ts'
import { later } from './support/clock.ts'
import { type ForeignProvider, type Person, startForeignProvider } from './support/foreign-provider.ts'
import { unchanged } from './support/unchanged.ts'
import { codeMailedTo } from './support/mailed.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const newAddress = () => `grace-${crypto.randomUUID()}@example.com`

describe('a second issuer, in a process of its own, whose access tokens carry no address', () => {
  const audience = 'https://api.example.com'
  let provider: ForeignProvider
  let usher: TestUsher
  beforeAll(async () => {
    provider = await startForeignProvider({ audience, people: {} })
    usher = await startUsher({}, { trusting: [{ issuer: provider.issuer, audience }] })
  })
  afterAll(async () => {
    await usher[Symbol.asyncDispose]()
    await provider[Symbol.asyncDispose]()
  })

  /** Somebody who signs in to an application of that issuer, which says this about them. */
  async function person(claims: Person): Promise<Actor> {
    const subject = `grace-${crypto.randomUUID()}`
    await provider.change({ people: { [subject]: claims } })
    const token = await provider.accessTokenOf(subject)
    expect(Object.keys(jose.decodeJwt(token))).not.toContain('email')
    return new Actor(usher, { name: 'Grace', address: claims.email ?? '', subject, token })
  }

  test('shows its people the invitations to the address that its userinfo vouches for', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await person({ name: 'Grace Hopper', email: newAddress(), email_verified: true })
    const invitation = await ada.invites(await ada.founds(), grace)
    expect(await grace.inbox()).toEqual([invitation.id])
    expect(succeeded(await grace.accepts(invitation)).body).toBe(invitation.organization_id)
  })

  test.each([undefined, false, 'true', 1, null])(
    'shows nothing where its userinfo says email_verified: %s (case 19)',
    async (email_verified) => {
      const { ada } = await cast(usher, 'ada')
      const grace = await person({ email: newAddress(), email_verified })
      const invitation = await ada.invites(await ada.founds(), grace)
      expect(await grace.inbox()).toEqual([])
      expect((await unchanged(usher, () => grace.accepts(invitation))).status).toBe(404)
    },
  )

  test('keeps nobody out while its userinfo is away, and shows the invitation soon after it is back', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await person({ email: newAddress(), email_verified: true })
    const invitation = await ada.invites(await ada.founds(), grace)
    await provider.change({ userinfoDown: true })
    expect(await grace.inbox()).toEqual([])
    await provider.change({ userinfoDown: false })
    later(31)
    expect(await grace.inbox()).toEqual([invitation.id])
  })
})

test('an address that nobody vouches for is proven by a code of ours, and stays (case 19)', async () => {
  await using usher = await startUsher()
  const { ada } = await cast(usher, 'ada')
  const grace = await enter(usher, 'grace', { email_verified: undefined })
  const invitation = await ada.invites(await ada.founds(), grace)
  expect(await grace.inbox()).toEqual([])

  const body = { email: grace.address }
  const named = succeeded(await grace.request('POST', '/users/me/addresses', { body })).body
  expect(named).toMatchObject({ verified: false, vouched_by: usher.issuer.issuer })
  const code = await codeMailedTo(usher, grace.address)
  const proven = await grace.request('POST', `/users/me/addresses/${named.id}/verify`, { body: { code } })
  // Whoever reads that mailbox must not become whom the issuer knows.
  expect(succeeded(proven).body).toMatchObject({ verified: true, vouched_by: null, signs_in: false })
  expect(await grace.inbox()).toEqual([invitation.id])
  const token = await usher.issuer.sign({ sub: grace.subject, email: newAddress(), email_verified: true })
  expect((await usher.request('GET', '/invitations', { token })).body).toHaveLength(1)
})

describe('what an issuer says of a person', () => {
  let usher: TestUsher
  beforeAll(async () => void (usher = await startUsher()))
  afterAll(() => usher[Symbol.asyncDispose]())

  /** What is known of somebody, with the versions of the rows that it stands in. */
  const known = (subject: string) =>
    usher.db.one(sql<{ name: string; avatar_url: string; addresses: [string, boolean, string | null][]; rows: string }>`
      select name, avatar_url, concat(identities.xmin, ' ', users.xmin) as rows, (
        select json_agg(json_build_array(canonical, verified_at is not null, vouched_by) order by canonical)
        from addresses where user_id = users.id
      ) as addresses
      from users join identities on user_id = users.id where subject = ${subject}`)

  const says = async (subject: string, claims: jose.JWTPayload) => {
    const token = await usher.issuer.sign({ sub: subject, jti: crypto.randomUUID(), ...claims })
    return new Actor(usher, { name: 'Grace', address: String(claims['email']), subject, token })
  }
  const now = () => Math.floor(Date.now() / 1000)

  test('is taken over from later tokens: name, picture and address', async () => {
    const picture = 'https://pictures.example.com/grace.png'
    const grace = await enter(usher, 'grace', { name: 'Grace Murray', picture })
    await grace.inbox()
    expect(await known(grace.subject)).toMatchObject({ name: 'Grace Murray', avatar_url: picture })
    const email = newAddress()
    await (await says(grace.subject, { name: 'Grace Hopper', email, email_verified: true })).inbox()
    const { name, avatar_url, addresses } = await known(grace.subject)
    expect([name, avatar_url, addresses]).toEqual(['Grace Hopper', picture, [[email, true, usher.issuer.issuer]]])
  })

  test('is not written again by a token that says the same', async () => {
    const email = newAddress()
    const subject = crypto.randomUUID()
    const claims = { name: 'Grace', email, email_verified: true }
    await (await says(subject, claims)).inbox()
    const before = await known(subject)
    await (await says(subject, { ...claims, iat: now() + 5 })).inbox()
    await (await says(subject, { iat: now() + 6 })).inbox()
    expect(await known(subject)).toEqual(before)
  })

  test('takes the old address away with its invitations when it changes (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [before, after] = [newAddress(), newAddress()]
    const grace = await enter(usher, 'grace', { email: before })
    const toOld = await ada.invites(company, before)
    const toNew = await ada.invites(company, after)
    expect(await grace.inbox()).toEqual([toOld.id])

    const renewed = await says(grace.subject, { email: after, email_verified: true })
    expect(await renewed.inbox()).toEqual([toNew.id])
    expect((await unchanged(usher, () => renewed.accepts(toOld))).status).toBe(404)
    // The old token, still valid, is the same person, who does not have that address any more.
    expect(await grace.inbox()).toEqual([toNew.id])
  })

  test('gives whoever gets a reassigned address nothing that was answered before (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const email = newAddress()
    const former = await enter(usher, 'former', { email })
    const answered = await ada.invites(company, email)
    succeeded(await former.accepts(answered))
    await (await says(former.subject, { email: newAddress(), email_verified: true })).inbox()
    const successor = await enter(usher, 'successor', { email })
    expect(await successor.inbox()).toEqual([])
    expect((await successor.get('/organizations')).body).toEqual([])
    expect((await unchanged(usher, () => successor.accepts(answered))).status).toBe(410)
  })

  test('takes a verified address back when it is not verified any more (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await enter(usher, 'grace')
    const invitation = await ada.invites(await ada.founds(), grace)
    expect(await grace.inbox()).toEqual([invitation.id])
    await (await says(grace.subject, { email: grace.address, email_verified: false })).inbox()
    expect(await grace.inbox()).toEqual([])
  })

  test('leaves an address that its holder proved to us, whatever it says of others (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await enter(usher, 'grace')
    const own = await ada.invites(await ada.founds(), grace)
    await grace.inbox()
    await usher.db.run(sql`update addresses set vouched_by = null where canonical = ${grace.address}`)
    for (const email_verified of [true, false]) {
      const renewed = await says(grace.subject, { email: newAddress(), email_verified })
      expect(await renewed.inbox()).toEqual([own.id])
    }
    await (await says(grace.subject, { email: grace.address, email_verified: false })).inbox()
    expect(await grace.inbox()).toEqual([own.id])
  })

  test('is not undone by an older token that comes later', async () => {
    const grace = await says(crypto.randomUUID(), { email: newAddress(), email_verified: true, iat: now() })
    const older = await says(grace.subject, { email: newAddress(), email_verified: true, iat: now() - 60, name: 'Old' })
    await grace.inbox()
    await older.inbox()
    const { addresses } = await known(grace.subject)
    expect(addresses).toEqual([[grace.address, true, usher.issuer.issuer]])
  })

  test('does not bring back a name that the person changed here, until the issuer says another', async () => {
    const grace = await enter(usher, 'grace', { name: 'Grace' })
    await grace.inbox()
    await usher.db.run(sql`
      update users set name = 'Amazing Grace' where id = (select user_id from identities where subject = ${grace.subject})`)
    await (await says(grace.subject, { name: 'Grace', email: grace.address, email_verified: true })).inbox()
    expect((await known(grace.subject)).name).toBe('Amazing Grace')
    await (await says(grace.subject, { name: 'Grace Hopper' })).inbox()
    expect((await known(grace.subject)).name).toBe('Grace Hopper')
  })

  test('is nothing about a user who was erased', async () => {
    const grace = await enter(usher, 'grace')
    await grace.inbox()
    await usher.db.run(sql`
      with gone as (
        update users set status = 'deleted', name = null
        where id = (select user_id from identities where subject = ${grace.subject}) returning id
      ) delete from addresses where user_id in (select id from gone)`)
    const again = await says(grace.subject, { name: 'Grace', email: grace.address, email_verified: true })
    expect((await again.get('/invitations')).status).toBe(401)
    expect(await known(grace.subject)).toMatchObject({ name: null, addresses: null })
  })

  test('makes one user, when the first two tokens come at once', async () => {
    const subject = crypto.randomUUID()
    const tokens = await Promise.all(
      Array.from({ length: 10 }, () => says(subject, { email: newAddress(), email_verified: true })),
    )
    for (const answer of await Promise.all(tokens.map((actor) => actor.get('/invitations'))))
      expect(answer.status).toBe(200)
    expect((await known(subject)).addresses).toHaveLength(1)
  })

  test('never is an address of our own machines', async () => {
    const eve = await enter(usher, 'eve', { email: 'someone@service.localhost' })
    await eve.inbox()
    expect((await known(eve.subject)).addresses).toBeNull()
  })
})
