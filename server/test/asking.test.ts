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
import { linkTokenMailedTo } from './support/mailed.ts'
import { adds, codeOf, verifies } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
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
})

async function refused(ask: () => Promise<Answer>): Promise<unknown[]> {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)]
}

const suspend = () => usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`)

describe('whose invitation has expired', () => {
  beforeEach(() => runsOut(usher, invitation))

  test('asks for a new one, and asking again is the same request', async () => {
    const asked = succeeded(await asksAbout(grace, invitation, { kind: 'renewal', message: ' I was away.\nSorry! ' }))
    expect(asked.body).toEqual({
      id: expect.any(String),
      invitation_id: invitation.id,
      organization_name: 'Analytical Engines',
      kind: 'renewal',
      state: 'open',
      email: null,
      message: 'I was away.\nSorry!',
      created: expect.stringMatching(/Z$/),
      answered: null,
    })
    const again = await unchanged(usher, () => asksAbout(grace, invitation, { kind: 'renewal', message: 'Hello?' }))
    expect([again.status, again.body]).toEqual([200, asked.body])
    expect(await ownRequests(grace)).toEqual([asked.body])
    expect(await toldOf(usher, invitation)).toContainEqual({
      type: 'invitation.renewal_requested',
      actor_type: 'user',
      actor_id: grace.id,
      data: { invitation_request_id: asked.body.id, by: 'invitee' },
    })
    // It has not become another invitation by that.
    expect(codeOf(await grace.accepts(invitation))).toEqual([410, 'expired'])
  })

  test('asks by the link without signing in, and hears no more than that (case 91)', async () => {
    await asksForRenewal(usher, token, { message: 'It is me, Grace' })
    const again = await unchanged(usher, () => asksForRenewal(usher, token))
    expect([again.status, again.body]).toEqual([
      200,
      { kind: 'renewal', state: 'open', created: expect.stringMatching(/Z$/) },
    ])
    const [request] = await requestsTo(ada, company)
    expect(request).toMatchObject({ message: 'It is me, Grace', asking_user_name: null, email: null })
    expect((await toldOf(usher, invitation)).at(-1)).toEqual({
      type: 'invitation.renewal_requested',
      actor_type: 'system',
      actor_id: null,
      data: { invitation_request_id: request?.id, by: 'link' },
    })
    // Nobody signed in has asked for it.
    expect(await ownRequests(grace)).toEqual([])
  })

  test('hears wherever they look whether a new one was asked for and not decided', async () => {
    const look = async () => {
      const answers = [
        await usher.request('POST', '/invitation-links/preview', { body: { token } }),
        await grace.request('POST', '/invitation-links/claim', { body: { token } }),
        await grace.get(`/invitations/${invitation.id}`),
        await grace.get(`/invitations/${invitation.id}/details`),
      ]
      return new Set(answers.map(({ body }) => `${body.code} ${body.renewal_requested}`))
    }
    expect(await look()).toEqual(new Set(['expired false']))
    const { id } = succeeded(await asksAbout(grace, invitation)).body
    expect(await look()).toEqual(new Set(['expired true']))
    succeeded(await decides(ada, company, { id }, false))
    expect(await look()).toEqual(new Set(['expired false']))
  })

  test('is told where a newer one can be answered', async () => {
    await ada.invites(company, grace)
    expect(await refused(() => asksAbout(grace, invitation))).toEqual([409, 'already_invited'])
    expect(await refused(() => asksForRenewal(usher, token))).toEqual([409, 'already_invited'])
  })

  test('asks no organization that they blocked, until they take that back (case 64)', async () => {
    const body = { block_organization: true }
    const other = await ada.invites(company, grace)
    succeeded(await grace.request('POST', `/invitations/${other.id}?accept=false`, { body }))
    expect(await refused(() => asksAbout(grace, invitation))).toEqual([409, 'organization_blocked'])
    succeeded(await grace.request('DELETE', `/users/me/blocks/${company.id}`))
    expect((await asksAbout(grace, invitation)).status).toBe(200)
  })

  test('asks no organization that is gone, and none that they belong to', async () => {
    await suspend()
    expect(await refused(() => asksAbout(grace, invitation))).toEqual([410, 'organization_gone'])
    expect(await refused(() => asksForRenewal(usher, token))).toEqual([410, 'organization_gone'])
    await usher.db.run(sql`update organizations set status = 'active' where id = ${company.id}`)
    const second = newAddress('second')
    await verifies(usher, grace, second)
    await grace.accepts(await ada.invites(company, second))
    expect(await refused(() => asksAbout(grace, invitation))).toEqual([409, 'already_member'])
  })

  test('asks three times a day by the link, and as often as refused signed in, but not without end', async () => {
    const refuse = () =>
      usher.db.run(sql`
      update invitation_requests set state = 'refused', answered_at = now()
      where state = 'open' and invitation_id = ${invitation.id}`)
    for (let time = 0; time < 3; time++) {
      succeeded(await asksForRenewal(usher, token))
      await refuse()
    }
    const tooOften = await unchanged(usher, () => asksForRenewal(usher, token))
    expect(codeOf(tooOften)).toEqual([429, 'rate_limited'])
    expect(Number(tooOften.headers.get('retry-after'))).toBeGreaterThan(86_000)
    for (let time = 0; time < 10; time++) {
      succeeded(await asksAbout(grace, invitation))
      await refuse()
    }
    expect(await refused(() => asksAbout(grace, invitation))).toEqual([429, 'rate_limited'])
    await usher.db.run(sql`update invitation_requests set created_at = created_at - interval '1 day'`)
    expect((await asksAbout(grace, invitation)).status).toBe(200)
    expect((await asksForRenewal(usher, token)).status).toBe(200)
  })
})

test('an invitation that can be answered is not renewed', async () => {
  expect(await refused(() => asksAbout(grace, invitation))).toEqual([409, 'still_pending'])
  expect(await refused(() => asksForRenewal(usher, token))).toEqual([409, 'still_pending'])
})

test.each([
  ['accepted', 'already_answered', () => grace.accepts(invitation)],
  ['declined', 'already_answered', () => grace.declines(invitation)],
  ['revoked', 'revoked', () => ada.revokes(invitation)],
])('about one that was %s nothing is asked any more (case 91)', async (_, code, end) => {
  await end()
  const { linus } = await cast(usher, 'linus')
  await linus.inbox()
  expect(await refused(() => asksAbout(grace, invitation))).toEqual([410, code])
  expect(await refused(() => asksForRenewal(usher, token))).toEqual([410, code])
  expect(await refused(() => asksByLink(linus, token, linus.address))).toEqual([410, code])
})

test('with a link that a newer one took the place of, nothing is asked (case 91)', async () => {
  const { linus } = await cast(usher, 'linus')
  await linus.inbox()
  await usher.db.run(sql`update invitations set link_version = 2 where id = ${invitation.id}`)
  await runsOut(usher, invitation)
  expect(await refused(() => asksForRenewal(usher, token))).toEqual([410, 'superseded'])
  expect(await refused(() => asksByLink(linus, token, linus.address))).toEqual([410, 'superseded'])
})

describe('who is signed in with another account than the invited one', () => {
  let linus: Actor
  beforeEach(async () => {
    ;({ linus } = await cast(usher, 'linus'))
    await linus.inbox()
  })

  test('asks for the invitation to be made out to their own address (cases 92, 144)', async () => {
    expect(codeOf(await linus.request('POST', '/invitation-links/claim', { body: { token } }))).toEqual([
      403,
      'recipient_mismatch',
    ])
    const asked = succeeded(await asksByLink(linus, token, linus.address.toUpperCase(), { message: 'My work address' }))
    expect(asked.body).toMatchObject({ kind: 'readdress', state: 'open', email: linus.address.toUpperCase() })
    expect(asked.text).not.toContain(grace.address)
    expect(await requestsTo(ada, company)).toEqual([
      {
        id: asked.body.id,
        organization_id: company.id,
        invitation_id: invitation.id,
        invited_email: grace.address,
        asking_user_name: 'Linus',
        kind: 'readdress',
        state: 'open',
        email: linus.address.toUpperCase(),
        message: 'My work address',
        new_invitation_id: null,
        created: asked.body.created,
        answered: null,
      },
    ])
    const told = await toldOf(usher, invitation)
    expect(told.at(-1)).toMatchObject({ type: 'invitation.readdress_requested', actor_type: 'user' })
    expect(JSON.stringify(told).toLowerCase()).not.toContain(linus.address.toLowerCase())
    // Nothing was granted by it.
    expect(await linus.inbox()).toEqual([])
    expect((await linus.accepts(invitation)).status).toBe(404)
    const again = await unchanged(usher, () => asksByLink(linus, token, linus.address))
    expect(again.body).toEqual(asked.body)
  })

  test('asks only for an address that they proved, and learns of no other whether somebody has it (case 92)', async () => {
    const unproved = newAddress('unproved')
    const robot = await resident(usher, 'robot')
    await adds(await resident(usher, 'typing'), unproved)
    const answers = await unchanged(usher, async () => [
      await asksByLink(linus, token, robot.address),
      await asksByLink(linus, token, grace.address),
      await asksByLink(linus, token, unproved),
      await asksByLink(linus, token, newAddress('nobody')),
      await asksByLink(linus, token, 'no address'),
    ])
    const heard = answers.map(({ status, text, body }) => [status, text.replace(body.request_id, '')])
    expect(new Set(heard.map(([status]) => status))).toEqual(new Set([422]))
    expect(new Set(heard.map(([, text]) => text)).size).toBe(1)
  })

  test('also where it has expired', async () => {
    await runsOut(usher, invitation)
    expect((await asksByLink(linus, token, linus.address)).body.kind).toBe('readdress')
  })

  test('does not ask by the id of an invitation that is not theirs (case 144)', async () => {
    const ask = (id: string) =>
      unchanged(usher, () => asksAbout(linus, { ...invitation, id }, { kind: 'readdress', email: linus.address }))
    const [theirs, nowhere] = [await ask(invitation.id), await ask(crypto.randomUUID())]
    expect(codeOf(theirs)).toEqual([404, 'not_found'])
    expect(theirs.text.replace(theirs.body.request_id, '')).toBe(nowhere.text.replace(nowhere.body.request_id, ''))
  })

  test('with a link that leads nowhere learns nothing (case 92)', async () => {
    const nowhere = 'A'.repeat(43)
    expect(await refused(() => asksByLink(linus, nowhere, linus.address))).toEqual([404, 'not_found'])
    expect(await refused(() => asksForRenewal(usher, nowhere))).toEqual([404, 'not_found'])
  })

  test('no more than five wait about one invitation', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const person = await enter(usher, name)
      succeeded(await asksByLink(person, token, person.address))
    }
    expect(await refused(() => asksByLink(linus, token, linus.address))).toEqual([409, 'too_many_requests_open'])
    await ada.revokes(invitation)
    expect((await requestsTo(ada, company)).map(({ state }) => state)).toEqual(Array(5).fill('lapsed'))
  })
})

test('the invitee asks for another address of theirs, and not for the one that it went to', async () => {
  const second = newAddress('second')
  await verifies(usher, grace, second)
  const wish = (email: string) => asksAbout(grace, invitation, { kind: 'readdress', email })
  expect(await refused(() => wish(grace.address))).toEqual([422, 'validation_failed', '/email'])
  expect((await wish(second)).body).toMatchObject({ email: second, state: 'open' })
})

test.each([
  ['neither kind', { kind: 'gift' }, '/kind'],
  ['no kind', {}, '/kind'],
  ['an address where it is renewed', { kind: 'renewal', email: 'grace@example.com' }, '/email'],
  ['no address where it is readdressed', { kind: 'readdress' }, '/email'],
  ['words that turn the text around', { kind: 'renewal', message: 'Hello \u202Eevil' }, '/message'],
  ['words without end', { kind: 'renewal', message: 'x'.repeat(1_001) }, '/message'],
  ['anything else', { kind: 'renewal', role: 'owner' }, '/role'],
])('a request with %s is not understood (case 28)', async (_, body, pointer) => {
  await runsOut(usher, invitation)
  expect(await refused(() => asksAbout(grace, invitation, body))).toEqual([422, 'validation_failed', pointer])
})

test('what is asked with a key is answered again as it was', async () => {
  await runsOut(usher, invitation)
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const ask = () =>
    grace.request('POST', `/invitations/${invitation.id}/requests`, { body: { kind: 'renewal' }, headers })
  const asked = succeeded(await ask())
  await usher.db.run(
    sql`update invitation_requests set state = 'refused', answered_at = now() where invitation_id = ${invitation.id}`,
  )
  const again = await unchanged(usher, ask)
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([asked.text, 'true'])
})

test('words that are only blanks are none', async () => {
  await runsOut(usher, invitation)
  expect((await asksAbout(grace, invitation, { kind: 'renewal', message: ' \n ' })).body.message).toBeNull()
})

test('a platform client asks for nobody (case 92)', async () => {
  const { token: key } = await platform(usher)
  const ask = () =>
    usher.request('POST', `/invitations/${invitation.id}/requests`, { token: key, body: { kind: 'renewal' } })
  expect(await refused(ask)).toEqual([403, 'user_context_required'])
})

describe('what was asked', () => {
  test('is read by who asked, in pages, and by nobody else', async () => {
    for (const name of ['Club', 'Choir', 'Guild']) {
      const invited = await ada.invites(await ada.founds(name), grace)
      await runsOut(usher, invited)
      succeeded(await asksAbout(grace, invited))
    }
    const first = await grace.get('/invitation-requests?limit=2')
    const next = new URL(/<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '')
    const second = await grace.get(next.pathname + next.search)
    const names = [...first.body, ...second.body].map((each: { organization_name: string }) => each.organization_name)
    expect([names, second.headers.get('link')]).toEqual([['Club', 'Choir', 'Guild'], null])
    expect(await ownRequests(ada)).toEqual([])
  })

  test('is read by who reads invitations, filtered and in pages', async () => {
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    const [late, over] = [
      await ada.invites(company, newAddress('late')),
      await ada.invites(company, newAddress('over')),
    ]
    const lateToken = await linkTokenMailedTo(usher, late.email)
    await runsOut(usher, late)
    succeeded(await asksByLink(linus, token, linus.address))
    succeeded(await asksForRenewal(usher, lateToken))
    succeeded(await asksByLink(linus, await linkTokenMailedTo(usher, over.email), linus.address))
    await ada.revokes(over)
    const read = async (query: string) =>
      (await requestsTo(ada, company, query)).map(({ invitation_id }) => invitation_id)
    expect(await read('')).toEqual([invitation.id, late.id, over.id])
    expect(await read('?state=open')).toEqual([invitation.id, late.id])
    expect(await read('?state=lapsed')).toEqual([over.id])
    expect(await read('?kind=renewal')).toEqual([late.id])
    expect(await read(`?invitation_id=${over.id}&kind=readdress`)).toEqual([over.id])
    const page = await ada.get(`/organizations/${company.id}/invitation-requests?limit=1&state=open`)
    const next = new URL(/<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1] ?? '')
    expect((await ada.get(next.pathname + next.search)).body.map(({ id }: Request) => id)).toEqual([
      (await requestsTo(ada, company))[1]?.id,
    ])
    const [one] = await requestsTo(ada, company)
    const { body, headers } = await ada.get(`/organizations/${company.id}/invitation-requests/${one?.id}`)
    expect([body, headers.get('etag')]).toEqual([one, '"1"'])
    expect(codeOf(await ada.get(`/organizations/${company.id}/invitation-requests?state=broken`))).toEqual([
      422,
      'validation_failed',
    ])
  })
})
