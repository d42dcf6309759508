import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { remind } from '../src/reminders/remind.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { linkTokenMailedTo, mailsTo } from './support/mailed.ts'
import { isLeftToTheTest } from './support/recurring.ts'
import { eventsOf, resends } from './support/sending.ts'
import { resident } from './support/resident.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher()
  // Who reminds is the test.
  await isLeftToTheTest(usher, 'remind')
})
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let company: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
  await settings({})
})

const mailbox = { mail: { kind: 'mailbox' } } as const
const hours_ms = 3_600_000

/** When and how the organization reminds; the whole day, unless said. */
async function settings({
  hours = [72],
  zone = 'UTC',
  from = '00:00',
  until = '00:00',
}: {
  hours?: number[]
  zone?: string
  from?: string
  until?: string
}) {
  await usher.db.run(sql`
    insert into mail_settings (organization_id, reminder_hours, time_zone, awake_from, awake_until)
    values (${company.id}, ${hours}::integer[], ${zone}, ${from}::time, ${until}::time)
    on conflict (organization_id) do update set reminder_hours = excluded.reminder_hours, time_zone = excluded.time_zone,
      awake_from = excluded.awake_from, awake_until = excluded.awake_until`)
}

interface Shown extends Invited {
  status: string
  next_reminder: string | null
  delivery: { state: string; detail: string | null; times_sent: number }
}

const shown = async ({ id }: Invited, by = ada): Promise<Shown> =>
  succeeded(await by.get(`/organizations/${company.id}/invitations/${id}`)).body

/** An invitation whose mail has left. */
async function invited(email: Actor | string = newAddress('grace'), asked: object = {}): Promise<Invited> {
  const address = typeof email === 'string' ? email : email.address
  const { body } = succeeded(
    await ada.request('POST', `/organizations/${company.id}/invitations`, { body: { ...asked, email: address } }),
  )
  await hasLeft(body)
  return body
}

const hasLeft = (invitation: Invited, times = 1) =>
  expect.poll(async () => (await shown(invitation)).delivery).toMatchObject({ state: 'sent', times_sent: times })

/** Lets so many hours pass for an invitation and its mails; its end stays where it is. */
async function hoursPass(invitation: Invited, hours: number): Promise<void> {
  await usher.db.run(sql`
    update invitations set remind_at = remind_at - make_interval(hours => ${hours}) where id = ${invitation.id}`)
  await usher.db.run(sql`
    update deliveries set sent_at = sent_at - make_interval(hours => ${hours}), created_at = created_at - make_interval(hours => ${hours})
    where invitation_id = ${invitation.id}`)
}

/** How often it has been reminded of, when whoever reminds has come by. */
async function reminded({ id }: Invited): Promise<number> {
  while ((await remind(usher.db, mailbox)) > 0);
  const { count } = await usher.db.one(sql<{ count: number }>`
    select count(*)::integer as count from deliveries where invitation_id = ${id} and template = 'reminder'`)
  return count
}

const hoursUntil = (moment: string | null) =>
  moment === null ? null : (new Date(moment).getTime() - Date.now()) / hours_ms

