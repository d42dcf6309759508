import { expect } from 'vitest'
import { sql } from '../../../src/database/sql.ts'
import { brokenInvariants } from '../invariants.ts'
import type { Received } from '../mail-sink.ts'
import { type Received as Webhook, verified } from '../receiver.ts'
import type { TestUsher } from '../usher.ts'
import type { Outcome } from './drill.ts'
import type { DrillGround } from './ground.ts'

/** What was counted in a drill that went well. */
export interface Tally {
  readonly kills: number
  readonly mails: number
  readonly mails_again: number
  readonly webhooks: number
  readonly webhooks_again: number
}

/** Holds what is there after a drill against what was asked for in it. */
export async function judge(ground: DrillGround, outcome: Outcome): Promise<Tally> {
  const { usher, sink, receiver } = ground
  expect(await brokenInvariants(usher.db)).toEqual([])
  await judgeInvitations(usher, outcome)
  const mails_again = await judgeMails(usher, outcome, sink.received)
  const webhooks_again = await judgeWebhooks(usher, outcome, receiver.received)
  return {
    kills: outcome.killed.length,
    mails: sink.received.length - mails_again,
    mails_again,
    webhooks: receiver.received.length - webhooks_again,
    webhooks_again,
  }
}

/** What was answered with success is there, and nothing else. */
async function judgeInvitations(usher: TestUsher, { acknowledged: { company, invitations } }: Outcome): Promise<void> {
  const rows = await usher.db.many(sql<{ id: string; status: string }>`
    select id, status from invitations where organization_id = ${company.id}`)
  const statuses = [...invitations].map(([id, { status }]) => [id, status] as const)
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(new Map(statuses))
}

interface Delivery {
  id: string
  invitation_id: string | null
  invites: boolean
  state: string
  addressee: string
  tellings: number
}

/**
 * What was asked for was queued once, and has come to an end. What is said to be sent arrived, at the one whom it was for, and
 * is told of once. What arrived again was being sent when a worker was killed, and is known as the same by its id.
 *
 * @returns how many arrived again
 */
async function judgeMails(
  usher: TestUsher,
  { acknowledged: { company, invitations }, cutOff }: Outcome,
  received: readonly Received[],
): Promise<number> {
  const deliveries = await usher.db.many(sql<Delivery>`
    select deliveries.id, invitation_id, state,
      kind = 'invitation_mail' and coalesce(template, 'invitation') in ('invitation', 'resent') as invites,
      coalesce(case when user_id is null then invitations.email end, (
        select email from addresses where addresses.user_id = deliveries.user_id order by verified_at limit 1)) as addressee,
      (select count(*) from events where type = 'invitation.sent' and data ->> 'delivery_id' = deliveries.id::text)::integer as tellings
    from deliveries left join invitations on invitations.id = deliveries.invitation_id
    where deliveries.organization_id = ${company.id} and channel = 'mail'`)
  for (const [id, { mails }] of invitations) {
    expect(deliveries.filter((each) => each.invitation_id === id && each.invites)).toHaveLength(mails)
  }
  expect(deliveries.filter(({ state }) => state !== 'sent' && state !== 'cancelled')).toEqual([])

  const copies = Map.groupBy(received, ({ mail }) => /<(.+)@/.exec(mail.messageId ?? '')?.[1] ?? '')
  let again = 0
  for (const { id, state, invites, addressee, tellings } of deliveries) {
    const arrived = copies.get(id) ?? []
    copies.delete(id)
    const sent = state === 'sent' ? 1 : 0
    expect([id, tellings]).toEqual([id, invites ? sent : 0])
    expect(arrived.length, `${id} is ${state}`).toBeGreaterThanOrEqual(sent)
    expect(arrived.length, `${id} is ${state}`).toBeLessThanOrEqual(sent + (cutOff.get(id) ?? 0))
    for (const { to } of arrived) expect(to).toEqual([addressee])
    again += arrived.length - sent
  }
  expect([...copies.keys()], 'mails that nobody asked for').toEqual([])
  return again
}

/**
 * Each event since the endpoint was made reached it, signed, and nothing else did. What came again was under way when a worker
 * was killed, and is the same to the letter.
 *
 * @returns how many came again
 */
async function judgeWebhooks(
  usher: TestUsher,
  { acknowledged: { company, endpoint }, cutOff }: Outcome,
  received: readonly Webhook[],
): Promise<number> {
  const events = await usher.db.many(sql<{
    id: string
    type: string
    later: boolean
    deliveries: string[]
    states: string[]
  }>`
    select id, type,
      sequence > (select sequence from events where type = 'webhook_endpoint.created' and subject_id = ${endpoint.id}) as later,
      array(select id::text from deliveries where event_sequence = events.sequence and endpoint_id = ${endpoint.id}) as deliveries,
      array(select state from deliveries where event_sequence = events.sequence and endpoint_id = ${endpoint.id}) as states
    from events where organization_id = ${company.id}`)
  const copies = Map.groupBy(received, ({ headers }) => String(headers['webhook-id']))
  let again = 0
  for (const { id, type, later, deliveries, states } of events) {
    const arrived = copies.get(`evt_${id}`) ?? []
    copies.delete(`evt_${id}`)
    // What happened before may have been relayed when the endpoint was there already.
    if (later || deliveries.length > 0) expect([type, states]).toEqual([type, ['delivered']])
    const sent = deliveries.length
    const cut = cutOff.get(deliveries[0] ?? '') ?? 0
    expect(arrived.length, `${type} ${id}`).toBeGreaterThanOrEqual(sent)
    expect(arrived.length, `${type} ${id}`).toBeLessThanOrEqual(sent + cut)
    expect(new Set(arrived.map(({ body }) => body)).size).toBe(sent)
    for (const each of arrived) verified(endpoint.secret, each)
    again += arrived.length - sent
  }
  expect([...copies.keys()], 'webhooks of nothing that happened').toEqual([])
  return again
}
