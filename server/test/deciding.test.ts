import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import {
  asksAbout,
  asksByLink,
  asksForRenewal,
  decides,
  ownRequests,
  type Request,
  requestsTo,
  runsOut,
  toldOf,
} from './support/asking.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { linkTokenMailedTo, mailsTo } from './support/mailed.ts'
import { codeOf, own, removes, verifies } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { makesRole } from './support/roles.ts'
import { timePasses } from './support/sending.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_REDIRECT_URLS: 'https://app.example.com/' })))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let grace: Resident
let company: Company
let invitation: Invited
let token: string
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  grace = await resident(usher, 'grace')
  company = await ada.founds()
  invitation = await ada.invites(company, grace)
  token = await linkTokenMailedTo(usher, grace.address)
  await timePasses(usher, invitation)
})

async function refused(ask: () => Promise<Answer>): Promise<unknown[]> {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, ...(body.state === undefined ? [] : [body.state])]
}

const managed = async ({ id }: { id: string }) =>
  succeeded(await ada.get(`/organizations/${company.id}/invitations/${id}`)).body

const approves = (request: { id: string }, by: Actor = ada) => decides(by, company, request, true)
const refuses = (request: { id: string }, by: Actor = ada) => decides(by, company, request, false)

describe('a renewal', () => {
  let request: Request
  beforeEach(async () => {
    await runsOut(usher, invitation)
    request = succeeded(await asksAbout(grace, invitation, { kind: 'renewal', message: 'Again, please' })).body
  })

  test('that is approved sends the invitation again, and its link works as before (case 91)', async () => {
    const before = await mailsTo(usher, grace.address)
    const approved = succeeded(await approves(request))
    expect(approved.body).toMatchObject({ id: request.id, state: 'approved', new_invitation_id: null })
    expect(approved.body.answered).toMatch(/Z$/)
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(before + 1)
    expect(await linkTokenMailedTo(usher, grace.address)).toBe(token)
    expect((await ownRequests(grace)).map(({ state, message }) => [state, message])).toEqual([
      ['approved', 'Again, please'],
    ])
    const types = (await toldOf(usher, invitation)).map(({ type }) => type.replace('invitation.', ''))
    expect(types.slice(-3)).toEqual(['renewal_requested', 'resent', 'request_approved'])
    expect((await grace.accepts(invitation)).body).toBe(company.id)
  })

  test('that was decided is decided so again, and not otherwise', async () => {
    const approved = succeeded(await approves(request))
    const again = await unchanged(usher, () => approves(request))
    expect([again.status, again.body]).toEqual([200, approved.body])
    expect(await refused(() => refuses(request))).toEqual([409, 'not_open', 'approved'])
  })

  test('that is refused is not sent, stays so, and may be asked for anew', async () => {
    const answer = succeeded(await refuses(request))
    expect(answer.body).toMatchObject({ state: 'refused', message: 'Again, please' })
    expect((await unchanged(usher, () => refuses(request))).body).toEqual(answer.body)
    expect(await refused(() => approves(request))).toEqual([409, 'not_open', 'refused'])
    expect((await managed(invitation)).status).toBe('expired')
    expect((await toldOf(usher, invitation)).at(-1)).toMatchObject({
      type: 'invitation.request_refused',
      data: { invitation_request_id: request.id, kind: 'renewal' },
    })
    const anew = succeeded(await asksAbout(grace, invitation)).body
    expect([anew.id === request.id, anew.state]).toEqual([false, 'open'])
  })

  test('that is approved is what everybody who asked for it wanted', async () => {
    succeeded(await asksForRenewal(usher, token))
    succeeded(await approves(request))
    expect((await requestsTo(ada, company)).map(({ state }) => state)).toEqual(['approved', 'approved'])
    const approvals = (await toldOf(usher, invitation)).filter(({ type }) => type === 'invitation.request_approved')
    expect(approvals).toHaveLength(2)
  })

  test('stays open where something stands in the way', async () => {
    await usher.db.run(sql`update organizations set blocked_domains = '{example.com}' where id = ${company.id}`)
    expect(await refused(() => approves(request))).toEqual([409, 'domain_not_allowed'])
    await usher.db.run(sql`
      update organizations set blocked_domains = '{}', seat_limit = 1, seat_policy = 'members_and_pending' where id = ${company.id}`)
    expect(await refused(() => approves(request))).toEqual([409, 'seat_limit_reached'])
    await usher.db.run(sql`update organizations set seat_limit = null where id = ${company.id}`)
    await ada.invites(company, grace)
    expect(await refused(() => approves(request))).toEqual([409, 'already_invited'])
    expect((await requestsTo(ada, company)).map(({ state }) => state)).toEqual(['open'])
  })

  test('lapses when the invitation is answered or revoked', async () => {
    await grace.declines(invitation)
    expect((await ownRequests(grace)).map(({ state }) => state)).toEqual(['lapsed'])
    expect(await refused(() => approves(request))).toEqual([409, 'not_open', 'lapsed'])
    expect(await refused(() => refuses(request))).toEqual([409, 'not_open', 'lapsed'])
  })

  test('is approved by an application as well', async () => {
    const { token: key } = await platform(usher)
    const path = `/organizations/${company.id}/invitation-requests/${request.id}?approve=true`
    expect((await usher.request('POST', path, { token: key })).body.state).toBe('approved')
    expect((await toldOf(usher, invitation)).at(-1)?.actor_type).toBe('platform_client')
  })
})