describe('a reminder', () => {
  test('comes 72 hours after the mail, with the same link, once, and is an event', async () => {
    await usher.db.run(sql`delete from mail_settings where organization_id = ${company.id}`)
    await usher.db.run(sql`
      insert into mail_settings (organization_id, awake_from, awake_until) values (${company.id}, '00:00', '00:00')`)
    const address = newAddress('grace')
    const invitation = await invited(address)
    const token = await linkTokenMailedTo(usher, address)
    expect(hoursUntil((await shown(invitation)).next_reminder)).toBeCloseTo(72, 1)

    await hoursPass(invitation, 71)
    expect(await reminded(invitation)).toBe(0)
    await hoursPass(invitation, 1)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
    expect((await shown(invitation)).next_reminder).toBeNull()
    expect(await mailsTo(usher, address)).toBe(2)
    expect(await linkTokenMailedTo(usher, address)).toBe(token)
    expect(await eventsOf(usher, invitation)).toEqual(['created', 'reminded'])

    await hoursPass(invitation, 1_000)
    expect(await reminded(invitation)).toBe(1)
  })

  test('comes as often as the organization says, each so long after the mail before it', async () => {
    await settings({ hours: [24, 48] })
    const invitation = await invited()
    await hoursPass(invitation, 24)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
    expect(hoursUntil((await shown(invitation)).next_reminder)).toBeCloseTo(48, 1)
    await hoursPass(invitation, 47)
    expect(await reminded(invitation)).toBe(1)
    await hoursPass(invitation, 1)
    expect(await reminded(invitation)).toBe(2)
    await hasLeft(invitation, 3)
    await hoursPass(invitation, 1_000)
    expect(await reminded(invitation)).toBe(2)
    expect((await shown(invitation)).next_reminder).toBeNull()
  })

  test('waits while the mail before it waits, and counts from when that left', async () => {
    const invitation = await invited()
    await hoursPass(invitation, 72)
    await usher.db.run(sql`
      update deliveries set state = 'queued', sent_at = null, due_at = now() + interval '9 hours' where invitation_id = ${invitation.id}`)
    expect(await reminded(invitation)).toBe(0)
    expect(hoursUntil((await shown(invitation)).next_reminder)).toBeCloseTo(72, 1)

    await usher.db.run(sql`
      update deliveries set state = 'sent', sent_at = now() - interval '30 hours' where invitation_id = ${invitation.id}`)
    await usher.db.run(sql`update invitations set remind_at = now() where id = ${invitation.id}`)
    expect(await reminded(invitation)).toBe(0)
    expect(hoursUntil((await shown(invitation)).next_reminder)).toBeCloseTo(42, 1)
  })

  test('comes all the same where the invitation was seen: that is no answer', async () => {
    const grace = await resident(usher, 'grace')
    const invitation = await invited(grace)
    succeeded(await grace.get(`/invitations/${invitation.id}/details`))
    await usher.db.run(sql`update invitations set seen_at = now() where id = ${invitation.id}`)
    await hoursPass(invitation, 72)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
  })

  test('comes once, however many look at the same time', async () => {
    const invitation = await invited()
    await hoursPass(invitation, 72)
    await Promise.all(Array.from({ length: 5 }, () => remind(usher.db, mailbox)))
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
  })

  test('is planned anew when the invitation is sent anew, and stays as it was when it is edited', async () => {
    await settings({ hours: [24, 48] })
    const invitation = await invited()
    await hoursPass(invitation, 24)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
    const before = (await shown(invitation)).next_reminder
    const edited = await ada.request('PATCH', `/organizations/${company.id}/invitations/${invitation.id}`, {
      body: { message: 'Do come' },
    })
    expect(succeeded(edited).body.next_reminder).toBe(before)

    await usher.db.run(sql`
      update invitations set created_at = created_at - interval '1 hour' where id = ${invitation.id}`)
    const { next_reminder } = succeeded(await resends(ada, invitation)).body
    expect(hoursUntil(next_reminder)).toBeCloseTo(24, 1)
    await hasLeft(invitation, 3)
    await hoursPass(invitation, 24)
    expect(await reminded(invitation)).toBe(2)
    await hasLeft(invitation, 4)
  })

  test('counts as a mail when it leaves, and not before', async () => {
    const invitation = await invited()
    await hoursPass(invitation, 72)
    await remind(usher.db, mailbox)
    await hasLeft(invitation, 2)
    const rows = await usher.db.many(sql`
      select counted, lane = organization_id as in_lane from deliveries where invitation_id = ${invitation.id} and template = 'reminder'`)
    expect(rows).toEqual([{ counted: true, in_lane: true }])
  })
})

