import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { timeIsUp } from './support/sending.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let bob: Actor
let company: Company
/** Seven invitations by what they are about, in the order in which they were made. */
const made: Record<string, Invited> = {}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

beforeAll(async () => {
  usher = await startUsher()
  const people = await cast(usher, 'ada', 'bob')
  ada = people.ada
  bob = people.bob
  company = await ada.founds()
  await bob.joins(company, ada, 'admin')
  await usher.db.run(sql`delete from invitation_roles where organization_id = ${company.id}`)
  const [accepted] = (await ada.get(`/organizations/${company.id}/invitations`)).body as [Invited]
  made['accepted'] = accepted
  await usher.db.run(sql`
    update invitations set created_at = now() - interval '30 days', expires_at = now() + interval '30 days' where id = ${accepted.id}`)
  for (const [index, [name, inviter, role]] of [
    ['pending', ada, 'member'],
    ['admin', bob, 'admin'],
    ['expired', ada, 'member'],
    ['declined', bob, 'member'],
    ['revoked', ada, 'member'],
    ['100%_off', ada, 'member'],
  ].entries() as ArrayIterator<[number, [string, Actor, 'member' | 'admin']]>) {
    const invitation = await inviter.invites(company, `${name}@example.com`, role)
    made[name] = invitation
    await usher.db.run(sql`
      update invitations set created_at = now() - make_interval(days => ${20 - index}), expires_at = now() + make_interval(days => ${20 - index})
      where id = ${invitation.id}`)
  }
  await timeIsUp(usher, of('expired'), { swept: false })
  await usher.db.run(sql`update invitations set created_at = now() - interval '18 days' where id = ${of('expired').id}`)
  await bob.revokes(of('revoked'))
  const { declined } = await cast(usher, 'declined')
  await usher.db.run(sql`
    update invitations set email = ${declined.address}, canonical_email = ${declined.address} where id = ${of('declined').id}`)
  await declined.declines(of('declined'))
})
afterAll(() => usher[Symbol.asyncDispose]())

const of = (name: string): Invited => made[name] ?? { id: '', organization_id: '', email: '' }

function lists(query: Record<string, string>): Promise<Answer> {
  return ada.get(`/organizations/${company.id}/invitations?${new URLSearchParams(query).toString()}`)
}

/** What a list consists of, by the names above. */
async function found(query: Record<string, string>): Promise<string[]> {
  const { status, body, text } = await lists(query)
  expect([status, status === 200 ? '' : text]).toEqual([200, ''])
  return namesOf(body as Invited[])
}

function namesOf(invitations: Invited[]): string[] {
  return invitations.map(({ id }) => Object.keys(made).find((name) => made[name]?.id === id) ?? 'another')
}

const all = ['accepted', 'pending', 'admin', 'expired', 'declined', 'revoked', '100%_off']

