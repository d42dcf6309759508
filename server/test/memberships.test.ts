import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast } from './support/cast.ts'
import { machine, platform } from './support/machine.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let token: string
let clientId: string
beforeAll(async () => {
  usher = await startUsher()
  const application = await platform(usher)
  token = application.token
  clientId = application.client_id
})
afterAll(() => usher[Symbol.asyncDispose]())

const member = ['members:read', 'organization:read']

function pathFor({ subject }: { subject: string }, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ issuer: usher.issuer.issuer, subject, ...more })
  return `/memberships?${query.toString()}`
}

function ask(path: string, headers: Record<string, string> = {}) {
  return usher.request('GET', path, { token, headers })
}

describe('an application that asks where somebody is a member', () => {
  test('hears the organizations with roles and permissions, and nothing of others', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const club = await grace.founds('Club')
    const graceId = await grace.joins(company, ada)
    const { status, body } = await ask(pathFor(grace))
    expect(status).toBe(200)
    expect(body).toHaveLength(2)
    const [inClub, inCompany] = [club, company].map(({ id }) =>
      (body as { organization_id: string }[]).find(({ organization_id }) => organization_id === id),
    )
    expect(inCompany).toEqual({ organization_id: company.id, user_id: graceId, roles: ['Member'], permissions: member })
    expect(inClub).toMatchObject({ user_id: graceId, roles: ['Owner'] })
    expect(inClub).toHaveProperty('permissions', expect.arrayContaining(['organization:delete', ...member]))
  })

  test('can ask for one organization', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await ada.founds('Another')
    const { body } = await ask(pathFor(ada, { organization_id: company.id }))
    expect((body as { organization_id: string }[]).map(({ organization_id }) => organization_id)).toEqual([company.id])
    await grace.inbox()
    expect((await ask(pathFor(grace, { organization_id: company.id }))).body).toEqual([])
    expect((await ask(pathFor(ada, { organization_id: crypto.randomUUID() }))).body).toEqual([])
  })

  test('hears of nothing where the person, or their issuer, is unknown', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.founds()
    const elsewhere = pathFor(ada, { issuer: 'https://other.example.com' })
    for (const path of [pathFor({ subject: 'nobody' }), elsewhere]) {
      const { status, body } = await unchanged(usher, () => ask(path))
      expect([status, body]).toEqual([200, []])
    }
  })

  test('hears the truth of the moment: joined, another role, removed, disabled', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const heard = async () => ((await ask(pathFor(grace))).body as { roles: string[] }[]).map(({ roles }) => roles)
    expect(await heard()).toEqual([])
    const graceId = await grace.joins(company, ada)
    expect(await heard()).toEqual([['Member']])
    await usher.db.run(sql`update member_roles set role_id = ${company.roles.admin} where user_id = ${graceId}`)
    expect(await heard()).toEqual([['Admin']])
    await usher.db.run(sql`update users set status = 'disabled' where id = ${graceId}`)
    expect(await heard()).toEqual([])
    await usher.db.run(sql`update users set status = 'active' where id = ${graceId}`)
    await ada.request('DELETE', `/organizations/${company.id}/members?user_id=${graceId}`)
    expect(await heard()).toEqual([])
  })

  test('finds a service account by the issuer that its tokens name', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const robot = await machine(usher, ada, company)
    const { body } = await ask(pathFor(robot, { issuer: usher.url }))
    expect(body).toEqual([{ organization_id: company.id, user_id: robot.id, roles: ['Member'], permissions: member }])
  })

  test('hears 304 while nothing has changed, and the news when something has', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.inbox()
    const before = await ask(pathFor(grace))
    const etag = before.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)

    const same = await ask(pathFor(grace), { 'if-none-match': etag })
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', etag])
    expect(same.headers.get('cache-control')).toBe('no-store')

    await grace.joins(company, ada)
    const after = await ask(pathFor(grace), { 'if-none-match': etag })
    expect([after.status, after.body.length]).toEqual([200, 1])
    expect(after.headers.get('etag')).not.toBe(etag)
    expect((await ask(pathFor(grace), { 'if-none-match': after.headers.get('etag') ?? '' })).status).toBe(304)
  })

  test('has to say whose memberships it wants', async () => {
    const { status, body } = await ask('/memberships')
    expect([status, (body.errors as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/issuer', '/subject'],
    ])
  })
})

describe('everybody else is refused', () => {
  const refused = async (asking: string, of: Actor) => {
    const { status, body } = await unchanged(usher, () => usher.request('GET', pathFor(of), { token: asking }))
    return [status, body.code]
  }

  test('a person, also about themselves, and an owner about members', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.founds()
    expect(await refused(ada.token, ada)).toEqual([403, 'platform_client_required'])
  })

  test('a service account, whatever its role: it has no such scope (case 14)', async () => {
    const { ada } = await cast(usher, 'ada')
    const robot = await machine(usher, ada, await ada.founds(), { role: 'owner' })
    expect(await refused(robot.token, ada)).toEqual([403, 'insufficient_scope'])
  })

  test('a machine of another issuer that goes by the name of a platform client (case 12)', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.founds()
    const namesake = await usher.issuer.sign({ sub: clientId, client_id: clientId, scope: 'platform' })
    expect(await refused(namesake, ada)).toEqual([403, 'platform_client_required'])
  })

  test('a platform client that was revoked, with a token from before (case 15)', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.founds()
    const former = await platform(usher)
    await usher.db.run(sql`update clients set revoked_at = now() where id = ${former.client_id}`)
    expect(await refused(former.token, ada)).toEqual([403, 'platform_client_required'])
  })
})
