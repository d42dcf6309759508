import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { permissions } from '../src/roles/permissions.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { machine, platform } from './support/machine.ts'
import { assigns, comesInto, makesRole, makesTeam, rolesOf, takes } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

/** An organization with an owner, an admin and a member, and the ids of the three as users. */
async function scene() {
  const { owner, admin, member } = await cast(usher, 'owner', 'admin', 'member')
  const company = await owner.founds()
  const [{ id: ownerId } = { id: '' }] = await owner.membersOf(company)
  const adminId = await admin.joins(company, owner, 'admin')
  const memberId = await member.joins(company, owner)
  return { owner, admin, member, company, ownerId, adminId, memberId }
}

const refused = async (ask: () => Promise<Answer>) => {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code]
}

async function lastEvent(subjectId: string): Promise<{ type: string; data: object } | undefined> {
  const events = await usher.db.many(sql<{ type: string; data: object }>`
    select type, data from events where subject_id = ${subjectId} and type <> 'invitation.sent' order by sequence desc limit 1`)
  return events[0]
}

const holders = async (actor: Actor, roleId: string, query = '') =>
  (succeeded(await actor.get(`/roles/${roleId}/assignments${query}`)).body as { type: string; id: string }[]).map(
    ({ type, id }) => `${type} ${id}`,
  )

async function inviting(actor: Actor, company: Company, body: object): Promise<Invited & { role_ids: string[] }> {
  const answer = await actor.request('POST', `/organizations/${company.id}/invitations`, { body })
  return succeeded(answer).body
}
const invitationOf = async (actor: Actor, { organization_id, id }: Invited) =>
  succeeded(await actor.get(`/organizations/${organization_id}/invitations/${id}`)).body

