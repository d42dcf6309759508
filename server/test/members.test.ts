import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { sql } from '../src/database/sql.ts'
import { getMembership } from '../src/members/membership.ts'
import type { Caller } from '../src/tokens/caller.ts'
import { listMyOrganizations } from '../src/users/organizations.ts'
import { type Actor, cast, type Company, enter, succeeded } from './support/cast.ts'
import { askForToken, machine, platform } from './support/machine.ts'
import { assigns, comesInto, makesRole, makesTeam, rolesOf } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

async function scene() {
  const { owner, admin, member } = await cast(usher, 'owner', 'admin', 'member')
  const company = await owner.founds()
  const [{ id: ownerId } = { id: '' }] = await owner.membersOf(company)
  const adminId = await admin.joins(company, owner, 'admin')
  const memberId = await member.joins(company, owner)
  return { owner, admin, member, company, ownerId, adminId, memberId }
}

const changing = (actor: Actor, { id }: Company, userId: string, body: object) =>
  actor.request('PATCH', `/organizations/${id}/members?user_id=${userId}`, { body })

const refused = async (ask: () => Promise<Answer>) => {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.[0]?.pointer ?? body.required_permission]
}

describe('the list of members', () => {
  const listed = async (actor: Actor, { id }: Company, query = '') =>
    (succeeded(await actor.get(`/organizations/${id}/members${query}`)).body as { id: string }[]).map((each) => each.id)

  test('has teams and pending invitations among them where it is asked for', async () => {
    const { owner, company, ownerId, adminId, memberId } = await scene()
    const robot = await machine(usher, owner, company)
    const team = await makesTeam(owner, company)
    const invitation = await owner.invites(company, 'linus@example.com')
    const people = [ownerId, adminId, memberId]
    expect(await listed(owner, company)).toEqual([...people, robot.id])
    expect(await listed(owner, company, '?include_service_accounts=False')).toEqual(people)
    expect(await listed(owner, company, '?include_users=no')).toEqual([robot.id])
    expect(await listed(owner, company, '?include_users=no&include_service_accounts=no')).toEqual([])
    const all = [...people, robot.id, team.id, invitation.id]
    expect(await listed(owner, company, '?include_teams=True&include_invitations=True')).toEqual(all)
    expect(await listed(owner, company, '?include_teams=1&include_invitations=1&sort=-created')).toEqual(
      all.toReversed(),
    )
    await owner.revokes(invitation)
    expect(await listed(owner, company, '?include_invitations=True')).toEqual([...people, robot.id])
  })

  test('has invitations for those alone who read them: others are told so', async () => {
    const { member, company } = await scene()
    const list = `/organizations/${company.id}/members?include_invitations=true`
    expect(await refused(() => member.get(list))).toEqual([403, 'permission_denied', 'invitations:read'])
    expect((await member.get(`/organizations/${company.id}/members?include_invitations=false`)).status).toBe(200)
  })

  test('is filtered by role, by team and by what a name or address contains', async () => {
    const { owner, admin, member, company, adminId, memberId } = await scene()
    const umlaut = await enter(usher, 'umlaut', { name: 'Jürgen 100% Groß' })
    const umlautId = await umlaut.joins(company, owner)
    const role = await makesRole(owner, company, [])
    const team = await makesTeam(owner, company, role.id)
    succeeded(await assigns(owner, role.id, { user_id: memberId }))
    succeeded(await comesInto(owner, team.id, { user_id: umlautId }))
    const invitation = await owner.invites(company, 'Linus.Torvalds@example.com')
    const everything = 'include_teams=true&include_invitations=true'
    expect(await listed(owner, company, `?role_id=${role.id}&${everything}`)).toEqual([memberId, team.id])
    expect(await listed(owner, company, `?team_id=${team.id}&${everything}`)).toEqual([umlautId])
    expect(await listed(owner, company, `?role_id=${company.roles.admin}&team_id=${team.id}`)).toEqual([])
    const search = (actor: Actor, q: string, more = '') => listed(actor, company, `?q=${encodeURIComponent(q)}${more}`)
    // Letters beyond ASCII in the case that they have: how the database folds them is for its locale to say.
    expect(await search(member, 'JüR')).toEqual([umlautId])
    expect(await search(member, '100%')).toEqual([umlautId])
    expect(await search(member, '%')).toEqual([umlautId])
    expect(await search(owner, 'TORVALDS', `&${everything}`)).toEqual([invitation.id])
    expect(await search(owner, team.name, `&${everything}`)).toEqual([team.id])
    // An address finds whom it belongs to, for those who may see it.
    expect(await search(owner, admin.address.slice(0, 20))).toEqual([adminId])
    expect(await search(member, admin.address.slice(0, 20))).toEqual([])
    expect(await search(member, member.address.toUpperCase())).toEqual([memberId])
  })

  test('is sorted by name or age, in pages that begin where the one before ended (case 32)', async () => {
    const { owner, company } = await scene()
    for (const name of ['bea', 'Bea', 'Zoe', 'Ana']) {
      await (await enter(usher, 'guest', { name })).joins(company, owner)
    }
    await makesTeam(owner, company)
    await owner.invites(company, 'carl@example.com')
    for (const sort of ['created', '-created', 'name', '-name']) {
      const list = `?sort=${sort}&include_teams=true&include_invitations=true`
      const whole = await listed(owner, company, list)
      expect(whole).toHaveLength(9)
      const paged: string[] = []
      let next: string | undefined = `/organizations/${company.id}/members${list}&limit=2&include_total=true`
      while (next !== undefined) {
        const { headers, body } = succeeded(await owner.get(next))
        expect(headers.get('x-total-count')).toBe('9')
        paged.push(...(body as { id: string }[]).map(({ id }) => id))
        next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.replace(usher.url, '')
      }
      expect([sort, paged]).toEqual([sort, whole])
      if (!sort.startsWith('-'))
        expect(await listed(owner, company, list.replace('=', '=-'))).toEqual(whole.toReversed())
    }
    const byName = succeeded(await owner.get(`/organizations/${company.id}/members?sort=name`)).body
    const names = (byName as { name: string }[]).map(({ name }) => name.toLowerCase())
    expect(names).toEqual(['admin', 'ana', 'bea', 'bea', 'member', 'owner', 'zoe'])
  })

  test.each(['sort=email', 'sort=', 'role_id=abc', 'team_id=', 'include_users=maybe', 'q=', 'cursor=x'])(
    'with %s is 422 (case 32)',
    async (query) => {
      const { owner, company } = await scene()
      const [status, code, pointer] = await refused(() => owner.get(`/organizations/${company.id}/members?${query}`))
      expect([status, code, pointer]).toEqual([422, 'validation_failed', `/${query.split('=')[0]}`])
    },
  )

  test('takes no cursor of another order or filter (case 31)', async () => {
    const { owner, company } = await scene()
    const list = `/organizations/${company.id}/members?limit=1`
    const { headers } = await owner.get(`${list}&sort=name`)
    const cursor = /cursor=([^&>]+)/.exec(headers.get('link') ?? '')?.[1] ?? ''
    expect((await owner.get(`${list}&sort=name&cursor=${cursor}`)).status).toBe(200)
    for (const other of ['sort=created', 'sort=name&q=a', 'sort=-name']) {
      expect((await owner.get(`${list}&${other}&cursor=${cursor}`)).status).toBe(422)
    }
  })
})

