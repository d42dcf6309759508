import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { imports } from './support/lines.ts'
import { platform } from './support/machine.ts'
import { userIdOf } from './support/operator.ts'
import { resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let token: string
const distrusted = { issuer: 'https://distrusted.example', audience: 'https://usher.example', email_trust: 'never' }
beforeAll(async () => {
  usher = await startUsher({}, { trusting: [distrusted] })
  token = (await platform(usher)).token
})
afterAll(() => usher[Symbol.asyncDispose]())

const customer = (name = 'customer') => ({ issuer: usher.issuer.issuer, subject: `${name}-${crypto.randomUUID()}` })
const counts = (total: object) => ({ added: 0, present: 0, changed: 0, refused: 0, ...total })
const rolesOf = async (owner: Actor, company: Company, id: string) =>
  (await owner.membersOf(company)).find((member) => member.id === id)?.roles.map(({ name }) => name)
const namedBy = async ({ id }: Company) => {
  const externalId = `crm:${crypto.randomUUID()}`
  await usher.db.run(sql`update organizations set external_id = ${externalId} where id = ${id}`)
  return externalId
}

describe('an import', () => {
  test('makes people known and members, by both names of an organization, without any mail', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const external_id = await namedBy(company)
    const [grace, linus, kurt] = [customer('grace'), customer('linus'), await resident(usher, 'kurt')]
    const email = newAddress('grace')
    const rows = [
      { organization_id: company.id, ...grace, email, email_verified: true, name: 'Grace', roles: ['admin'] },
      { external_id, ...linus, roles: [company.roles.member] },
      { external_id, user_id: kurt.id },
    ]
    const first = await imports(usher, token, rows)
    expect(first).toMatchObject({ status: 200, finished: true, refused: [], total: counts({ lines: 3, added: 3 }) })

    const arrived = await enter(usher, 'grace', { sub: grace.subject, email, name: 'Grace Hopper' })
    const [membership] = (await arrived.get('/users/me/organizations')).body
    expect(membership).toMatchObject({ id: company.id, roles: [{ name: 'Admin' }] })
    expect((await ada.get(`/organizations/${company.id}`)).body.member_count).toBe(4)
    const members = await ada.membersOf(company)
    expect(members.flatMap(({ roles }) => roles.map(({ name }) => name)).toSorted()).toEqual([
      'Admin',
      'Member',
      'Member',
      'Owner',
    ])
    const told = await usher.db.many(sql<{ actor_type: string }>`
      select actor_type from events where organization_id = ${company.id} and type = 'member.added'`)
    expect(told.map(({ actor_type }) => actor_type)).toEqual(Array.from({ length: 3 }, () => 'platform_client'))
    expect(await usher.db.many(sql`select id from deliveries where organization_id = ${company.id}`)).toEqual([])

    const again = await unchanged(usher, () => imports(usher, token, rows))
    expect(again).toMatchObject({ finished: true, refused: [], total: counts({ lines: 3, present: 3 }) })
  })

  test('believes an address where the issuer is trusted with it and the row says that it is verified', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const row = { organization_id: company.id }
    const rows = [
      { ...row, ...customer(), email: newAddress(), email_verified: true },
      { ...row, ...customer(), email: newAddress(), email_verified: false },
      { ...row, ...customer(), email: newAddress() },
      { ...row, issuer: distrusted.issuer, subject: crypto.randomUUID(), email: newAddress(), email_verified: true },
    ]
    expect((await imports(usher, token, rows)).total).toMatchObject({ added: 4 })
    const verified = await Promise.all(
      rows.map(({ email }) =>
        usher.db.one(sql<{ verified: boolean; vouched_by: string }>`
          select verified_at is not null as verified, vouched_by from addresses where canonical = ${email.toLowerCase()}`),
      ),
    )
    expect(verified.map((each) => each.verified)).toEqual([true, false, false, false])
    expect(verified.map(({ vouched_by }) => vouched_by)).toEqual(rows.map(({ issuer }) => issuer))
  })

  test('changes nobody who is known: what their issuer said is newer (case 158)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const before = (await grace.get('/users/me')).body
    const person = { issuer: usher.issuer.issuer, subject: grace.subject }
    const row = { organization_id: company.id, ...person, name: 'Somebody', email: newAddress(), email_verified: true }
    expect((await imports(usher, token, [row])).total).toMatchObject({ added: 1 })
    expect((await grace.get('/users/me')).body).toEqual(before)
  })

  test('tells of each row that is refused why, and takes the others', async () => {
    const { ada, gone } = await cast(usher, 'ada', 'gone')
    const company = await ada.founds()
    const row = { organization_id: company.id }
    const goneId = await userIdOf(usher, gone)
    await usher.db.run(sql`update users set status = 'disabled' where id = ${goneId}`)
    const wrong: [object | string, string, string | undefined][] = [
      ['{"organization_id": ', 'malformed_json', undefined],
      ['[]', 'validation_failed', ''],
      [`{"name": "${'x'.repeat(70_000)}"}`, 'malformed_json', undefined],
      ['{"name": "\\u0000"}', 'malformed_json', undefined],
      [{ ...row, ...customer(), is_admin: true }, 'validation_failed', '/is_admin'],
      [{ ...row, ...customer(), email_verified: 'true' }, 'validation_failed', '/email_verified'],
      [{ ...row, subject: 'somebody' }, 'validation_failed', '/issuer'],
      [{ ...customer() }, 'validation_failed', '/organization_id'],
      [{ ...row, external_id: 'both', ...customer() }, 'validation_failed', '/organization_id'],
      [{ external_id: 'nowhere', ...customer() }, 'not_found', '/external_id'],
      [{ organization_id: crypto.randomUUID(), ...customer() }, 'not_found', '/organization_id'],
      [{ ...row, issuer: 'https://evil.example', subject: 'a' }, 'validation_failed', '/issuer'],
      [{ ...row, issuer: usher.url, subject: crypto.randomUUID() }, 'validation_failed', '/issuer'],
      [{ ...row, ...customer(), email: 'nonsense' }, 'validation_failed', '/email'],
      [{ ...row, ...customer(), name: 'Call +49 30 1234567' }, 'validation_failed', '/name'],
      [{ ...row, ...customer(), avatar_url: 'http://example.com/a.png' }, 'validation_failed', '/avatar_url'],
      [{ ...row, ...customer(), roles: ['Member', 'Emperor'] }, 'validation_failed', '/roles/1'],
      [{ ...row, user_id: crypto.randomUUID() }, 'validation_failed', '/user_id'],
      [{ ...row, user_id: goneId }, 'user_disabled', undefined],
    ]
    const rows = [...wrong.map(([each]) => each), '', { ...row, ...customer() }]
    const { refused, total, finished } = await imports(usher, token, rows)
    expect(refused.toSorted((a, b) => a.line - b.line).map(({ line, code, pointer }) => [line, code, pointer])).toEqual(
      wrong.map(([, code, pointer], index) => [index + 1, code, pointer]),
    )
    expect([finished, total]).toEqual([true, counts({ lines: wrong.length + 2, added: 1, refused: wrong.length })])
  })

  test('fills seats and no more; with more seats the same rows are taken (cases 50, 52)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await usher.db.run(sql`update organizations set seat_limit = 3 where id = ${company.id}`)
    const rows = Array.from({ length: 5 }, () => ({ organization_id: company.id, ...customer() }))
    const first = await imports(usher, token, rows)
    expect(first.refused.map(({ line, code }) => [line, code])).toEqual(
      [3, 4, 5].map((line) => [line, 'seat_limit_reached']),
    )
    expect(first.total).toEqual(counts({ lines: 5, added: 2, refused: 3 }))
    await usher.db.run(sql`update organizations set seat_limit = null where id = ${company.id}`)
    expect((await imports(usher, token, rows)).total).toEqual(counts({ lines: 5, added: 3, present: 2 }))
    expect((await ada.get(`/organizations/${company.id}`)).body.member_count).toBe(6)
  })

  test('gives members other roles only where it is asked to, and leaves an owner (case 27)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const graceId = await grace.joins(company, ada)
    const adaId = await userIdOf(usher, ada)
    const rowOf = (userId: string, roles?: string[]) => ({
      organization_id: company.id,
      user_id: userId,
      ...(roles && { roles }),
    })
    await unchanged(usher, () => imports(usher, token, [rowOf(graceId, ['Owner'])]))
    const update = (...rows: object[]) => imports(usher, token, rows, '?update_roles=true')
    await unchanged(usher, () => update(rowOf(graceId), rowOf(graceId, ['Member'])))
    const last = await unchanged(usher, () => update(rowOf(adaId, ['Member'])))
    expect(last.refused.map(({ code }) => code)).toEqual(['last_owner'])
    const swapped = await update(rowOf(graceId, ['Owner']), rowOf(adaId, ['Admin']))
    expect(swapped.total).toEqual(counts({ lines: 2, changed: 2 }))
    expect([await rolesOf(grace, company, graceId), await rolesOf(grace, company, adaId)]).toEqual([
      ['Owner'],
      ['Admin'],
    ])
  })

  test('names nobody twice: the same row many times, in one import and in several at once (case 53)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const people = Array.from({ length: 40 }, () => customer())
    const rows = people.map((person) => ({ organization_id: company.id, ...person }))
    const all = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        imports(usher, token, [...(index % 2 === 0 ? rows : rows.toReversed()), ...rows]),
      ),
    )
    expect(all.map(({ finished }) => finished)).toEqual([true, true, true, true])
    expect(all.reduce((sum, { total }) => sum + (total['added'] ?? 0), 0)).toBe(40)
    expect(await ada.membersOf(company)).toHaveLength(41)
  })

  test('that is cut leaves whole batches behind, and sending it again takes the rest', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const rows = Array.from({ length: 1_200 }, () => ({ organization_id: company.id, ...customer() }))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n')))
      },
      pull(controller) {
        controller.error(new Error('the line is cut'))
      },
    })
    await expect(imports(usher, token, body)).rejects.toThrow()
    const rest = await imports(usher, token, rows)
    expect(rest.total).toMatchObject({ lines: 1_200, refused: 0 })
    expect((await ada.get(`/organizations/${company.id}`)).body.member_count).toBe(1_201)
  })

  test('of nothing is finished at once', async () => {
    expect(await unchanged(usher, () => imports(usher, token, []))).toMatchObject({
      finished: true,
      total: counts({ lines: 0 }),
    })
  })

  test('is for the application alone, and in lines alone', async () => {
    const { ada } = await cast(usher, 'ada')
    const lines = { 'content-type': 'application/x-ndjson' }
    const ask = (sent: object) => unchanged(usher, () => usher.request('POST', '/platform/members', { token, ...sent }))
    const mine = await ask({ token: ada.token, body: '{}\n', headers: lines })
    expect([mine.status, mine.body.code]).toEqual([403, 'platform_client_required'])
    for (const headers of [{}, { ...lines, 'content-encoding': 'gzip' }]) {
      expect((await ask({ body: '{}', headers })).body).toMatchObject({
        code: 'unsupported_media_type',
        detail: expect.stringMatching(/^Send lines of JSON as application\/x-ndjson/),
      })
    }
    expect((await ask({ body: '{}', headers: { ...lines, accept: 'text/html' } })).body).toMatchObject({
      code: 'not_acceptable',
      detail: expect.stringContaining('Ask for application/x-ndjson'),
    })
    const unknown = await unchanged(usher, () =>
      usher.request('POST', '/platform/members?update=true', { token, body: '{}', headers: lines }),
    )
    expect(unknown.body.code).toBe('validation_failed')
  })
})
