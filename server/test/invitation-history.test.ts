import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Invited, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { userIdOf } from './support/operator.ts'
import { invitedAWhileAgo, resends, timeIsUp } from './support/sending.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Told {
  id: string
  type: string
  sequence: number
  occurred: string
  actor: { type: string; id: string | null; name: string | null }
  data: Record<string, unknown>
}

const of = (
  actor: Actor,
  { id, organization_id }: Invited,
  what: 'events' | 'deliveries',
  query = '',
): Promise<Answer> => actor.get(`/organizations/${organization_id}/invitations/${id}/${what}${query}`)
/** Without that its mail has left, which is told as soon as it has. */
const eventsOf = async (actor: Actor, invitation: Invited): Promise<Told[]> =>
  (succeeded(await of(actor, invitation, 'events')).body as Told[]).filter(({ type }) => type !== 'invitation.sent')
const deliveriesOf = async (actor: Actor, invitation: Invited): Promise<Record<string, unknown>[]> =>
  succeeded(await of(actor, invitation, 'deliveries')).body

describe('the events of an invitation', () => {
  test('tell what happened in order, and who did it', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    const adaId = await userIdOf(usher, ada)
    await timeIsUp(usher, invitation, { swept: true })
    await resends(ada, invitation, { rotate: true })
    await grace.accepts(invitation)
    const events = await eventsOf(ada, invitation)
    const byAda = { type: 'user', id: adaId, name: 'Ada' }
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['invitation.created', byAda],
      ['invitation.expired', { type: 'system', id: null, name: null }],
      ['invitation.resent', byAda],
      ['invitation.accepted', { type: 'user', id: await userIdOf(usher, grace), name: 'Grace' }],
    ])
    expect(events.map(({ sequence }) => sequence)).toEqual(
      events.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
    )
    expect(Object.keys(events[0] ?? {}).toSorted()).toEqual(['actor', 'data', 'id', 'occurred', 'sequence', 'type'])
    expect(events[2]?.data).toMatchObject({
      rotated: true,
      before: { status: 'expired' },
      after: { status: 'pending' },
    })
    expect(events[0]?.occurred).toMatch(/^\d{4}-.*\.\d{3}Z$/)
  })

  test('do not tell who it is that looked or declined from outside', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await grace.get(`/invitations/${invitation.id}/details`)
    await grace.declines(invitation, 'No time')
    const [, seen, declined] = await eventsOf(ada, invitation)
    const somebody = { type: 'user', id: null, name: null }
    expect([seen?.type, seen?.actor]).toEqual(['invitation.seen', somebody])
    expect([declined?.type, declined?.actor, declined?.data]).toEqual([
      'invitation.declined',
      somebody,
      { reason: 'No time', before: { status: 'pending' }, after: { status: 'declined' } },
    ])
  })

  test('name an application by its name, and nobody who was erased', async () => {
    const { token } = await platform(usher)
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const made = await usher.request('POST', `/organizations/${company.id}/invitations`, {
      token,
      body: { email: 'mary@example.com' },
    })
    expect((await eventsOf(ada, made.body as Invited))[0]?.actor).toEqual({
      type: 'platform_client',
      id: expect.any(String),
      name: 'The application',
    })
    const { linus } = await cast(usher, 'linus')
    const linusId = await linus.joins(company, ada, 'admin')
    const invitation = await linus.invites(company, 'grace@example.com')
    await usher.db.run(sql`update users set status = 'deleted' where id = ${linusId}`)
    expect((await eventsOf(ada, invitation))[0]?.actor.name).toBeNull()
  })

  test('come in pages', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await resends(ada, invitation)
    await expect.poll(async () => (await deliveriesOf(ada, invitation)).at(-1)?.['state']).toBe('sent')
    await grace.accepts(invitation)
    const all = succeeded(await of(ada, invitation, 'events')).body as Told[]
    const first = await of(ada, invitation, 'events', '?limit=2')
    expect(first.body).toEqual(all.slice(0, 2))
    const next = /<([^>]*)>/.exec(first.headers.get('link') ?? '')?.[1]?.slice(usher.url.length) ?? ''
    const second = await ada.get(`${next}&limit=100`.replace('limit=2&', ''))
    expect(second.body).toEqual(all.slice(2))
    expect(all.at(-1)?.type).toBe('invitation.accepted')
    expect(second.headers.get('link')).toBeNull()
  })
})

