import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { codeMailedTo, emptyMailbox, linkTokenMailedTo } from './support/mailed.ts'
import { adds, codeOf, happenedTo, own, type Shown, types, verifies } from './support/own-addresses.ts'
import { type Resident, resident, tokenFor } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let company: Company
let address: string
let invitation: Invited
let token: string
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
  address = newAddress()
  invitation = await ada.invites(company, address)
  token = await linkTokenMailedTo(usher, address)
})

function claims(actor: Pick<Actor, 'request'>, sent = token): Promise<Answer> {
  return actor.request('POST', '/invitation-links/claim', { body: { token: sent } })
}

/** Somebody whose account has the invited address, unverified. */
async function halfway(name = 'grace'): Promise<Resident> {
  const person = await resident(usher, name)
  await adds(person, address)
  await codeMailedTo(usher, address)
  return person
}

describe('the holder of a link', () => {
  test('whose address is verified is told which invitation it is, and nothing changes', async () => {
    const grace = await resident(usher, 'grace', address)
    for (let time = 0; time < 2; time++) {
      const claimed = await unchanged(usher, () => claims(grace))
      expect([claimed.status, claimed.body]).toEqual([200, { invitation_id: invitation.id }])
    }
    expect((await grace.get(`/invitations/${invitation.id}`)).status).toBe(200)
  })

  test('whose account has the address unverified has verified it by that, once', async () => {
    const grace = await halfway()
    const before = await own(grace, address)
    expect(await grace.inbox()).toEqual([])
    const claimed = await claims(grace)
    expect([claimed.status, claimed.body]).toEqual([200, { invitation_id: invitation.id }])
    expect(await own(grace, address)).toEqual({ ...before, verified: true })
    expect(await grace.inbox()).toEqual([invitation.id])
    const again = await unchanged(usher, () => claims(grace))
    expect([again.status, again.body]).toEqual([200, claimed.body])
    expect((await happenedTo(usher, grace.id)).at(-1)).toEqual({
      type: 'address.verified',
      actor_type: 'user',
      data: { address_id: before.id, invitation_id: invitation.id },
    })
    expect((await grace.accepts(invitation)).body).toBe(company.id)
  })

  test('whose issuer names the address without vouching for it holds it from then on', async () => {
    const grace = await enter(usher, 'grace', { email: address, email_verified: false })
    expect(await grace.inbox()).toEqual([])
    expect((await claims(grace)).status).toBe(200)
    expect(await grace.inbox()).toEqual([invitation.id])
    expect(await own(grace, address)).toMatchObject({ verified: true, vouched_by: null, signs_in: false })
    // What the issuer says later takes nothing away.
    const later = await usher.issuer.sign({ sub: grace.subject, email: address, email_verified: false })
    expect((await usher.request('GET', '/invitations', { token: later })).body).toHaveLength(1)
  })

  test('verifies no other address by it (case 91)', async () => {
    const grace = await halfway()
    const other = newAddress('other')
    await adds(grace, other)
    await claims(grace)
    expect(await own(grace, other)).toMatchObject({ verified: false })
  })

  test('a hundred times at once verifies once', async () => {
    const grace = await halfway()
    const answers = await Promise.all(Array.from({ length: 100 }, () => claims(grace)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await happenedTo(usher, grace.id)).filter(({ type }) => type === 'address.verified')).toHaveLength(1)
  })

  test('in another account is told so, and shown no more of the address than its first letters (case 92)', async () => {
    const people = [
      await resident(usher, 'linus'),
      await enter(usher, 'finder'),
      await enter(usher, 'unverified', { email: newAddress('unverified'), email_verified: false }),
    ]
    for (const actor of people) {
      await actor.inbox()
      const refused = await unchanged(usher, () => claims(actor))
      expect([...codeOf(refused), refused.body.masked_email]).toEqual([403, 'recipient_mismatch', 'g•••@e•••.com'])
      expect(refused.text).not.toContain(address)
      expect(refused.text).not.toContain(invitation.id)
      expect((await actor.accepts(invitation)).status).toBe(404)
    }
  })
})

describe('a link takes an address from nobody', () => {
  test.each([
    ['proved it by a code', () => resident(usher, 'holder', address)],
    ['has it by the word of an issuer', () => enter(usher, 'holder', { email: address })],
    [
      'claimed it before',
      async () => {
        const holder = await enter(usher, 'holder', { email: address, email_verified: false })
        await holder.inbox()
        await claims(holder)
        return holder
      },
    ],
  ])('who %s (case 91)', async (_, enters) => {
    const holder: Actor = await enters()
    expect(await holder.inbox()).toEqual([invitation.id])
    const finder = await halfway('finder')
    const refused = await unchanged(usher, () => claims(finder))
    expect([...codeOf(refused), refused.body.masked_email]).toEqual([403, 'recipient_mismatch', 'g•••@e•••.com'])
    expect(await finder.inbox()).toEqual([])
    expect(await holder.inbox()).toEqual([invitation.id])
  })

  test('and whoever reads its mail takes it from who only had the link, with another account (case 91)', async () => {
    const finder = await halfway('finder')
    await claims(finder)
    expect(await finder.inbox()).toEqual([invitation.id])
    const grace = await resident(usher, 'grace', address)
    expect(grace.id).not.toBe(finder.id)
    expect(await grace.inbox()).toEqual([invitation.id])
    expect(await finder.inbox()).toEqual([])
    expect(codeOf(await claims(finder))).toEqual([403, 'recipient_mismatch'])
  })

  test('nor signs it in: that takes a code, which the claimant may type as well (case 91)', async () => {
    const grace = await halfway()
    await claims(grace)
    const held = await own(grace, address)
    expect(held).toMatchObject({ verified: true, signs_in: false })
    const proven = await types(grace, held, await codeMailedTo(usher, address))
    expect(proven.body).toMatchObject({ id: held.id, verified: true, signs_in: true })
    expect((await resident(usher, 'grace', address)).id).toBe(grace.id)
  })

  test('for whom an issuer knows, a link is as good as a code', async () => {
    const grace = await enter(usher, 'grace', { email: address, email_verified: false })
    await grace.inbox()
    await claims(grace)
    const { id } = await own(grace, address)
    const code = await unchanged(usher, () => grace.request('POST', `/users/me/addresses/${id}/code`))
    expect(codeOf(code)).toEqual([409, 'already_verified'])
  })
})

