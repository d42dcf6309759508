import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import { type Moment, type SeveringProxy, startSeveringProxy } from './support/severing-proxy.ts'
import { freshDatabase } from './support/store.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let proxy: SeveringProxy
let sink: MailSink
let usher: TestUsher
beforeAll(async () => {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await freshDatabase())
  proxy = stack.use(await startSeveringProxy(database.url))
  sink = stack.use(await startMailSink())
  usher = stack.use(
    await startUsher({ DATABASE_URL: proxy.url, SMTP_URL: sink.url, MAIL_FROM: 'Usher <usher@example.com>' }),
  )
  const parts = stack.move()
  return () => parts.disposeAsync()
})

let ada: Actor
let grace: Actor
let company: Company
beforeEach(async () => {
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
})

const arrived = () => sink.received.filter(({ to }) => to.includes(grace.address)).length

function deliveryOf({ id }: Invited): Promise<{ state: string; attempts: number; tellings: number }> {
  return usher.db.one(sql<{ state: string; attempts: number; tellings: number }>`
    select state, attempts,
      (select count(*) from events where type = 'invitation.sent' and subject_id = invitation_id::text)::integer as tellings
    from deliveries where invitation_id = ${id}`)
}

describe('when the database is cut off from a worker', () => {
  test('that does not hear what it was given, another takes that up when the lease ends (case 177)', async () => {
    const severed = proxy.severAnswer('in_turn as materialized', 'invitation_mail')
    const invitation = await ada.invites(company, grace)
    await severed
    expect(await deliveryOf(invitation)).toMatchObject({ state: 'sending', attempts: 1 })
    await usher.db.run(sql`
      update deliveries set leased_until = now() - interval '1 second' where invitation_id = ${invitation.id}`)
    usher.running.deliveries.wake()
    await expect.poll(() => deliveryOf(invitation)).toEqual({ state: 'sent', attempts: 2, tellings: 1 })
    expect(arrived()).toBe(1)
  })

  test.each<Moment>(['before', 'after'])(
    '%s it has noted that a mail is sent, it notes it once, and sends it once (cases 101, 177)',
    async (moment) => {
      const severed = proxy.sever(moment, 'concluded as (')
      const invitation = await ada.invites(company, grace)
      await severed
      await expect.poll(() => deliveryOf(invitation)).toEqual({ state: 'sent', attempts: 1, tellings: 1 })
      expect(arrived()).toBe(1)
    },
  )

  test.each<Moment>(['before', 'after'])(
    '%s it has committed what events lead to, each leads to it once (case 177)',
    async (moment) => {
      await usher.db.run(sql`
        insert into webhook_endpoints (organization_id, url, secret) values (${company.id}, 'https://127.0.0.1:9/', '')`)
      const severed = proxy.sever(
        moment,
        'delete from events_to_relay',
        'insert into deliveries (kind, channel',
        'commit\0',
      )
      const invitation = await ada.invites(company, grace)
      await severed
      const told = () =>
        usher.db.many(sql<{ type: string; deliveries: number }>`
          select type, (select count(*) from deliveries where event_sequence = events.sequence and kind = 'webhook')::integer as deliveries
          from events where subject_id = ${invitation.id} order by sequence`)
      await expect.poll(told).toEqual([
        { type: 'invitation.created', deliveries: 1 },
        { type: 'invitation.sent', deliveries: 1 },
      ])
      expect(await usher.db.many(sql`select from events_to_relay`)).toEqual([])
    },
  )
})
