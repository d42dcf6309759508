import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { organizationEventTypes } from '../src/events/catalogue.ts'
import { type ToldEvent, webhookBody } from '../src/webhooks/payload.ts'
import { cast, succeeded } from './support/cast.ts'
import { openapi, webhookMismatch } from './support/contract.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { unfitEvents } from './support/told-events.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const id = '0b3fd67e-4f0a-4a3c-9d6b-5b9f6f7d2c10'
const other = '5c1d3a52-7a44-4b7c-8f11-0e9a4b7c6d21'

const declined: ToldEvent = {
  id,
  type: 'invitation.declined',
  sequence: 7,
  occurred_at: new Date('2026-11-23T10:51:39.123Z'),
  organization_id: other,
  actor_type: 'user',
  actor_id: id,
  subject_type: 'invitation',
  subject_id: other,
  data: { reason: null, before: { status: 'pending' }, after: { status: 'declined' } },
}

describe('the body of a webhook', () => {
  test('is type, timestamp and data, and names nobody who answered from outside (case 119)', () => {
    expect(JSON.parse(webhookBody(declined))).toEqual({
      type: 'invitation.declined',
      timestamp: '2026-11-23T10:51:39.123Z',
      data: {
        id,
        sequence: 7,
        organization_id: other,
        actor: { type: 'user', id: null },
        subject: { type: 'invitation', id: other },
        details: { reason: null, before: { status: 'pending' }, after: { status: 'declined' } },
      },
    })
    const revoked = { ...declined, type: 'invitation.revoked' }
    expect(JSON.parse(webhookBody(revoked)).data.actor).toEqual({ type: 'user', id })
  })

  test('has the invited address only where it is told to (case 119)', () => {
    const told = JSON.parse(webhookBody({ ...declined, email: 'grace@example.com' }))
    expect(told.data.email).toBe('grace@example.com')
    expect(webhookMismatch('invitation.declined', told)).toBeUndefined()
    expect(JSON.parse(webhookBody({ ...declined, email: undefined })).data).not.toHaveProperty('email')
  })

  test('is the same text each time (case 119)', () => {
    expect(webhookBody({ ...declined })).toBe(webhookBody(declined))
  })

  test('is in the OpenAPI document for every type, and for no other (case 119)', () => {
    expect(Object.keys(openapi.webhooks)).toEqual(organizationEventTypes)
  })

  test('has no address and no token of what it tells of (case 119)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    const token = await linkTokenMailedTo(usher, grace.address)
    succeeded(await usher.request('POST', '/invitation-links/preview', { body: { token } }))
    succeeded(await grace.accepts(invitation))
    const events = await usher.db.many(sql<ToldEvent>`
      select id, type, sequence, occurred_at, organization_id, actor_type, actor_id, subject_type, subject_id, data
      from events where organization_id = ${company.id}`)
    expect(events.length).toBeGreaterThan(3)
    for (const body of events.map(webhookBody)) {
      for (const secret of [token, ada.address, grace.address]) expect(body).not.toContain(secret)
    }
  })
})

test.each([
  ['of a type that nobody knows', 'organization.renamed', {}],
  ['without what its type has', 'organization.created', {}],
  ['with more than its type has', 'organization.vouched_for', { secret: 'x' }],
  ['with something else than its type has', 'organization.seat_limit_reached', { seat_limit: 3, member_count: null }],
])('an event %s is seen by the check of all tests', async (_, type, data) => {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  expect(await unfitEvents(usher.db)).toEqual([])
  await usher.db.run(sql`
    insert into events (type, organization_id, actor_type, subject_type, subject_id, data)
    values (${type}, ${company.id}, 'system', 'organization', ${company.id}, ${JSON.stringify(data)}::jsonb)`)
  expect(await unfitEvents(usher.db)).toEqual([expect.stringContaining(type)])
  await usher.db.run(sql`delete from events where type = ${type} and organization_id = ${company.id}`)
})
