import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { machine, platform } from './support/machine.ts'
import { operator } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let token: string
beforeAll(async () => {
  usher = await startUsher()
  token = (await platform(usher)).token
})
afterAll(() => usher[Symbol.asyncDispose]())

const changes = (actor: Actor, { id }: Company, body: unknown) =>
  actor.request('PATCH', `/organizations/${id}`, { body })
const applicationChanges = ({ id }: Company, body: unknown) =>
  usher.request('PATCH', `/organizations/${id}`, { token, body })

const told = ({ id }: Company) =>
  usher.db.many(sql<{ data: unknown; actor_type: string }>`
    select data, actor_type from events where subject_id = ${id} and type = 'organization.updated' order by sequence`)

async function refused(ask: () => Promise<Answer>) {
  const { status, body } = await unchanged(usher, ask)
  return [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)]
}

const defaults = {
  seat_policy: 'members',
  allowed_domains: [],
  blocked_domains: [],
  departed_inviter: 'revalidate',
  default_expiry_seconds: 604_800,
}

describe('an organization', () => {
  test('shows its policies, which an admin changes one by one, each once told', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.joins(company, ada, 'admin')
    expect((await ada.get(`/organizations/${company.id}`)).body.policies).toEqual(defaults)
    const changed = await changes(grace, company, {
      name: 'Difference Engines',
      policies: {
        departed_inviter: 'keep',
        allowed_domains: ['MÜNCHEN.example', 'b.example', 'a.example', 'a.EXAMPLE'],
      },
    })
    const allowed_domains = ['a.example', 'b.example', 'xn--mnchen-3ya.example']
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({
      name: 'Difference Engines',
      policies: { ...defaults, departed_inviter: 'keep', allowed_domains },
    })
    expect((await ada.get(`/organizations/${company.id}`)).body).toEqual(changed.body)
    expect(await told(company)).toEqual([
      {
        actor_type: 'user',
        data: {
          before: { name: 'Analytical Engines', departed_inviter: 'revalidate', allowed_domains: [] },
          after: { name: 'Difference Engines', departed_inviter: 'keep', allowed_domains },
        },
      },
    ])
  })

  test('is not written again where nothing is different', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const { body } = await changes(ada, company, { description: ' Engines \n', slug: `slug-${crypto.randomUUID()}` })
    const same = { name: body.name, slug: body.slug, description: body.description, policies: body.policies }
    for (const asked of [{}, same, { policies: {} }]) {
      const { status, body: again } = await unchanged(usher, () => changes(ada, company, asked))
      expect([status, again]).toEqual([200, body])
    }
  })

  test('changes and ends by who read it last, where they say what they read', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const path = `/organizations/${company.id}`
    const etag = (await ada.get(path)).headers.get('etag') ?? ''
    const asking = (method: string, body?: unknown) => () =>
      ada.request(method, path, { headers: { 'if-match': etag }, ...(body === undefined ? {} : { body }) })
    const first = await asking('PATCH', { name: 'Difference Engines' })()
    expect([first.status, first.headers.get('etag') === etag]).toEqual([200, false])
    expect((await ada.get(path)).headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await refused(asking('PATCH', { name: 'Others' }))).toEqual([412, 'precondition_failed', undefined])
    expect(await refused(asking('DELETE'))).toEqual([412, 'precondition_failed', undefined])
  })

  test('loses its description and logo by null, and takes no slug of another', async () => {
    const { ada } = await cast(usher, 'ada')
    const [company, other] = [await ada.founds(), await ada.founds()]
    await changes(ada, company, { description: 'Engines', logo_url: 'https://example.com/logo.png' })
    const { body } = await changes(ada, company, { description: null, logo_url: null })
    expect(body).toMatchObject({ description: null, logo_url: null })
    const { slug } = (await ada.get(`/organizations/${other.id}`)).body
    expect(await refused(() => changes(ada, company, { slug }))).toEqual([409, 'slug_taken', undefined])
  })

  test.each([
    [
      'a domain that is a pattern',
      { policies: { allowed_domains: ['example.com', '*.example.com'] } },
      '/policies/allowed_domains/1',
    ],
    [
      'a domain that is an address',
      { policies: { blocked_domains: ['eve@example.com'] } },
      '/policies/blocked_domains/0',
    ],
    ['a domain that is a number', { policies: { blocked_domains: ['127.0.0.1'] } }, '/policies/blocked_domains/0'],
    ['a full-width domain', { policies: { blocked_domains: ['ｅxample.com'] } }, '/policies/blocked_domains/0'],
    [
      '101 domains',
      { policies: { allowed_domains: Array.from({ length: 101 }, (_, n) => `d${n}.example`) } },
      '/policies/allowed_domains',
    ],
    ['59 seconds', { policies: { default_expiry_seconds: 59 } }, '/policies/default_expiry_seconds'],
    ['more than a year', { policies: { default_expiry_seconds: 31_536_001 } }, '/policies/default_expiry_seconds'],
    ['a part of a second', { policies: { default_expiry_seconds: 60.5 } }, '/policies/default_expiry_seconds'],
    ['an unknown policy', { policies: { departed_inviter: 'forgive' } }, '/policies/departed_inviter'],
    ['no policies', { policies: null }, '/policies'],
    ['a name with a link', { name: 'Visit evil.example.com' }, '/name'],
    ['a name that reorders text', { name: 'Acme \u202egnp.exe' }, '/name'],
    ['a slug in capitals', { slug: 'Acme' }, '/slug'],
  ])('refuses %s (cases 79, 80, 86)', async (_, body, pointer) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    expect(await refused(() => changes(ada, company, body))).toEqual([422, 'validation_failed', [pointer]])
  })

  test.each([-1, 2 ** 31, '5', 1.5, true, [5]])('has no %j seats (case 86)', async (seats) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const asked = () => applicationChanges(company, { seat_limit: seats })
    expect(await refused(asked)).toEqual([422, 'validation_failed', ['/seat_limit']])
    const huge = () => applicationChanges(company, '{"seat_limit": 1e309}')
    expect(await refused(huge)).toEqual([422, 'validation_failed', ['/seat_limit']])
  })

  test('has fields that nobody sets: 422 (case 28)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const body = '{"id": "x", "status": "active", "member_count": 3, "external_id": "x", "__proto__": {}, "version": 1}'
    const pointers = ['/id', '/status', '/member_count', '/external_id', '/__proto__', '/version']
    expect(await refused(() => changes(ada, company, body))).toEqual([422, 'validation_failed', pointers])
  })

  test('is not changed by members, strangers, or by somebody of another (case 22)', async () => {
    const { ada, grace, eve } = await cast(usher, 'ada', 'grace', 'eve')
    const company = await ada.founds()
    await grace.joins(company, ada)
    await eve.founds()
    expect(await refused(() => changes(grace, company, { name: 'Mine' }))).toEqual([
      403,
      'permission_denied',
      undefined,
    ])
    expect(await refused(() => changes(eve, company, { name: 'Mine' }))).toEqual([404, 'not_found', undefined])
  })
})