describe('there is no reminder', () => {
  test.each<[string, (invitation: Invited, grace: Actor) => Promise<unknown>]>([
    ['of what was accepted', (invitation, grace) => grace.accepts(invitation)],
    ['of what was declined', (invitation, grace) => grace.declines(invitation)],
    ['of what was revoked', (invitation) => ada.revokes(invitation)],
    [
      'of what has expired',
      ({ id }) => usher.db.run(sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`),
    ],
    [
      'on the last day of an invitation',
      ({ id }) => usher.db.run(sql`update invitations set expires_at = now() + interval '23 hours' where id = ${id}`),
    ],
    [
      'of an organization that is suspended',
      () => usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`),
    ],
    ['where they are switched off', () => settings({ hours: [] })],
    ...['bounced', 'failed', 'cancelled', 'not_sent'].map(
      (state) =>
        [
          `after a mail that is ${state}`,
          ({ id }: Invited) => usher.db.run(sql`update deliveries set state = ${state} where invitation_id = ${id}`),
        ] as [string, (invitation: Invited) => Promise<unknown>],
    ),
    ...['all', 'reminders'].map(
      (scope) =>
        [
          `to an address that takes none (${scope})`,
          (_: Invited, { address }: Actor) =>
            usher.db.run(sql`
              insert into mail_suppressions (scope, address_hash, reason)
              values (${scope}, sha256(convert_to(${address}, 'UTF8')), 'unsubscribed')`),
        ] as [string, (invitation: Invited, grace: Actor) => Promise<unknown>],
    ),
  ])('%s', async (_about, happens) => {
    const grace = await resident(usher, 'grace')
    const invitation = await invited(grace)
    await hoursPass(invitation, 72)
    await happens(invitation, grace)
    expect(await reminded(invitation)).toBe(0)
    await usher.db.run(sql`update organizations set status = 'active' where id = ${company.id}`)
    expect(
      await usher.db.many(
        sql`select id from deliveries where invitation_id = ${invitation.id} and template = 'reminder'`,
      ),
    ).toEqual([])
  })

  test('of what this service does not mail', async () => {
    const { body } = succeeded(
      await ada.request('POST', `/organizations/${company.id}/invitations`, {
        body: { email: newAddress('grace'), send_mail: false },
      }),
    )
    expect(body.next_reminder).toBeNull()
    await hoursPass(body, 100)
    expect(await reminded(body)).toBe(0)
  })

  test('of what an edit brought back after its end, until it is sent anew', async () => {
    const invitation = await invited()
    await usher.db.run(sql`update invitations set expires_at = now() - interval '1 day' where id = ${invitation.id}`)
    const expiration_date = new Date(Date.now() + 240 * hours_ms).toISOString()
    const { body } = succeeded(
      await ada.request('PATCH', `/organizations/${company.id}/invitations/${invitation.id}`, {
        body: { expiration_date },
      }),
    )
    expect([body.status, body.next_reminder]).toEqual(['pending', null])
    await hoursPass(invitation, 100)
    expect(await reminded(invitation)).toBe(0)
  })

  test('that a later end makes possible is given then', async () => {
    const invitation = await invited()
    await usher.db.run(sql`update invitations set expires_at = now() + interval '23 hours' where id = ${invitation.id}`)
    await hoursPass(invitation, 72)
    expect(await reminded(invitation)).toBe(0)
    expect((await shown(invitation)).next_reminder).toBeNull()
    const expiration_date = new Date(Date.now() + 240 * hours_ms).toISOString()
    const edited = await ada.request('PATCH', `/organizations/${company.id}/invitations/${invitation.id}`, {
      body: { expiration_date },
    })
    expect(hoursUntil(succeeded(edited).body.next_reminder)).toBeCloseTo(23, 1)
    await hoursPass(invitation, 24)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
  })

  test('that anybody gets who wants nothing of the organization, and it looks like one', async () => {
    const grace = await resident(usher, 'grace')
    const invitation = await invited(grace)
    await usher.db.run(sql`
      insert into organization_blocks (user_id, organization_id)
      select user_id, ${company.id} from addresses where canonical = ${grace.address}`)
    await hoursPass(invitation, 72)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
    expect(await mailsTo(usher, grace.address)).toBe(1)
  })

  test('while mail is switched off', async () => {
    const invitation = await invited()
    await hoursPass(invitation, 72)
    expect(await remind(usher.db, { mail: { kind: 'off' } })).toBe(0)
    expect(await reminded(invitation)).toBe(1)
    await hasLeft(invitation, 2)
  })

  test('that leaves when it was overtaken on its way: the answer counts', async () => {
    const grace = await resident(usher, 'grace')
    const invitation = await invited(grace)
    // By night.
    await grace.request('PATCH', '/users/me', { body: { time_zone: await zoneWhereItIs(3) } })
    await settings({ from: '08:00', until: '20:00', zone: await zoneWhereItIs(12) })
    await hoursPass(invitation, 72)
    expect(await reminded(invitation)).toBe(1)
    await expect.poll(async () => (await shown(invitation)).delivery.detail).toMatch(/^Waits/)
    succeeded(await grace.declines(invitation))
    await dueNow(invitation)
    await expect.poll(async () => (await shown(invitation)).delivery.state).toBe('cancelled')
    expect(await mailsTo(usher, grace.address)).toBe(1)
  })
})

