import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { cast, type Company, type Invited } from './support/cast.ts'
import { linkTokenMailedTo, mailsTo } from './support/mailed.ts'
import { eventsOf, invitedAWhileAgo, latestEventOf, resends, timeIsUp, timePasses } from './support/sending.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const days_ms = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * days_ms).toISOString()
const daysUntil = (moment: string) => (new Date(moment).getTime() - Date.now()) / days_ms
const preview = (token: string): Promise<Answer> =>
  usher.request('POST', '/invitation-links/preview', { body: { token } })

async function setPolicies({ id }: Company, policies: { seats?: number; policy?: string; blocked?: string[] }) {
  await usher.db.run(sql`
    update organizations set seat_limit = ${policies.seats ?? null}, seat_policy = ${policies.policy ?? 'members'},
      blocked_domains = ${policies.blocked ?? []}::text[] where id = ${id}`)
}

async function deliveriesOf({ id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(sql<{ state: string }>`
    select state from deliveries where invitation_id = ${id} order by created_at, id`)
  return rows.map(({ state }) => state)
}

describe('what is pending', () => {
  test('is mailed once more with the same link and a later end, and can be accepted by it', async () => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    const token = await linkTokenMailedTo(usher, grace.address)
    await usher.db.run(sql`update invitations set expires_at = now() + interval '1 day' where id = ${invitation.id}`)

    const { status, body } = await resends(ada, invitation)
    expect([status, body.id, body.status]).toEqual([200, invitation.id, 'pending'])
    expect(daysUntil(body.expiration_date)).toBeCloseTo(7, 2)
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(2)
    expect(await linkTokenMailedTo(usher, grace.address)).toBe(token)
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'resent'])
    expect(await latestEventOf(usher, invitation)).toEqual({
      rotated: false,
      before: { status: 'pending', expiration_date: expect.any(String) },
      after: { status: 'pending', expiration_date: body.expiration_date },
    })
    expect((await preview(token)).status).toBe(200)
    expect((await grace.accepts(invitation)).body).toBe(company.id)
  })

  test('keeps the end that it has where that is later, and takes the one that it is given, be it earlier', async () => {
    const { ada, invitation } = await invitedAWhileAgo(usher)
    const end = new Date(Date.now() + 30 * days_ms)
    await usher.db.run(sql`update invitations set expires_at = ${end} where id = ${invitation.id}`)
    expect((await resends(ada, invitation)).body.expiration_date).toBe(end.toISOString())
    await timePasses(usher, invitation)
    const until = inDays(2)
    expect((await resends(ada, invitation, { until })).body.expiration_date).toBe(until)
  })

  test('gets the end that its organization gives by default', async () => {
    const { ada, company, invitation } = await invitedAWhileAgo(usher)
    await usher.db.run(sql`update organizations set default_expiry_seconds = 86400 * 20 where id = ${company.id}`)
    expect(daysUntil((await resends(ada, invitation)).body.expiration_date)).toBeCloseTo(20, 2)
  })

  test.each(['2020-01-01T00:00:00Z', inDays(0), inDays(400), '2026-02-30T10:00:00Z', '2030-01-01T10:00:00', 'soon'])(
    'cannot be given the end %s (case 86)',
    async (until) => {
      const { ada, invitation } = await invitedAWhileAgo(usher)
      const { status, body } = await unchanged(usher, () => resends(ada, invitation, { until }))
      expect([status, body.errors[0].pointer]).toEqual([422, '/expiration_date'])
    },
  )

  test('is done once for one Idempotency-Key (case 67)', async () => {
    const { ada, grace, invitation, company } = await invitedAWhileAgo(usher)
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(1)
    const path = `/organizations/${company.id}/invitations/${invitation.id}/resend`
    const once = () => ada.request('POST', path, { headers: { 'idempotency-key': invitation.id } })
    const [first, second] = [await once(), await once()]
    expect([second.status, second.text]).toEqual([200, first.text])
    expect([first.headers.get('etag'), second.headers.get('etag')]).toEqual(['"2"', '"2"'])
    expect(await deliveriesOf(invitation)).toHaveLength(2)
  })

  test('takes nothing else in its body', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    for (const body of [{ email: 'eve@example.com' }, { status: 'pending' }, { role_id: company.roles.owner }, []]) {
      const path = `/organizations/${company.id}/invitations/${invitation.id}/resend`
      expect((await unchanged(usher, () => ada.request('POST', path, { body }))).status).toBe(422)
    }
  })
})