describe('an invitation made out to another address', () => {
  let linus: Actor
  let request: Request
  beforeEach(async () => {
    ;({ linus } = await cast(usher, 'linus'))
    await linus.inbox()
    request = succeeded(await asksByLink(linus, token, linus.address)).body
  })

  test('takes the place of the old one, which ends (cases 92, 144)', async () => {
    const terms = {
      role_ids: [company.roles.admin],
      message: 'Welcome',
      metadata: { crm: 7 },
      locale: 'de',
      redirect_url: 'https://app.example.com/welcome',
    }
    const body = { email: newAddress('rich'), ...terms }
    const old = succeeded(await ada.request('POST', `/organizations/${company.id}/invitations`, { body }))
      .body as Invited
    const asked = succeeded(await asksByLink(linus, await linkTokenMailedTo(usher, old.email), linus.address)).body
    const { state, new_invitation_id, email } = succeeded(await approves(asked)).body
    expect([state, email]).toEqual(['approved', null])

    const made = await managed({ id: new_invitation_id })
    expect(made).toMatchObject({ ...terms, email: linus.address, status: 'pending', inviting_user_name: 'Ada' })
    expect((await managed(old)).status).toBe('revoked')
    const told = await toldOf(usher, old)
    expect(told.slice(-2).map(({ type, data }) => [type, data])).toEqual([
      [
        'invitation.revoked',
        {
          because: 'readdressed',
          new_invitation_id,
          before: { status: 'pending' },
          after: { status: 'revoked' },
        },
      ],
      ['invitation.request_approved', { invitation_request_id: asked.id, kind: 'readdress', new_invitation_id }],
    ])
    expect(JSON.stringify(told)).not.toContain(linus.address)
    expect(await linkTokenMailedTo(usher, linus.address)).not.toBe(token)
    expect(await linus.inbox()).toEqual([new_invitation_id])
    expect((await linus.accepts({ ...old, id: new_invitation_id })).body).toBe(company.id)
    const again = await unchanged(usher, () => approves(asked))
    expect([again.status, again.body.new_invitation_id]).toEqual([200, new_invitation_id])
  })

  test('keeps no address once it was decided', async () => {
    await refuses(request)
    const [decided] = await requestsTo(ada, company)
    expect(decided).toMatchObject({ state: 'refused', email: null, new_invitation_id: null })
    expect(await ownRequests(linus)).toEqual([expect.objectContaining({ state: 'refused', email: null })])
  })

  test('lets what else was asked about the old one lapse', async () => {
    const other = await enter(usher, 'other')
    succeeded(await asksByLink(other, token, other.address))
    succeeded(await approves(request))
    expect((await ownRequests(other)).map(({ state }) => state)).toEqual(['lapsed'])
  })

  test('needs no further seat where pending ones take seats (case 162)', async () => {
    await usher.db.run(sql`
      update organizations set seat_limit = 2, seat_policy = 'members_and_pending' where id = ${company.id}`)
    expect((await approves(request)).status).toBe(200)
  })

  test.each([
    [
      'the domain is not allowed',
      'domain_not_allowed',
      () => usher.db.run(sql`update organizations set allowed_domains = '{example.org}' where id = ${company.id}`),
    ],
    [
      'no seat is free',
      'seat_limit_reached',
      () => usher.db.run(sql`update organizations set seat_limit = 1 where id = ${company.id}`),
    ],
    ['the address is invited already', 'already_invited', () => ada.invites(company, linus)],
    ['who asked is a member by now', 'already_member', () => linus.joins(company, ada)],
    [
      'who asked no longer holds it',
      'address_not_verified',
      () => usher.db.run(sql`update addresses set verified_at = null where canonical = ${linus.address}`),
    ],
  ])('is not made while %s, and the request stays open (case 162)', async (_, code, happens) => {
    await happens()
    expect(await refused(() => approves(request))).toEqual([409, code])
    expect((await requestsTo(ada, company)).map(({ state }) => state)).toEqual(['open'])
    expect((await refuses(request)).body.state).toBe('refused')
  })

  test('is not made to an address that who asked removed', async () => {
    const second = newAddress('second')
    const removed = await verifies(usher, grace, second)
    const asked = succeeded(await asksAbout(grace, invitation, { kind: 'readdress', email: second })).body
    succeeded(await removes(grace, await own(grace, removed.email)))
    expect(await refused(() => approves(asked))).toEqual([409, 'address_not_verified'])
  })

  test('is given by who holds what it gives, and by nobody else (case 25)', async () => {
    const { admin } = await cast(usher, 'admin')
    await admin.joins(company, ada, 'admin')
    const toOwn = await ada.invites(company, newAddress('owner'), 'owner')
    const asked = succeeded(await asksByLink(linus, await linkTokenMailedTo(usher, toOwn.email), linus.address)).body
    expect(await refused(() => approves(asked, admin))).toEqual([403, 'role_not_grantable'])
    expect((await approves(asked)).status).toBe(200)
  })

  test('is made by who may invite, since it becomes theirs', async () => {
    const { admin } = await cast(usher, 'admin')
    const adminId = await admin.joins(company, ada, 'admin')
    const keeper = await makesRole(ada, company, ['organization:read', 'members:read', 'invitations:manage'])
    const path = `/organizations/${company.id}/members?user_id=${adminId}`
    succeeded(await ada.request('PATCH', path, { body: { role_ids: [keeper.id] } }))
    expect(await refused(() => approves(request, admin))).toEqual([403, 'permission_denied'])
    expect((await refuses(request, admin)).body.state).toBe('refused')
  })

  test('is decided by who manages invitations', async () => {
    const { member } = await cast(usher, 'member')
    await member.joins(company, ada)
    for (const decision of [true, false]) {
      expect(await refused(() => decides(member, company, request, decision))).toEqual([403, 'permission_denied'])
      expect(await refused(() => decides(linus, company, request, decision))).toEqual([404, 'not_found'])
    }
    const elsewhere = await ada.founds('Elsewhere')
    expect(await refused(() => decides(ada, elsewhere, request, true))).toEqual([404, 'not_found'])
  })

  test.each(['', '?approve=', '?approve=maybe', '?approve=true&approve=true'])(
    'is not decided by %o',
    async (query) => {
      const path = `/organizations/${company.id}/invitation-requests/${request.id}${query}`
      expect(await refused(() => ada.request('POST', path))).toEqual([422, 'validation_failed'])
    },
  )
})