describe('the roles of a member', () => {
  test('are set all at once, with one event', async () => {
    const { owner, admin, company, memberId } = await scene()
    const role = await makesRole(admin, company, ['invitations:read'], 'Auditor')
    const role_ids = [role.id, company.roles.admin, role.id]
    const { body } = succeeded(await changing(admin, company, memberId, { role_ids }))
    expect(body).toMatchObject({ type: 'user', id: memberId, name: 'Member', expiration_date: null })
    expect((body.roles as { name: string }[]).map(({ name }) => name)).toEqual(['Admin', 'Auditor'])
    expect(await rolesOf(owner, company, memberId)).toEqual(['Admin', 'Auditor'])
    await unchanged(usher, () => changing(admin, company, memberId, { role_ids: role_ids.toReversed() }))
    await unchanged(usher, () => changing(admin, company, memberId, {}))
    const events = await usher.db.many(sql`
      select type, data from events where subject_id = ${memberId} and type = 'member.role_changed'`)
    expect(events).toEqual([
      {
        type: 'member.role_changed',
        data: {
          before: { role_ids: [company.roles.member] },
          after: { role_ids: [company.roles.admin, role.id].toSorted() },
        },
      },
    ])
  })

  test('are not above those of who gives them, nor does anybody change who holds more (case 25)', async () => {
    const { owner, admin, company, ownerId, adminId, memberId } = await scene()
    for (const userId of [memberId, adminId]) {
      const answer = await refused(() => changing(admin, company, userId, { role_ids: [company.roles.owner] }))
      expect(answer).toEqual([403, 'role_not_grantable', undefined])
    }
    for (const role_ids of [[company.roles.member], [company.roles.owner], [company.roles.admin]]) {
      const [status, code] = await refused(() => changing(admin, company, ownerId, { role_ids }))
      expect([status, code]).toEqual([403, 'permission_denied'])
    }
    // By a team one may hold more as well.
    const above = await makesRole(owner, company, ['organization:delete'])
    const team = await makesTeam(owner, company, above.id)
    succeeded(await comesInto(owner, team.id, { user_id: memberId }))
    const byTeam = await refused(() => changing(admin, company, memberId, { role_ids: [company.roles.admin] }))
    expect(byTeam.slice(0, 2)).toEqual([403, 'permission_denied'])
  })

  test('are for oneself to give up, and not to take (case 25)', async () => {
    const { owner, admin, member, company, adminId, memberId } = await scene()
    const role = await makesRole(owner, company, [], 'Reader')
    succeeded(await assigns(owner, role.id, { user_id: memberId }))
    succeeded(await changing(member, company, memberId, { role_ids: [role.id] }))
    const take = await refused(() => changing(member, company, memberId, { role_ids: [company.roles.member] }))
    expect(take).toEqual([403, 'role_not_grantable', undefined])
    succeeded(await changing(owner, company, memberId, { role_ids: [company.roles.member] }))
    const take2 = await refused(() => changing(member, company, memberId, { role_ids: [role.id] }))
    expect(take2).toEqual([403, 'permission_denied', 'members:manage'])
    const others = await refused(() => changing(member, company, adminId, { role_ids: [company.roles.member] }))
    expect(others).toEqual([403, 'permission_denied', 'members:manage'])
    succeeded(await changing(admin, company, adminId, { role_ids: [company.roles.member] }))
    expect((await admin.get(`/organizations/${company.id}/invitations`)).status).toBe(403)
  })

  test('leave an owner, whoever sets them (case 27)', async () => {
    const { owner, company, ownerId, memberId } = await scene()
    const { token } = await platform(usher)
    const down = { role_ids: [company.roles.admin] }
    expect(await refused(() => changing(owner, company, ownerId, down))).toEqual([409, 'last_owner', undefined])
    const path = `/organizations/${company.id}/members?user_id=${ownerId}`
    expect(await refused(() => usher.request('PATCH', path, { token, body: down }))).toEqual([
      409,
      'last_owner',
      undefined,
    ])
    succeeded(await changing(owner, company, memberId, { role_ids: [company.roles.owner] }))
    succeeded(await changing(owner, company, ownerId, down))
    const { owner_count } = await usher.db.one(sql<{ owner_count: number }>`
      select owner_count from organizations where id = ${company.id}`)
    expect(owner_count).toBe(1)
  })

  test.each([
    [{ role_ids: [] }, '/role_ids'],
    [{ role_ids: ['abc'] }, '/role_ids/0'],
    [{ role_ids: [crypto.randomUUID()] }, '/role_ids/0'],
    [{ role_id: crypto.randomUUID() }, '/role_id'],
    [{ user_id: crypto.randomUUID() }, '/user_id'],
    [{ organization_id: crypto.randomUUID() }, '/organization_id'],
  ])('%j is refused by its field (cases 23, 28)', async (body, pointer) => {
    const { owner, company, memberId } = await scene()
    expect(await refused(() => changing(owner, company, memberId, body))).toEqual([422, 'validation_failed', pointer])
  })

  test('are those of the organization, and the member is one of it (case 22)', async () => {
    const { owner, company, memberId } = await scene()
    const other = await scene()
    await owner.joins(other.company, other.owner, 'owner')
    const theirs = await refused(() => changing(owner, company, memberId, { role_ids: [other.company.roles.member] }))
    expect(theirs).toEqual([422, 'validation_failed', '/role_ids/0'])
    for (const userId of [other.memberId, crypto.randomUUID()]) {
      const [status, code] = await refused(() => changing(owner, company, userId, { role_ids: [company.roles.member] }))
      expect([status, code]).toEqual([404, 'not_found'])
    }
  })
})