describe('seats', () => {
  test('are set by the application and by operators, not by the organization', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.joins(company, ada, 'admin')
    const { status, body } = await unchanged(usher, () => changes(ada, company, { seat_limit: 3 }))
    expect([status, body.code, body.detail]).toEqual([
      403,
      'platform_client_required',
      'How many seats an organization has is set by the application that it belongs to. Ask there for another number.',
    ])
    expect((await applicationChanges(company, { seat_limit: 3 })).body.seat_limit).toBe(3)
    expect((await changes(await operator(usher, grace), company, { seat_limit: 4 })).body.seat_limit).toBe(4)
  })

  test('none are none, null is no limit; below usage everybody stays, and the same invitation waits (case 52)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    expect((await applicationChanges(company, { seat_limit: 0 })).body).toMatchObject({
      seat_limit: 0,
      member_count: 1,
    })
    const full = await unchanged(usher, () => grace.accepts(invitation))
    expect([full.status, full.body.code, full.body.state]).toEqual([409, 'seat_limit_reached', 'pending'])
    expect((await ada.get(`/organizations/${company.id}`)).status).toBe(200)
    await applicationChanges(company, { seat_limit: null })
    expect((await grace.accepts(invitation)).status).toBe(200)
  })

  test('and domains count again when an invitation from before is accepted (case 162)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    await changes(ada, company, { policies: { blocked_domains: ['example.com'] } })
    const { status, body } = await unchanged(usher, () => grace.accepts(invitation))
    expect([status, body.code]).toEqual([409, 'domain_not_allowed'])
    await changes(ada, company, { policies: { blocked_domains: [] } })
    expect((await grace.accepts(invitation)).status).toBe(200)
  })

  test('a default expiry holds for the next invitation', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await changes(ada, company, { policies: { default_expiry_seconds: 60 } })
    await ada.invites(company, grace)
    const [invitation] = (await grace.get('/invitations')).body
    const left_ms = Date.parse(invitation.expiration_date) - Date.now()
    expect(left_ms).toBeGreaterThan(0)
    expect(left_ms).toBeLessThan(61_000)
  })

  test.each([
    ['revalidate', 409, 'inviter_lost_permission'],
    ['keep', 200, undefined],
    ['revoke', 410, 'revoked'],
  ])('of whose inviter left, %s answers %i (case 26)', async (departed_inviter, status, code) => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    await changes(ada, company, { policies: { departed_inviter } })
    const graceId = await grace.joins(company, ada, 'admin')
    const invitation = await grace.invites(company, linus)
    await grace.request('DELETE', `/organizations/${company.id}/members?user_id=${graceId}`)
    const answer = await linus.accepts(invitation)
    expect([answer.status, answer.body?.code]).toEqual([status, code])
  })
})

