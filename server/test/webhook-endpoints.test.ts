import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import type { Config } from '../src/config.ts'
import { examineLinkKeys, examineWebhookSecrets } from '../src/doctor/keys.ts'
import { endEndpoints } from '../src/webhooks/health.ts'
import { Secret } from '../src/secret.ts'
import { checkSecrets, reencryptSecrets } from '../src/webhooks/stored-secrets.ts'
import { type Actor, cast, type Company, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { platform } from './support/machine.ts'
import { allIsTold } from './support/mailed.ts'
import { startReceiver, verified } from './support/receiver.ts'
import { assigns, makesRole } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'
import { endpointsOf, listensAt } from './support/webhooks.ts'

const url = 'https://hooks.example.com/usher'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })))
afterAll(() => usher[Symbol.asyncDispose]())

async function scene(): Promise<{ ada: Actor; company: Company; creating: (body: object) => Promise<Answer> }> {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  return { ada, company, creating: (body) => ada.request('POST', endpointsOf(company), { body }) }
}

const eventsOf = (id: string) =>
  usher.db.many(sql<{ type: string; data: object }>`
    select type, data from events where subject_id = ${id} order by sequence`)

describe('a webhook endpoint', () => {
  test('is created, read, changed, disabled, enabled and deleted, with its events', async () => {
    const { ada, company, creating } = await scene()
    const made = await creating({ url, description: ' Our CRM ', event_types: ['invitation.*', 'member.added'] })
    const { secret, ...endpoint } = made.body
    expect([made.status, made.headers.get('etag'), secret]).toEqual([201, '"1"', expect.stringMatching(/^whsec_/)])
    expect(endpoint).toEqual({
      id: expect.any(String),
      organization_id: company.id,
      url,
      description: 'Our CRM',
      event_types: ['invitation.*', 'member.added'],
      includes_email: false,
      state: 'enabled',
      disabled_reason: null,
      failing_since: null,
      created: expect.any(String),
      updated: expect.any(String),
    })
    const path = `${endpointsOf(company)}/${endpoint.id}`
    expect(made.headers.get('location')).toBe(`${usher.url}${path}`)
    expect((await ada.get(path)).body).toEqual(endpoint)
    expect((await ada.get(endpointsOf(company))).body).toEqual([endpoint])

    const change = (body: object, tag: string) => ada.request('PATCH', path, { body, headers: { 'if-match': tag } })
    const changed = await change({ url: `${url}?a`, includes_email: true, event_types: [], description: null }, '"1"')
    expect([changed.body.url, changed.body.description, changed.headers.get('etag')]).toEqual([`${url}?a`, null, '"2"'])
    expect((await unchanged(usher, () => change({ url }, '"1"'))).status).toBe(412)
    await unchanged(usher, () => ada.request('PATCH', path, { body: { url: `${url}?a`, state: 'enabled' } }))
    expect((await change({ state: 'disabled' }, '"2"')).body).toMatchObject({
      state: 'disabled',
      disabled_reason: 'by_hand',
    })
    expect((await change({ state: 'enabled' }, '"3"')).body).toMatchObject({ state: 'enabled', disabled_reason: null })
    expect((await unchanged(usher, () => ada.request('DELETE', path, { headers: { 'if-match': '"1"' } }))).status).toBe(
      412,
    )
    expect((await ada.request('DELETE', path)).text).toBe('null')
    for (const method of ['GET', 'DELETE']) expect((await ada.request(method, path)).status).toBe(404)
    expect(await eventsOf(endpoint.id)).toEqual([
      {
        type: 'webhook_endpoint.created',
        data: { event_types: ['invitation.*', 'member.added'], includes_email: false },
      },
      {
        type: 'webhook_endpoint.updated',
        data: {
          changed: ['url', 'description', 'event_types', 'includes_email'],
          before: { event_types: ['invitation.*', 'member.added'], includes_email: false },
          after: { event_types: [], includes_email: true },
        },
      },
      { type: 'webhook_endpoint.disabled', data: { reason: 'by_hand' } },
      { type: 'webhook_endpoint.enabled', data: {} },
      { type: 'webhook_endpoint.deleted', data: {} },
    ])
  })

  test.each([
    [{}, '/url'],
    [{ url: 'http://hooks.example.com/' }, '/url'],
    [{ url: 'https://127.0.0.1.nip.io/' }, '/url'],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, '/url'],
    [{ url: 'https://169.254.169.254/latest/meta-data/' }, '/url'],
    [{ url: 'https://metadata.google.internal/' }, '/url'],
    [{ url: 'https://2852039166/' }, '/url'],
    [{ url: 'https://hooks.example.com:25/' }, '/url'],
    [{ url: 'https://hooks.example.com:5432/' }, '/url'],
    [{ url: 'https://ada:b@hooks.example.com/' }, '/url'],
    [{ url, event_types: ['invitation.accepted', 'invitation.excepted'] }, '/event_types/1'],
    [{ url, event_types: ['nothing.*'] }, '/event_types/0'],
    [{ url, event_types: ['invitation'] }, '/event_types/0'],
    [{ url, description: 'a\u202eb' }, '/description'],
    [{ url, secret: 'whsec_mine' }, '/secret'],
    [{ url, state: 'disabled' }, '/state'],
  ])('of %j is refused by its field (case 108)', async (body, pointer) => {
    const { creating } = await scene()
    const { status, body: problem } = await unchanged(usher, () => creating(body))
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, pointer])
  })

  test('is not moved to where it could not be made (case 108)', async () => {
    const { ada, company, creating } = await scene()
    const { body } = await creating({ url })
    const move = () =>
      ada.request('PATCH', `${endpointsOf(company)}/${body.id}`, { body: { url: 'https://10.0.0.1/' } })
    const refused = await unchanged(usher, move)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/url'])
  })

  test('includes addresses only by who may read invitations, and shows them to nobody else (cases 25, 119)', async () => {
    const { ada, company, creating } = await scene()
    const { linus } = await cast(usher, 'linus')
    const linusId = await linus.joins(company, ada)
    await allIsTold(usher)
    const role = await makesRole(ada, company, ['webhooks:manage'])
    succeeded(await assigns(ada, role.id, { user_id: linusId }))
    const there = await startReceiver()
    onTestFinished(() => there[Symbol.asyncDispose]())
    const asked = { url: there.url, event_types: ['invitation.created'] }
    const tries = (method: string, path: string, body: object) => linus.request(method, path, { body })
    const lacking = { status: 403, code: 'permission_denied', required_permission: 'invitations:read' }
    const making = () => tries('POST', endpointsOf(company), { ...asked, includes_email: true })
    expect((await unchanged(usher, making)).body).toMatchObject(lacking)

    const { body: own } = succeeded(await tries('POST', endpointsOf(company), asked))
    const changing = () => tries('PATCH', `${endpointsOf(company)}/${own.id}`, { includes_email: true })
    expect((await unchanged(usher, changing)).body).toMatchObject(lacking)

    const { body: adas } = succeeded(await creating({ ...asked, includes_email: true }))
    const path = `${endpointsOf(company)}/${adas.id}`
    const moving = () => tries('PATCH', path, { url })
    expect((await unchanged(usher, moving)).body).toMatchObject(lacking)
    const email = newAddress('grace')
    await ada.invites(company, email)
    await expect.poll(() => there.received.length).toBe(2)
    expect(new Set(there.received.map(({ json }) => json.data.email))).toEqual(new Set([email, undefined]))
    const [{ id }] = succeeded(await ada.get(`${path}/deliveries`)).body
    const bodyFor = async (actor: Actor) =>
      JSON.parse(succeeded(await actor.get(`${path}/deliveries/${id}`)).body.request_body).data.email
    expect([await bodyFor(ada), await bodyFor(linus)]).toEqual([email, undefined])
    // Whoever manages it may still end it.
    succeeded(await tries('PATCH', path, { state: 'disabled' }))
    succeeded(await tries('PATCH', path, { url, includes_email: false }))
  })

  test('is one of twenty at most', async () => {
    const { ada, company, creating } = await scene()
    succeeded(await creating({ url }))
    await usher.db.run(sql`
      insert into webhook_endpoints (organization_id, url, secret)
      select organization_id, url, secret from webhook_endpoints, generate_series(1, 19) where organization_id = ${company.id}`)
    const { status, body } = await unchanged(usher, () => creating({ url }))
    expect([status, body.code]).toEqual([409, 'too_many_endpoints'])
    const first = await ada.get(`${endpointsOf(company)}?limit=15`)
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await ada.get(next.replace(usher.url, ''))
    expect([first.body.length, second.body.length]).toEqual([15, 5])
    succeeded(await ada.request('DELETE', `${endpointsOf(company)}/${first.body[0].id}`))
    expect((await creating({ url })).status).toBe(201)
  })

  test('goes with its organization, after the end was told', async () => {
    const { ada, company } = await scene()
    await using there = await startReceiver()
    const { id, secret } = await listensAt(ada, company, { url: there.url, event_types: ['organization.deleted'] })
    succeeded(await ada.request('DELETE', `/organizations/${company.id}`))
    await expect.poll(() => there.received.length).toBe(1)
    if (there.received[0] !== undefined) verified(secret, there.received[0])
    const left = async () => {
      await endEndpoints(usher.db)
      const { many } = await usher.db.one(sql<{ many: number }>`
        select count(*)::integer as many from webhook_endpoints where id = ${id} and deleted_at is null`)
      return many
    }
    await expect.poll(left).toBe(0)
  })
})