describe('how often', () => {
  test('it can be sent anew when a minute has passed since it was sent, and Retry-After says so', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const invitation = await ada.invites(await ada.founds(), grace)
    const early = await unchanged(usher, () => resends(ada, invitation))
    expect([early.status, early.body.code]).toEqual([429, 'resend_too_soon'])
    const seconds = Number(early.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)

    await timePasses(usher, invitation)
    expect((await resends(ada, invitation)).status).toBe(200)
    const again = await unchanged(usher, () => resends(ada, invitation, { rotate: true }))
    expect(again.body.code).toBe('resend_too_soon')
    // Somebody else is not excepted either.
    const { linus } = await cast(usher, 'linus')
    await linus.joins(
      { id: invitation.organization_id, roles: (await ada.knows(invitation.organization_id)).roles },
      ada,
      'admin',
    )
    expect((await resends(linus, invitation)).status).toBe(429)
  })

  test('a mail that still waits is not sent beside the newer one', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(1)
    await usher.db.run(sql`
      update deliveries set state = 'queued', sent_at = null, due_at = now() + interval '1 hour' where invitation_id = ${invitation.id}`)
    await resends(ada, invitation)
    await expect.poll(() => deliveriesOf(invitation)).toEqual(['cancelled', 'sent'])
  })

  test('a mail that was just being sent, in vain, is given up for the newer one', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(1)
    await usher.db.run(sql`
      update deliveries set state = 'sending', sent_at = null, leased_until = now() + interval '1 hour',
        created_at = created_at - interval '1 minute' where invitation_id = ${invitation.id}`)
    await resends(ada, invitation)
    await usher.db.run(sql`
      update deliveries set leased_until = now() - interval '1 second' where invitation_id = ${invitation.id} and state = 'sending'`)
    await expect.poll(() => deliveriesOf(invitation)).toEqual(['cancelled', 'sent'])
  })
})

describe('a new link', () => {
  test('is what rotate makes: the one before answers superseded, the new one works (case 91)', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    const old = await linkTokenMailedTo(usher, grace.address)
    await usher.request('POST', '/invitation-links/sign-in', { body: { token: old } })
    const signIn = await usher.db.one(
      sql<{ id: string }>`select id from sign_ins where invitation_id = ${invitation.id}`,
    )
    const { status, body } = await resends(ada, invitation, { rotate: true })
    expect([status, body.status]).toEqual([200, 'pending'])
    expect(await latestEventOf(usher, invitation)).toMatchObject({ rotated: true })
    await expect.poll(() => linkTokenMailedTo(usher, grace.address)).not.toBe(old)
    const token = await linkTokenMailedTo(usher, grace.address)

    const answer = await unchanged(usher, () => preview(old))
    expect([answer.status, answer.body.code]).toEqual([410, 'superseded'])
    const wayBack = await usher.request('GET', `/invitation-links/sign-in/${signIn.id}`)
    expect([wayBack.status, wayBack.body.code]).toEqual([410, 'superseded'])
    const claim = await unchanged(usher, () =>
      grace.request('POST', '/invitation-links/claim', { body: { token: old } }),
    )
    expect([claim.status, claim.body.code]).toEqual([410, 'superseded'])
    expect((await grace.request('POST', '/invitation-links/claim', { body: { token } })).status).toBe(200)
    // Whoever holds the address needs no link.
    expect((await grace.accepts(invitation)).status).toBe(200)
  })

  test('is made of the newest key also where none was asked for, and the one of the older key then leads nowhere', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    const old = await linkTokenMailedTo(usher, grace.address)
    // As it would be after a key was put before the one that made its link; the link itself is still found.
    await usher.db.run(sql`update invitations set link_epoch = 'older' where id = ${invitation.id}`)
    await resends(ada, invitation)
    expect(await latestEventOf(usher, invitation)).toMatchObject({ rotated: true })
    await expect.poll(() => linkTokenMailedTo(usher, grace.address)).not.toBe(old)
    expect((await preview(old)).body.code).toBe('superseded')
    expect((await preview(await linkTokenMailedTo(usher, grace.address))).status).toBe(200)
  })
})

