import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, enter } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { userIdOf } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let token: string
beforeAll(async () => {
  usher = await startUsher()
  token = (await platform(usher)).token
})
afterAll(() => usher[Symbol.asyncDispose]())

const at = (externalId: string) => `/platform/organizations/${encodeURIComponent(externalId)}`
const puts = (externalId: string, body: unknown, headers: Record<string, string> = {}) =>
  usher.request('PUT', at(externalId), { token, body, headers })
const gets = (externalId: string) => usher.request('GET', at(externalId), { token })
const newId = () => `crm:${crypto.randomUUID()}`

async function refused(ask: () => Promise<Answer>) {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)]
}

/** A customer of the application's whom nobody here knows yet. */
const customer = () => ({ issuer: usher.issuer.issuer, subject: `customer-${crypto.randomUUID()}` })

describe('an organization that the application calls by its own name', () => {
  test('is made with an owner whom their issuer knows, who finds it at their first request', async () => {
    const externalId = newId()
    const owner = { ...customer(), email: newAddress('ada'), email_verified: true, name: 'Ada' }
    const made = await puts(externalId, {
      name: 'Analytical Engines',
      seat_limit: 5,
      policies: { seat_policy: 'members_and_pending', blocked_domains: ['Evil.example'] },
      owner,
    })
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
    expect(made.body).toMatchObject({
      external_id: externalId,
      name: 'Analytical Engines',
      seat_limit: 5,
      member_count: 1,
      policies: {
        seat_policy: 'members_and_pending',
        blocked_domains: ['evil.example'],
        departed_inviter: 'revalidate',
      },
    })
    expect((await gets(externalId)).body).toEqual(made.body)
    const ada = await enter(usher, 'ada', { sub: owner.subject, email: owner.email })
    const organizations = (await ada.get('/users/me/organizations')).body
    expect(organizations).toMatchObject([{ id: made.body.id, roles: [{ name: 'Owner' }] }])
    expect((await ada.get('/users/me')).body.addresses).toMatchObject([{ email: owner.email, verified: true }])
  })

  test('is brought up to date, is not written where nothing is new, and keeps what is left away', async () => {
    const [{ ada }, externalId] = [await cast(usher, 'ada'), newId()]
    const owner_user_id = await userIdOf(usher, ada)
    const { body } = await puts(externalId, { name: 'Engines', description: 'Of brass', owner_user_id })
    const same = await unchanged(usher, () => puts(externalId, { name: 'Engines', owner_user_id }))
    expect([same.status, same.body]).toEqual([200, body])
    const renamed = await puts(externalId, { name: 'Works', seat_limit: 9 })
    expect(renamed.status).toBe(200)
    expect(renamed.body).toMatchObject({ id: body.id, name: 'Works', description: 'Of brass', seat_limit: 9 })
    const stale = () => puts(externalId, { name: 'Others' }, { 'if-match': '"1"' })
    expect(await refused(stale)).toEqual([412, 'precondition_failed', undefined])
    expect(await refused(() => puts(newId(), { name: 'New', owner_user_id }, { 'if-match': '*' }))).toEqual([
      412,
      'precondition_failed',
      undefined,
    ])
  })

  test('is one, however many make it at once', async () => {
    const [{ ada }, externalId] = [await cast(usher, 'ada'), newId()]
    const owner_user_id = await userIdOf(usher, ada)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => puts(externalId, { name: 'Engines', owner_user_id })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 9 }, () => 200),
      201,
    ])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await ada.get('/organizations')).body).toHaveLength(1)
  })

  test('is another one after it was deleted (case 155)', async () => {
    const [{ ada }, externalId] = [await cast(usher, 'ada'), newId()]
    const owner_user_id = await userIdOf(usher, ada)
    const first = (await puts(externalId, { name: 'Engines', owner_user_id })).body
    await usher.request('DELETE', `/organizations/${first.id}`, { token })
    expect(await refused(() => gets(externalId))).toEqual([404, 'not_found', undefined])
    const second = await puts(externalId, { name: 'Engines', slug: first.slug, owner_user_id })
    expect([second.status, second.body.id === first.id, second.body.slug]).toEqual([201, false, first.slug])
  })

  test.each([
    ['no owner', {}, '/owner'],
    [
      'an owner of an issuer that nobody trusts',
      { owner: { issuer: 'https://evil.example', subject: 'a' } },
      '/owner/issuer',
    ],
    ['an owner who is nobody', { owner_user_id: crypto.randomUUID() }, '/owner_user_id'],
    ['a limit below none', { seat_limit: -1, owner_user_id: crypto.randomUUID() }, '/seat_limit'],
    ['a name of a link', { name: 'Visit evil.example.com', owner_user_id: crypto.randomUUID() }, '/name'],
    ['an id of its own', { id: crypto.randomUUID(), owner_user_id: crypto.randomUUID() }, '/id'],
  ])('is not made with %s', async (_, body, pointer) => {
    const ask = () => puts(newId(), { name: 'Engines', ...body })
    expect(await refused(ask)).toEqual([422, 'validation_failed', [pointer]])
  })

  test('is not owned by the word of the application where the built-in issuer knows better', async () => {
    const ask = () => puts(newId(), { name: 'Engines', owner: { issuer: usher.url, subject: crypto.randomUUID() } })
    expect(await refused(ask)).toEqual([422, 'validation_failed', ['/owner/issuer']])
  })

  test.each(['a b', 'ä', 'a/b', '..', 'x'.repeat(201)])('has no name like %j', async (externalId) => {
    const { status } = await unchanged(usher, () =>
      usher.request('GET', `/platform/organizations/${encodeURIComponent(externalId).replaceAll('.', '%2E')}`, {
        token,
      }),
    )
    expect([404, 422]).toContain(status)
  })

  test('is listed with all others, in pages, for the application alone', async () => {
    const [{ ada }, externalId] = [await cast(usher, 'ada'), newId()]
    const owner_user_id = await userIdOf(usher, ada)
    await puts(externalId, { name: 'Engines', owner_user_id })
    const seen: (string | null)[] = []
    for (let path: string | undefined = '/platform/organizations?limit=3'; path !== undefined;) {
      const { headers, body } = await usher.request('GET', path, { token })
      seen.push(...(body as { external_id: string | null }[]).map(({ external_id }) => external_id))
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.replace(usher.url, '')
    }
    const { count } = await usher.db.one(sql<{ count: number }>`
      select count(*)::integer as count from organizations where status <> 'deleted'`)
    expect([seen.length, seen.at(-1)]).toEqual([count, externalId])
    for (const ask of [
      () => ada.get('/platform/organizations'),
      () => ada.get(at(externalId)),
      () => ada.request('PUT', at(externalId), { body: { name: 'Mine' } }),
    ]) {
      expect(await refused(ask)).toEqual([403, 'platform_client_required', undefined])
    }
  })
})
