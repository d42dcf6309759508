import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { allIsTold } from './support/mailed.ts'
import { eventsOf, invitedAWhileAgo, latestEventOf, timeIsUp } from './support/sending.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

function edits(actor: Actor, { id, organization_id }: Invited, body: object, tag?: string): Promise<Answer> {
  const headers = tag === undefined ? {} : { headers: { 'if-match': tag } }
  return actor.request('PATCH', `/organizations/${organization_id}/invitations/${id}`, { body, ...headers })
}

async function team({ id }: Company, roleId?: string): Promise<string> {
  const made = await usher.db.one(sql<{ id: string }>`
    insert into teams (organization_id, name) values (${id}, ${crypto.randomUUID()}) returning id`)
  if (roleId !== undefined) {
    await usher.db.run(sql`
      insert into team_roles (organization_id, team_id, role_id) values (${id}, ${made.id}, ${roleId})`)
  }
  return made.id
}

describe('a pending invitation', () => {
  test('says and gives afterwards what it is changed to, and the rest stays; its event tells what was and what is', async () => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    const { admin, member } = company.roles
    const teamId = await team(company)
    const until = inDays(30)
    const before = (await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body
    const body = { role_id: admin, team_ids: [teamId], message: 'Welcome!', expiration_date: until }
    const changed = await edits(ada, invitation, body)
    expect(changed.status).toBe(200)
    expect(changed.body).toEqual({
      ...before,
      role_ids: [admin],
      team_ids: [teamId],
      message: 'Welcome!',
      expiration_date: until,
      updated: expect.any(String),
    })
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'edited'])
    expect(await latestEventOf(usher, invitation)).toEqual({
      changed: ['role_ids', 'team_ids', 'expiration_date', 'message'],
      before: { role_ids: [member], team_ids: [], expiration_date: before.expiration_date },
      after: { role_ids: [admin], team_ids: [teamId], expiration_date: until },
    })
    const metadata = { order: { lines: [1, 2.5] } }
    const more = await edits(ada, invitation, {
      metadata,
      locale: 'de',
      redirect_url: `${usher.url}/welcome`,
      message: null,
    })
    expect(more.body).toMatchObject({
      metadata,
      locale: 'de',
      redirect_url: `${usher.url}/welcome`,
      message: null,
      role_ids: [admin],
    })
    expect(JSON.stringify(await latestEventOf(usher, invitation))).not.toMatch(/Welcome|order|welcome/)

    await grace.accepts(invitation)
    const [, joined] = await ada.membersOf(company)
    expect(joined?.roles.map(({ name }) => name)).toEqual(['Admin'])
  })

  test('is the same version where nothing is different, without an event', async () => {
    const { ada, company, invitation } = await invitedAWhileAgo(usher)
    await edits(ada, invitation, { message: 'Hello', metadata: { a: 1, b: [] } })
    await allIsTold(usher)
    const path = `/organizations/${company.id}/invitations/${invitation.id}`
    const { body, headers } = await ada.get(path)
    for (const same of [
      {},
      { message: 'Hello' },
      { role_ids: [company.roles.member], team_ids: [], metadata: { b: [], a: 1 }, locale: null },
      { expiration_date: body.expiration_date },
    ]) {
      const answer = await unchanged(usher, () => edits(ada, invitation, same))
      expect([answer.status, answer.body, answer.headers.get('etag')]).toEqual([200, body, headers.get('etag')])
    }
  })

  test('is changed only as it was read, with If-Match', async () => {
    const { ada, invitation } = await invitedAWhileAgo(usher)
    const first = await edits(ada, invitation, { message: 'One' }, '"1"')
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"'])
    const stale = await unchanged(usher, () => edits(ada, invitation, { message: 'Two' }, '"1"'))
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed'])
  })

  test('sends no mail when it is changed', async () => {
    const { ada, invitation } = await invitedAWhileAgo(usher)
    await edits(ada, invitation, { message: 'Hello' })
    const { count } = await usher.db.one(sql<{ count: number }>`
      select count(*)::integer as count from deliveries where invitation_id = ${invitation.id}`)
    expect(count).toBe(1)
  })

  test.each([
    ['/email', { email: 'eve@example.com' }],
    ['/status', { status: 'accepted' }],
    ['/send_mail', { send_mail: false }],
    ['/inviting_user_id', { inviting_user_id: crypto.randomUUID() }],
    ['/role_ids/0', { role_ids: [crypto.randomUUID()] }],
    ['/team_ids/0', { team_ids: [crypto.randomUUID()] }],
    ['/expiration_date', { expiration_date: '2020-01-01T00:00:00Z' }],
    ['/expiration_date', { expiration_date: '9999-12-31T00:00:00Z' }],
    ['/redirect_url', { redirect_url: 'https://evil.example.com/' }],
    ['/metadata', { metadata: [] }],
  ])('refuses %s as a new one would (case 28, case 86)', async (pointer, body) => {
    const { ada, invitation } = await invitedAWhileAgo(usher)
    const answer = await unchanged(usher, () => edits(ada, invitation, body))
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer])
  })
})

