import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(
  async () =>
    void (usher = await startUsher({ USHER_REDIRECT_URLS: 'https://app.example.com/welcome, https://x.example' })),
)
afterAll(() => usher[Symbol.asyncDispose]())

const inviting = (actor: Actor, company: Company, body: Record<string, unknown>) =>
  actor.request('POST', `/organizations/${company.id}/invitations`, { body: { email: 'grace@example.com', ...body } })

async function refused(ask: () => ReturnType<typeof inviting>) {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)]
}

async function team(company: Company, name: string, roleId?: string): Promise<string> {
  const { id } = await usher.db.one(sql<{ id: string }>`
    insert into teams (organization_id, name) values (${company.id}, ${name}) returning id`)
  if (roleId !== undefined) {
    await usher.db.run(sql`
      insert into team_roles (organization_id, team_id, role_id) values (${company.id}, ${id}, ${roleId})`)
  }
  return id
}

describe('an invitation', () => {
  test('carries roles, teams, words, metadata, a language, an address to go on to and an end of its own', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const team_ids = [await team(company, 'Compilers', company.roles.admin)]
    const asked = {
      role_ids: [company.roles.member, company.roles.admin].toSorted(),
      team_ids,
      message: 'Welcome aboard',
      metadata: { crm: { id: 7 }, tags: ['a'] },
      locale: 'de-AT',
      redirect_url: 'https://app.example.com/welcome/grace?from=usher',
      expiration_date: new Date(Date.now() + 3_600_000).toISOString(),
    }
    const made = succeeded(await inviting(ada, company, { ...asked, email: grace.address })).body
    expect(made).toMatchObject({ ...asked, status: 'pending', inviting_user_name: 'Ada' })
    const details = (await grace.get(`/invitations/${made.id}/details`)).body
    expect(details).toMatchObject({
      teams: [{ id: team_ids[0], name: 'Compilers' }],
      redirect_url: asked.redirect_url,
      message: 'Welcome aboard',
    })
    expect(JSON.stringify(details)).not.toContain('crm')

    succeeded(await grace.accepts(made as Invited))
    const memberships = (await grace.get('/users/me/organizations')).body
    expect(memberships[0].permissions).toContain('members:manage')
    const rows = await usher.db.many(sql`select team_id from team_members where organization_id = ${company.id}`)
    expect(rows).toEqual([{ team_id: team_ids[0] }])
  })

  test.each([
    [
      'both role_id and role_ids',
      ({ roles }: Company) => ({ role_id: roles.member, role_ids: [roles.member] }),
      '/role_id',
    ],
    ['a role of nobody', () => ({ role_ids: [crypto.randomUUID()] }), '/role_ids/0'],
    ['a team of nobody', () => ({ team_ids: [crypto.randomUUID()] }), '/team_ids/0'],
    ['metadata beyond 8 kB', () => ({ metadata: { text: 'x'.repeat(8_200) } }), '/metadata'],
    ['metadata that is a list', () => ({ metadata: ['a'] }), '/metadata'],
    ['metadata that would pollute prototypes', () => ({ metadata: { a: [{ constructor: {} }] } }), '/metadata'],
    ['a locale that is none', () => ({ locale: 'Deutsch!' }), '/locale'],
    ['an address to go on to elsewhere', () => ({ redirect_url: 'https://evil.example/welcome' }), '/redirect_url'],
    ['one beside the allowed path', () => ({ redirect_url: 'https://app.example.com/welcome-evil' }), '/redirect_url'],
    ['one with a user in it', () => ({ redirect_url: 'https://ada@x.example/' }), '/redirect_url'],
    ['one that is a script', () => ({ redirect_url: 'javascript:alert(1)' }), '/redirect_url'],
    ['an inviter of an application', () => ({ inviting_user_id: crypto.randomUUID() }), '/inviting_user_id'],
  ])('with %s is refused, and says where it is wrong (case 85)', async (_, wrong, pointer) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    expect(await refused(() => inviting(ada, company, wrong(company)))).toEqual([422, 'validation_failed', [pointer]])
  })

  test.each([
    ['in the past', '2020-01-01T00:00:00Z'],
    ['in half a minute', new Date(Date.now() + 30_000).toISOString()],
    ['in more than a year', new Date(Date.now() + 367 * 86_400_000).toISOString()],
    ['in the year 9999', '9999-12-31T23:59:59Z'],
    ['in a leap second', '2026-12-31T23:59:60Z'],
    ['on a day that does not exist', '2027-02-30T00:00:00Z'],
    ['without a zone', '2026-12-31T23:59:59'],
  ])('cannot end %s (case 86)', async (_, expiration_date) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const answer = await refused(() => inviting(ada, company, { expiration_date }))
    expect(answer).toEqual([422, 'validation_failed', ['/expiration_date']])
  })

  test('gives no team whose roles the inviter does not hold, and no team of another organization (case 25)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [company, other] = [await ada.founds(), await ada.founds()]
    await grace.joins(company, ada, 'admin')
    const owners = await team(company, 'Owners', company.roles.owner)
    expect(await refused(() => inviting(grace, company, { team_ids: [owners] }))).toEqual([
      403,
      'role_not_grantable',
      undefined,
    ])
    const theirs = await team(other, 'Elsewhere')
    const answer = await refused(() => inviting(ada, company, { team_ids: [theirs] }))
    expect(answer).toEqual([422, 'validation_failed', ['/team_ids/0']])
  })

  test('is not accepted where its team has got a role since that the inviter does not hold (case 25)', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    await grace.joins(company, ada, 'admin')
    const staff = await team(company, 'Staff')
    const invitation = succeeded(await inviting(grace, company, { email: linus.address, team_ids: [staff] })).body
    await usher.db.run(sql`
      insert into team_roles (organization_id, team_id, role_id) values (${company.id}, ${staff}, ${company.roles.owner})`)
    const { status, body } = await unchanged(usher, () => linus.accepts(invitation as Invited))
    expect([status, body.code]).toEqual([409, 'inviter_lost_permission'])
  })
})

