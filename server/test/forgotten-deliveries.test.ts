import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { forgetDeliveries } from '../src/deliveries/forget.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { allIsTold } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let company: Company
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

const forget = () => forgetDeliveries(usher.db, { deliveryRetentionDays: 30 })

/** A delivery of each kind in each state, with an attempt, that changed so many days ago. */
async function deliveries(days: number): Promise<void> {
  await usher.db.run(sql`
    with endpoint as (
      insert into webhook_endpoints (organization_id, url, secret) values (${company.id}, 'https://example.com/hook', 'sealed') returning id
    ), made as (
      insert into deliveries (kind, channel, lane, organization_id, endpoint_id, event_sequence, user_id, template, state, due_at, leased_until, updated_at)
      select kind, case kind when 'webhook' then 'webhook' else 'mail' end, ${company.id}::uuid, ${company.id}::uuid,
        case kind when 'webhook' then (select id from endpoint) end, sequences[place],
        case kind when 'notice_mail' then (select id from users limit 1) end, case kind when 'notice_mail' then 'accepted' end, state,
        now() + interval '9 days', case state when 'sending' then now() + interval '9 days' end, now() - make_interval(days => ${days})
      from (values ('webhook'), ('notice_mail')) as kinds (kind),
        unnest('{queued, sending, sent, delivered, failed, cancelled}'::text[]) with ordinality as states (state, place),
        (select array_agg(sequence) as sequences from (select sequence from events order by sequence limit 6) as first) as told
      returning id
    )
    insert into delivery_attempts (delivery_id, number, duration_ms, state, detail) select id, 1, 5, 'sent', '250 OK' from made`)
}

const left = async () => {
  const { deliveries, attempts } = await usher.db.one(sql<{ deliveries: number; attempts: number }>`
    select (select count(*) from deliveries where kind in ('webhook', 'notice_mail'))::integer as deliveries,
      (select count(*) from delivery_attempts join deliveries on deliveries.id = delivery_id
        where kind in ('webhook', 'notice_mail'))::integer as attempts`)
  return [deliveries, attempts]
}

test('what came of webhooks and notices is forgotten after 30 days with its attempts, unless it is still under way (case 161)', async () => {
  const invitation = await ada.invites(company, 'grace@example.com')
  const read = async () => (await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body.delivery
  await expect.poll(async () => (await read()).state).toBe('sent')
  await ada.request('PATCH', `/organizations/${company.id}`, { body: { name: 'Engines' } })
  for (let event = 0; event < 6; event++) await ada.founds()
  await allIsTold(usher)
  await deliveries(29)
  expect(await unchanged(usher, forget)).toBe(0)
  await usher.db.run(sql`update deliveries set updated_at = updated_at - interval '2 days'`)
  const [one, other] = await Promise.all([forget(), forget()])
  expect(one + other).toBe(8)
  expect(await left()).toEqual([4, 4])
  expect(await unchanged(usher, forget)).toBe(0)
  expect((await read()).times_sent).toBe(1)
  expect(await forgetDeliveries(usher.db, { deliveryRetentionDays: undefined })).toBe(0)
  await usher.db.run(sql`delete from deliveries where kind in ('webhook', 'notice_mail')`)
})