describe('what has expired', () => {
  test.each([
    ['is not written down as such yet', false],
    ['was swept', true],
  ])('is pending again, where it %s, having expired once', async (_, swept) => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation, { swept })
    const { status, body } = await resends(ada, invitation)
    expect([status, body.status]).toEqual([200, 'pending'])
    expect(daysUntil(body.expiration_date)).toBeCloseTo(7, 2)
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'expired', 'resent'])
    expect(await latestEventOf(usher, invitation)).toMatchObject({ before: { status: 'expired' } })
    expect(await grace.inbox()).toEqual([invitation.id])

    await timeIsUp(usher, invitation)
    await expireInvitations(usher.db)
    await resends(ada, invitation)
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'expired', 'resent', 'expired', 'resent'])
    expect((await grace.accepts(invitation)).body).toBe(company.id)
  })

  test('stays so while a newer one is pending, and can come back when that has ended (case 64)', async () => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation)
    const newer = await ada.invites(company, grace)
    const { status, body } = await unchanged(usher, () => resends(ada, invitation))
    expect([status, body.code]).toEqual([409, 'already_invited'])

    await ada.revokes(newer)
    expect((await resends(ada, invitation)).body.status).toBe('pending')
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'expired', 'resent'])
  })

  test('takes the place of another one that has expired since', async () => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation)
    const newer = await ada.invites(company, grace)
    await timeIsUp(usher, newer)
    expect((await resends(ada, invitation)).body.status).toBe('pending')
    expect(await eventsOf(usher, newer)).toEqual(['created', 'expired'])
    const refused = await unchanged(usher, () => resends(ada, newer))
    expect(refused.body.code).toBe('already_invited')
  })

  test('needs a free seat, as a new one does, which one that is pending has', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    await setPolicies(company, { seats: 2, policy: 'members_and_pending' })
    expect((await resends(ada, invitation)).status).toBe(200)

    await timeIsUp(usher, invitation, { swept: true })
    const { linus } = await cast(usher, 'linus')
    const other = await ada.invites(company, linus)
    const { status, body } = await unchanged(usher, () => resends(ada, invitation))
    expect([status, body.code]).toEqual([409, 'seat_limit_reached'])
    await ada.revokes(other)
    expect((await resends(ada, invitation)).status).toBe(200)
  })

  test('and was to somebody who was erased since, has nobody to be sent to', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await grace.inbox()
    await timeIsUp(usher, invitation, { swept: true })
    expect((await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } })).status).toBe(200)
    const { status, body } = await unchanged(usher, () => resends(ada, invitation))
    expect([status, body.code, body.state]).toEqual([409, 'not_pending', 'expired'])
  })
})

describe('what was answered or revoked', () => {
  test.each(['accepted', 'declined', 'revoked'] as const)('is not sent anew: %s', async (state) => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    if (state === 'accepted') await grace.accepts(invitation)
    if (state === 'declined') await grace.declines(invitation)
    if (state === 'revoked') await ada.revokes(invitation)
    const { status, body } = await unchanged(usher, () => resends(ada, invitation))
    expect([status, body.code, body.state]).toEqual([409, 'not_pending', state])
  })
})

describe('who', () => {
  test('sends it anew must hold what it gives; who is named as its inviter stays (case 25)', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    const owner = await ada.invites(company, grace, 'owner')
    const { mary } = await cast(usher, 'mary')
    const member = await ada.invites(company, mary)
    await linus.joins(company, ada, 'admin')
    await timePasses(usher, owner)
    await timePasses(usher, member)
    const { status, body } = await unchanged(usher, () => resends(linus, owner))
    expect([status, body.code]).toEqual([403, 'role_not_grantable'])
    expect((await resends(linus, member)).body.inviting_user_name).toBe('Ada')
  })

  test('may not manage invitations hears 403, and who is no member 404', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    const { linus, eve } = await cast(usher, 'linus', 'eve')
    await linus.joins(company, ada)
    expect((await unchanged(usher, () => resends(linus, invitation))).body.required_permission).toBe(
      'invitations:manage',
    )
    expect((await unchanged(usher, () => resends(eve, invitation))).status).toBe(404)
  })

  test('was invited from a domain that is blocked since, gets nothing more (case 162)', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    await setPolicies(company, { blocked: ['example.com'] })
    const { status, body } = await unchanged(usher, () => resends(ada, invitation))
    expect([status, body.code]).toEqual([409, 'domain_not_allowed'])
  })
})

test('where nothing is mailed, its delivery says so, and it is sent anew all the same', async () => {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const body = { email: grace.address, send_mail: false }
  const invitation = (await ada.request('POST', `/organizations/${company.id}/invitations`, { body })).body as Invited
  await timePasses(usher, invitation)
  expect((await resends(ada, invitation)).body.delivery).toMatchObject({ state: 'not_sent', times_sent: 0 })
  expect(await deliveriesOf(invitation)).toEqual(['not_sent', 'not_sent'])
})
