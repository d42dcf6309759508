import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Permission, permissions } from '../src/roles/permissions.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { makesRole, rolesOf } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

async function companyWithAdmin() {
  const { owner, admin } = await cast(usher, 'owner', 'admin')
  const company = await owner.founds()
  return { owner, admin, company, adminId: await admin.joins(company, owner, 'admin') }
}

const creating = (actor: Actor, { id }: Company, body: object) =>
  actor.request('POST', `/organizations/${id}/roles`, { body })
const changing = (actor: Actor, roleId: string, body: object) => actor.request('PATCH', `/roles/${roleId}`, { body })

const refused = async (ask: () => Promise<Answer>) => {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.[0]?.pointer]
}

/** What happened to something, in order. */
async function happened(subjectId: string): Promise<{ type: string; data: object }[]> {
  return usher.db.many(sql<{ type: string; data: object }>`
    select type, data from events where subject_id = ${subjectId} and type <> 'invitation.sent' order by sequence`)
}

/** Gives a member a role in the database, in the place of those they have. */
async function holds(roleId: string, actor: Actor, { id }: Company): Promise<void> {
  await usher.db.run(sql`
    update member_roles set role_id = ${roleId}
    where organization_id = ${id} and user_id = (select user_id from identities where subject = ${actor.subject})`)
}

