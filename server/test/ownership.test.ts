import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { forgetOffers } from '../src/ownership/offers.ts'
import { type Actor, cast, type Company, succeeded } from './support/cast.ts'
import { machine, platform } from './support/machine.ts'
import { userIdOf } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const offers = (actor: Actor, { id }: Company, userId: string, leave?: boolean) =>
  actor.request('POST', `/organizations/${id}/owners?user_id=${userId}${leave === undefined ? '' : `&leave=${leave}`}`)
const withdraws = (actor: Actor, { id }: Company, userId: string) =>
  actor.request('DELETE', `/organizations/${id}/owners?user_id=${userId}`)
const answers = (actor: Actor, offerId: string, accept: boolean) =>
  actor.request('POST', `/users/me/ownership-offers/${offerId}?accept=${accept}`)
const words = ({ status, body }: Answer) => [status, body?.code]
const refused = async (ask: () => Promise<Answer>) => words(await unchanged(usher, ask))

const rolesIn = async (actor: Actor, company: Company, email: string) =>
  (await actor.membersOf(company)).find((member) => member.email === email)?.roles.map(({ name }) => name)

const told = ({ id }: Company) =>
  usher.db.many(sql<{ type: string }>`
    select type from events where subject_id = ${id} and type like 'organization.owner%' order by sequence`)

const roleChanges = async ({ id }: Company) =>
  (
    await usher.db.many(sql<{ told: string[] }>`
      select jsonb_build_array(subject_id, data #> '{before,role_ids}', data #> '{after,role_ids}') as told
      from events where organization_id = ${id} and type = 'member.role_changed' order by subject_id`)
  ).map(({ told }) => told)

/** Ada owns a company that Grace is a member of. */
async function company() {
  const { ada, grace, eve } = await cast(usher, 'ada', 'grace', 'eve')
  const founded = await ada.founds()
  const graceId = await grace.joins(founded, ada)
  return { ada, grace, eve, graceId, adaId: await userIdOf(usher, ada), founded }
}