describe('the endpoint of the platform', () => {
  test('is one, and for the application alone', async () => {
    const { token } = await platform(usher)
    const application = {
      request: (method: string, path: string, sent = {}) => usher.request(method, path, { token, ...sent }),
    }
    const made = succeeded(await application.request('POST', endpointsOf(), { body: { url } }))
    const path = `${endpointsOf()}/${made.body.id}`
    onTestFinished(async () => void (await application.request('DELETE', path)))
    expect(made.body.organization_id).toBeNull()
    expect(made.headers.get('location')).toBe(`${usher.url}${path}`)
    const second = await unchanged(usher, () => application.request('POST', endpointsOf(), { body: { url } }))
    expect([second.status, second.body.code]).toEqual([409, 'too_many_endpoints'])
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    for (const elsewhere of [path, `${endpointsOf(company)}/${made.body.id}`]) {
      const answer = await unchanged(usher, () => ada.get(elsewhere))
      expect([403, 404]).toContain(answer.status)
    }
    expect((await application.request('POST', `${path}/test`)).status).toBe(201)
    succeeded(await application.request('DELETE', path))
    const again = succeeded(await application.request('POST', endpointsOf(), { body: { url } }))
    succeeded(await application.request('DELETE', `${endpointsOf()}/${again.body.id}`))
  })

  test('of which two are made at once is one', async () => {
    const { token } = await platform(usher)
    const make = () => usher.request('POST', endpointsOf(), { token, body: { url } })
    const answers = await Promise.all([make(), make(), make()])
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409', '409'])
    const made = answers.find(({ status }) => status === 201)
    succeeded(await usher.request('DELETE', `${endpointsOf()}/${made?.body.id}`, { token }))
  })
})

