import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { assigns, comesInto, goesOutOf, makesRole, makesTeam, rolesOf, takes } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

async function scene() {
  const { owner, admin, member } = await cast(usher, 'owner', 'admin', 'member')
  const company = await owner.founds()
  const adminId = await admin.joins(company, owner, 'admin')
  const memberId = await member.joins(company, owner)
  return { owner, admin, member, company, adminId, memberId }
}

const creating = (actor: Actor, { id }: Company, body: object) =>
  actor.request('POST', `/organizations/${id}/teams`, { body })
const changing = (actor: Actor, id: string, body: object, headers: Record<string, string> = {}) =>
  actor.request('PATCH', `/teams/${id}`, { body, headers })

const refused = async (ask: () => Promise<Answer>) => {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.[0]?.pointer]
}

const happened = (subjectId: string) =>
  usher.db.many(sql<{ type: string; data: object }>`
    select type, data from events where subject_id = ${subjectId} and type <> 'invitation.sent' order by sequence`)

describe('a team', () => {
  test('is created, read, changed and deleted, with its events', async () => {
    const { admin, company, member, memberId } = await scene()
    const made = await creating(admin, company, { name: ' Compilers ', description: 'They translate' })
    const team = {
      id: expect.any(String),
      organization_id: company.id,
      name: 'Compilers',
      description: 'They translate',
      member_count: 0,
      roles: [],
      created: expect.any(String),
      updated: expect.any(String),
    }
    expect([made.status, made.body, made.headers.get('etag')]).toEqual([201, team, '"1"'])
    const { id } = made.body
    expect(made.headers.get('location')).toBe(`${usher.url}/teams/${id}`)
    succeeded(await assigns(admin, company.roles.member, { team_id: id }))
    succeeded(await comesInto(admin, id, { user_id: memberId }))
    const read = await member.get(`/teams/${id}`)
    const roles = [{ id: company.roles.member, name: 'Member' }]
    expect(read.body).toEqual({ ...made.body, member_count: 1, roles, updated: expect.any(String) })
    expect((await member.get(`/organizations/${company.id}/teams?name=COMPILERS`)).body).toEqual([read.body])

    // Who came into it is counted, and does not move its version; its roles and its name do.
    const tag = read.headers.get('etag') ?? ''
    expect(tag).toBe('"2"')
    const changed = await changing(admin, id, { name: 'Interpreters', description: null }, { 'if-match': tag })
    expect(changed.body).toMatchObject({ name: 'Interpreters', description: null, member_count: 1, roles })
    const late = await unchanged(usher, () => changing(admin, id, { name: 'Others' }, { 'if-match': tag }))
    expect(late.status).toBe(412)
    await unchanged(usher, () => changing(admin, id, { name: 'Interpreters' }))

    expect((await admin.request('DELETE', `/teams/${id}`)).text).toBe('null')
    expect((await admin.get(`/teams/${id}`)).status).toBe(404)
    expect((await admin.request('DELETE', `/teams/${id}`)).status).toBe(404)
    expect((await happened(id)).map(({ type }) => type)).toEqual([
      'organization.team_created',
      'organization.team_changed',
      'organization.team_changed',
      'organization.team_deleted',
    ])
    expect((await happened(memberId)).slice(-2)).toEqual([
      { type: 'member.team_joined', data: { team_id: id } },
      { type: 'member.team_left', data: { team_id: id } },
    ])
  })

  test('has a name of its own in the organization, whatever the letter case', async () => {
    const { admin, company } = await scene()
    succeeded(await creating(admin, company, { name: 'Compilers' }))
    const other = succeeded(await creating(admin, company, { name: 'Parsers' })).body
    expect(await refused(() => creating(admin, company, { name: 'COMPILERS' }))).toEqual([409, 'name_taken', undefined])
    expect(await refused(() => changing(admin, other.id, { name: 'compilers' }))).toEqual([
      409,
      'name_taken',
      undefined,
    ])
    const elsewhere = await scene()
    succeeded(await creating(elsewhere.admin, elsewhere.company, { name: 'Compilers' }))
  })

  test.each([
    [{}, '/name'],
    [{ name: 'Compilers', description: 'a\u202eb' }, '/description'],
    [{ name: 'Compilers', member_count: 7 }, '/member_count'],
    [{ name: 'Compilers', organization_id: crypto.randomUUID() }, '/organization_id'],
    [{ name: 'Compilers', role_ids: [] }, '/role_ids'],
  ])('of %j is refused by its field (case 28)', async (body, pointer) => {
    const { admin, company } = await scene()
    expect(await refused(() => creating(admin, company, body))).toEqual([422, 'validation_failed', pointer])
  })

  test('is listed in pages, oldest first', async () => {
    const { admin, member, company } = await scene()
    const ids = [await makesTeam(admin, company), await makesTeam(admin, company), await makesTeam(admin, company)].map(
      ({ id }) => id,
    )
    const first = await member.get(`/organizations/${company.id}/teams?limit=2&include_total=true`)
    expect(first.headers.get('x-total-count')).toBe('3')
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await member.get(next.replace(usher.url, ''))
    const list = [...first.body, ...second.body] as { id: string }[]
    expect(list.map(({ id }) => id)).toEqual(ids)
  })
})

