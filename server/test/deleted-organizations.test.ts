import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { clearRemains } from '../src/organizations/remains.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { dumpOf, linesWith } from './support/dump.ts'
import { expectInvariants } from './support/invariants.ts'
import { machine, platform } from './support/machine.ts'
import { allIsTold, linkTokenMailedTo } from './support/mailed.ts'
import { userIdOf } from './support/operator.ts'
import { makesRole } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const deletes = (actor: Actor, { id }: Company) => actor.request('DELETE', `/organizations/${id}`)
const words = ({ status, body }: Answer) => [status, body?.code]

/** Keeps the recurring work of this service from doing what a test looks at. */
const holdStill = () => usher.db.run(sql`update recurring_work set due_at = now() + interval '1 hour'`)

const whatIsLeft = ({ id }: Company) =>
  usher.db.one(sql`
    select status, member_count, owner_count, has_remains,
      (select count(*)::integer from members where organization_id = organizations.id) as members,
      (select count(*)::integer from invitations where organization_id = organizations.id and status = 'pending') as pending
    from organizations where id = ${id}`)
const nothing = { status: 'deleted', member_count: 0, owner_count: 0, has_remains: false, members: 0, pending: 0 }

describe('a deleted organization', () => {
  test('is gone for everybody, with its invitations, links, name and slug; its slug is free for another (case 155)', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const slug = `vanishing-${crypto.randomUUID()}`
    const { body } = await ada.request('POST', '/organizations', { body: { name: 'Vanishing Engines', slug } })
    const company = await ada.knows(body.id as string)
    await ada.request('PATCH', `/organizations/${company.id}`, {
      body: { name: 'Vanishing Works', description: 'Vanishing' },
    })
    await grace.joins(company, ada, 'admin')
    await makesRole(ada, company, ['members:read'], 'Vanishing role')
    const team = { name: 'Vanishing team' }
    succeeded(await ada.request('POST', `/organizations/${company.id}/teams`, { body: team }))
    const invitation = await grace.invites(company, linus)
    const link = await linkTokenMailedTo(usher, linus.address)

    const before = await unchanged(usher, () => deletes(grace, company))
    expect([...words(before), before.body.required_permission]).toEqual([
      403,
      'permission_denied',
      'organization:delete',
    ])
    expect(words(await deletes(ada, company))).toEqual([200, undefined])
    await expect.poll(() => whatIsLeft(company)).toEqual(nothing)

    for (const actor of [ada, grace]) {
      expect((await actor.get('/organizations')).body).toEqual([])
      expect(words(await actor.get(`/organizations/${company.id}`))).toEqual([404, 'not_found'])
      expect(words(await unchanged(usher, () => deletes(actor, company)))).toEqual([404, 'not_found'])
    }
    expect(await linus.inbox()).toEqual([])
    for (const answer of [
      await linus.get(`/invitations/${invitation.id}`),
      await linus.accepts(invitation),
      await linus.declines(invitation),
      await usher.request('POST', '/invitation-links/preview', { body: { token: link } }),
    ]) {
      expect(words(answer)).toEqual([410, 'revoked'])
      expect([answer.body.organization_name, answer.body.inviting_user_name]).toEqual([null, null])
    }
    await allIsTold(usher)
    await usher.db.run(sql`delete from mailbox_messages`)
    expect(linesWith(await dumpOf(usher.db), 'vanishing')).toEqual([])

    const again = succeeded(await ada.request('POST', '/organizations', { body: { name: 'Vanishing Engines', slug } }))
    expect([again.body.id === company.id, again.body.member_count]).toEqual([false, 1])
    expect((await ada.get(`/organizations/${again.body.id}/invitations`)).body).toEqual([])
    expect(words(await linus.accepts(invitation))).toEqual([410, 'revoked'])
    const events = await usher.db.many(sql<{ type: string }>`
      select type from events where organization_id = ${company.id} and type <> 'invitation.sent' order by sequence desc limit 2`)
    expect(events.map(({ type }) => type)).toEqual(['invitation.revoked', 'organization.deleted'])
  })

  test('is void at once, however much is left of it, which batches take away after that (case 155)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const company = await ada.founds()
    const invitation = await ada.invites(company, linus)
    await holdStill()
    await usher.db.run(sql`
      with made as (
        insert into users (kind, name) select 'person', 'Somebody' from generate_series(1, 2500) returning id
      ), joined as (
        insert into members (organization_id, user_id) select ${company.id}::uuid, id from made returning user_id
      ), granted as (
        insert into member_roles (organization_id, user_id, role_id)
        select ${company.id}::uuid, user_id, ${company.roles.member}::uuid from joined
      )
      update organizations set member_count = 2501 where id = ${company.id}`)
    await usher.db.run(sql`
      update organizations set status = 'deleted', has_remains = true, name = '', slug = id::text where id = ${company.id}`)

    expect(await linus.inbox()).toEqual([])
    const refused = await unchanged(usher, () => linus.accepts(invitation))
    expect([...words(refused), refused.body.organization_name]).toEqual([410, 'organization_gone', null])
    expect(words(await ada.get(`/organizations/${company.id}/members`))).toEqual([404, 'not_found'])
    expect((await ada.get('/users/me/organizations')).body).toEqual([])

    const done: number[] = []
    for (;;) {
      const count = await clearRemains(usher.db)
      if (count === 0) break
      done.push(count)
      await expectInvariants(usher.db)
    }
    expect(done).toEqual([1, 1_000, 1_000, 501, 1])
    expect(await whatIsLeft(company)).toEqual(nothing)
    expect(words(await linus.accepts(invitation))).toEqual([410, 'revoked'])
  })

  test('sends no mail that waits (case 103)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const company = await ada.founds()
    const invitation = await ada.invites(company, linus)
    await usher.db.run(sql`
      update deliveries set state = 'queued', sent_at = null, due_at = now() + interval '1 hour' where invitation_id = ${invitation.id}`)
    await deletes(ada, company)
    await usher.db.run(sql`update deliveries set due_at = now() where invitation_id = ${invitation.id}`)
    usher.running.deliveries.wake()
    await expect
      .poll(() => usher.db.one(sql`select state, detail from deliveries where invitation_id = ${invitation.id}`))
      .toEqual({ state: 'cancelled', detail: expect.stringMatching(/^Not sent: /) })
  })

  test('takes its service accounts along, also out of other organizations, at their next request', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [company, other] = [await ada.founds(), await grace.founds()]
    const robot = await machine(usher, ada, company)
    succeeded(await robot.accepts(await grace.invites(other, robot.address)))
    expect((await grace.membersOf(other)).length).toBe(2)
    await deletes(ada, company)
    expect(words(await robot.get('/invitations'))).toEqual([401, 'invalid_token'])
    const token = await usher.request('POST', '/oauth/token', {
      body: new URLSearchParams({ grant_type: 'client_credentials', ...robot.key }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([token.status, token.body.error]).toEqual([401, 'invalid_client'])
    expect((await grace.membersOf(other)).length).toBe(1)
    expect((await grace.get(`/organizations/${other.id}`)).body.member_count).toBe(1)
  })

  test('stays while one of its service accounts is the only owner of another (case 27)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [company, other] = [await ada.founds(), await grace.founds()]
    const robot = await machine(usher, ada, company)
    succeeded(await robot.accepts(await grace.invites(other, robot.address, 'owner')))
    const graceId = await userIdOf(usher, grace)
    succeeded(await grace.request('DELETE', `/organizations/${other.id}/members?user_id=${graceId}`))
    expect(words(await unchanged(usher, () => deletes(ada, company)))).toEqual([409, 'last_owner'])
    expect((await robot.get(`/organizations/${other.id}`)).status).toBe(200)
  })

  test('can be deleted by the application, and not by strangers', async () => {
    const { ada, eve } = await cast(usher, 'ada', 'eve')
    const company = await ada.founds()
    await eve.inbox()
    expect(words(await unchanged(usher, () => deletes(eve, company)))).toEqual([404, 'not_found'])
    const { token } = await platform(usher)
    const ask = () => usher.request('DELETE', `/organizations/${company.id}`, { token })
    expect(words(await ask())).toEqual([200, undefined])
    expect(words(await unchanged(usher, ask))).toEqual([404, 'not_found'])
  })
})

test('accepting, inviting and joining while it is deleted leaves nothing behind (case 49)', async () => {
  for (let round = 0; round < 10; round++) {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const guest = await enter(usher, 'guest')
    const company = await ada.founds()
    const invitation: Invited = await ada.invites(company, grace)
    const [accepted, deleted, invited] = await Promise.all([
      grace.accepts(invitation),
      deletes(ada, company),
      ada.tryToInvite(company, guest.address),
    ])
    expect(deleted.status).toBe(200)
    expect([200, 410]).toContain(accepted.status)
    expect([201, 404]).toContain(invited.status)
    while ((await clearRemains(usher.db)) > 0);
    expect(await whatIsLeft(company)).toEqual(nothing)
  }
})