describe('the secrets of endpoints', () => {
  test('follow a change of the link keys, and the doctor tells where one cannot be read', async () => {
    const { ada, company } = await scene()
    await using there = await startReceiver()
    const { id, secret, path } = await listensAt(ada, company, { url: there.url, event_types: ['invitation.created'] })
    succeeded(await ada.request('POST', `${path}/rotate-secret`))
    const { config } = usher.running
    const [old] = config.linkKeys
    const added = { epoch: 'added', secret: new Secret('a link key that was added for this very test') }
    const only: Config = { ...config, linkKeys: [added] }
    const both: Config = { ...config, linkKeys: [added, old] }
    expect(await examineWebhookSecrets(usher.db, config)).toMatchObject({ state: 'well' })
    expect(await examineWebhookSecrets(usher.db, only)).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining(`the link key of epoch ${old.epoch} is not configured`),
    })
    expect(await checkSecrets(usher.db, both.linkKeys)).toMatchObject({ unreadable: 0 })
    const before = await reencryptSecrets(usher.db, both.linkKeys)
    expect(before).toBeGreaterThan(0)
    expect(await reencryptSecrets(usher.db, both.linkKeys)).toBe(0)
    expect(await examineWebhookSecrets(usher.db, only)).toMatchObject({ state: 'well' })
    // The key that they are under now is needed.
    const idle = (await examineLinkKeys(usher.db, { ...config, linkKeys: [old, added] })).reason
    expect(idle).not.toMatch(/Nothing needs .*added/)
    // Back, for the service that runs with the old one alone; and still what they were.
    await reencryptSecrets(usher.db, [old, added])
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => there.received.length).toBe(1)
    if (there.received[0] !== undefined) verified(secret, there.received[0])
    expect(id).toBeDefined()
  })
})