describe('who is erased', () => {
  const erases = (actor: Actor) => actor.request('DELETE', '/users/me', { body: { confirm: actor.address } })

  test('takes along what they asked, and what was asked about invitations to them (case 159)', async () => {
    const linus = await resident(usher, 'linus')
    const request = succeeded(await asksByLink(linus, token, linus.address, { message: 'Linus here' })).body
    succeeded(await erases(linus))
    expect(await requestsTo(ada, company)).toEqual([])
    expect(await refused(() => approves(request))).toEqual([404, 'not_found'])

    await runsOut(usher, invitation)
    succeeded(await asksForRenewal(usher, token, { message: 'Grace here' }))
    succeeded(await erases(grace))
    expect(await requestsTo(ada, company)).toEqual([])
    expect(await refused(() => asksForRenewal(usher, token))).toEqual([410, 'revoked'])
  })

  test('gets no invitation that is approved meanwhile (case 159)', async () => {
    for (let round = 0; round < 5; round++) {
      const linus = await resident(usher, 'linus')
      const company = await ada.founds()
      const address = newAddress()
      const invited = await ada.invites(company, address)
      const request = succeeded(await asksByLink(linus, await linkTokenMailedTo(usher, address), linus.address)).body
      const [erased, approved] = await Promise.all([erases(linus), decides(ada, company, request, true)])
      expect(erased.status).toBe(200)
      expect([200, 404]).toContain(approved.status)
      const pending = await usher.db.many(sql<{ id: string }>`
        select id from invitations where organization_id = ${company.id} and status = 'pending'`)
      expect(pending.map(({ id }) => id)).toEqual(approved.status === 200 ? [] : [invited.id])
      expect(await usher.db.many(sql`select id from invitations where canonical_email = ${linus.address}`)).toEqual([])
    }
  })

  test('leaves no request that is made meanwhile (case 159)', async () => {
    for (let round = 0; round < 5; round++) {
      const linus = await resident(usher, 'linus')
      const address = newAddress()
      await ada.invites(await ada.founds(), address)
      const link = await linkTokenMailedTo(usher, address)
      const [erased] = await Promise.all([erases(linus), asksByLink(linus, link, linus.address)])
      expect(erased.status).toBe(200)
      expect(await usher.db.many(sql`select id from invitation_requests where user_id = ${linus.id}`)).toEqual([])
    }
  })

  test('finds what they asked in their export before (case 160)', async () => {
    const linus = await resident(usher, 'linus')
    const { organization_name: name, ...asked } = succeeded(
      await asksByLink(linus, token, linus.address, { message: 'Linus here' }),
    ).body
    const { invitation_requests } = (await linus.get('/users/me/export')).body
    expect(invitation_requests).toEqual([{ ...asked, organization: { id: company.id, name } }])
  })
})

test('a reason to decline is plain text like every other word (case 79)', async () => {
  expect(codeOf(await unchanged(usher, () => grace.declines(invitation, 'No \u202Eyaw')))).toEqual([
    422,
    'validation_failed',
  ])
  expect((await grace.declines(invitation, 'No time,\nsorry')).status).toBe(200)
})
