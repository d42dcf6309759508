import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, enter } from './support/cast.ts'
import { codesAge, newAddress } from './support/codes.ts'
import { codeMailedTo, emptyMailbox } from './support/mailed.ts'
import { userIdOf } from './support/operator.ts'
import {
  adds,
  addressesOf,
  asksFor,
  codeOf,
  happenedTo,
  own,
  removes,
  type Shown,
  types,
  verifies,
} from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let grace: Resident
beforeEach(async () => void (grace = await resident(usher, 'grace')))

describe('an address that is removed', () => {
  test('takes nothing along: its invitations are no longer theirs, what they accepted stays (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const other = newAddress('hopper')
    const address = await verifies(usher, grace, other)
    const [company, later] = [await ada.founds(), await ada.founds()]
    const accepted = await ada.invites(company, other)
    await grace.accepts(accepted)
    const pending = await ada.invites(later, other)
    expect(await grace.inbox()).toEqual([pending.id])

    expect((await removes(grace, address)).body).toBeNull()
    expect(await grace.inbox()).toEqual([])
    for (const answer of await unchanged(usher, async () => [
      await grace.get(`/invitations/${pending.id}`),
      await grace.accepts(pending),
      await grace.declines(pending),
    ])) {
      expect(codeOf(answer)).toEqual([404, 'not_found'])
    }
    // The membership, and their own answer, repeated.
    expect((await grace.get('/users/me/organizations')).body).toMatchObject([{ id: company.id }])
    expect((await grace.accepts(accepted)).body).toBe(company.id)
    expect(codeOf(await removes(grace, address))).toEqual([404, 'not_found'])
  })

  test('is somebody else’s with whoever proves it next, who gets nothing old (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const other = newAddress('hopper')
    const address = await verifies(usher, grace, other)
    const accepted = await ada.invites(company, other)
    await grace.accepts(accepted)
    await removes(grace, address)

    const newcomer = await resident(usher, 'newcomer', other)
    expect(newcomer.id).not.toBe(grace.id)
    expect((await newcomer.get('/users/me/organizations')).body).toEqual([])
    expect(await newcomer.inbox()).toEqual([])
    const answers = await unchanged(usher, async () => [
      await newcomer.get(`/organizations/${company.id}`),
      await newcomer.get(`/organizations/${company.id}/members`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    // Their own answers to what was sent there before them are not theirs either, beyond that it was answered.
    expect((await unchanged(usher, () => newcomer.accepts(accepted))).status).toBe(410)
    expect((await newcomer.get('/users/me')).text).not.toContain(grace.id)
    // What is sent there from now on is theirs alone.
    const fresh = await ada.invites(await ada.founds(), other)
    expect([await newcomer.inbox(), await grace.inbox()]).toEqual([[fresh.id], []])
  })

  test('is never the only one that they can sign in with', async () => {
    const only = await own(grace, grace.address)
    const refused = await unchanged(usher, () => removes(grace, only))
    expect(codeOf(refused)).toEqual([409, 'last_address'])
    // One that is not verified does not help, one that is does.
    const other = newAddress('hopper')
    const added = (await adds(grace, other)).body as Shown
    expect(codeOf(await removes(grace, only))).toEqual([409, 'last_address'])
    await types(grace, added, await codeMailedTo(usher, other))
    expect((await removes(grace, only)).status).toBe(200)
    expect(codeOf(await removes(grace, added))).toEqual([409, 'last_address'])
    expect((await resident(usher, 'grace', other)).id).toBe(grace.id)
  })

  test('two at once leave one', async () => {
    const other = await verifies(usher, grace, newAddress('hopper'))
    const answers = await Promise.all([removes(grace, other), removes(grace, await own(grace, grace.address))])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  test('is one of their own: what an issuer vouches for is changed there', async () => {
    const ada = await enter(usher, 'ada')
    const vouched = await own(ada, ada.address)
    expect(codeOf(await unchanged(usher, () => removes(ada, vouched)))).toEqual([409, 'vouched_by_issuer'])
    const other = newAddress('lovelace')
    const added = await verifies(usher, ada, other)
    // A person of a foreign issuer signs in there; a mailbox is no second way to become them.
    expect(added).toMatchObject({ verified: true, vouched_by: null, signs_in: false })
    expect((await resident(usher, 'reader', other)).id).not.toBe(await userIdOf(usher, ada))
  })
})

describe('an address that another person proves', () => {
  test('is theirs alone from then on; what was accepted before stays where it is (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const [company, later] = [await ada.founds(), await ada.founds()]
    const mailbox = newAddress('office')
    const old = await verifies(usher, grace, mailbox)
    const accepted = await ada.invites(company, mailbox)
    await grace.accepts(accepted)
    const pending = await ada.invites(later, mailbox)

    const newcomer = await resident(usher, 'newcomer')
    await codesAge(usher, { seconds: 61 })
    const theirs = await verifies(usher, newcomer, mailbox)
    expect(await own(grace, mailbox)).toEqual({ ...old, verified: false, signs_in: false })
    expect([await grace.inbox(), await newcomer.inbox()]).toEqual([[], [pending.id]])
    expect((await unchanged(usher, () => grace.accepts(pending))).status).toBe(404)
    expect((await grace.get('/users/me/organizations')).body).toMatchObject([{ id: company.id }])
    expect((await newcomer.get('/users/me/organizations')).body).toEqual([])
    expect((await newcomer.get(`/organizations/${company.id}`)).status).toBe(404)
    expect((await resident(usher, 'somebody', mailbox)).id).toBe(newcomer.id)
    expect((await happenedTo(usher, grace.id)).at(-1)).toEqual({
      type: 'address.lost',
      actor_type: 'system',
      data: { address_id: old.id },
    })
    expect((await grace.get('/users/me')).text).not.toContain(newcomer.id)
    expect((await newcomer.get('/users/me')).text).not.toContain(old.id)

    // Whoever reads the mailbox can prove it again, and then it is theirs again.
    await codesAge(usher, { seconds: 61 })
    await emptyMailbox(usher, mailbox)
    expect((await asksFor(grace, old)).status).toBe(200)
    expect((await types(grace, old, await codeMailedTo(usher, mailbox))).body).toMatchObject({ verified: true })
    expect(await own(newcomer, mailbox)).toEqual({ ...theirs, verified: false, signs_in: false })
  })

  test('is two users’ where different ones vouch for it, and they stay two (case 158)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const reader = await resident(usher, 'reader', ada.address)
    expect(reader.id).not.toBe(await userIdOf(usher, ada))
    const invitation = await linus.invites(await linus.founds(), ada.address)
    expect([await ada.inbox(), await reader.inbox()]).toEqual([[invitation.id], [invitation.id]])
    expect((await reader.accepts(invitation)).status).toBe(200)
    // Answered by one of them, it is nothing to the other.
    expect((await unchanged(usher, () => ada.accepts(invitation))).status).toBe(410)
    expect((await ada.get('/users/me/organizations')).body).toEqual([])
  })

  test('at once by both who ask for it is one’s (case 158)', async () => {
    const other = await resident(usher, 'other')
    for (let round = 0; round < 5; round++) {
      const mailbox = newAddress('office')
      const both = []
      for (const actor of [grace, other]) {
        const added = (await adds(actor, mailbox)).body as Shown
        both.push({ actor, added, code: await codeMailedTo(usher, mailbox) })
        await emptyMailbox(usher, mailbox)
      }
      const answers = await Promise.all(both.map(({ actor, added, code }) => types(actor, added, code)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const holders = await usher.db.many(sql<{ id: string }>`
        select user_id as id from addresses where canonical = ${mailbox} and verified_at is not null`)
      expect(holders).toHaveLength(1)
    }
  })
})

describe('an address that changes at the issuer', () => {
  test('takes nothing along, and the new one is theirs only once it is verified there (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const linus = await enter(usher, 'linus')
    const pending = await ada.invites(await ada.founds(), linus)
    expect(await linus.inbox()).toEqual([pending.id])
    const moved = newAddress('torvalds')
    const next = await ada.invites(await ada.founds(), moved)
    const iat = Math.floor(Date.now() / 1000) + 1
    const says = (email_verified: boolean, after = 0) =>
      enter(usher, 'linus', { sub: linus.subject, email: moved, email_verified, iat: iat + after })
    const unverified = await says(false)
    expect(await unverified.inbox()).toEqual([])
    expect((await linus.accepts(pending)).status).toBe(404)
    const verified = await says(true, 1)
    expect(await verified.inbox()).toEqual([next.id])
    expect((await addressesOf(verified)).map(({ email }) => email)).toEqual([moved])
  })
})