describe('the application', () => {
  test('reads every organization by id and slug, with its own name for it', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const seen = (await ada.get(`/organizations/${company.id}`)).body
    expect(seen).not.toHaveProperty('external_id')
    for (const key of [company.id, seen.slug]) {
      const { status, body } = await usher.request('GET', `/organizations/${key}`, { token })
      expect([status, body]).toEqual([200, { ...seen, external_id: null }])
    }
    expect((await usher.request('GET', `/organizations/${crypto.randomUUID()}`, { token })).status).toBe(404)
  })

  test('is what a service account of one organization is not: it acts for nobody of another (case 35)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [hers, his] = [await ada.founds(), await grace.founds()]
    const robot = await machine(usher, ada, hers, { role: 'owner' })
    const [graceMember] = await grace.membersOf(his)
    const body = { email: 'linus@example.com', inviting_user_id: graceMember?.id }
    const inviting = (company: Company) => robot.request('POST', `/organizations/${company.id}/invitations`, { body })
    expect(await refused(() => inviting(his))).toEqual([404, 'not_found', undefined])
    expect(await refused(() => inviting(hers))).toEqual([422, 'validation_failed', ['/inviting_user_id']])
    expect(await refused(() => changes(robot, his, { seat_limit: 5 }))).toEqual([404, 'not_found', undefined])
    expect(await refused(() => changes(robot, hers, { seat_limit: 5 }))).toEqual([
      403,
      'platform_client_required',
      undefined,
    ])
    const founding = { name: 'Mine', owner_user_id: graceMember?.id }
    expect(await refused(() => robot.request('POST', '/organizations', { body: founding }))).toEqual([
      422,
      'validation_failed',
      ['/owner_user_id'],
    ])
    const asking = `/memberships?issuer=${encodeURIComponent(usher.issuer.issuer)}&subject=${grace.subject}`
    expect(await refused(() => robot.get(asking))).toEqual([403, 'insufficient_scope', undefined])
  })
})
