import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nestedIn } from '../src/database/nested.ts'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { openOutsider, type Outsider, waitingForLocks } from './support/outsider.ts'
import { startSeveringProxy } from './support/severing-proxy.ts'
import { freshDatabase } from './support/store.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

const isReplay = ({ headers }: Answer) => headers.get('idempotent-replayed') === 'true'

function invites(at: Pick<TestUsher, 'request'>, actor: Actor, company: Company, email: string, key: string) {
  const headers = { 'idempotency-key': key }
  return at.request('POST', `/organizations/${company.id}/invitations`, {
    token: actor.token,
    body: { email },
    headers,
  })
}

describe('while a request with the same key is under way', () => {
  let usher: TestUsher
  let fleet: Fleet
  let outsider: Outsider
  beforeAll(async () => {
    usher = await startUsher()
    fleet = await startFleet(usher, 2)
    outsider = await openOutsider(usher.environment['DATABASE_URL'] ?? '')
  })
  afterAll(async () => {
    await outsider[Symbol.asyncDispose]()
    await fleet[Symbol.asyncDispose]()
    await usher[Symbol.asyncDispose]()
  })

  test('the other waits for it, and is answered like it (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    await outsider.query('begin')
    await outsider.query('select from organizations where id = $1 for update', [company.id])
    // First the one that has to fetch keys and to connect, while it does not count against how long a statement may wait.
    const first = invites(fleet, ada, company, email, key)
    await expect.poll(() => waitingForLocks(outsider), { interval: 5 }).toHaveLength(1)
    const asked = [first, invites(usher, ada, company, email, key)]
    await expect.poll(() => waitingForLocks(outsider), { interval: 5 }).toHaveLength(2)
    await outsider.query('commit')
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(answers.filter(isReplay)).toHaveLength(1)
    expect(answers[0]?.text).toBe(answers[1]?.text)
  })

  test('for longer than it may wait, it hears that, and when to ask again (case 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const first = await invites(usher, ada, company, email, key)
    await outsider.query('begin')
    await outsider.query('select from idempotency_keys for update')
    const begun = performance.now()
    const answer = await invites(usher, ada, company, email, key)
    const { status, headers, body } = answer
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'idempotency_key_in_use', '1'])
    expect(performance.now() - begun).toBeLessThan(10_000)
    await outsider.query('commit')
    const again = await unchanged(usher, () => invites(usher, ada, company, email, key))
    expect([again.status, again.text, isReplay(again)]).toEqual([201, first.text, true])
  })

  test('of twenty at several processes one does it, and all say the same (cases 44, 67)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 20 }, () => invites(fleet, ada, company, email, key)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1)
    const invitations = await usher.db.many(sql`select id from invitations where email = ${email}`)
    expect(invitations).toHaveLength(1)
  })

  test('a deadlock undoes all of it, and all of it is tried again', async () => {
    await usher.db.run(sql`create table places (name text primary key, visits integer not null default 0)`)
    await usher.db.run(sql`insert into places (name) values ('here'), ('there')`)
    let runs = 0
    const met = Promise.withResolvers<void>()
    const visit = (...names: [string, string]) =>
      usher.db.transaction(async (tx) => {
        const nested = nestedIn(tx, usher.db)
        for (const name of names) {
          await nested.transaction((own) => own.run(sql`update places set visits = visits + 1 where name = ${name}`))
          if (name === names[0] && ++runs === 2) met.resolve()
          await met.promise
        }
      })
    await Promise.all([visit('here', 'there'), visit('there', 'here')])
    expect(runs).toBe(3)
    const visits = await usher.db.many(sql<{ visits: number }>`select visits from places`)
    expect(visits).toEqual([{ visits: 2 }, { visits: 2 }])
  })
})

describe('where the connection to the database breaks', () => {
  // A connection sends the text of a statement once and from then on its name, so each test has a service of its own.
  async function severable(): Promise<{
    usher: TestUsher
    proxy: Awaited<ReturnType<typeof startSeveringProxy>>
    [Symbol.asyncDispose]: () => Promise<void>
  }> {
    await using stack = new AsyncDisposableStack()
    const database = stack.use(await freshDatabase())
    const proxy = stack.use(await startSeveringProxy(database.url))
    const usher = stack.use(await startUsher({ DATABASE_URL: proxy.url }))
    const parts = stack.move()
    return { usher, proxy, [Symbol.asyncDispose]: () => parts.disposeAsync() }
  }

  test('after the commit and before the answer, asking again gets the answer (cases 67, 165)', async () => {
    await using parts = await severable()
    const { usher, proxy } = parts
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const severed = proxy.sever('after', 'update idempotency_keys set answer', 'commit\0')
    const lost = await invites(usher, ada, company, email, key)
    await severed
    expect([lost.status, lost.body.code]).toEqual([503, 'unavailable'])

    const again = await unchanged(usher, () => invites(usher, ada, company, email, key))
    expect([again.status, again.body.email, isReplay(again)]).toEqual([201, email, true])
    const shown = await ada.get(`/organizations/${company.id}/invitations/${again.body.id}`)
    expect([shown.status, shown.body.email]).toEqual([200, email])
  })

  test('before the commit, nothing was done, and asking again does it once (cases 67, 165)', async () => {
    await using parts = await severable()
    const { usher, proxy } = parts
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [email, key] = [newAddress('grace'), randomUUID()]
    const severed = proxy.sever('before', 'update idempotency_keys set answer', 'commit\0')
    const lost = await unchanged(usher, () => invites(usher, ada, company, email, key))
    await severed
    expect(lost.status).toBe(503)
    const again = await invites(usher, ada, company, email, key)
    expect([again.status, isReplay(again)]).toEqual([201, false])
    expect(isReplay(await unchanged(usher, () => invites(usher, ada, company, email, key)))).toBe(true)
  })
})
