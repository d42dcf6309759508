import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { askForToken, machine } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

/** An organization with an owner, an admin and a member, and the ids of the three as users. */
async function company() {
  const { owner, admin, member } = await cast(usher, 'owner', 'admin', 'member')
  const company = await owner.founds()
  const adminId = await admin.joins(company, owner, 'admin')
  const memberId = await member.joins(company, owner)
  const [first] = await owner.membersOf(company)
  return { owner, admin, member, company, ids: { owner: first?.id ?? '', admin: adminId, member: memberId } }
}

/** Ends a membership, one's own or another's. */
function remove(actor: Actor, { id }: Company, userId: string): Promise<Answer> {
  return actor.request('DELETE', `/organizations/${id}/members?user_id=${userId}`)
}

async function owners({ id }: Company): Promise<number> {
  const row = await usher.db.one(sql<{ owner_count: number }>`select owner_count from organizations where id = ${id}`)
  return row.owner_count
}

const statuses = (answers: Answer[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)

describe('a role above the own one', () => {
  test('cannot be given by inviting; one at or below can (case 25)', async () => {
    const { admin, company: its } = await company()
    const answer = await unchanged(usher, () => admin.tryToInvite(its, 'linus@example.com', its.roles.owner))
    expect([answer.status, answer.body.code]).toEqual([403, 'role_not_grantable'])
    for (const role of ['admin', 'member'] as const) {
      expect((await admin.tryToInvite(its, `${role}@example.com`, its.roles[role])).body.role_ids).toEqual([
        its.roles[role],
      ])
    }
  })

  test('cannot be given to a machine of which one then holds the key (case 25)', async () => {
    const { admin, company: its } = await company()
    const body = { name: 'Robot', role_id: its.roles.owner }
    const path = `/organizations/${its.id}/service-accounts`
    const answer = await unchanged(usher, () => admin.request('POST', path, { body }))
    expect([answer.status, answer.body.code]).toEqual([403, 'role_not_grantable'])
  })

  test('cannot be had by taking the key of a machine that holds it (case 25)', async () => {
    const { owner, admin, company: its } = await company()
    const robot = await machine(usher, owner, its, { role: 'owner' })
    const path = `/organizations/${its.id}/service-accounts/${robot.id}`
    const answers = await unchanged(usher, () =>
      Promise.all([
        admin.request('POST', `${path}/key`),
        admin.request('POST', `${path}/key`, { body: { overlap_seconds: 60 } }),
        admin.request('DELETE', `${path}/key`),
        admin.request('DELETE', path),
      ]),
    )
    for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'permission_denied'])
    expect((await askForToken(usher, robot.key)).status).toBe(200)
    expect((await owner.request('POST', `${path}/key`)).status).toBe(200)
  })

  test('cannot be given by who may invite and holds little else (case 25)', async () => {
    const { owner, company: its } = await company()
    const { greeter } = await cast(usher, 'greeter')
    await greeter.joins(its, owner)
    await usher.db.run(sql`
      with greets as (
        insert into roles (organization_id, kind, name, permissions)
        values (${its.id}, 'custom', 'Greeter', '{organization:read,members:read,invitations:create}') returning id
      )
      insert into member_roles (organization_id, user_id, role_id)
      select ${its.id}::uuid, user_id, greets.id from greets, identities where subject = ${greeter.subject}`)
    const answer = await unchanged(usher, () => greeter.tryToInvite(its, 'linus@example.com', its.roles.admin))
    expect([answer.status, answer.body.code]).toEqual([403, 'role_not_grantable'])
    expect((await greeter.tryToInvite(its, 'linus@example.com')).status).toBe(201)
  })

  test('protects its holder from being removed by those below (case 25)', async () => {
    const { admin, member, company: its, ids } = await company()
    const byAdmin = await unchanged(usher, () => remove(admin, its, ids.owner))
    expect([byAdmin.status, byAdmin.body.code]).toEqual([403, 'permission_denied'])
    const byMember = await unchanged(usher, () => remove(member, its, ids.admin))
    expect([byMember.status, byMember.body.required_permission]).toEqual([403, 'members:manage'])
  })

  test('cannot be brought in from another organization: its roles are unknown here (case 25)', async () => {
    const { admin, owner, company: its } = await company()
    const { company: other } = await company()
    const ofOther = [other.roles.owner, other.roles.member, crypto.randomUUID()]
    for (const role of ofOther) {
      const answers = await unchanged(usher, () =>
        Promise.all([
          admin.tryToInvite(its, 'linus@example.com', role),
          owner.request('POST', `/organizations/${its.id}/service-accounts`, {
            body: { name: 'Robot', role_id: role },
          }),
        ]),
      )
      for (const { status, body } of answers) {
        expect([status, body.errors]).toEqual([
          422,
          [{ in: 'body', pointer: '/role_id', detail: 'must be the id of a role of this organization' }],
        ])
      }
    }
  })
})

