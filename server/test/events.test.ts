import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, succeeded } from './support/cast.ts'
import { allIsTold } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Event {
  id: string
  type: string
  sequence: number
  occurred: string
  actor: { type: string; id: string | null; name: string | null }
  subject: { type: string; id: string }
  data: Record<string, unknown>
}

const eventsOf = (actor: Actor, { id }: Company, query = '') => actor.get(`/organizations/${id}/events${query}`)

async function eventful() {
  const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  const user = (succeeded(await grace.accepts(invitation)), (await grace.get('/users/me')).body.id as string)
  const revoked = await ada.invites(company, linus)
  await allIsTold(usher)
  succeeded(await ada.revokes(revoked))
  return { ada, grace, linus, company, invitation, revoked, user }
}

describe('the audit log', () => {
  test('tells what happened, newest first, by whom, to what, and nobody’s address', async () => {
    const { ada, grace, linus, company, invitation, revoked, user } = await eventful()
    const answer = succeeded(await eventsOf(ada, company))
    const events = answer.body as Event[]
    const done = events.filter(({ type }) => type !== 'invitation.sent')
    expect(done.map(({ type, subject }) => [type, subject.id])).toEqual([
      ['invitation.revoked', revoked.id],
      ['invitation.created', revoked.id],
      ['invitation.accepted', invitation.id],
      ['invitation.created', invitation.id],
      ['organization.created', company.id],
    ])
    expect(done[2]?.actor).toEqual({ type: 'user', id: user, name: 'Grace' })
    for (const { address } of [ada, grace, linus]) expect(answer.text).not.toContain(address)
  })

  test('is filtered by type, family, actor, subject and time', async () => {
    const { ada, company, invitation, user } = await eventful()
    const types = async (query: string) =>
      (succeeded(await eventsOf(ada, company, query)).body as Event[]).map(({ type }) => type)
    expect(await types('?type=invitation.accepted')).toEqual(['invitation.accepted'])
    expect(await types('?type=organization.*')).toEqual(['organization.created'])
    expect(await types(`?actor_id=${user}`)).toEqual(['invitation.accepted'])
    expect(await types(`?subject_id=${invitation.id}&actor_id=${user}`)).toEqual(['invitation.accepted'])
    expect(await types(`?subject_id=${invitation.id}`)).toContain('invitation.created')
    const all = await types('')
    const [accepted] = succeeded(await eventsOf(ada, company, '?type=invitation.accepted')).body as Event[]
    await usher.db.run(sql`
      update events set occurred_at = occurred_at - interval '2 days'
      where organization_id = ${company.id} and sequence <= ${accepted?.sequence ?? 0}`)
    const at = all.indexOf('invitation.accepted')
    const [yesterday, today] = [86_400_000, 3_600_000].map((ms) => new Date(Date.now() - ms).toISOString())
    expect(await types(`?occurred_before=${yesterday}`)).toEqual(all.slice(at))
    expect(await types(`?occurred_after=${yesterday}`)).toEqual(all.slice(0, at))
    expect(await types(`?occurred_after=${yesterday}&type=invitation.accepted`)).toEqual([])
    expect(await types(`?occurred_after=${yesterday}&occurred_before=${today}`)).toEqual([])
    const long_ago = '2020-01-01T00:00:00Z'
    expect(await types(`?occurred_after=${long_ago}`)).toEqual(all)
    expect(await types(`?occurred_before=${long_ago}`)).toEqual([])
  })

  test('comes in pages that stay as they are while more happens', async () => {
    const { ada, company } = await eventful()
    const all = succeeded(await eventsOf(ada, company)).body as Event[]
    const first = succeeded(await eventsOf(ada, company, '?limit=2'))
    await ada.invites(company, 'late@example.com')
    const link = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = succeeded(await ada.get(link.slice(usher.url.length)))
    expect(second.body).toEqual(all.slice(2, 4))
  })

  test('says nothing of who blocked the organization or reported it', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const company = await ada.founds()
    const { id } = await ada.invites(company, linus)
    const body = { block_organization: true, report: true }
    succeeded(await linus.request('POST', `/invitations/${id}?accept=false`, { body }))
    const events = (succeeded(await eventsOf(ada, company)).body as Event[]).filter(
      ({ type }) => type !== 'invitation.sent',
    )
    expect(events.map(({ type }) => type)).toEqual([
      'invitation.declined',
      'invitation.created',
      'organization.created',
    ])
    // Nor who it was that declined: of two invitations nobody learns that one person holds both addresses.
    expect(events[0]?.actor).toEqual({ type: 'user', id: null, name: null })
    const { id: user } = (await linus.get('/users/me')).body
    expect(succeeded(await eventsOf(ada, company, `?actor_id=${user}`)).body).toEqual([])
  })

  test('is for those who may read it (case 33)', async () => {
    const { grace, linus, company } = await eventful()
    const seen = await unchanged(usher, async () => [
      await eventsOf(grace, company),
      await eventsOf(linus, company, '?format=csv'),
      await eventsOf(grace, company, '?format=ndjson'),
    ])
    expect(seen.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'permission_denied'],
      [404, 'not_found'],
      [403, 'permission_denied'],
    ])
  })

  test.each([
    ['?type=nonsense', '/type'],
    ['?occurred_after=2026-02-30T00:00:00Z', '/occurred_after'],
    ['?type=invitation.exploded', '/type'],
    ['?type=planets.*', '/type'],
    ['?occurred_after=yesterday', '/occurred_after'],
    ['?occurred_after=2026-02-02T00:00:00Z&occurred_before=2026-02-01T00:00:00Z', '/occurred_before'],
    ['?format=xml', '/format'],
    ['?subject_id=1', '/subject_id'],
  ])('with %s is refused (case 32)', async (query, pointer) => {
    const { ada, company } = await eventful()
    const { status, body } = await eventsOf(ada, company, query)
    expect([status, body.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]])
  })
})

