import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter, succeeded } from './support/cast.ts'
import { askForToken, type Key, machine, tokenWith } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const at = ({ id }: Company, ...rest: string[]) => [`/organizations/${id}/service-accounts`, ...rest].join('/')
const create = (actor: Actor, company: Company, body: object = { name: 'Robot' }) =>
  actor.request('POST', at(company), { body })
const rotate = (actor: Actor, company: Company, { id }: { id: string }, body?: object) =>
  actor.request('POST', at(company, id, 'key'), body === undefined ? {} : { body })

/** The status of a request with this token. */
const use = async (token: string) => (await usher.request('GET', '/invitations', { token })).status
const obtain = async (key: Key) => (await askForToken(usher, key)).status

async function eventsOf({ id }: { id: string }): Promise<string[]> {
  const rows = await usher.db.many(
    sql<{ type: string }>`select type from events where subject_id = ${id} order by sequence`,
  )
  return rows.map(({ type }) => type)
}

describe('a service account', () => {
  test('is made with an address and a key that is shown this once', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const { status, headers, body } = await create(ada, company)
    const { client_secret, ...account } = body
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`${usher.url}${at(company, account.id)}`)
    expect(account).toMatchObject({
      organization_id: company.id,
      name: 'Robot',
      client_id: account.id,
      last_used: null,
    })
    expect(account.email).toBe(`${account.id}@service.localhost`)
    expect(client_secret).toMatch(/^[\w-]{43}$/)

    const seen = [await ada.get(at(company, account.id)), await ada.get(at(company))]
    expect(seen.map(({ body }) => body)).toEqual([account, [account]])
    for (const { text } of seen) expect(text).not.toContain(client_secret)
    expect(usher.log).not.toContain(client_secret)
    expect(await eventsOf(account)).toEqual(['member.added', 'service_account.created'])
  })

  test('is a member like any other: it counts, has its role and can be found among them', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const robot = await machine(usher, ada, company, { role: 'admin' })
    const members = (await ada.get(`/organizations/${company.id}/members?include_users=false`)).body
    expect(members).toMatchObject([{ type: 'service_account', id: robot.id, name: 'Robot', email: robot.address }])
    expect(members[0].roles).toEqual([{ id: company.roles.admin, name: 'Admin' }])
    expect((await ada.get(`/organizations/${company.id}`)).body.member_count).toBe(2)

    const invitation = await robot.invites(company, grace)
    expect((await grace.get(`/invitations/${invitation.id}`)).body).toMatchObject({
      organization_member_count: 2,
      inviting_user_name: 'Robot',
    })
  })

  test('takes a seat, and is not made where none is free', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${company.id}`)
    const { status, body } = await unchanged(usher, () => create(ada, company))
    expect([status, body.code]).toEqual([409, 'seat_limit_reached'])
  })

  test('is itself in the organization that made it, and nobody elsewhere (case 35)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const robot = await machine(usher, ada, company)
    const other = await grace.founds('Another')
    const invitation = await grace.invites(other, ada)
    expect((await robot.get('/organizations')).body).toMatchObject([{ id: company.id }])
    const answers = await unchanged(usher, () =>
      Promise.all([
        robot.get(`/organizations/${other.id}`),
        robot.get(`/invitations/${invitation.id}`),
        robot.accepts(invitation),
        robot.declines(invitation),
      ]),
    )
    for (const { status } of answers) expect(status).toBe(404)
  })
})

describe('invited into another organization, a service account', () => {
  test('lists the invitation as its own, accepts it, and works in both', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const home = await ada.founds()
    const other = await grace.founds('Another')
    const robot = await machine(usher, ada, home)
    const invitation = await grace.invites(other, robot)
    const path = `/organizations/${other.id}/invitations/${invitation.id}`
    expect((await grace.get(path)).body.delivery).toMatchObject({ state: 'not_sent', times_sent: 0 })

    expect(await robot.inbox()).toEqual([invitation.id])
    expect(await ada.inbox()).toEqual([])
    expect((await robot.accepts(invitation)).body).toBe(other.id)
    expect((await robot.accepts(invitation)).body).toBe(other.id)
    expect((await robot.get(`/organizations/${other.id}`)).body.member_count).toBe(2)
    expect((await robot.get('/organizations')).body).toHaveLength(2)
    // The organization that it visits does not hold its key.
    for (const method of ['GET', 'DELETE']) expect((await grace.request(method, at(other, robot.id))).status).toBe(404)
  })

  test('can decline', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const robot = await machine(usher, ada, await ada.founds())
    const other = await grace.founds('Another')
    const invitation = await grace.invites(other, robot)
    expect((await robot.declines(invitation)).text).toBe('null')
    expect((await robot.get(`/organizations/${other.id}`)).status).toBe(404)
  })

  test('is the only one who can answer: no issuer may claim its address (case 19)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const robot = await machine(usher, ada, await ada.founds())
    const invitation = await grace.invites(await grace.founds('Another'), robot)
    const spellings = [robot.address, robot.address.toUpperCase(), robot.address.replace('localhost', 'LocalHost')]
    for (const email of spellings) {
      const pretender = await enter(usher, 'pretender', { email })
      expect(await pretender.inbox()).toEqual([])
      const answers = await unchanged(usher, () =>
        Promise.all([pretender.get(`/invitations/${invitation.id}`), pretender.accepts(invitation)]),
      )
      for (const { status } of answers) expect(status).toBe(404)
    }
    const namesake = await enter(usher, 'namesake', { sub: robot.id, client_id: robot.id })
    const { status, body } = await unchanged(usher, () => namesake.accepts(invitation))
    expect([status, body.code]).toEqual([403, 'user_context_required'])
  })
})

describe('the key of a service account', () => {
  async function robotOfAda() {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    return { ada, company, robot: await machine(usher, ada, company) }
  }
  const newKey = (answer: Answer) => succeeded(answer).body as Key

  test('ends at once when it is rotated, together with the tokens that it obtained (case 15)', async () => {
    const { ada, company, robot } = await robotOfAda()
    expect(await use(robot.token)).toBe(200)
    const key = newKey(await rotate(ada, company, robot))
    expect(key.client_id).toBe(robot.key.client_id)
    expect(await use(robot.token)).toBe(401)
    expect(await obtain(robot.key)).toBe(401)
    expect(await use(await tokenWith(usher, key))).toBe(200)
    expect(await eventsOf(robot)).toContain('service_account.key_rotated')
  })

  test('ends the tokens before it also when several follow each other within a second (case 15)', async () => {
    const { ada, company, robot } = await robotOfAda()
    let last = robot.token
    for (let round = 0; round < 5; round++) {
      const token = await tokenWith(usher, newKey(await rotate(ada, company, robot)))
      expect([await use(last), await use(token)]).toEqual([401, 200])
      last = token
    }
  })

  test('works on for an overlap if asked to, and ends with it', async () => {
    const { ada, company, robot } = await robotOfAda()
    const key = newKey(await rotate(ada, company, robot, { overlap_seconds: 60 }))
    expect([await use(robot.token), await obtain(robot.key), await obtain(key)]).toEqual([200, 200, 200])
    await usher.db.run(sql`
      update clients set previous_secret_until = previous_secret_until - interval '60 seconds'
      where id = ${robot.key.client_id}`)
    expect([await obtain(robot.key), await obtain(key)]).toEqual([401, 200])
  })

  test('has at most one before it: a second rotation ends the first', async () => {
    const { ada, company, robot } = await robotOfAda()
    const second = newKey(await rotate(ada, company, robot, { overlap_seconds: 60 }))
    const third = newKey(await rotate(ada, company, robot, { overlap_seconds: 60 }))
    expect([await obtain(robot.key), await obtain(second), await obtain(third)]).toEqual([401, 200, 200])
  })

  test('has no overlap of more than a day, less than nothing, or a part of a second (case 86)', async () => {
    const { ada, company, robot } = await robotOfAda()
    for (const overlap_seconds of [-1, 86_401, 1.5, '60', null]) {
      expect((await unchanged(usher, () => rotate(ada, company, robot, { overlap_seconds }))).status).toBe(422)
    }
  })

  test('can be revoked: its tokens end at the next request, and it stays a member (case 15)', async () => {
    const { ada, company, robot } = await robotOfAda()
    newKey(await rotate(ada, company, robot, { overlap_seconds: 60 }))
    expect(await use(robot.token)).toBe(200)
    expect((await ada.request('DELETE', at(company, robot.id, 'key'))).text).toBe('null')
    expect([await use(robot.token), await obtain(robot.key)]).toEqual([401, 401])
    expect(await ada.membersOf(company)).toHaveLength(2)

    const again = newKey(await rotate(ada, company, robot))
    expect([await use(await tokenWith(usher, again)), await use(robot.token)]).toEqual([200, 401])
  })

  test('tells when it was last used', async () => {
    const { ada, company, robot } = await robotOfAda()
    const { last_used } = (await ada.get(at(company, robot.id))).body
    expect(Date.now() - Date.parse(last_used)).toBeLessThan(60_000)
  })
})

describe('a service account that is deleted', () => {
  test('is gone at the next request, from every organization that it was in (case 15)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [home, other] = [await ada.founds(), await grace.founds('Another')]
    const robot = await machine(usher, ada, home)
    await robot.accepts(await grace.invites(other, robot))
    expect((await ada.request('DELETE', at(home, robot.id))).text).toBe('null')

    expect([await use(robot.token), await obtain(robot.key)]).toEqual([401, 401])
    expect((await robot.get(`/organizations/${home.id}`)).status).toBe(401)
    expect(await ada.membersOf(home)).toHaveLength(1)
    expect(await grace.membersOf(other)).toHaveLength(1)
    expect((await grace.get(`/organizations/${other.id}`)).body.member_count).toBe(1)
    for (const { id } of [home, other]) {
      const told = sql`
        select from events
        where organization_id = ${id} and type = 'member.removed' and subject_id = ${robot.id}`
      expect(await usher.db.many(told)).toHaveLength(1)
    }
  })

  test('is unknown from then on, and leaves its name on what it did', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const robot = await machine(usher, ada, company, { role: 'admin' })
    const invitation = await robot.invites(company, grace)
    await ada.request('DELETE', at(company, robot.id))
    const answers = await unchanged(usher, () =>
      Promise.all([
        ada.get(at(company, robot.id)),
        ada.request('DELETE', at(company, robot.id)),
        rotate(ada, company, robot),
        ada.request('DELETE', at(company, robot.id, 'key')),
      ]),
    )
    for (const { status } of answers) expect(status).toBe(404)
    expect((await ada.get(at(company))).body).toEqual([])
    // A deleted inviter shows as null and never breaks reading (case 156 says the rest).
    expect((await grace.get(`/invitations/${invitation.id}`)).body.inviting_user_name).toBeNull()
  })
})
