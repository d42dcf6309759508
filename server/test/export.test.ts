import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, enter, succeeded } from './support/cast.ts'
import { machine } from './support/machine.ts'
import { userIdOf } from './support/operator.ts'
import { verifies } from './support/own-addresses.ts'
import { resident, tokenFor } from './support/resident.ts'
import { comesInto, makesTeam } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { writtenData } from './support/told-events.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const exported = (actor: Actor) => actor.get('/users/me/export')

describe('an export', () => {
  test('holds all that is kept about a person, and nothing about others (case 160)', async () => {
    const { ada, linus, robin } = await cast(usher, 'ada', 'linus', 'robin')
    const grace = await enter(usher, 'grace', { picture: 'https://example.com/grace.png' })
    const engines = await ada.founds('Analytical Engines')
    const compilers = await grace.founds('Compilers')
    const other = await robin.founds('Other')
    const second = `second-${crypto.randomUUID()}@example.com`
    await verifies(usher, grace, second)

    const accepted = await ada.invites(engines, grace)
    await grace.accepts(accepted)
    const declined = await ada.invites(await ada.founds('Difference Engines'), second)
    await grace.declines(declined, 'Too many engines.')
    const waiting = await ada.request('POST', `/organizations/${(await ada.founds('Third')).id}/invitations`, {
      body: { email: second, message: 'Join us, Grace.' },
    })
    const sent = await grace.request('POST', `/organizations/${compilers.id}/invitations`, {
      body: { email: linus.address, message: 'Bring your own compiler.' },
    })
    await linus.declines(sent.body, 'I have one already.')
    await robin.invites(other, linus)

    const [id, ...ofOthers] = await Promise.all([grace, ada, linus, robin].map((actor) => userIdOf(usher, actor)))
    const answer = await exported(grace)
    const { body, headers, text } = answer
    expect([answer.status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ])
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="usher-\d{4}-\d\d-\d\d\.json"$/)

    expect(body.profile).toMatchObject({
      id,
      name: 'Grace',
      avatar_url: 'https://example.com/grace.png',
      operator: false,
    })
    expect(body.identities).toMatchObject([{ issuer: usher.issuer.issuer, subject: grace.subject, name: 'Grace' }])
    expect(body.addresses.map(({ email }: { email: string }) => email)).toEqual([grace.address, second])
    expect(
      body.memberships.map(({ organization, roles }: { organization: object; roles: { name: string }[] }) => [
        organization,
        roles.map(({ name }) => name),
      ]),
    ).toEqual([
      [{ id: compilers.id, name: 'Compilers' }, ['Owner']],
      [{ id: engines.id, name: 'Analytical Engines' }, ['Member']],
    ])
    expect(body.received_invitations).toMatchObject([
      { id: accepted.id, status: 'accepted', email: grace.address, answered: expect.any(String) },
      { id: declined.id, status: 'declined', email: second, decline_reason: 'Too many engines.' },
      { id: waiting.body.id, status: 'pending', email: second, message: 'Join us, Grace.', answered: null },
    ])
    expect(body.sent_invitations).toMatchObject([
      { id: sent.body.id, status: 'declined', message: 'Bring your own compiler.' },
    ])
    const events = (body.events as { type: string; actor: string; data: object }[]).map(({ type, actor }) => [
      type,
      actor,
    ])
    for (const event of [
      ['organization.created', 'you'],
      ['address.verified', 'you'],
      ['invitation.created', 'somebody_else'],
      ['invitation.accepted', 'you'],
      ['invitation.declined', 'you'],
      ['invitation.created', 'you'],
    ])
      expect(events).toContainEqual(event)

    for (const actor of [ada, linus, robin]) {
      expect(text).not.toContain(actor.address)
      expect(text).not.toContain(`"${actor.name}"`)
    }
    for (const otherId of ofOthers) expect(text).not.toContain(otherId)
    expect(text).not.toContain('I have one already.')
    expect(text).not.toContain(other.id)
  })

  test('has the teams that somebody is in, and those that their invitations lead into (case 160)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [company, other] = [await ada.founds(), await ada.founds()]
    const [here, there] = [await makesTeam(ada, company), await makesTeam(ada, other)]
    succeeded(await comesInto(ada, here.id, { user_id: await grace.joins(company, ada) }))
    succeeded(await comesInto(ada, there.id, { invitation_id: (await ada.invites(other, grace)).id }))
    const { body } = await exported(grace)
    expect(body.memberships).toMatchObject([{ teams: [{ id: here.id, name: here.name }] }])
    expect(body.received_invitations).toMatchObject([{ teams: [] }, { teams: [{ id: there.id, name: there.name }] }])
  })

  test('has the browsers in which somebody signed in, and what they allowed', async () => {
    const grace = await resident(usher, 'grace')
    await usher.db.run(sql`
      insert into sessions (uid, user_id, user_agent, expires_at) values (${crypto.randomUUID()}, ${grace.id}, 'Netscape', now())`)
    await usher.db.run(sql`
      with made as (insert into clients (id, kind, name, scopes) values ('application_x', 'application', 'Shop', '{}') returning id)
      insert into consents (user_id, client_id, scopes) select ${grace.id}, id, '{openid}' from made`)
    const { body } = await exported(grace)
    expect(body.sessions).toMatchObject([{ user_agent: 'Netscape', ended: null }])
    expect(body.applications).toMatchObject([{ client_id: 'application_x', name: 'Shop', scopes: ['openid'] }])
  })

  test('is whole, however much there is', async () => {
    const { grace } = await cast(usher, 'grace')
    const company = await grace.founds()
    const id = await userIdOf(usher, grace)
    await usher.db.run(sql`
      with sent as (
        insert into invitations (organization_id, email, canonical_email, inviter_id, expires_at, link_epoch, created_at)
        select ${company.id}, n || '@example.com', n || '@example.com', ${id}, now() + interval '1 day', 'test', now() - n * interval '1 second'
        from generate_series(1, 1000) as n
        returning id
      )
      insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, data)
      select 'invitation.created', ${company.id}, 'user', ${id}, 'invitation', id, ${writtenData(sql`'invitation.created'`)} from sent`)
    const { body } = await exported(grace)
    expect(new Set(body.sent_invitations.map((each: { id: string }) => each.id)).size).toBe(1_000)
    expect(new Set(body.events.map((each: { id: string }) => each.id)).size).toBe(body.events.length)
    expect(body.events.length).toBeGreaterThan(1_000)
    expect((await grace.request('HEAD', '/users/me/export')).status).toBe(200)
  })

  test('is for persons, in applications of the platform’s own', async () => {
    const grace = await resident(usher, 'grace')
    const robot = await machine(usher, grace, await grace.founds())
    const token = await tokenFor(usher, grace.id, { firstParty: false })
    const [ofRobot, ofOthers, ofNobody] = await unchanged(usher, () =>
      Promise.all([
        exported(robot),
        usher.request('GET', '/users/me/export', { token }),
        usher.request('GET', '/users/me/export'),
      ]),
    )
    expect([ofRobot, ofOthers, ofNobody].map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'managed_by_organization'],
      [403, 'own_application_required'],
      [401, 'authentication_required'],
    ])
  })
})
