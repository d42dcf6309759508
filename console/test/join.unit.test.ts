import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Opened } from '../src/join/opened.ts'

const token = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde'
const id = '0190f3c2-4a51-7cc3-9f00-1234567890ab'
const organization_id = '0190f3c2-4a51-7cc3-9f00-1234567890cd'
const page = `/console/invitations/${id}`
const byToken: Opened = { by: 'token', token }
const byId: Opened = { by: 'id', invitation_id: id }

const preview = {
  organization_name: 'Analytical Engines',
  organization_logo_url: null,
  organization_member_count: 3,
  inviting_user_name: 'Ada Lovelace',
  inviting_user_avatar_url: null,
  expiration_date: '2027-01-01T00:00:00.000Z',
  message: null,
  masked_email: 'g•••@e•••.com',
  roles: ['Member'],
}
const details = { id, ...preview, roles: [{ id: organization_id, name: 'Member' }], teams: [], redirect_url: null }
const grace = { id: '1', name: 'Grace Hopper', email: 'grace@example.com', avatar_url: null }
const membership = { organization_id, name: 'Analytical Engines', slug: 'a', logo_url: null, permissions: [] }
const unverified = { id: 'a1', email: 'grace@example.com', verified: false }

const getDetails = `GET /invitations/${id}/details`
const accept = `POST /invitations/${id}?accept=true`
const decline = `POST /invitations/${id}?accept=false`

type Reply = Response | Error | Promise<Response>
type Replies = Record<string, unknown>

/** What the browser would bring, as far as this page needs it. */
let browser: { visited: string[]; address: string[]; kept: Map<string, string>; online: boolean }
let asked: string[]
let replies: Replies

beforeEach(() => {
  browser = { visited: [], address: [], kept: new Map(), online: true }
  asked = []
  const location = {
    origin: 'https://usher.example',
    assign: (url: URL) => browser.visited.push(`${url.pathname}${url.search}`),
  }
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', { replaceState: (_: unknown, __: string, url: string) => browser.address.push(url) })
  vi.stubGlobal('navigator', {
    get onLine() {
      return browser.online
    },
  })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => browser.kept.get(key) ?? null,
    setItem: (key: string, value: string) => browser.kept.set(key, value),
    removeItem: (key: string) => browser.kept.delete(key),
  })
  vi.stubGlobal('fetch', async (address: string, { method }: RequestInit) => {
    const { pathname, search } = new URL(address)
    const request = `${method} ${pathname}${search}`
    asked.push(request)
    const reply = replies[request]
    if (reply instanceof Error) throw reply
    return (await reply) as Reply
  })
})
afterEach(() => vi.unstubAllGlobals())

