import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { relayEvents } from '../src/deliveries/relay.ts'
import { most_an_hour, queueNotices } from '../src/notices/queue.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { allIsTold, mailbox, mailsTo } from './support/mailed.ts'
import { latestMailTo, noticesTo, retold, toldTo } from './support/notices.ts'
import { userIdOf } from './support/operator.ts'
import { type Resident, resident } from './support/resident.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const mailbox_kept = { mail: { kind: 'mailbox' } } as const

let ada: Actor
let grace: Resident
let company: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  grace = await resident(usher, 'grace')
  company = await ada.founds()
})

describe('notices', () => {
  const eventsOf = (type: string) =>
    usher.db.many(sql<{ sequence: number; type: string }>`
      select sequence, type from events where organization_id = ${company.id} and type = ${type} order by sequence`)

  test('of one event are queued once, however often and by how many it is relayed (case 178)', async () => {
    const invitation = await ada.invites(company, 'somebody@example.com')
    await allIsTold(usher)
    await ada.revokes(invitation)
    await grace.accepts(await ada.invites(company, grace))
    const types = ['invitation.accepted', 'invitation.revoked']
    const queued = () =>
      usher.db.many(sql`
        select template from deliveries
        where organization_id = ${company.id} and event_sequence is not null order by template`)
    await allIsTold(usher)
    const before = await mailsTo(usher, ada.address)
    for (let round = 0; round < 5; round++) {
      await retold(usher, company, ...types)
      await Promise.all([1, 2, 3].map(() => relayEvents(usher.db, mailbox_kept)))
      const again = (await Promise.all(types.map(eventsOf))).flat()
      await Promise.all([1, 2].map(() => usher.db.transaction((tx) => queueNotices(tx, mailbox_kept, again))))
    }
    await allIsTold(usher)
    expect(await queued()).toEqual([{ template: 'accepted' }, { template: 'revoked' }])
    expect(await mailsTo(usher, ada.address)).toBe(before)
  })

  test(`beyond ${most_an_hour} an hour to one person from one organization are written, and not sent`, async () => {
    const many = 2 * most_an_hour
    const emails = Array.from({ length: many }, () => newAddress('crowd'))
    const invitations = succeeded(
      await ada.request('POST', `/organizations/${company.id}/invitations/batch`, {
        body: { mode: 'partial', invitations: emails.map((email) => ({ email })) },
      }),
    ).body as { invitation_id: string; email: string }[]
    for (const { invitation_id, email } of invitations) {
      const each = await enter(usher, 'crowd', { email })
      succeeded(await each.request('POST', `/invitations/${invitation_id}?accept=false`))
    }
    await allIsTold(usher)
    const adaId = await userIdOf(usher, ada)
    await usher.db.run(sql`delete from deliveries where user_id = ${adaId}`)

    const events = await eventsOf('invitation.declined')
    const [odd, even] = [events.filter((_, index) => index % 2 === 1), events.filter((_, index) => index % 2 === 0)]
    await Promise.all([odd, even].map((half) => usher.db.transaction((tx) => queueNotices(tx, mailbox_kept, half))))
    const states = Map.groupBy(await noticesTo(usher, ada), ({ state }) => state)
    expect([states.get('sent')?.length, states.get('not_sent')?.length]).toEqual([most_an_hour, many - most_an_hour])
    expect(states.get('not_sent')?.[0]?.detail).toBe(
      `Not sent: ${most_an_hour} notices an hour are enough. What happened is in the organization's events.`,
    )

    // Those about the organization are not kept from her by that, nor those of other organizations, nor later ones.
    const other = await ada.founds('Club')
    await grace.accepts(await ada.invites(other, grace))
    const late = await ada.invites(company, grace)
    await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${company.id}`)
    await grace.accepts(late)
    expect((await toldTo(usher, ada)).slice(-2)).toEqual(['accepted', 'seat_limit_reached'])
    await usher.db.run(sql`
      update deliveries set created_at = created_at - interval '1 hour' where user_id = ${adaId}`)
    await usher.db.run(sql`update organizations set seat_limit = null where id = ${company.id}`)
    await grace.accepts(
      (await grace.inbox()).map((id) => ({ id, organization_id: company.id, email: '' }))[0] as Invited,
    )
    expect((await toldTo(usher, ada)).at(-1)).toBe('accepted')
  })

  test('are in the language of who reads them', async () => {
    const adaId = await userIdOf(usher, ada)
    await usher.db.run(sql`update users set locale = 'de' where id = ${adaId}`)
    await grace.accepts(await ada.invites(company, grace))
    expect((await latestMailTo(usher, ada.address)).text).not.toContain('They are a member now.')
  })

  test('of who is erased are not sent, and no mail names them any more (case 159)', async () => {
    const invitation = await ada.invites(company, grace)
    await grace.accepts(invitation)
    await allIsTold(usher)
    const graceId = await userIdOf(usher, grace)
    const role = { body: { role_ids: [company.roles.admin] } }
    await ada.request('PATCH', `/organizations/${company.id}/members?user_id=${graceId}`, role)
    await allIsTold(usher)
    await usher.db.run(sql`
      update deliveries set state = 'queued', due_at = now() + interval '1 hour' where user_id = ${graceId}`)
    expect((await mailbox(usher, ada.address)).map(({ subject }) => subject)).toEqual([
      `${grace.address} accepted your invitation to Analytical Engines`,
    ])
    succeeded(await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } }))
    expect((await noticesTo(usher, ada)).map(({ state }) => state)).toEqual(['sent'])
    expect(await mailbox(usher, ada.address)).toEqual([])
    const hers = await usher.db.many(sql`select state, detail from deliveries where user_id = ${graceId}`)
    expect(hers).toEqual([{ state: 'cancelled', detail: 'Not sent: the user was erased.' }])
  })

  test('are written and not sent where mail is switched off (case 97)', async () => {
    await using silent = await startUsher({ USHER_MAIL: 'off' })
    const { ada: quiet, grace: guest } = await cast(silent, 'ada', 'grace')
    await guest.accepts(await quiet.invites(await quiet.founds(), guest))
    expect(await noticesTo(silent, quiet)).toMatchObject([
      { template: 'accepted', state: 'not_sent', detail: 'Not sent: mail is switched off.' },
    ])
  })
})