describe('who is in a team', () => {
  test('has its roles besides their own, and loses them with it', async () => {
    const { owner, admin, member, company, memberId } = await scene()
    const role = await makesRole(admin, company, ['invitations:read'])
    const team = await makesTeam(admin, company, role.id)
    const list = `/organizations/${company.id}/invitations`
    const may = async () => (await member.get(list)).status === 200

    expect(await may()).toBe(false)
    expect((await comesInto(admin, team.id, { user_id: memberId })).text).toBe('null')
    expect(await may()).toBe(true)
    expect(await refused(() => comesInto(admin, team.id, { user_id: memberId }))).toEqual([
      409,
      'already_assigned',
      undefined,
    ])
    expect((await goesOutOf(admin, team.id, { user_id: memberId })).text).toBe('null')
    expect(await may()).toBe(false)
    expect(await refused(() => goesOutOf(admin, team.id, { user_id: memberId }))).toEqual([404, 'not_found', undefined])

    succeeded(await comesInto(admin, team.id, { user_id: memberId }))
    succeeded(await admin.request('DELETE', `/teams/${team.id}`))
    expect(await may()).toBe(false)
    expect(await rolesOf(owner, company, memberId)).toEqual(['Member'])
  })

  test('is gone from it when they leave the organization', async () => {
    const { owner, admin, member, company, memberId } = await scene()
    const team = await makesTeam(admin, company)
    succeeded(await comesInto(admin, team.id, { user_id: memberId }))
    succeeded(await owner.request('DELETE', `/organizations/${company.id}/members?user_id=${memberId}`))
    expect((await admin.get(`/teams/${team.id}`)).body.member_count).toBe(0)
    await member.joins(company, owner)
    expect((await admin.get(`/teams/${team.id}/members`)).body).toEqual([])
  })

  test('is listed with the pending invitations that lead into it, to those who read these', async () => {
    const { owner, admin, member, company, memberId, adminId } = await scene()
    const { grace } = await cast(usher, 'grace')
    const team = await makesTeam(admin, company)
    const invitation = await owner.invites(company, grace)
    for (const user_id of [memberId, adminId]) succeeded(await comesInto(admin, team.id, { user_id }))
    succeeded(await comesInto(admin, team.id, { invitation_id: invitation.id }))
    const seen = async (actor: Actor) =>
      ((await actor.get(`/teams/${team.id}/members`)).body as { id: string }[]).map(({ id }) => id)
    expect(await seen(admin)).toEqual([adminId, memberId, invitation.id])
    expect(await seen(member)).toEqual([adminId, memberId])
  })
})