describe('the mails of an invitation', () => {
  test('tell what became of each, in order', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await linkTokenMailedTo(usher, grace.address)
    await usher.db.run(sql`
      update deliveries set state = 'bounced', detail = '550 no such user', sent_at = null where invitation_id = ${invitation.id}`)
    await resends(ada, invitation)
    await expect
      .poll(async () => (await deliveriesOf(ada, invitation)).map(({ state }) => state))
      .toEqual(['bounced', 'sent'])
    const [bounced, sent] = await deliveriesOf(ada, invitation)
    const ended = expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/)
    const taken = { number: 1, ended, state: 'sent', duration_ms: null, detail: null }
    expect(bounced).toEqual({
      id: expect.any(String),
      template: 'invitation',
      state: 'bounced',
      attempts: 1,
      attempt_log: [taken],
      detail: '550 no such user',
      created: expect.stringMatching(/Z$/),
      sent: null,
    })
    expect(sent).toMatchObject({
      template: 'resent',
      attempts: 1,
      attempt_log: [taken],
      detail: null,
      sent: expect.stringMatching(/Z$/),
    })
    const page = await of(ada, invitation, 'deliveries', '?limit=1')
    expect([page.body[0].id, page.headers.get('link')]).toEqual([bounced?.['id'], expect.stringContaining('cursor=')])
  })

  test('tell what the mail server said at each attempt, and how long that took (case 99)', async () => {
    const { ada, grace, invitation } = await invitedAWhileAgo(usher)
    await linkTokenMailedTo(usher, grace.address)
    await usher.db.run(sql`
      update deliveries set attempts = 3, state = 'bounced', detail = '550 no such user', sent_at = null where invitation_id = ${invitation.id}`)
    const { id } = await usher.db.one(
      sql<{ id: string }>`select id from deliveries where invitation_id = ${invitation.id}`,
    )
    await usher.db.run(sql`
      with before as (delete from delivery_attempts where delivery_id = ${id})
      insert into delivery_attempts (delivery_id, number, duration_ms, state, detail)
      values (${id}, 3, 40, 'bounced', '550 no such user'), (${id}, 2, 30, 'queued', '451 later')`)
    const [delivery] = await deliveriesOf(ada, invitation)
    expect(delivery?.['attempt_log']).toEqual([
      { number: 2, ended: expect.any(String), state: 'queued', duration_ms: 30, detail: '451 later' },
      { number: 3, ended: expect.any(String), state: 'bounced', duration_ms: 40, detail: '550 no such user' },
    ])
  })
})

test('neither shows that somebody wants no invitations of the organization, or reported it (case 64)', async () => {
  const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
  await grace.request('POST', `/invitations/${invitation.id}?accept=false`, {
    body: { block_organization: true, report: true },
  })
  const withheld = await ada.invites(company, grace)
  const { linus } = await cast(usher, 'linus')
  const mailed = await ada.invites(company, linus)
  await expect.poll(async () => (await deliveriesOf(ada, withheld))[0]?.['state']).toBe('sent')
  await expect.poll(async () => (await deliveriesOf(ada, mailed))[0]?.['state']).toBe('sent')

  const shown = (deliveries: Record<string, unknown>[]) =>
    JSON.parse(JSON.stringify(deliveries).replaceAll(/"(id|created|ended|sent)":"[^"]+"/g, '"$1":""')) as unknown
  expect(shown(await deliveriesOf(ada, withheld))).toEqual(shown(await deliveriesOf(ada, mailed)))
  expect((await eventsOf(ada, withheld)).map(({ type }) => type)).toEqual(['invitation.created'])
  expect((await eventsOf(ada, invitation)).map(({ type }) => type)).toEqual([
    'invitation.created',
    'invitation.declined',
  ])
})

test('both are for those who may read invitations, and of the organization alone (case 22)', async () => {
  const { ada, invitation, company } = await invitedAWhileAgo(usher)
  const { linus, eve } = await cast(usher, 'linus', 'eve')
  await linus.joins(company, ada)
  const other = await eve.founds()
  for (const what of ['events', 'deliveries'] as const) {
    expect((await of(linus, invitation, what)).body.required_permission).toBe('invitations:read')
    expect((await of(eve, invitation, what)).status).toBe(404)
    expect((await of(eve, { ...invitation, organization_id: other.id }, what)).status).toBe(404)
    expect((await of(ada, { ...invitation, id: crypto.randomUUID() }, what)).status).toBe(404)
  }
})