describe('ownership', () => {
  test('is offered, seen by whom it is offered to, and taken', async () => {
    const { ada, grace, graceId, adaId, founded } = await company()
    const { status, body: offer } = await offers(ada, founded, graceId)
    expect(status).toBe(201)
    expect(offer).toMatchObject({
      organization_name: 'Analytical Engines',
      user_id: graceId,
      offering_user_id: adaId,
      offering_user_name: 'Ada',
      leave: false,
    })
    expect(await rolesIn(ada, founded, grace.address)).toEqual(['Member'])
    expect((await grace.get('/users/me/ownership-offers')).body).toEqual([offer])
    expect((await ada.get('/users/me/ownership-offers')).body).toEqual([])
    const owners = (await grace.get(`/organizations/${founded.id}/owners`)).body
    expect(owners).toMatchObject([
      { user_id: adaId, offer: null },
      { user_id: graceId, name: 'Grace', offer },
    ])

    const taken = await answers(grace, offer.id, true)
    expect([taken.status, taken.body]).toEqual([200, founded.id])
    expect(await rolesIn(grace, founded, grace.address)).toEqual(['Owner'])
    expect(await rolesIn(grace, founded, ada.address)).toEqual(['Owner'])
    const again = await unchanged(usher, () => answers(grace, offer.id, true))
    expect([again.status, again.body]).toEqual([200, founded.id])
    expect(await refused(() => answers(grace, offer.id, false))).toEqual([409, 'already_accepted'])
    expect((await grace.get('/users/me/ownership-offers')).body).toEqual([])
    expect((await told(founded)).map(({ type }) => type)).toEqual([
      'organization.ownership_offered',
      'organization.ownership_accepted',
    ])
    expect(await roleChanges(founded)).toEqual([[graceId, [founded.roles.member], [founded.roles.owner]]])
  })

  test('is handed over: who offers it becomes an admin in that moment', async () => {
    const { ada, grace, graceId, adaId, founded } = await company()
    const { body: offer } = await offers(ada, founded, graceId, true)
    expect((await answers(grace, offer.id, true)).status).toBe(200)
    expect(await rolesIn(grace, founded, ada.address)).toEqual(['Admin'])
    expect(await rolesIn(grace, founded, grace.address)).toEqual(['Owner'])
    const { owner, admin, member } = founded.roles
    expect(await roleChanges(founded)).toEqual(
      [
        [graceId, [member], [owner]],
        [adaId, [owner], [admin]],
      ].toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    )
    const { owner_count } = await usher.db.one(sql<{ owner_count: number }>`
      select owner_count from organizations where id = ${founded.id}`)
    expect(owner_count).toBe(1)
  })

  test('is declined, withdrawn or runs out, and can be offered anew after that', async () => {
    const { ada, grace, graceId, founded } = await company()
    const first = (await offers(ada, founded, graceId)).body
    expect(await refused(() => offers(ada, founded, graceId, true))).toEqual([409, 'already_offered'])
    expect(words(await answers(grace, first.id, false))).toEqual([200, undefined])
    expect(await refused(() => answers(grace, first.id, false))).toEqual([200, undefined])
    expect(await refused(() => answers(grace, first.id, true))).toEqual([409, 'already_declined'])

    const second = (await offers(ada, founded, graceId)).body
    expect(words(await withdraws(ada, founded, graceId))).toEqual([200, undefined])
    expect(await refused(() => withdraws(ada, founded, graceId))).toEqual([200, undefined])
    expect(await refused(() => answers(grace, second.id, true))).toEqual([410, 'revoked'])

    const third = (await offers(ada, founded, graceId)).body
    await usher.db.run(sql`update ownership_offers set expires_at = now() where id = ${third.id}`)
    expect(await refused(() => answers(grace, third.id, true))).toEqual([410, 'expired'])
    expect((await offers(ada, founded, graceId)).status).toBe(201)
    await usher.db.run(sql`update ownership_offers set expires_at = now() - interval '31 days'
      where status <> 'open' and organization_id = ${founded.id}`)
    expect(await forgetOffers(usher.db)).toBe(2)
  })

  test('of who is no owner any more is not given: the offer waits for nothing', async () => {
    const { ada, grace, graceId, adaId, founded } = await company()
    const { body: offer } = await offers(ada, founded, graceId)
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`
        insert into member_roles (organization_id, user_id, role_id)
        values (${founded.id}, ${graceId}, ${founded.roles.owner})`)
      await tx.run(sql`
        update member_roles set role_id = ${founded.roles.admin}
        where organization_id = ${founded.id} and user_id = ${adaId} and role_id = ${founded.roles.owner}`)
    })
    expect(await refused(() => answers(grace, offer.id, true))).toEqual([409, 'offer_void'])
    expect(words(await answers(grace, offer.id, false))).toEqual([200, undefined])
  })

  test('goes with who leaves: the offer of who left, or to who left, is not there', async () => {
    const { ada, grace, graceId, founded } = await company()
    const { body: offer } = await offers(ada, founded, graceId)
    succeeded(await grace.request('DELETE', `/organizations/${founded.id}/members?user_id=${graceId}`))
    expect(await refused(() => answers(grace, offer.id, true))).toEqual([404, 'not_found'])
  })

  test('is not offered by admins and members, to strangers, machines or owners, and answered by nobody else', async () => {
    const { ada, grace, eve, graceId, adaId, founded } = await company()
    const robot = await machine(usher, ada, founded)
    const eves = await eve.founds()
    const eveId = await userIdOf(usher, eve)
    expect(await refused(() => offers(grace, founded, graceId))).toEqual([403, 'permission_denied'])
    expect(await refused(() => offers(eve, founded, graceId))).toEqual([404, 'not_found'])
    expect(await refused(() => offers(ada, founded, eveId))).toEqual([404, 'not_found'])
    expect(await refused(() => offers(ada, founded, crypto.randomUUID()))).toEqual([404, 'not_found'])
    expect(await refused(() => offers(ada, founded, robot.id))).toEqual([422, 'validation_failed'])
    expect(await refused(() => offers(ada, founded, adaId))).toEqual([409, 'already_owner'])
    const { body: offer } = await offers(ada, founded, graceId)
    for (const actor of [ada, eve, robot]) {
      expect(await refused(() => answers(actor, offer.id, true))).toEqual([404, 'not_found'])
    }
    expect(await refused(() => withdraws(eve, eves, graceId))).toEqual([404, 'not_found'])
    expect(await refused(() => grace.request('POST', `/users/me/ownership-offers/${offer.id}`))).toEqual([
      422,
      'validation_failed',
    ])
  })

  test('can be offered by the application, which owns nothing and so leaves nothing', async () => {
    const { grace, graceId, founded } = await company()
    const { token } = await platform(usher)
    const path = `/organizations/${founded.id}/owners?user_id=${graceId}`
    expect(await refused(() => usher.request('POST', `${path}&leave=true`, { token }))).toEqual([
      422,
      'validation_failed',
    ])
    const { body: offer } = succeeded(await usher.request('POST', path, { token }))
    expect([offer.offering_user_id, offer.offering_user_name]).toEqual([null, null])
    expect((await answers(grace, offer.id, true)).body).toBe(founded.id)
  })

  test('two owners who hand over to each other at once leave one at least (case 27)', async () => {
    for (let round = 0; round < 5; round++) {
      const { ada, grace, graceId, adaId, founded } = await company()
      const { body: first } = await offers(ada, founded, graceId)
      await answers(grace, first.id, true)
      const linus = (await cast(usher, 'linus')).linus
      const linusId = await linus.joins(founded, ada)
      const { body: hers } = await offers(ada, founded, linusId, true)
      const [taken] = await Promise.all([
        answers(linus, hers.id, true),
        ada.request('DELETE', `/organizations/${founded.id}/members?user_id=${adaId}`),
        grace.request('DELETE', `/organizations/${founded.id}/members?user_id=${graceId}`),
      ])
      expect([200, 404]).toContain(taken.status)
    }
  })
})