/** A zone in which it is about that hour of the day at this moment. */
async function zoneWhereItIs(hour: number): Promise<string> {
  const offset = ((hour - new Date().getUTCHours() + 36) % 24) - 12
  // The names in Etc count the other way round.
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`
}

async function dueNow({ id }: Invited): Promise<void> {
  await usher.db.run(sql`
    update deliveries set due_at = now() where invitation_id = ${id} and state = 'queued'`)
  usher.running.deliveries.wake()
}

describe('by night', () => {
  const day = { from: '08:00', until: '20:00' }

  test('it waits for the morning where the organization is, unless the invitation says where the invitee is', async () => {
    await settings({ ...day, zone: await zoneWhereItIs(3) })
    const invitation = await invited()
    await hoursPass(invitation, 80)
    expect(await reminded(invitation)).toBe(0)
    const wait = hoursUntil((await shown(invitation)).next_reminder)
    expect(wait).toBeGreaterThan(3.9)
    expect(wait).toBeLessThanOrEqual(5)

    const elsewhere = await invited(newAddress('linus'), { time_zone: await zoneWhereItIs(12) })
    await hoursPass(elsewhere, 80)
    expect(await reminded(elsewhere)).toBe(1)
    await hasLeft(elsewhere, 2)
  })

  test('it waits for the morning where the invitee says that they are, and nobody else is told where', async () => {
    const grace = await resident(usher, 'grace')
    const zone = await zoneWhereItIs(3)
    succeeded(await grace.request('PATCH', '/users/me', { body: { time_zone: zone } }))
    await settings({ ...day, zone: await zoneWhereItIs(12) })
    const invitation = await invited(grace, { time_zone: await zoneWhereItIs(13) })
    await hoursPass(invitation, 80)
    expect(await reminded(invitation)).toBe(1)
    await expect
      .poll(async () => (await shown(invitation)).delivery)
      .toMatchObject({
        state: 'queued',
        detail: 'Waits for the day of its recipient.',
      })
    const row = await usher.db.one(sql<{ hours: number; counted: boolean; attempts: number }>`
      select extract(epoch from due_at - now())::float8 / 3600 as hours, counted, attempts from deliveries
      where invitation_id = ${invitation.id} and state = 'queued'`)
    expect([row.counted, row.attempts]).toEqual([false, 0])
    expect(row.hours).toBeGreaterThan(3.9)
    expect(row.hours).toBeLessThanOrEqual(5)
    // With its quotes, since the names of some zones begin with those of others.
    expect(JSON.stringify(await shown(invitation))).not.toContain(JSON.stringify(zone))

    succeeded(await grace.request('PATCH', '/users/me', { body: { time_zone: null } }))
    await dueNow(invitation)
    await hasLeft(invitation, 2)
  })

  test('it is given up if the last day of the invitation has come by the morning', async () => {
    const grace = await resident(usher, 'grace')
    succeeded(await grace.request('PATCH', '/users/me', { body: { time_zone: await zoneWhereItIs(3) } }))
    await settings({ ...day, zone: await zoneWhereItIs(12) })
    const invitation = await invited(grace)
    await hoursPass(invitation, 80)
    expect(await reminded(invitation)).toBe(1)
    await expect.poll(async () => (await shown(invitation)).delivery.detail).toMatch(/^Waits/)
    await usher.db.run(sql`update invitations set expires_at = now() + interval '20 hours' where id = ${invitation.id}`)
    await dueNow(invitation)
    await expect
      .poll(async () => (await shown(invitation)).delivery)
      .toMatchObject({ state: 'cancelled', detail: 'Not sent: the invitation ends within a day.' })
  })
})