describe('a list of invitations', () => {
  test('has all of them, oldest first', async () => {
    expect(await found({})).toEqual(all)
  })

  test.each([
    [{ status: 'pending' }, ['pending', 'admin', '100%_off']],
    [{ only_pending: 'true' }, ['pending', 'admin', '100%_off']],
    [{ status: 'expired' }, ['expired']],
    [{ status: 'declined,revoked' }, ['declined', 'revoked']],
    [{ status: 'pending,expired' }, ['pending', 'admin', 'expired', '100%_off']],
    [{ status: 'expired', only_pending: 'true' }, []],
    [{ status: 'accepted' }, ['accepted']],
  ])('is filtered by the state that counts now: %o', async (query, names) => {
    expect(await found(query)).toEqual(names)
  })

  test('is filtered by address in any spelling, role, team and inviter', async () => {
    expect(await found({ email: 'ADMIN@Example.COM' })).toEqual(['admin'])
    expect(await found({ role_id: company.roles.admin })).toEqual(['admin'])
    expect(await found({ role_id: company.roles.member, status: 'pending' })).toEqual(['pending', '100%_off'])
    expect(await found({ role_id: crypto.randomUUID() })).toEqual([])
    const bobId = (await ada.membersOf(company)).find(({ email }) => email === bob.address)?.id ?? ''
    expect(await found({ inviter_id: bobId })).toEqual(['admin', 'declined'])
    expect(await found({ inviter_id: bobId, status: 'declined' })).toEqual(['declined'])

    const { id: teamId } = await usher.db.one(sql<{ id: string }>`
      insert into teams (organization_id, name) values (${company.id}, 'A team') returning id`)
    await usher.db.run(sql`
      insert into invitation_teams (organization_id, invitation_id, team_id) values (${company.id}, ${of('expired').id}, ${teamId})`)
    expect(await found({ team_id: teamId })).toEqual(['expired'])
  })

  test('no longer tells who sent what once they are erased (case 156)', async () => {
    const { carl } = await cast(usher, 'carl')
    const another = await ada.founds()
    const carlId = await carl.joins(another, ada, 'admin')
    await carl.invites(another, 'of-carl@example.com')
    const ofCarl = async () =>
      (await ada.get(`/organizations/${another.id}/invitations?inviter_id=${carlId}`)).body as Invited[]
    expect(await ofCarl()).toHaveLength(1)
    await usher.db.run(sql`update users set status = 'deleted' where id = ${carlId}`)
    expect(await ofCarl()).toEqual([])
  })

  test('is searched by a part of the address or of the inviter’s name, in which no sign is special (case 84)', async () => {
    expect(await found({ q: 'DMIN@exam' })).toEqual(['admin'])
    expect(await found({ q: 'bOb' })).toEqual(['accepted', 'admin', 'declined'])
    expect(await found({ q: '%' })).toEqual(['100%_off'])
    expect(await found({ q: '_' })).toEqual(['100%_off'])
    for (const q of ['%%', 'a_min', '\\', "' or 1=1 --", '.*', '*']) expect(await found({ q })).toEqual([])
  })

  test('is filtered by when they were made and when they end', async () => {
    expect(await found({ created_after: inDays(-17.5) })).toEqual(['declined', 'revoked', '100%_off'])
    expect(await found({ created_before: inDays(-18.5) })).toEqual(['accepted', 'pending', 'admin'])
    expect(await found({ created_after: inDays(-19.5), created_before: inDays(-17.5) })).toEqual(['admin', 'expired'])
    expect(await found({ expires_before: inDays(0) })).toEqual(['expired'])
    expect(await found({ expires_after: inDays(16.5), expires_before: inDays(19.5) })).toEqual(['admin', 'declined'])
  })

  const byEnd = ['expired', '100%_off', 'revoked', 'declined', 'admin', 'pending', 'accepted']
  const byEmail = ['100%_off', 'admin', 'accepted', 'declined', 'expired', 'pending', 'revoked']
  test.each([
    ['created', all],
    ['-created', all.toReversed()],
    ['expiration_date', byEnd],
    ['-expiration_date', byEnd.toReversed()],
    ['email', byEmail],
    ['-email', byEmail.toReversed()],
  ])('is sorted by %s, also over its pages, and counts all of them if asked', async (sort, names) => {
    expect(await found({ sort })).toEqual(names)
    const walked: string[] = []
    let path: string | undefined = `/organizations/${company.id}/invitations?sort=${sort}&limit=2&include_total=true`
    while (path !== undefined) {
      const { body, headers } = await ada.get(path)
      expect(headers.get('x-total-count')).toBe('7')
      walked.push(...namesOf(body as Invited[]))
      const next: string | undefined = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
      path = next === undefined ? undefined : next.slice(usher.url.length)
    }
    expect(walked).toEqual(names)
    expect(await found({ sort, offset: '4' })).toEqual(names.slice(4))
  })

  test('counts what its filters let through, and only if asked', async () => {
    const { headers } = await lists({ status: 'pending', limit: '1', q: 'ADA', include_total: 'yes' })
    expect(headers.get('x-total-count')).toBe('2')
    expect((await lists({ status: 'pending' })).headers.get('x-total-count')).toBeNull()
  })

  test('has a cursor that opens no list that is sorted or filtered otherwise (case 31)', async () => {
    const { headers } = await lists({ sort: 'email', limit: '2' })
    const cursor = new URL(/<([^>]*)>/.exec(headers.get('link') ?? '')?.[1] ?? '').searchParams.get('cursor') ?? ''
    expect((await lists({ sort: 'email', limit: '2', cursor })).status).toBe(200)
    for (const query of [{ sort: '-email' }, { sort: 'created' }, { sort: 'email', status: 'pending' }, {}]) {
      const { status, body } = await lists({ ...query, limit: '2', cursor })
      expect([status, body.errors[0].pointer]).toEqual([422, '/cursor'])
    }
  })

  test.each([
    ['sort', 'name'],
    ['sort', 'canonical_email'],
    ['sort', 'created,email'],
    ['sort', 'created desc'],
    ['status', 'open'],
    ['status', ''],
    ['status', 'pending,'],
    ['status', 'Pending'],
    ['email', 'nonsense'],
    ['role_id', 'admin'],
    ['team_id', '1'],
    ['inviter_id', 'me'],
    ['q', ''],
    ['q', 'x'.repeat(201)],
    ['created_after', 'yesterday'],
    ['created_before', '2026-02-30T00:00:00Z'],
    ['expires_after', '2026-01-01'],
    ['expires_before', '2026-01-01T00:00:00'],
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '-1'],
    ['limit', '1e9'],
    ['only_pending', 'maybe'],
    ['include_total', '2'],
  ])('refuses %s=%s (case 32)', async (name, value) => {
    const { status, body } = await lists({ [name]: value })
    expect([status, body.errors[0].in, body.errors[0].pointer]).toEqual([422, 'query', `/${name}`])
  })
})