describe('the last owner', () => {
  test('cannot leave, and nobody else can make them (case 27)', async () => {
    const { owner, admin, company: its, ids } = await company()
    const robot = await machine(usher, owner, its, { role: 'admin' })
    const leaving = await unchanged(usher, () => remove(owner, its, ids.owner))
    expect([leaving.status, leaving.body.code]).toEqual([409, 'last_owner'])
    for (const actor of [admin, robot]) {
      expect((await unchanged(usher, () => remove(actor, its, ids.owner))).status).toBe(403)
    }
  })

  test('can leave once there is another one (case 27)', async () => {
    const { owner, company: its, ids } = await company()
    const { heir } = await cast(usher, 'heir')
    const heirId = await heir.joins(its, owner, 'owner')
    expect((await remove(owner, its, ids.owner)).text).toBe('null')
    expect((await owner.get(`/organizations/${its.id}`)).status).toBe(404)
    expect(await owners(its)).toBe(1)
    const leaving = await unchanged(usher, () => remove(heir, its, heirId))
    expect([leaving.status, leaving.body.code]).toEqual([409, 'last_owner'])
  })

  test('may be a machine, which then cannot be deleted (case 27)', async () => {
    const { owner, company: its, ids } = await company()
    const robot = await machine(usher, owner, its, { role: 'owner' })
    expect((await remove(owner, its, ids.owner)).status).toBe(200)
    const path = `/organizations/${its.id}/service-accounts/${robot.id}`
    const answer = await unchanged(usher, () => robot.request('DELETE', path))
    expect([answer.status, answer.body.code]).toEqual([409, 'last_owner'])
    expect((await robot.get(`/organizations/${its.id}`)).status).toBe(200)
  })

  const rounds = 10
  /** Two owners, at the very same moment. */
  async function twoOwners() {
    const { owner, company: its, ids } = await company()
    const { partner } = await cast(usher, 'partner')
    return { owner, partner, its, ownerId: ids.owner, partnerId: await partner.joins(its, owner, 'owner') }
  }

  test('of two who remove each other at once one stays, and the other is no member any more (case 27)', async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, its, ownerId, partnerId } = await twoOwners()
      const answers = await Promise.all([remove(owner, its, partnerId), remove(partner, its, ownerId)])
      // Who comes second is not a member by then, and so does not even see the organization.
      expect(statuses(answers)).toEqual([200, 404])
      expect(await owners(its)).toBe(1)
      const stays = answers[0]?.status === 200 ? owner : partner
      expect((await stays.membersOf(its)).map(({ email }) => email)).toContain(stays.address)
    }
  })

  test('of two who leave at once one stays (case 27)', async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, its, ownerId, partnerId } = await twoOwners()
      const answers = await Promise.all([remove(owner, its, ownerId), remove(partner, its, partnerId)])
      expect(statuses(answers)).toEqual([200, 409])
      expect(await owners(its)).toBe(1)
    }
  })

  test('leaving while being removed happens once (case 27)', async () => {
    for (let round = 0; round < rounds; round++) {
      const { owner, partner, its, partnerId } = await twoOwners()
      const answers = await Promise.all([remove(owner, its, partnerId), remove(partner, its, partnerId)])
      expect(statuses(answers)).toEqual([200, 404])
      expect(await owners(its)).toBe(1)
      const events = sql<{ type: string }>`
        select type from events where organization_id = ${its.id} and type = 'member.removed'`
      expect(await usher.db.many(events)).toHaveLength(1)
    }
  })
})