const ok = (body: unknown) => Response.json(body)
const refused = (status: number, code: string, members: Record<string, unknown> = {}) =>
  Response.json(
    { status, code, detail: `About ${code}.`, ...members },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
const signedIn = () => ok({ user: grace, memberships: [membership] })
const signedOut = () => ok({ user: null, memberships: [] })

/** The page, opened by this, with a service that gives these answers. */
async function opens(opened: Opened, given: Replies) {
  replies = given
  const { InvitationState } = await import('../src/join/invitation.ts')
  const invitation = new InvitationState(opened)
  await invitation.look()
  return invitation
}

async function opensSignedIn(answers: Replies = {}) {
  return opens(byId, { 'GET /session': signedIn(), [getDetails]: ok(details), ...answers })
}

test('who is signed out sees the invitation, and goes to sign in with the link kept for the way back', async () => {
  const url = `/session/sign-in?${new URLSearchParams({ return_to: page })}`
  const invitation = await opens(byToken, {
    'GET /session': signedOut(),
    'POST /invitation-links/preview': ok(preview),
    'POST /invitation-links/sign-in': ok({ url }),
  })
  expect(invitation.current().view).toEqual({ is: 'offered', invitation: preview })
  expect(asked).not.toContain('POST /invitation-links/claim')

  void invitation.signIn()
  void invitation.signIn()
  await vi.waitFor(() => expect(browser.visited).toEqual([url]))
  expect([...browser.kept.values()]).toEqual([token])
  expect(invitation.current().busy).toBe('leaving')
})

test('to switch the account keeps the link', async () => {
  const invitation = await opens(byToken, {
    'GET /session': signedIn(),
    'POST /invitation-links/preview': ok(preview),
    'POST /invitation-links/claim': refused(403, 'recipient_mismatch', { masked_email: 'g•••@e•••.com' }),
    'GET /users/me/addresses': ok([]),
    'POST /invitation-links/sign-in': ok({ url: `/session/sign-in?${new URLSearchParams({ return_to: page })}` }),
  })
  expect(invitation.current().view).toMatchObject({
    is: 'stop',
    situation: 'wrong_account',
    about: { account: 'grace@example.com', address: 'g•••@e•••.com', inviter: 'Ada Lovelace' },
  })
  void invitation.switchAccount()
  await vi.waitFor(() => expect(browser.visited).toHaveLength(1))
  const query = new URLSearchParams(browser.visited[0]?.split('?')[1])
  expect(Object.fromEntries(query)).toEqual({ return_to: page, switch: 'true' })
})

test('who accepts goes on where the inviting application wants them', async () => {
  const redirect_url = 'https://app.example.com/welcome'
  const invitation = await opensSignedIn({
    [getDetails]: ok({ ...details, redirect_url }),
    [accept]: ok(organization_id),
  })
  await invitation.accept()
  expect(invitation.current().view).toMatchObject({ is: 'accepted', about: { redirect_url } })
})

test('a link that did its work leaves the address of the page', async () => {
  const invitation = await opens(byToken, {
    'GET /session': signedIn(),
    'POST /invitation-links/preview': ok(preview),
    'POST /invitation-links/claim': ok({ invitation_id: id }),
    [getDetails]: ok(details),
  })
  expect(invitation.current().view).toMatchObject({ is: 'open', invitation_id: id })
  expect(browser.address).toEqual([page])
})

test('back from the sign-in, the link that was kept says which address was meant', async () => {
  browser.kept.set(`usher.link ${page}`, token)
  const { current } = await opens(byId, {
    'GET /session': signedIn(),
    [getDetails]: refused(404, 'not_found'),
    'POST /invitation-links/preview': ok(preview),
    'POST /invitation-links/claim': refused(403, 'recipient_mismatch', { masked_email: 'g•••@e•••.com' }),
    'GET /users/me/addresses': ok([]),
  })
  expect(current().view).toMatchObject({ situation: 'wrong_account', about: { address: 'g•••@e•••.com' } })
})

test('an address of the account that is not verified can be verified here', async () => {
  const others = { id: 'a2', email: 'hopper@navy.example', verified: false }
  const { current } = await opens(
    { by: 'sign_in', sign_in_id: id },
    {
      'GET /session': signedIn(),
      [`GET /invitation-links/sign-in/${id}`]: ok({ ...preview, invitation_id: id }),
      [getDetails]: refused(404, 'not_found'),
      'GET /users/me/addresses': ok([unverified, others]),
    },
  )
  expect(current().view).toMatchObject({ situation: 'unverified', unverified: [unverified] })
})

test('however often somebody presses, one answer is sent (case 143)', async () => {
  const invitation = await opensSignedIn({ [accept]: ok(organization_id) })
  await Promise.all([invitation.accept(), invitation.accept(), invitation.decline({}), invitation.accept()])
  expect(asked.filter((each) => each.startsWith('POST'))).toEqual([accept])
  expect(invitation.current().view).toMatchObject({ is: 'accepted', before: false, organization_id })
})

test('an answer that says nothing is no success', async () => {
  const invitation = await opensSignedIn({ [accept]: ok(null) })
  await invitation.accept()
  expect(invitation.current().view).toMatchObject({ situation: 'unknown_outcome' })
})

test('what became of an answer that broke off is looked up, and told as it is', async () => {
  const invitation = await opensSignedIn({ [accept]: new TypeError('failed to fetch') })
  await invitation.accept()
  expect(invitation.current().view).toMatchObject({ situation: 'unknown_outcome' })

  replies = { 'GET /session': signedIn(), [getDetails]: ok(details), [accept]: new TypeError('failed to fetch') }
  await invitation.look()
  expect(invitation.current().view).toMatchObject({ is: 'open', again: true })

  await invitation.accept()
  replies = {
    'GET /session': signedIn(),
    [getDetails]: refused(410, 'already_answered', { state: 'accepted' }),
    [accept]: ok(organization_id),
  }
  await invitation.look()
  expect(invitation.current().view).toMatchObject({ is: 'accepted', before: true, organization_id })
})

test('without a connection nothing is sent, and the invitation stays (case 146)', async () => {
  const invitation = await opensSignedIn()
  browser.online = false
  await invitation.accept()
  expect(asked).not.toContain(accept)
  expect(invitation.current()).toMatchObject({ view: { is: 'open' }, failure: { code: 'unreachable' }, busy: null })
})

test('while the service is out of reach of its database, the invitation stays and can be answered again', async () => {
  const invitation = await opensSignedIn({ [decline]: refused(503, 'unavailable') })
  await invitation.decline({ reason: 'No time' })
  expect(invitation.current()).toMatchObject({ view: { is: 'open' }, failure: { code: 'unavailable' }, busy: null })
})

test('somebody whose answer stands is told it, whatever they press in another tab', async () => {
  const invitation = await opensSignedIn({ [decline]: refused(409, 'already_accepted') })
  replies = {
    ...replies,
    'GET /session': signedIn(),
    [getDetails]: refused(410, 'already_answered', { state: 'accepted' }),
    [accept]: ok(organization_id),
  }
  await invitation.decline({})
  expect(invitation.current().view).toMatchObject({ is: 'accepted', before: true })
})

test('an answer of somebody else is not taken for one’s own', async () => {
  const { current } = await opens(byId, {
    'GET /session': signedIn(),
    [getDetails]: refused(410, 'already_answered', { state: 'declined', organization_name: 'Analytical Engines' }),
    [decline]: refused(410, 'already_answered'),
  })
  expect(current().view).toMatchObject({ situation: 'answered', about: { organization: 'Analytical Engines' } })
})

test('who accepted and has left since is not called a member', async () => {
  const { current } = await opens(byId, {
    'GET /session': ok({ user: grace, memberships: [] }),
    [getDetails]: refused(410, 'already_answered', { state: 'accepted' }),
    [accept]: ok(organization_id),
  })
  expect(current().view).toMatchObject({ situation: 'answered' })
})

test('an invitation that is revoked, expired or full when it is answered is told with whom to ask', async () => {
  for (const [status, code, situation] of [
    [410, 'revoked', 'revoked'],
    [410, 'expired', 'expired'],
    [409, 'seat_limit_reached', 'no_seat'],
    [401, 'authentication_required', 'signed_out'],
  ] as const) {
    const invitation = await opensSignedIn({ [accept]: refused(status, code) })
    await invitation.accept()
    const { view } = invitation.current()
    expect(view).toMatchObject({ is: 'stop', situation, about: { inviter: 'Ada Lovelace' } })
  }
})

const renewal = 'POST /invitation-links/renewal-requests'
const expired = (members = {}) => refused(410, 'expired', { organization_name: 'Analytical Engines', ...members })

test('with the link of an expired invitation a new one is asked for, signed in or not, once', async () => {
  const invitation = await opens(byToken, {
    'GET /session': signedOut(),
    'POST /invitation-links/preview': expired({ renewal_requested: false }),
    [renewal]: ok({ kind: 'renewal', state: 'open', created: '2026-11-25T00:00:00.000Z' }),
  })
  expect(invitation.current().view).toMatchObject({ situation: 'expired', ask: { kind: 'renewal', of: { token } } })
  await Promise.all([invitation.ask(), invitation.ask()])
  expect(asked.filter((each) => each === renewal)).toHaveLength(1)
  expect(invitation.current().view).toMatchObject({
    situation: 'renewal_requested',
    about: { organization: 'Analytical Engines' },
  })
  expect(invitation.current().view).not.toHaveProperty('ask')
})

test('on the page of an expired invitation its invitee asks for a new one', async () => {
  const invitation = await opensSignedIn({
    [getDetails]: expired({ renewal_requested: false }),
    [`POST /invitations/${id}/requests`]: ok({}),
  })
  await invitation.ask()
  expect(invitation.current().view).toMatchObject({ situation: 'renewal_requested' })
})

test('where a new one was asked for before, that is what the page says', async () => {
  const { current } = await opens(byToken, {
    'GET /session': signedOut(),
    'POST /invitation-links/preview': expired({ renewal_requested: true }),
  })
  expect(current().view).toMatchObject({ situation: 'renewal_requested' })
  expect(current().view).not.toHaveProperty('ask')
})

test('asking that is refused says why and can be tried again; where things have changed, the page looks anew', async () => {
  const invitation = await opens(byToken, {
    'GET /session': signedOut(),
    'POST /invitation-links/preview': expired(),
    [renewal]: refused(429, 'rate_limited'),
  })
  await invitation.ask()
  expect(invitation.current()).toMatchObject({
    view: { situation: 'expired', ask: { kind: 'renewal' } },
    failure: { code: 'rate_limited' },
  })
  replies[renewal] = new TypeError('no network')
  await invitation.ask()
  expect(invitation.current()).toMatchObject({ view: { situation: 'expired' }, failure: { code: 'unreachable' } })
  replies = {
    'GET /session': signedOut(),
    'POST /invitation-links/preview': ok(preview),
    [renewal]: refused(409, 'still_pending'),
  }
  await invitation.ask()
  expect(invitation.current()).toMatchObject({ view: { is: 'offered' }, failure: null })
})

describe('whose account has another address than the invited one', () => {
  const claim = 'POST /invitation-links/claim'
  const ask = 'POST /invitation-links/requests'
  const mismatch = (addresses: object[]) => ({
    'GET /session': signedIn(),
    'POST /invitation-links/preview': ok({ ...preview, masked_email: 'l•••@e•••.com' }),
    [claim]: refused(403, 'recipient_mismatch'),
    'GET /users/me/addresses': ok(addresses),
  })
  const verified = { id: 'a3', email: 'grace@example.com', verified: true }

  test('asks for the invitation at their own, if that is verified', async () => {
    const other = { id: 'a2', email: 'hopper@navy.example', verified: true }
    const invitation = await opens(byToken, { ...mismatch([other, verified]), [ask]: ok({}) })
    expect(invitation.current().view).toMatchObject({
      situation: 'wrong_account',
      ask: { kind: 'readdress', token, email: 'grace@example.com' },
      about: { own: 'grace@example.com' },
    })
    await invitation.ask()
    expect(invitation.current().view).toMatchObject({ situation: 'readdress_requested' })
    expect(asked.at(-1)).toBe(ask)
  })

  test('is offered nothing of the kind without one, or without the link', async () => {
    const without = await opens(byToken, mismatch([{ ...verified, verified: false }]))
    expect(without.current().view).not.toHaveProperty('ask')
    await without.ask()
    expect(asked).not.toContain(ask)
    const sign_in_id = '0190f3c2-4a51-7cc3-9f00-1234567890ef'
    const { current } = await opens(
      { by: 'sign_in', sign_in_id },
      {
        ...mismatch([verified]),
        [`GET /invitation-links/sign-in/${sign_in_id}`]: ok({ ...preview, invitation_id: id }),
        [getDetails]: refused(404, 'not_found'),
      },
    )
    expect(current().view).toMatchObject({ situation: 'wrong_account' })
    expect(current().view).not.toHaveProperty('ask')
  })

  test('hears why the organization is not asked', async () => {
    const invitation = await opens(byToken, {
      ...mismatch([verified]),
      [ask]: refused(409, 'organization_blocked'),
    })
    await invitation.ask()
    expect(invitation.current()).toMatchObject({
      view: { situation: 'wrong_account' },
      failure: { code: 'organization_blocked' },
    })
  })
})