describe('the audit log as a file', () => {
  test('of lines has every event, beyond a page', async () => {
    const { ada, company } = await eventful()
    await usher.db.run(sql`
      insert into events (type, organization_id, actor_type, subject_type, subject_id)
      select 'organization.vouched_for', ${company.id}, 'system', 'organization', ${company.id} from generate_series(1, 1200)`)
    const answer = succeeded(
      await ada.request('GET', `/organizations/${company.id}/events?format=ndjson`, {
        headers: { accept: 'application/x-ndjson' },
      }),
    )
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const events = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Event)
    expect(events.filter(({ type }) => type !== 'invitation.sent')).toHaveLength(1_205)
    expect(events.at(-1)?.type).toBe('organization.created')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'of cells quotes %j, which a spreadsheet would take for a formula (case 83)',
    async (name) => {
      const { ada, company } = await eventful()
      await usher.db.run(sql`update users set name = ${name} where name = 'Grace'`)
      const { text, headers } = succeeded(await eventsOf(ada, company, '?format=csv&type=invitation.accepted'))
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(text.startsWith('sequence,occurred,type,actor_type,actor_id,actor_name,')).toBe(true)
      expect(text).toContain(`'${name}`)
      expect(text).not.toContain(`,${name}`)
      await usher.db.run(sql`update users set name = 'Grace' where name = ${name}`)
    },
  )

  test('of cells follows RFC 4180: quotes are doubled, lines end with CR LF (case 83)', async () => {
    const { ada, company } = await eventful()
    await usher.db.run(sql`update users set name = 'Grace "Amazing", Hopper' where name = 'Grace'`)
    const { text } = succeeded(await eventsOf(ada, company, '?format=csv&type=invitation.accepted'))
    expect(text).toContain(',"Grace ""Amazing"", Hopper",')
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.trimEnd().split('\r\n')).toHaveLength(2)
  })
})
