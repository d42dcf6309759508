import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, type Company, enter } from './support/cast.ts'
import { distinct, notAddresses, spellings } from './support/addresses.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let company: Company
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

describe('inviting', () => {
  test.each(notAddresses)('%s is 422 and invites nobody (cases 76, 77)', async (_, text) => {
    const { status, body } = await unchanged(usher, () => ada.tryToInvite(company, text))
    expect([status, body.code]).toEqual([422, 'validation_failed'])
    expect(body.errors).toHaveLength(1)
    // Text that cannot be stored is refused wherever it stands in the body.
    expect(body.errors[0].pointer).toBe(text.includes('\0') || !text.isWellFormed() ? '' : '/email')
  })

  test.each([
    ['a list', ['grace@example.com', 'eve@example.com']],
    ['a list of one', ['grace@example.com']],
    ['an object', { address: 'grace@example.com' }],
    ['null', null],
    ['a number', 5],
    ['more than any address has', `${'a'.repeat(400)}@example.com`],
  ])('%s in place of an address is 422 and invites nobody (case 76)', async (_, email) => {
    const path = `/organizations/${company.id}/invitations`
    const { status, body } = await unchanged(usher, () => ada.request('POST', path, { body: { email } }))
    expect([status, body.errors[0].pointer]).toEqual([422, '/email'])
  })

  test.each(spellings)('%s is found as %j too, and invited once (case 78)', async (canonical, text) => {
    const own = await ada.founds()
    const invitation = await ada.invites(own, text)
    expect(invitation.email).toBe(text.trim().normalize('NFC'))
    const again = await unchanged(usher, () => ada.tryToInvite(own, canonical))
    expect([again.status, again.body.code]).toEqual([409, 'already_invited'])
    const list = await ada.get(`/organizations/${own.id}/invitations?email=${encodeURIComponent(canonical)}`)
    expect(list.body.map(({ id }: { id: string }) => id)).toEqual([invitation.id])
  })

  test.each(distinct)('%s makes another invitee, who sees only the own (case 78)', async (_, one, other) => {
    const own = await ada.founds()
    const first = await ada.invites(own, one)
    const second = await ada.invites(own, other)
    const [holder, stranger] = await Promise.all([
      enter(usher, 'holder', { email: one }),
      enter(usher, 'stranger', { email: other }),
    ])
    expect(await holder.inbox()).toContain(first.id)
    expect(await holder.inbox()).not.toContain(second.id)
    expect(await stranger.inbox()).toContain(second.id)
    expect((await unchanged(usher, () => stranger.accepts(first))).status).toBe(404)
  })

  test('the invitee of an internationalized domain is found by either form of it (case 77)', async () => {
    const own = await ada.founds()
    const invitation = await ada.invites(own, 'augusta@b\u00fccher.example')
    const grace = await enter(usher, 'grace', { email: 'AUGUSTA@xn--bcher-kva.example' })
    expect(await grace.inbox()).toEqual([invitation.id])
    const { body } = await grace.get(`/invitations/${invitation.id}/details`)
    expect(body.masked_email).toBe('a•••@x•••.example')
  })

  test.each([
    ['the Kelvin sign', 'kelvin@example.com', '\u212aelvin@example.com'],
    ['the Kelvin sign in the domain', 'grace@kelvin.example', 'grace@\u212aelvin.example'],
    ['a dotless i', 'kim@example.com', 'k\u0131m@example.com'],
    ['a long s', 'jess@example.com', 'je\u017fs@example.com'],
    ['a full-width letter', 'grace@wide.example', '\uff47race@wide.example'],
    ['a full-width @', 'grace@at.example', 'grace\uff20at.example'],
    ['NUL', 'grace@nul.example', 'grace@nul.example\0'],
  ])('an issuer that vouches for an address with %s gives nobody another one (case 78)', async (_, real, folding) => {
    const own = await ada.founds()
    const invitation = await ada.invites(own, real)
    const eve = await enter(usher, 'eve', { email: folding })
    expect(await eve.inbox()).toEqual([])
    expect((await unchanged(usher, () => eve.accepts(invitation))).status).toBe(404)
  })

  test.each([
    ['%25@example.com', 200],
    ['gr_ce@example.com', 200],
    ['%25', 422],
    ['grace@example%25', 422],
  ])('a search for %s finds nobody else: wildcards are letters (case 84)', async (email, expected) => {
    const own = await ada.founds()
    await ada.invites(own, 'grace@example.com')
    const { status, body } = await ada.get(`/organizations/${own.id}/invitations?email=${email}`)
    expect(status).toBe(expected)
    if (status === 200) expect(body).toEqual([])
  })
})