describe('a role of the organization’s own', () => {
  test('is created, read, changed and deleted, with its events', async () => {
    const { admin, company } = await companyWithAdmin()
    const wanted = ['invitations:create', 'organization:read', 'invitations:create']
    const made = succeeded(
      await creating(admin, company, { name: ' Greeter ', description: 'Welcomes people', permissions: wanted }),
    )
    const role = {
      id: expect.any(String),
      organization_id: company.id,
      name: 'Greeter',
      description: 'Welcomes people',
      level: 'organization',
      type: 'normal',
      system_managed: false,
      permissions: ['organization:read', 'invitations:create'],
    }
    expect([made.status, made.body]).toEqual([201, role])
    const { id } = made.body
    expect(made.headers.get('location')).toBe(`${usher.url}/roles/${id}`)
    expect((await admin.get(`/roles/${id.toUpperCase()}`)).body).toEqual(made.body)
    const list = (await admin.get(`/organizations/${company.id}/roles?level=organization`)).body as { name: string }[]
    expect(list.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Member', 'Greeter'])

    const changed = (await changing(admin, id, { name: 'Host', description: null })).body
    expect(changed).toEqual({ ...made.body, name: 'Host', description: null })
    expect((await changing(admin, id, { permissions: [] })).body).toEqual({ ...changed, permissions: [] })
    await unchanged(usher, () => changing(admin, id, { name: 'Host', permissions: [] }))
    expect((await admin.request('DELETE', `/roles/${id}`)).text).toBe('null')
    expect((await admin.get(`/roles/${id}`)).status).toBe(404)
    expect((await admin.request('DELETE', `/roles/${id}`)).status).toBe(404)
    expect(await happened(id)).toEqual([
      {
        type: 'organization.role_created',
        data: { name: 'Greeter', description: role.description, permissions: role.permissions },
      },
      {
        type: 'organization.role_changed',
        data: {
          before: { name: 'Greeter', description: role.description, permissions: role.permissions },
          after: { name: 'Host', description: null, permissions: role.permissions },
        },
      },
      {
        type: 'organization.role_changed',
        data: {
          before: { name: 'Host', description: null, permissions: role.permissions },
          after: { name: 'Host', description: null, permissions: [] },
        },
      },
      { type: 'organization.role_deleted', data: { name: 'Host', description: null, permissions: [] } },
    ])
  })

  test('has a name of its own in the organization, whatever the letter case', async () => {
    const { admin, company } = await companyWithAdmin()
    const [first, second] = [
      await makesRole(admin, company, [], 'Greeter'),
      await makesRole(admin, company, [], 'Élan'),
    ]
    for (const name of ['GREETER', ' greeter ', 'owner', 'E\u0301LAN']) {
      expect(await refused(() => creating(admin, company, { name, permissions: [] }))).toEqual([
        409,
        'name_taken',
        undefined,
      ])
      if (name !== 'E\u0301LAN') {
        expect((await refused(() => changing(admin, second.id, { name })))[1]).toBe('name_taken')
      }
    }
    succeeded(await changing(admin, first.id, { name: 'GREETER' }))
    const { admin: other, company: elsewhere } = await companyWithAdmin()
    succeeded(await creating(other, elsewhere, { name: 'Greeter', permissions: [] }))
  })

  test.each([
    [{ permissions: [] }, '/name'],
    [{ name: 'Greeter' }, '/permissions'],
    [{ name: 'Greeter', permissions: ['organization:destroy'] }, '/permissions/0'],
    [{ name: 'Greeter', permissions: 'members:read' }, '/permissions'],
    [{ name: 'Greeter', permissions: [], description: 'a\u202eb' }, '/description'],
    [{ name: 'Greeter', permissions: [], kind: 'owner' }, '/kind'],
    [{ name: 'Greeter', permissions: [], system_managed: true }, '/system_managed'],
    [{ name: 'Greeter', permissions: [], organization_id: crypto.randomUUID() }, '/organization_id'],
    [{ name: 'Greeter', permissions: [], id: crypto.randomUUID() }, '/id'],
  ])('of %j is refused by its field (case 28)', async (body, pointer) => {
    const { owner, company } = await companyWithAdmin()
    expect(await refused(() => creating(owner, company, body))).toEqual([422, 'validation_failed', pointer])
    const { id } = await makesRole(owner, company, [])
    if (Object.keys(body).length > 1)
      expect(await refused(() => changing(owner, id, body))).toEqual([422, 'validation_failed', pointer])
  })

  test('allows nothing that its maker may not do, when it is made or changed (case 25)', async () => {
    const { owner, admin, company } = await companyWithAdmin()
    const above: Permission[] = ['members:read', 'organization:delete']
    const all = await makesRole(owner, company, permissions)
    const small = await makesRole(admin, company, ['members:read'])
    for (const ask of [
      () => creating(admin, company, { name: 'Above', permissions: above }),
      () => changing(admin, small.id, { permissions: above }),
      // Neither its name, nor less than it gives: a role above one's own is not one's to change.
      () => changing(admin, all.id, { permissions: ['members:read'] }),
      () => changing(admin, all.id, { name: 'Nothing' }),
      () => admin.request('DELETE', `/roles/${all.id}`),
    ]) {
      expect(await refused(ask)).toEqual([403, 'role_not_grantable', undefined])
    }
  })

  test('is one of a hundred at most', async () => {
    const { owner, company } = await companyWithAdmin()
    await usher.db.run(sql`
      insert into roles (organization_id, kind, name, permissions)
      select ${company.id}::uuid, 'custom', 'Role ' || number, '{}' from generate_series(1, 99) as number`)
    succeeded(await creating(owner, company, { name: 'The hundredth', permissions: [] }))
    expect((await refused(() => creating(owner, company, { name: 'One more', permissions: [] })))[1]).toBe(
      'too_many_roles',
    )
  })

  test('can be made by a platform client, which is no member', async () => {
    const { company } = await companyWithAdmin()
    const { token } = await platform(usher)
    const body = { name: 'Everything', permissions }
    const made = succeeded(await usher.request('POST', `/organizations/${company.id}/roles`, { token, body })).body
    expect((await usher.request('GET', `/roles/${made.id}`, { token })).body.permissions).toEqual(permissions)
  })
})

test('Owner, Admin and Member can be neither changed nor deleted', async () => {
  const { owner, company } = await companyWithAdmin()
  for (const id of Object.values(company.roles)) {
    expect((await refused(() => changing(owner, id, { name: 'Boss' })))[1]).toBe('system_managed')
    expect((await refused(() => owner.request('DELETE', `/roles/${id}`)))[1]).toBe('system_managed')
  }
})

describe('what a role says', () => {
  test('counts at the next request of who has it (case 24)', async () => {
    const { owner, company } = await companyWithAdmin()
    const { greeter } = await cast(usher, 'greeter')
    await greeter.joins(company, owner)
    const role = await makesRole(owner, company, ['organization:read', 'invitations:create'])
    await holds(role.id, greeter, company)
    expect((await greeter.tryToInvite(company, 'one@example.com', role.id)).status).toBe(201)
    await changing(owner, role.id, { permissions: ['organization:read'] })
    expect((await greeter.tryToInvite(company, 'two@example.com')).body.required_permission).toBe('invitations:create')
  })
})

describe('when a role is deleted', () => {
  test('who has no other becomes Member, and who has another keeps that', async () => {
    const { owner, admin, company, adminId } = await companyWithAdmin()
    const { member } = await cast(usher, 'member')
    const memberId = await member.joins(company, owner)
    const role = await makesRole(owner, company, ['invitations:read'], 'Auditor')
    await holds(role.id, member, company)
    await usher.db.run(sql`
      insert into member_roles (organization_id, user_id, role_id) values (${company.id}, ${adminId}, ${role.id})`)
    expect((await member.get(`/organizations/${company.id}/invitations`)).status).toBe(200)

    succeeded(await admin.request('DELETE', `/roles/${role.id}`))
    expect(await rolesOf(owner, company, memberId)).toEqual(['Member'])
    expect(await rolesOf(owner, company, adminId)).toEqual(['Admin'])
    expect((await member.get(`/organizations/${company.id}/invitations`)).status).toBe(403)
    const changes = await Promise.all([memberId, adminId].map(async (id) => (await happened(id)).at(-1)))
    expect(changes).toEqual([
      {
        type: 'member.role_changed',
        data: { before: { role_ids: [role.id] }, after: { role_ids: [company.roles.member] } },
      },
      {
        type: 'member.role_changed',
        data: {
          before: { role_ids: [role.id, company.roles.admin].toSorted() },
          after: { role_ids: [company.roles.admin] },
        },
      },
    ])
  })

  test('pending invitations give what is left, and Member where none is (case 65)', async () => {
    const { owner, company } = await companyWithAdmin()
    const { grace, linus } = await cast(usher, 'grace', 'linus')
    const role = await makesRole(owner, company, ['invitations:read'])
    const invite = async (actor: Actor, role_ids: string[]) => {
      const body = { email: actor.address, role_ids }
      return succeeded(await owner.request('POST', `/organizations/${company.id}/invitations`, { body }))
        .body as Invited
    }
    const both = await invite(grace, [role.id, company.roles.admin])
    const alone = await invite(linus, [role.id])
    succeeded(await owner.request('DELETE', `/roles/${role.id}`))
    expect((await happened(alone.id)).at(-1)).toEqual({
      type: 'invitation.edited',
      data: { changed: ['role_ids'], before: { role_ids: [role.id] }, after: { role_ids: [] } },
    })
    expect((await linus.get(`/invitations/${alone.id}/details`)).status).toBe(200)
    for (const [actor, invitation] of [
      [grace, both],
      [linus, alone],
    ] as const) {
      succeeded(await actor.accepts(invitation))
    }
    const roles = (await owner.membersOf(company)).map(({ email, roles: held }) => [
      email,
      held.map(({ name }) => name),
    ])
    expect(roles).toContainEqual([grace.address, ['Admin']])
    expect(roles).toContainEqual([linus.address, ['Member']])
  })
})