describe('a link that leads nowhere', () => {
  test.each(['accepted', 'declined', 'revoked', 'expired', 'superseded', 'organization_gone'] as const)(
    'since it is %s verifies nothing, and says so (case 91)',
    async (state) => {
      const grace = await halfway()
      if (state === 'accepted' || state === 'declined') {
        const colleague = await enter(usher, 'colleague', { email: address })
        await (state === 'accepted' ? colleague.accepts(invitation) : colleague.declines(invitation))
      }
      if (state === 'revoked') await ada.revokes(invitation)
      if (state === 'expired') {
        await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
        await expireInvitations(usher.db)
      }
      if (state === 'superseded')
        await usher.db.run(sql`update invitations set link_version = link_version + 1 where id = ${invitation.id}`)
      if (state === 'organization_gone')
        await usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`)
      const code = state === 'accepted' || state === 'declined' ? 'already_answered' : state
      expect(codeOf(await unchanged(usher, () => claims(grace)))).toEqual([410, code])
      expect(await own(grace, address)).toMatchObject({ verified: false })
    },
  )

  test('is answered alike, whoever asks and however near it is (cases 21, 90)', async () => {
    const grace = await halfway()
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    const near = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
    const seen = []
    for (const actor of [grace, linus, ada]) {
      for (const wrong of [near, 'A'.repeat(43), invitation.id, '', token.toLowerCase()]) {
        const { status, headers, body } = await unchanged(usher, () => claims(actor, wrong))
        const lasting = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
        seen.push(JSON.stringify([status, lasting, { ...body, request_id: '' }]))
      }
    }
    expect(new Set(seen).size).toBe(1)
    expect(seen[0]).toContain('"not_found"')
  })

  test('or that leads somewhere stands in no log and no event, however it was used (case 93)', async () => {
    const grace = await halfway()
    const { linus } = await cast(usher, 'linus')
    await claims(linus)
    await claims(grace)
    await usher.request('POST', '/invitation-links/sign-in', { body: { token } })
    await usher.request('POST', `/invitation-links/claim?token=${token}`, { token: grace.token, body: { token } })
    await expect.poll(() => usher.log).toContain('/invitation-links/sign-in')
    expect(usher.log).not.toContain(token)
    const told = await usher.db.many(sql<{ row: string }>`select to_jsonb(events)::text as row from events`)
    expect(told.map(({ row }) => row).join()).not.toContain(token)
  })

  test('revoked while it is claimed verifies the address before that or not at all', async () => {
    for (let round = 0; round < 10; round++) {
      const email = newAddress()
      const each = await ada.invites(company, email)
      const eachToken = await linkTokenMailedTo(usher, email)
      const person = await resident(usher, 'person')
      const added = (await adds(person, email)).body as Shown
      const [claimed] = await Promise.all([claims(person, eachToken), ada.revokes(each)])
      expect([200, 410]).toContain(claimed?.status)
      const verified = (await happenedTo(usher, person.id)).filter(({ type }) => type === 'address.verified')
      expect(verified).toHaveLength(claimed?.status === 200 ? 1 : 0)
      expect(await own(person, email)).toEqual({ ...added, verified: claimed?.status === 200 })
    }
  })
})

describe('who may claim', () => {
  test('is whoever is signed in with an application that may answer invitations', async () => {
    const grace = await halfway()
    const ask = (bearer?: string) =>
      unchanged(usher, () =>
        claims({
          request: (...sent) =>
            usher.request(sent[0], sent[1], { ...sent[2], ...(bearer === undefined ? {} : { token: bearer }) }),
        }),
      )
    expect(codeOf(await ask())).toEqual([401, 'authentication_required'])
    expect(codeOf(await ask(token))).toEqual([401, 'invalid_token'])
    const reading = await ask(await tokenFor(usher, grace.id, { scopes: ['invitations:read', 'organizations:write'] }))
    expect([...codeOf(reading), reading.body.required_scope]).toEqual([
      403,
      'insufficient_scope',
      'invitations:respond',
    ])
    expect(codeOf(await ask((await platform(usher)).token))).toEqual([403, 'user_context_required'])
    await usher.db.run(sql`update users set status = 'disabled' where id = ${grace.id}`)
    for (const sent of [token, 'A'.repeat(43)])
      expect(codeOf(await unchanged(usher, () => claims(grace, sent)))).toEqual([401, 'invalid_token'])
  })

  test('is no application of somebody else’s, where that would verify an address', async () => {
    const grace = await halfway()
    const theirs = await tokenFor(usher, grace.id, { firstParty: false })
    const ask = () => usher.request('POST', '/invitation-links/claim', { token: theirs, body: { token } })
    expect(codeOf(await unchanged(usher, ask))).toEqual([403, 'own_application_required'])
    await emptyMailbox(usher, address)
    await usher.db.run(sql`update code_requests set created_at = now() - interval '2 minutes'`)
    await verifies(usher, grace, address)
    expect((await unchanged(usher, ask)).body).toEqual({ invitation_id: invitation.id })
  })
})