describe('a pending invitation', () => {
  test('leads into a team, until it is taken out of it or the team is gone (case 65)', async () => {
    const { owner, admin, company } = await scene()
    const { grace, linus } = await cast(usher, 'grace', 'linus')
    const [stays, goes] = [await makesTeam(admin, company), await makesTeam(admin, company)]
    const [first, second] = [await owner.invites(company, grace), await owner.invites(company, linus)]
    for (const invitation_id of [first.id, second.id]) {
      for (const { id } of [stays, goes]) succeeded(await comesInto(admin, id, { invitation_id }))
    }
    const again = await refused(() => comesInto(admin, stays.id, { invitation_id: first.id }))
    expect(again).toEqual([409, 'already_assigned', undefined])
    succeeded(await goesOutOf(admin, stays.id, { invitation_id: second.id }))
    succeeded(await admin.request('DELETE', `/teams/${goes.id}`))
    expect((await happened(first.id)).at(-1)).toEqual({
      type: 'invitation.edited',
      data: {
        changed: ['team_ids'],
        before: { team_ids: [stays.id, goes.id].toSorted() },
        after: { team_ids: [stays.id] },
      },
    })
    for (const [actor, invitation] of [
      [grace, first],
      [linus, second],
    ] as const) {
      succeeded(await actor.accepts(invitation))
    }
    const names = ((await admin.get(`/teams/${stays.id}/members`)).body as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(['Grace'])
    expect(await refused(() => comesInto(admin, stays.id, { invitation_id: second.id }))).toEqual([
      409,
      'not_pending',
      undefined,
    ])
  })
})

describe('who may change a team', () => {
  test('nobody whose permissions its roles exceed (case 25)', async () => {
    const { owner, admin, company, memberId, adminId } = await scene()
    const above = await makesRole(owner, company, ['organization:delete'])
    const team = await makesTeam(owner, company, above.id)
    const invitation = await admin.invites(company, 'linus@example.com')
    for (const ask of [
      () => comesInto(admin, team.id, { user_id: adminId }),
      () => comesInto(admin, team.id, { user_id: memberId }),
      () => goesOutOf(admin, team.id, { user_id: memberId }),
      () => comesInto(admin, team.id, { invitation_id: invitation.id }),
      () => admin.request('DELETE', `/teams/${team.id}`),
    ]) {
      expect(await refused(ask)).toEqual([403, 'role_not_grantable', undefined])
    }
    succeeded(await changing(admin, team.id, { description: 'A description is not a permission' }))
  })

  test('nobody takes a member in or out who may do more than they (case 25)', async () => {
    const { owner, admin, company } = await scene()
    const team = await makesTeam(admin, company)
    const ownerId = (await owner.get('/users/me')).body.id as string
    expect(await refused(() => comesInto(admin, team.id, { user_id: ownerId }))).toEqual([
      403,
      'permission_denied',
      undefined,
    ])
    succeeded(await comesInto(owner, team.id, { user_id: ownerId }))
    expect(await refused(() => goesOutOf(admin, team.id, { user_id: ownerId }))).toEqual([
      403,
      'permission_denied',
      undefined,
    ])
  })

  test('nobody gives a role to a team, or takes it, that brings more than they hold (case 25)', async () => {
    const { owner, admin, company } = await scene()
    const above = await makesRole(owner, company, ['organization:delete'])
    const small = await makesRole(owner, company, ['members:read'])
    const team = await makesTeam(owner, company, above.id)
    expect(await refused(() => assigns(admin, small.id, { team_id: team.id }))).toEqual([
      403,
      'role_not_grantable',
      undefined,
    ])
    succeeded(await assigns(owner, small.id, { team_id: team.id }))
    expect(await refused(() => takes(admin, small.id, { team_id: team.id }))).toEqual([
      403,
      'role_not_grantable',
      undefined,
    ])
  })

  test('who manages teams, and for an invitation manages those as well', async () => {
    const { owner, company, memberId } = await scene()
    const { lead } = await cast(usher, 'lead')
    const leadId = await lead.joins(company, owner)
    const invitation = await owner.invites(company, 'linus@example.com')
    const team = await makesTeam(owner, company)
    succeeded(await assigns(owner, (await makesRole(owner, company, ['teams:manage'])).id, { user_id: leadId }))
    succeeded(await comesInto(lead, team.id, { user_id: memberId }))
    const { status, body } = await unchanged(usher, () => comesInto(lead, team.id, { invitation_id: invitation.id }))
    expect([status, body.required_permission]).toEqual([403, 'invitations:manage'])
  })

  test('nobody takes in whom the organization does not know (case 22)', async () => {
    const { owner, company } = await scene()
    const other = await scene()
    const team = await makesTeam(owner, company)
    const invitation: Invited = await other.owner.invites(other.company, 'linus@example.com')
    await owner.joins(other.company, other.owner, 'owner')
    for (const whom of [
      { user_id: other.memberId },
      { user_id: crypto.randomUUID() },
      { invitation_id: invitation.id },
    ]) {
      for (const change of [comesInto, goesOutOf]) {
        expect(await refused(() => change(owner, team.id, whom))).toEqual([404, 'not_found', undefined])
      }
    }
  })
})