describe('who changes it', () => {
  test('must hold all that it gives before and afterwards, by roles and by teams, whatever they change (case 25)', async () => {
    const { ada, company, invitation } = await invitedAWhileAgo(usher)
    const { linus } = await cast(usher, 'linus')
    await linus.joins(company, ada, 'admin')
    const deleter = await usher.db.one(sql<{ id: string }>`
      insert into roles (organization_id, kind, name, permissions)
      values (${company.id}, 'custom', 'Deleter', '{organization:delete}') returning id`)
    const owners = await team(company, deleter.id)
    for (const body of [{ role_id: company.roles.owner }, { team_ids: [owners] }]) {
      const { status, body: told } = await unchanged(usher, () => edits(linus, invitation, body))
      expect([status, told.code]).toEqual([403, 'role_not_grantable'])
    }
    await edits(ada, invitation, { role_id: company.roles.owner })
    expect((await unchanged(usher, () => edits(linus, invitation, { message: 'Hi' }))).body.code).toBe(
      'role_not_grantable',
    )
    const lowered = await unchanged(usher, () => edits(linus, invitation, { role_id: company.roles.admin }))
    expect([lowered.status, lowered.body.code]).toEqual([403, 'role_not_grantable'])
    expect((await edits(ada, invitation, { role_id: company.roles.admin })).status).toBe(200)
    expect((await edits(linus, invitation, { message: 'Hi' })).status).toBe(200)
  })

  test('may not manage invitations hears 403, and who is no member 404', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    const { linus, eve } = await cast(usher, 'linus', 'eve')
    await linus.joins(company, ada)
    expect((await unchanged(usher, () => edits(linus, invitation, { message: 'x' }))).status).toBe(403)
    expect((await unchanged(usher, () => edits(eve, invitation, { message: 'x' }))).status).toBe(404)
  })

  test('to what its inviter could not give is its inviter from then on, so that it can be accepted', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    await linus.joins(company, ada, 'admin')
    const invitation = await linus.invites(company, grace)
    expect((await edits(ada, invitation, { role_id: company.roles.admin })).body.inviting_user_name).toBe('Linus')
    expect((await edits(ada, invitation, { role_id: company.roles.owner })).body.inviting_user_name).toBe('Ada')
    expect(await latestEventOf(usher, invitation)).toHaveProperty('inviting_user_id')
    expect((await grace.accepts(invitation)).status).toBe(200)
  })

  test('cannot change one to a domain that is blocked since (case 162)', async () => {
    const { ada, invitation, company } = await invitedAWhileAgo(usher)
    await usher.db.run(sql`update organizations set blocked_domains = '{example.com}' where id = ${company.id}`)
    const { status, body } = await unchanged(usher, () => edits(ada, invitation, { message: 'x' }))
    expect([status, body.code]).toEqual([409, 'domain_not_allowed'])
  })
})

describe('what has expired', () => {
  test.each([false, true])('is pending again with a new end, having expired once (swept: %s)', async (swept) => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation, { swept })
    const { status, body } = await edits(ada, invitation, { expiration_date: inDays(3) })
    expect([status, body.status]).toEqual([200, 'pending'])
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'expired', 'edited'])
    expect(await latestEventOf(usher, invitation)).toMatchObject({
      changed: ['status', 'expiration_date'],
      before: { status: 'expired' },
      after: { status: 'pending' },
    })
    expect(await grace.inbox()).toEqual([invitation.id])
  })

  test('is not changed without one', async () => {
    const { ada, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation, { swept: true })
    const { status, body } = await unchanged(usher, () => edits(ada, invitation, { message: 'Hello' }))
    expect([status, body.code, body.state]).toEqual([409, 'not_pending', 'expired'])
    expect(body.detail).toContain('expiration_date')
    const past = await unchanged(usher, () => edits(ada, invitation, { expiration_date: inDays(-1) }))
    expect(past.status).toBe(422)
  })

  test('stays so while a newer one is pending, or no seat is free', async () => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    await timeIsUp(usher, invitation, { swept: true })
    const newer = await ada.invites(company, grace)
    const edit = () => edits(ada, invitation, { expiration_date: inDays(3) })
    expect((await unchanged(usher, edit)).body.code).toBe('already_invited')
    await ada.revokes(newer)
    await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${company.id}`)
    expect((await unchanged(usher, edit)).body.code).toBe('seat_limit_reached')
    await usher.db.run(sql`update organizations set seat_limit = 2 where id = ${company.id}`)
    expect((await edit()).body.status).toBe('pending')
  })
})
