import { expect } from 'vitest'
import { sql } from '../../../src/database/sql.ts'
import { brokenInvariants } from '../invariants.ts'
import type { Received } from '../mail-sink.ts'
import type { TestUsher } from '../usher.ts'
import type { Outcome } from './drill.ts'

/** What was counted in a drill that went well. */
export interface Tally {
  readonly kills: number
  readonly mails: number
  readonly duplicates: number
}

interface Delivery {
  id: string
  invitation_id: string | null
  kind: string
  state: string
  addressee: string
  tellings: number
}

/** Holds what is there after a drill against what was asked for in it. */
export async function judge(
  usher: TestUsher,
  { acknowledged: { company, invitations }, killed, cutOff }: Outcome,
  received: readonly Received[],
): Promise<Tally> {
  expect(await brokenInvariants(usher.db)).toEqual([])

  // What was answered with success is there, and nothing else.
  const rows = await usher.db.many(sql<{ id: string; status: string }>`
    select id, status from invitations where organization_id = ${company.id}`)
  const statuses = [...invitations].map(([id, { status }]) => [id, status] as const)
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(new Map(statuses))

  // The queue holds what was asked for, once, and all of it has come to an end.
  const deliveries = await usher.db.many(sql<Delivery>`
    select deliveries.id, invitation_id, kind, state,
      coalesce(invitations.email, (
        select email from addresses where addresses.user_id = deliveries.user_id order by verified_at limit 1)) as addressee,
      (select count(*) from events where type = 'invitation.sent' and data ->> 'delivery_id' = deliveries.id::text)::integer as tellings
    from deliveries left join invitations on invitations.id = deliveries.invitation_id
    where deliveries.organization_id = ${company.id}`)
  for (const [id, { mails }] of invitations) {
    expect(deliveries.filter((each) => each.invitation_id === id && each.kind === 'invitation_mail')).toHaveLength(
      mails,
    )
  }
  expect(deliveries.filter(({ state }) => state !== 'sent' && state !== 'cancelled')).toEqual([])

  // What is said to be sent arrived, at the one whom it was for, and was told of once. What arrived twice was being sent when
  // a worker was killed, and is known by its id as the same.
  const copies = Map.groupBy(received, ({ mail }) => /<(.+)@/.exec(mail.messageId ?? '')?.[1] ?? '')
  let duplicates = 0
  for (const { id, state, addressee, tellings } of deliveries) {
    const arrived = copies.get(id) ?? []
    copies.delete(id)
    const sent = state === 'sent' ? 1 : 0
    expect([id, tellings]).toEqual([id, sent])
    expect(arrived.length, `${id} is ${state}`).toBeGreaterThanOrEqual(sent)
    expect(arrived.length, `${id} is ${state}`).toBeLessThanOrEqual(sent + (cutOff.get(id) ?? 0))
    for (const { to } of arrived) expect(to).toEqual([addressee])
    duplicates += arrived.length - sent
  }
  expect([...copies.keys()], 'mails that nobody asked for').toEqual([])
  return { kills: killed.length, mails: received.length, duplicates }
}
