import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Queryable } from '../src/database/database.ts'
import { sql } from '../src/database/sql.ts'
import { Refusal } from '../src/http/problems.ts'
import { inviteMany } from '../src/invitations/batch.ts'
import { limitsFrom } from '../src/limit-settings.ts'
import { type Actor, cast, type Company, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Row {
  index: number
  email: string | null
  result: string
  invitation_id: string | null
  detail: string | null
  errors: { pointer: string }[]
}

const invitesMany = (actor: Actor, company: Company, invitations: unknown[], more: object = {}): Promise<Answer> =>
  actor.request('POST', `/organizations/${company.id}/invitations/batch`, { body: { invitations, ...more } })

async function results(answer: Promise<Answer>): Promise<Row[]> {
  return succeeded(await answer).body as Row[]
}

const people = (count: number, domain = 'example.com') =>
  Array.from({ length: count }, (_, index) => ({ email: `person-${index}-${crypto.randomUUID()}@${domain}` }))

async function countOf(company: Company): Promise<number> {
  const { count } = await usher.db.one(sql<{ count: number }>`
    select count(*) as count from invitations where organization_id = ${company.id}`)
  return count
}

describe('a batch', () => {
  test('of 500 rows with 3 bad ones creates 497 and explains 3 (case 66)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const rows: unknown[] = people(500)
    rows[17] = { email: 'nonsense' }
    rows[100] = { email: 'grace@example.com', rank: 'admiral' }
    rows[499] = { email: 'linus@example.com', role_id: crypto.randomUUID() }
    const answered = await results(invitesMany(ada, company, rows))
    expect(answered.map(({ index }) => index)).toEqual(rows.map((_, index) => index))
    expect(answered.filter(({ result }) => result === 'created')).toHaveLength(497)
    const bad = answered.filter(({ result }) => result !== 'created')
    expect(bad.map(({ index, result, errors }) => [index, result, errors[0]?.pointer])).toEqual([
      [17, 'invalid', '/invitations/17/email'],
      [100, 'invalid', '/invitations/100/rank'],
      [499, 'invalid', '/invitations/499/role_id'],
    ])
    expect(await countOf(company)).toBe(497)
    const [first] = answered
    const one = await ada.get(`/organizations/${company.id}/invitations/${first?.invitation_id}`)
    expect(one.body).toMatchObject({ email: first?.email, status: 'pending', role_ids: [company.roles.member] })
    const { deliveries, events } = await usher.db.one(sql<{ deliveries: number; events: number }>`
      select (select count(*) from deliveries where organization_id = ${company.id}) as deliveries,
        (select count(*) from events where organization_id = ${company.id} and type = 'invitation.created') as events`)
    expect({ deliveries, events }).toEqual({ deliveries: 497, events: 497 })
  })

  test('that is atomic creates nothing where a row cannot be, and says which (case 66)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await ada.invites(company, 'grace@example.com')
    const rows = [...people(3), { email: 'Grace@Example.com' }, { email: 'a@b,c@d' }]
    const { status, body } = await unchanged(usher, () => invitesMany(ada, company, rows, { mode: 'atomic' }))
    expect([status, body.code]).toEqual([422, 'batch_refused'])
    expect(body.errors).toEqual([
      { in: 'body', pointer: '/invitations/3/email', detail: expect.stringMatching(/^already_invited: /) },
      { in: 'body', pointer: '/invitations/4/email', detail: expect.stringContaining('one e-mail address') },
    ])
    expect((await results(invitesMany(ada, company, rows.slice(0, 3), { mode: 'atomic' }))).length).toBe(3)
  })

  test('sent again with the same key answers the same and mails nobody twice (case 66)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const body = { invitations: [...people(50), { email: 'nonsense' }] }
    const send = () =>
      ada.request('POST', `/organizations/${company.id}/invitations/batch`, {
        body,
        headers: { 'idempotency-key': 'monday' },
      })
    const first = succeeded(await send())
    const again = await unchanged(usher, send)
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([200, first.text, 'true'])
    expect(await countOf(company)).toBe(50)
  })

  test('can be tried without an effect, in either mode', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const rows = [...people(2), { email: 'nonsense' }]
    for (const mode of ['partial', 'atomic']) {
      const tried = await unchanged(usher, () => results(invitesMany(ada, company, rows, { mode, dry_run: true })))
      expect(tried.map(({ result, invitation_id }) => [result, invitation_id])).toEqual([
        ['created', null],
        ['created', null],
        ['invalid', null],
      ])
    }
  })

  test('tells each obstacle, and of two rows with one address creates the first (case 62)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.joins(company, ada)
    await ada.invites(company, 'linus@example.com')
    await usher.db.run(sql`update organizations set blocked_domains = '{evil.example}' where id = ${company.id}`)
    const rows = [
      { email: 'new@example.com', role_id: company.roles.admin },
      { email: ' NEW@Example.com ' },
      { email: grace.address },
      { email: ada.address },
      { email: 'linus@example.com' },
      { email: 'someone@evil.example' },
      'nonsense',
      { message: 'no address' },
    ]
    const answered = await results(invitesMany(ada, company, rows))
    expect(answered.map(({ result }) => result)).toEqual([
      'created',
      'duplicate_in_request',
      'already_member',
      'already_member',
      'already_invited',
      'blocked',
      'invalid',
      'invalid',
    ])
    expect(answered.slice(1).every(({ detail }) => detail !== null)).toBe(true)
  })

  test('does not tell who is a member to those who may not read addresses', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    const { id } = await usher.db.one(sql<{ id: string }>`
      insert into roles (organization_id, kind, name, permissions)
      values (${company.id}, 'custom', 'Recruiter', '{organization:read,members:read,invitations:create}') returning id`)
    await grace.joins(company, ada)
    const user = await linus.joins(company, ada)
    await usher.db.run(sql`
      insert into member_roles (organization_id, user_id, role_id) values (${company.id}, ${user}, ${id})`)
    const [row] = await results(invitesMany(linus, company, [{ email: grace.address }]))
    expect(row?.result).toBe('created')
  })

  test('gives nobody more than its sender holds, in any mode (case 25)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.joins(company, ada, 'admin')
    const rows = [...people(2), { email: 'linus@example.com', role_id: company.roles.owner }]
    for (const more of [{}, { mode: 'atomic' }, { dry_run: true }]) {
      const { status, body } = await unchanged(usher, () => invitesMany(grace, company, rows, more))
      expect([status, body.code, body.errors[0].pointer]).toEqual([403, 'role_not_grantable', '/invitations/2'])
    }
  })

  test('fills the seats that are free and says of the rest that there is none (case 51)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await usher.db.run(sql`
      update organizations set seat_limit = 4, seat_policy = 'members_and_pending' where id = ${company.id}`)
    const answered = await results(invitesMany(ada, company, people(5)))
    expect(answered.map(({ result }) => result)).toEqual([
      'created',
      'created',
      'created',
      'seat_limit_reached',
      'seat_limit_reached',
    ])
  })

  test('makes room where an invitation has expired', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const { id } = await ada.invites(company, 'grace@example.com')
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${id}`)
    const [row] = await results(invitesMany(ada, company, [{ email: 'grace@example.com' }]))
    expect(row?.result).toBe('created')
    expect((await ada.get(`/organizations/${company.id}/invitations/${id}`)).body.status).toBe('expired')
  })

  test('is sent by an application on behalf of a member', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const inviting_user_id = await grace.joins(company, ada, 'admin')
    const { token } = await platform(usher)
    const answer = await usher.request('POST', `/organizations/${company.id}/invitations/batch`, {
      token,
      body: { invitations: people(2), inviting_user_id },
    })
    const [row] = succeeded(answer).body as Row[]
    const one = await ada.get(`/organizations/${company.id}/invitations/${row?.invitation_id}`)
    expect(one.body.inviting_user_name).toBe('Grace')
  })

  test.each([
    ['no rows', []],
    ['more than 1,000 rows', people(1_001)],
  ])('with %s is refused', async (_, rows) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const { status, body } = await unchanged(usher, () => invitesMany(ada, company, rows))
    expect([status, body.errors[0].pointer]).toEqual([422, '/invitations'])
  })

  test('beyond two megabytes is refused before it is read (case 73)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const rows = people(300).map((row) => ({ ...row, metadata: { text: 'x'.repeat(7_500) } }))
    const answer = await unchanged(usher, () => invitesMany(ada, company, rows))
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large'])
  })

  test('of 1,000 rows, with all that can be asked of it and all limits of production, takes at most 12 statements in one transaction', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const inviting_user_id = await grace.joins(company, ada, 'admin')
    await usher.db.run(sql`
      update organizations set seat_limit = 2000, seat_policy = 'members_and_pending' where id = ${company.id}`)
    const team = await usher.db.one(sql<{ id: string }>`
      insert into teams (organization_id, name) values (${company.id}, 'All') returning id`)
    const key = await platform(usher)
    const statements: string[] = []
    let transactions = 0
    const counting = (queryable: Queryable): Queryable => ({
      many: (statement) => (statements.push(statement.text), queryable.many(statement)),
      maybe: (statement) => (statements.push(statement.text), queryable.maybe(statement)),
      one: (statement) => (statements.push(statement.text), queryable.one(statement)),
      run: (statement) => (statements.push(statement.text), queryable.run(statement)),
    })
    const db: Database = {
      ...counting(usher.db),
      store: usher.db.store,
      transaction: (work) => (transactions++, usher.db.transaction((tx) => work(counting(tx)))),
      session: (work) => usher.db.session(work),
      connections: usher.db.connections,
      [Symbol.asyncDispose]: async () => {},
    }
    const expiration_date = new Date(Date.now() + 86_400_000).toISOString()
    const rows = people(1_000)
    const [expired] = rows
    const { id } = await ada.invites(company, expired?.email ?? '')
    await usher.db.run(sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`)
    const invitations = rows.map((row, index) => ({
      ...row,
      role_ids: [company.roles.member, company.roles.admin],
      team_ids: [team.id],
      metadata: { index },
      expiration_date,
    }))
    // As in production, and with fewer mails a day than there are rows.
    const limits = limitsFrom({ read: () => undefined, problem: () => undefined }, { development: false })
    const outcome = await inviteMany(
      db,
      { ...usher.running.config, limits },
      {
        caller: {
          issuer: usher.url,
          subject: key.client_id,
          clientId: key.client_id,
          machine: true,
          issuedAt: new Date(),
          scopes: new Set(['platform']),
        },
        organizationId: company.id,
        batch: { invitations, inviting_user_id },
        requestId: 'counted',
      },
    )
    if (outcome instanceof Refusal) throw new Error(outcome.code)
    expect(outcome.every(({ result }) => result === 'created')).toBe(true)
    expect(outcome.filter(({ detail }) => detail !== null).length).toBeGreaterThan(900)
    expect(transactions).toBe(1)
    expect(statements.length).toBeLessThanOrEqual(12)
    // Those, the one that had expired, and the one of who joined.
    expect(await countOf(company)).toBe(1_002)
  })
})