describe('a role', () => {
  test('is given to a member and taken again, at once and with its events', async () => {
    const { admin, owner, member, company, memberId } = await scene()
    const role = await makesRole(admin, company, ['invitations:read'], 'Auditor')
    const given = await assigns(admin, role.id, { user_id: memberId })
    expect([given.status, given.text]).toEqual([200, 'null'])
    expect(await rolesOf(owner, company, memberId)).toEqual(['Member', 'Auditor'])
    expect((await member.get(`/organizations/${company.id}/invitations`)).status).toBe(200)
    const both = [company.roles.member, role.id].toSorted()
    expect(await lastEvent(memberId)).toEqual({
      type: 'member.role_changed',
      data: { before: { role_ids: [company.roles.member] }, after: { role_ids: both } },
    })

    expect(await refused(() => assigns(admin, role.id, { user_id: memberId }))).toEqual([409, 'already_assigned'])
    expect((await takes(admin, role.id, { user_id: memberId })).text).toBe('null')
    expect((await member.get(`/organizations/${company.id}/invitations`)).status).toBe(403)
    expect(await refused(() => takes(admin, role.id, { user_id: memberId }))).toEqual([404, 'not_found'])
  })

  test('that is the last one of a member gives way to Member, which stays', async () => {
    const { admin, owner, company, memberId } = await scene()
    const role = await makesRole(admin, company, ['invitations:read'])
    succeeded(await assigns(admin, role.id, { user_id: memberId }))
    succeeded(await takes(admin, company.roles.member, { user_id: memberId }))
    succeeded(await takes(admin, role.id, { user_id: memberId }))
    expect(await rolesOf(owner, company, memberId)).toEqual(['Member'])
    expect(await refused(() => takes(admin, company.roles.member, { user_id: memberId }))).toEqual([409, 'last_role'])
  })

  test('is given to a machine like to a person', async () => {
    const { owner, admin, company } = await scene()
    const robot = await machine(usher, owner, company)
    succeeded(await assigns(admin, company.roles.admin, { user_id: robot.id }))
    expect((await robot.get(`/organizations/${company.id}/invitations`)).status).toBe(200)
  })

  test('of a team is that of everybody in it, as long as they are in it', async () => {
    const { owner, admin, member, company, memberId } = await scene()
    const role = await makesRole(admin, company, ['invitations:read'])
    const team = await makesTeam(admin, company)
    succeeded(await comesInto(admin, team.id, { user_id: memberId }))
    const list = `/organizations/${company.id}/invitations`
    expect((await member.get(list)).status).toBe(403)
    succeeded(await assigns(admin, role.id, { team_id: team.id }))
    expect((await member.get(list)).status).toBe(200)
    expect(await rolesOf(owner, company, memberId)).toEqual(['Member'])
    expect(await lastEvent(team.id)).toEqual({
      type: 'organization.team_changed',
      data: { before: { role_ids: [] }, after: { role_ids: [role.id] } },
    })
    expect(await refused(() => assigns(admin, role.id, { team_id: team.id }))).toEqual([409, 'already_assigned'])
    succeeded(await takes(admin, role.id, { team_id: team.id }))
    expect((await member.get(list)).status).toBe(403)
    expect(await refused(() => takes(admin, role.id, { team_id: team.id }))).toEqual([404, 'not_found'])
  })

  test('of a pending invitation comes with it, until it is answered', async () => {
    const { owner, admin, company } = await scene()
    const { grace } = await cast(usher, 'grace')
    const role = await makesRole(admin, company, ['invitations:read'], 'Auditor')
    const invitation = await admin.invites(company, grace)
    succeeded(await assigns(admin, role.id, { invitation_id: invitation.id }))
    expect(await refused(() => assigns(admin, role.id, { invitation_id: invitation.id }))).toEqual([
      409,
      'already_assigned',
    ])
    succeeded(await takes(admin, company.roles.member, { invitation_id: invitation.id }))
    expect((await invitationOf(admin, invitation)).role_ids).toEqual([role.id])
    const tag = (await admin.get(`/organizations/${company.id}/invitations/${invitation.id}`)).headers.get('etag')
    expect(tag).toBe('"3"')
    expect(await lastEvent(invitation.id)).toEqual({
      type: 'invitation.edited',
      data: {
        changed: ['role_ids'],
        before: { role_ids: [role.id, company.roles.member].toSorted() },
        after: { role_ids: [role.id] },
      },
    })
    succeeded(await grace.accepts(invitation))
    expect((await owner.membersOf(company)).find(({ email }) => email === grace.address)?.roles).toEqual([
      { id: role.id, name: 'Auditor' },
    ])
    for (const change of [assigns, takes]) {
      expect(await refused(() => change(admin, role.id, { invitation_id: invitation.id }))).toEqual([
        409,
        'not_pending',
      ])
    }
  })

  test('that is the last one of an invitation leaves Member to give, and none is given once it has expired', async () => {
    const { owner, admin, company } = await scene()
    const { grace, linus } = await cast(usher, 'grace', 'linus')
    const invitation = await admin.invites(company, grace, 'admin')
    succeeded(await takes(admin, company.roles.admin, { invitation_id: invitation.id }))
    expect((await invitationOf(admin, invitation)).role_ids).toEqual([])
    succeeded(await grace.accepts(invitation))
    const members = await owner.membersOf(company)
    expect(members.find(({ email }) => email === grace.address)?.roles[0]?.name).toBe('Member')

    const late = await admin.invites(company, linus)
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${late.id}`)
    await expireInvitations(usher.db)
    const { status, body } = await assigns(admin, company.roles.admin, { invitation_id: late.id })
    expect([status, body.code, body.state]).toEqual([409, 'not_pending', 'expired'])
  })
})

describe('who may give and take a role', () => {
  test('nobody above their own, to or from a member, a team or an invitation (case 25)', async () => {
    const { owner, admin, company, ownerId, adminId, memberId } = await scene()
    const { grace } = await cast(usher, 'grace')
    const all = await makesRole(owner, company, permissions)
    const team = await makesTeam(owner, company, all.id)
    const invitation = await admin.invites(company, grace)
    const above = await owner.invites(company, 'linus@example.com', 'owner')
    for (const roleId of [company.roles.owner, all.id]) {
      for (const whom of [
        { user_id: memberId },
        { user_id: adminId },
        { team_id: team.id },
        { invitation_id: invitation.id },
      ]) {
        for (const change of [assigns, takes]) {
          expect(await refused(() => change(admin, roleId, whom))).toEqual([403, 'role_not_grantable'])
        }
      }
    }
    // Nor is who holds more, or an invitation that gives more, theirs to change.
    for (const change of [assigns, takes]) {
      expect(await refused(() => change(admin, company.roles.member, { user_id: ownerId }))).toEqual([
        403,
        'permission_denied',
      ])
      expect(await refused(() => change(admin, company.roles.member, { invitation_id: above.id }))).toEqual([
        403,
        'role_not_grantable',
      ])
    }
  })

  test('only with the permission for what it is given to', async () => {
    const { owner, company, memberId } = await scene()
    const { greeter } = await cast(usher, 'greeter')
    const greeterId = await greeter.joins(company, owner)
    const team = await makesTeam(owner, company)
    const invitation = await owner.invites(company, 'linus@example.com')
    const needs = [
      [{ user_id: memberId }, 'members:manage'],
      [{ team_id: team.id }, 'teams:manage'],
      [{ invitation_id: invitation.id }, 'invitations:manage'],
    ] as const
    for (const [whom, permission] of needs) {
      for (const change of [assigns, takes]) {
        const { status, body } = await unchanged(usher, () => change(greeter, company.roles.member, whom))
        expect([status, body.required_permission]).toEqual([403, permission])
      }
      const role = await makesRole(owner, company, [permission])
      succeeded(await assigns(owner, role.id, { user_id: greeterId }))
      succeeded(await assigns(greeter, role.id, whom))
      succeeded(await takes(greeter, role.id, whom))
      succeeded(await takes(owner, role.id, { user_id: greeterId }))
    }
  })

  test('a platform client, any', async () => {
    const { owner, company, memberId } = await scene()
    const { token } = await platform(usher)
    const path = `/roles/${company.roles.owner}/assignments?user_id=${memberId}`
    succeeded(await usher.request('POST', path, { token }))
    expect(await rolesOf(owner, company, memberId)).toEqual(['Owner', 'Member'])
  })

  test('the role Owner is for no team, whose members come and go', async () => {
    const { owner, company } = await scene()
    const team = await makesTeam(owner, company)
    const { status, body } = await unchanged(usher, () => assigns(owner, company.roles.owner, { team_id: team.id }))
    expect([status, body.errors[0].pointer]).toEqual([422, '/team_id'])
  })

  test.each(['', '?user_id=USER&team_id=TEAM', '?invitation_id=USER&user_id=USER', '?member_id=USER', '?user_id=ada'])(
    'exactly one is named: %j is 422',
    async (query) => {
      const { owner, company, memberId } = await scene()
      const asked = query.replaceAll('USER', memberId).replaceAll('TEAM', crypto.randomUUID())
      for (const method of ['POST', 'DELETE']) {
        const path = `/roles/${company.roles.member}/assignments${asked}`
        expect(await refused(() => owner.request(method, path))).toEqual([422, 'validation_failed'])
      }
    },
  )

  test('whom nobody knows here is as unknown as what is of another organization (case 22)', async () => {
    const { owner, company } = await scene()
    const other = await scene()
    const team = await makesTeam(other.owner, other.company)
    const invitation = await other.owner.invites(other.company, 'linus@example.com')
    // Also for who is in both.
    await owner.joins(other.company, other.owner, 'owner')
    for (const whom of [
      { user_id: other.memberId },
      { user_id: crypto.randomUUID() },
      { team_id: team.id },
      { team_id: crypto.randomUUID() },
      { invitation_id: invitation.id },
      { invitation_id: crypto.randomUUID() },
    ]) {
      for (const change of [assigns, takes]) {
        expect(await refused(() => change(owner, company.roles.admin, whom))).toEqual([404, 'not_found'])
      }
    }
  })
})

describe('the last owner', () => {
  test('cannot give the role up, and can once there is another (case 27)', async () => {
    const { owner, company, ownerId, memberId } = await scene()
    expect(await refused(() => takes(owner, company.roles.owner, { user_id: ownerId }))).toEqual([409, 'last_owner'])
    succeeded(await assigns(owner, company.roles.owner, { user_id: memberId }))
    succeeded(await takes(owner, company.roles.owner, { user_id: ownerId }))
    expect(await rolesOf(owner, company, ownerId)).toEqual(['Member'])
    const counts = sql<{ owner_count: number }>`select owner_count from organizations where id = ${company.id}`
    expect((await usher.db.one(counts)).owner_count).toBe(1)
  })
})

describe('the list of who has a role', () => {
  test('names members, teams and invitations, in pages, filtered and counted', async () => {
    const { owner, admin, member, company, adminId } = await scene()
    const role = await makesRole(owner, company, ['members:read'], 'Reader')
    const robot = await machine(usher, owner, company)
    const team = await makesTeam(owner, company, role.id)
    const invitation = await inviting(owner, company, { email: 'linus@example.com', role_ids: [role.id] })
    for (const user_id of [adminId, robot.id]) succeeded(await assigns(owner, role.id, { user_id }))
    const all = [`user ${adminId}`, `service_account ${robot.id}`, `team ${team.id}`, `invitation ${invitation.id}`]
    expect(await holders(admin, role.id)).toEqual(all)
    expect(await holders(member, role.id)).toEqual(all.slice(0, 3))
    expect(await holders(admin, role.id, '?include_teams=False&include_invitations=False')).toEqual(all.slice(0, 2))
    expect(await holders(admin, role.id, '?include_users=0&include_service_accounts=0&include_teams=0')).toEqual(
      all.slice(3),
    )
    const asking = await unchanged(usher, () => member.get(`/roles/${role.id}/assignments?include_invitations=true`))
    expect([asking.status, asking.body.required_permission]).toEqual([403, 'invitations:read'])

    const first = await admin.get(`/roles/${role.id}/assignments?limit=3&include_total=true`)
    expect(first.headers.get('x-total-count')).toBe('4')
    expect(first.body[2]).toEqual({
      type: 'team',
      id: team.id,
      name: team.name,
      email: null,
      avatar_url: null,
      roles: [{ id: role.id, name: 'Reader' }],
      created: expect.any(String),
      expiration_date: null,
    })
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    expect((await admin.get(next.replace(usher.url, ''))).body).toMatchObject([
      { type: 'invitation', email: 'linus@example.com', name: null, expiration_date: expect.any(String) },
    ])
  })
})