describe('the check of a membership', () => {
  const check = (actor: Actor, { id }: Company, userId: string) => actor.get(`/organizations/${id}/members/${userId}`)

  test('tells roles, teams and what they allow together', async () => {
    const { owner, admin, member, company, memberId } = await scene()
    const role = await makesRole(owner, company, ['invitations:read'], 'Auditor')
    const team = await makesTeam(owner, company, role.id)
    succeeded(await comesInto(owner, team.id, { user_id: memberId }))
    const membership = {
      type: 'user',
      id: memberId,
      name: 'Member',
      email: member.address,
      avatar_url: null,
      roles: [{ id: company.roles.member, name: 'Member' }],
      teams: [{ id: team.id, name: team.name, roles: [{ id: role.id, name: 'Auditor' }] }],
      permissions: ['invitations:read', 'members:read', 'organization:read'],
      created: expect.any(String),
      expiration_date: null,
    }
    expect((await check(admin, company, memberId)).body).toEqual(membership)
    const own = await check(member, company, memberId)
    expect(own.body).toEqual(membership)
    const { colleague } = await cast(usher, 'colleague')
    await colleague.joins(company, owner)
    expect((await check(colleague, company, memberId)).body).toEqual({ ...membership, email: null })
    const { token } = await platform(usher)
    const path = `/organizations/${company.id}/members/${memberId}`
    expect((await usher.request('GET', path, { token })).body).toEqual(membership)

    // Unchanged, it is not sent again.
    const headers = { 'if-none-match': own.headers.get('etag') ?? '' }
    expect((await member.request('GET', path, { headers })).status).toBe(304)
    succeeded(await assigns(owner, role.id, { user_id: memberId }))
    expect((await member.request('GET', path, { headers })).status).toBe(200)
  })

  test('is one statement, and so is the list of where one is a member', async () => {
    const { member, company, memberId } = await scene()
    const asked: string[] = []
    const refuseMore = () => Promise.reject(new Error('a second statement'))
    const db: Database = {
      ...usher.db,
      many: (statement) => (asked.push(statement.text) > 1 ? refuseMore() : usher.db.many(statement)),
      maybe: (statement) => (asked.push(statement.text) > 1 ? refuseMore() : usher.db.maybe(statement)),
    }
    const [issuer, subject, issuedAt] = [usher.issuer.issuer, member.subject, new Date()]
    const caller: Caller = { issuer, subject, issuedAt, scopes: new Set(), machine: false, clientId: undefined }
    const found = await getMembership(db, caller, { organizationId: company.id, userId: memberId })
    expect([found, asked.length]).toMatchObject([{ id: memberId }, 1])
    asked.length = 0
    const page = { limit: 10, offset: 0, after: undefined }
    expect([await listMyOrganizations(db, caller, page), asked.length]).toMatchObject([
      { rows: [{ id: company.id }] },
      1,
    ])
  })

  test('is 404 for who is no member, and for whom nobody knows', async () => {
    const { owner, company } = await scene()
    const other = await scene()
    for (const id of [other.memberId, crypto.randomUUID()]) {
      expect(await refused(() => check(owner, company, id))).toEqual([404, 'not_found', undefined])
    }
  })

  test('is for those who read members, and for oneself without that', async () => {
    const { owner, member, company, memberId, adminId } = await scene()
    const role = await makesRole(owner, company, [])
    succeeded(await changing(owner, company, memberId, { role_ids: [role.id] }))
    expect((await check(member, company, memberId)).body.permissions).toEqual([])
    for (const id of [adminId, crypto.randomUUID()]) {
      expect(await refused(() => check(member, company, id))).toEqual([403, 'permission_denied', 'members:read'])
    }
  })
})