describe('the rules of an organization', () => {
  const rules = (
    company: Company,
    { seat_limit = null as number | null, policy = 'members', allowed = [] as string[], blocked = [] as string[] },
  ) =>
    usher.db.run(sql`
      update organizations set seat_limit = ${seat_limit}, seat_policy = ${policy},
        allowed_domains = ${allowed}::text[], blocked_domains = ${blocked}::text[]
      where id = ${company.id}`)

  test('on domains hold when inviting and again when accepting (case 162)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await rules(company, { allowed: ['example.org'] })
    expect(await refused(() => inviting(ada, company, {}))).toEqual([409, 'domain_not_allowed', undefined])
    await rules(company, {})
    const invitation = await ada.invites(company, grace)
    await rules(company, { blocked: ['example.com'] })
    const { status, body } = await unchanged(usher, () => grace.accepts(invitation))
    expect([status, body.code]).toEqual([409, 'domain_not_allowed'])
    expect(await grace.inbox()).toEqual([invitation.id])
    await rules(company, {})
    succeeded(await grace.accepts(invitation))
  })

  test('on seats count pending invitations where they say so, and not those that have expired (case 51)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await rules(company, { seat_limit: 2, policy: 'members_and_pending' })
    const invitation = await ada.invites(company, grace)
    expect(await refused(() => inviting(ada, company, {}))).toEqual([409, 'seat_limit_reached', undefined])
    const robot = () =>
      ada.request('POST', `/organizations/${company.id}/service-accounts`, { body: { name: 'Robot' } })
    expect(await refused(robot)).toEqual([409, 'seat_limit_reached', undefined])
    succeeded(await grace.accepts(invitation))
    expect(await refused(() => inviting(ada, company, {}))).toEqual([409, 'seat_limit_reached', undefined])
    await rules(company, { seat_limit: 3, policy: 'members_and_pending' })
    const last = await ada.invites(company, 'linus@example.com')
    expect(await refused(() => inviting(ada, company, {}))).toEqual([409, 'seat_limit_reached', undefined])
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${last.id}`)
    succeeded(await inviting(ada, company, {}))
  })

  test('on seats let nobody be invited where there are none', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await rules(company, { seat_limit: 0 })
    expect(await refused(() => inviting(ada, company, {}))).toEqual([409, 'seat_limit_reached', undefined])
  })
})

describe('an application', () => {
  test('invites on behalf of a member, within what that member may give (case 36)', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    const inviting_user_id = await grace.joins(company, ada, 'admin')
    const { token } = await platform(usher)
    const ask = (body: object) =>
      usher.request('POST', `/organizations/${company.id}/invitations`, {
        token,
        body: { email: linus.address, ...body },
      })
    const above = await refused(() => ask({ inviting_user_id, role_id: company.roles.owner }))
    expect(above).toEqual([403, 'role_not_grantable', undefined])
    const made = succeeded(await ask({ inviting_user_id })).body
    expect(made).toMatchObject({ inviting_user_id, inviting_user_name: 'Grace' })
    const [event] = await usher.db.many(sql<{ actor_type: string; data: object }>`
      select actor_type, data from events where subject_id = ${made.id} and type <> 'invitation.sent'`)
    expect(event).toMatchObject({ actor_type: 'platform_client', data: { inviter_id: inviting_user_id } })

    const answered = await unchanged(usher, () =>
      usher.request('POST', `/invitations/${made.id}?accept=true`, { token }),
    )
    expect(answered.status).toBe(403)
    succeeded(await linus.accepts(made as Invited))
  })

  test('names nobody as the inviter where it invites by itself, and only members who may invite otherwise', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    const member = await grace.joins(company, ada)
    const { token } = await platform(usher)
    const ask = (body: object) =>
      usher.request('POST', `/organizations/${company.id}/invitations`, {
        token,
        body: { email: linus.address, ...body },
      })
    expect(await refused(() => ask({ inviting_user_id: member }))).toEqual([403, 'permission_denied', undefined])
    const stranger = await refused(() => ask({ inviting_user_id: crypto.randomUUID() }))
    expect(stranger).toEqual([422, 'validation_failed', ['/inviting_user_id']])
    const made = succeeded(await ask({})).body
    expect([made.inviting_user_id, made.inviting_user_name]).toEqual([null, null])
    succeeded(await linus.accepts(made as Invited))
  })
})