describe('who was removed', () => {
  test('is nobody there at the next request, with their teams and all that they could give (case 157)', async () => {
    const { owner, admin, company, adminId } = await scene()
    const { grace, linus } = await cast(usher, 'grace', 'linus')
    const team = await makesTeam(owner, company, company.roles.admin)
    succeeded(await comesInto(owner, team.id, { user_id: adminId }))
    const robot = await machine(usher, admin, company)
    const [pending, after] = [await admin.invites(company, grace), await admin.invites(company, linus)]
    await usher.db.run(sql`update organizations set departed_inviter = 'revoke' where id = ${company.id}`)
    succeeded(await owner.request('DELETE', `/organizations/${company.id}/members?user_id=${adminId}`))

    for (const path of [
      '',
      '/members',
      `/members/${adminId}`,
      '/invitations',
      '/roles',
      '/teams',
      '/service-accounts',
    ]) {
      const { status, body } = await unchanged(usher, () => admin.get(`/organizations/${company.id}${path}`))
      expect([path, status, body.code]).toEqual([path, 404, 'not_found'])
    }
    expect((await admin.get(`/teams/${team.id}`)).status).toBe(404)
    expect((await admin.get('/users/me/organizations')).body).toEqual([])
    for (const [actor, invitation] of [
      [grace, pending],
      [linus, after],
    ] as const) {
      const { status, body } = await actor.accepts(invitation)
      expect([status, body.code]).toEqual([410, 'revoked'])
    }
    // A machine belongs to the organization, not to who made it; removed itself, it is nobody there either.
    expect((await robot.get(`/organizations/${company.id}`)).status).toBe(200)
    succeeded(await owner.request('DELETE', `/organizations/${company.id}/members?user_id=${robot.id}`))
    expect((await askForToken(usher, robot.key)).status).toBe(200)
    expect((await robot.get(`/organizations/${company.id}`)).status).toBe(404)
  })
})
