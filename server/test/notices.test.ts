import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { relayEvents } from '../src/deliveries/relay.ts'
import { record } from '../src/events/record.ts'
import { most_an_hour, queueNotices } from '../src/notices/queue.ts'
import { asksAbout, asksForRenewal, decides, runsOut } from './support/asking.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { machine, platform } from './support/machine.ts'
import { allIsTold, linkTokenMailedTo, mailbox, mailsTo } from './support/mailed.ts'
import { latestMailTo, noticesTo, retold, sentNow, toldTo } from './support/notices.ts'
import { userIdOf } from './support/operator.ts'
import { verifies } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { assigns, makesRole } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
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

/** Linus is an admin of the company, and has invited Grace. */
async function linusInvites(): Promise<{ linus: Actor; linusId: string; invitation: Invited }> {
  const { linus } = await cast(usher, 'linus')
  const linusId = await linus.joins(company, ada, 'admin')
  return { linus, linusId, invitation: await linus.invites(company, grace) }
}

const setsRole = (by: Actor, userId: string, roleId: string) =>
  by.request('PATCH', `/organizations/${company.id}/members?user_id=${userId}`, { body: { role_ids: [roleId] } })

describe('the inviter', () => {
  test('hears that their invitation was accepted', async () => {
    await grace.accepts(await ada.invites(company, grace))
    const { subject, text } = await latestMailTo(usher, ada.address)
    expect(subject).toBe(`${grace.address} accepted your invitation to Analytical Engines`)
    expect(text).toContain(`${usher.url}/console/organizations/${company.id}/people`)
    expect(await toldTo(usher, ada)).toEqual(['accepted'])
    expect(await toldTo(usher, grace)).toEqual([])
  })

  test('hears that it was declined and why, and not by whom', async () => {
    const second = newAddress('second')
    await verifies(usher, grace, second)
    await grace.declines(await ada.invites(company, second), 'No time.\nNext year?')
    const { subject, text } = await latestMailTo(usher, ada.address)
    expect(subject).toBe(`${second} declined your invitation to Analytical Engines`)
    expect(text).toMatch(/No time\.\n.*Next year\?/)
    expect(text.toLowerCase()).not.toContain('grace')
  })

  test('hears nothing of what they did themselves', async () => {
    const second = newAddress('ada')
    const invitation = await ada.invites(company, second)
    await verifies(usher, ada, second)
    await ada.declines(invitation)
    expect(await noticesTo(usher, ada)).toEqual([])
  })

  test.each<[string, (linus: { linusId: string; linus: Actor }) => Promise<unknown>]>([
    [
      'is a member no longer',
      ({ linusId }) => ada.request('DELETE', `/organizations/${company.id}/members?user_id=${linusId}`),
    ],
    ['may not read invitations any more', ({ linusId }) => setsRole(ada, linusId, company.roles.member)],
    ['is deactivated', ({ linusId }) => usher.db.run(sql`update users set status = 'disabled' where id = ${linusId}`)],
    [
      'has no verified address',
      ({ linusId }) => usher.db.run(sql`update addresses set verified_at = null where user_id = ${linusId}`),
    ],
  ])('hears nothing who %s, whether that was so before it was queued or before it was sent', async (_, happens) => {
    await usher.db.run(sql`update organizations set departed_inviter = 'keep' where id = ${company.id}`)
    const { linus, linusId, invitation } = await linusInvites()
    await grace.accepts(invitation)
    const [notice] = (await noticesTo(usher, linus)).filter(({ template }) => template === 'accepted')
    if (notice === undefined) throw new Error('there is no notice')
    await happens({ linus, linusId })
    const { state, detail } = await sentNow(usher, notice)
    expect([state, detail]).toEqual(['cancelled', expect.stringMatching(/^Not sent: /)])

    await usher.db.run(sql`delete from deliveries where id = ${notice.id}`)
    await retold(usher, company, 'invitation.accepted')
    await allIsTold(usher)
    const again = await usher.db.many(
      sql`select id from deliveries where user_id = ${linusId} and template = 'accepted'`,
    )
    expect(again).toEqual([])
  })

  test('is mailed at the address that they have had longest, of those they proved', async () => {
    const [second, third] = [newAddress('second'), newAddress('third')]
    for (const address of [second, third]) await verifies(usher, ada, address)
    const adaId = await userIdOf(usher, ada)
    await usher.db.run(sql`
      update addresses set verified_at = null where user_id = ${adaId} and canonical = ${ada.address}`)
    await grace.accepts(await ada.invites(company, grace))
    await allIsTold(usher)
    expect((await mailbox(usher, second))[0]?.subject).toContain('accepted')
    expect((await mailbox(usher, third))[0]?.subject).not.toContain('accepted')
    expect((await mailbox(usher, ada.address)).map(({ subject }) => subject)).not.toContain('accepted')
  })

  test('is not mailed if it is a machine, or nobody', async () => {
    const robot = await machine(usher, ada, company, { role: 'admin' })
    const { token } = await platform(usher)
    const byNobody = await usher.request('POST', `/organizations/${(await ada.founds()).id}/invitations`, {
      token,
      body: { email: grace.address },
    })
    await grace.accepts(await robot.invites(company, grace))
    await grace.accepts(byNobody.body as Invited)
    await allIsTold(usher)
    const machines = await usher.db.many(sql`select id from deliveries where user_id = ${robot.id}`)
    expect([machines, await toldTo(usher, ada)]).toEqual([[], []])
  })
})

describe('an invitee', () => {
  let invitation: Invited
  beforeEach(async () => {
    invitation = await ada.invites(company, grace)
    await linkTokenMailedTo(usher, grace.address)
  })

  const subjects = async () => {
    await allIsTold(usher)
    return (await mailbox(usher, grace.address)).map(({ subject }) => subject)
  }
  const withdrawn = 'Your invitation to join Analytical Engines was withdrawn'
  const deliveriesOf = async ({ id, organization_id }: Invited) => {
    await allIsTold(usher)
    return succeeded(await ada.get(`/organizations/${organization_id}/invitations/${id}/deliveries`)).body
  }

  test('hears that an invitation which they were mailed was revoked', async () => {
    await ada.revokes(invitation)
    expect((await subjects())[0]).toBe(withdrawn)
    const deliveries = await deliveriesOf(invitation)
    expect(deliveries.map(({ template, state }: { template: string; state: string }) => [template, state])).toEqual([
      ['invitation', 'sent'],
      ['revoked', 'sent'],
    ])
    const { delivery } = succeeded(await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body
    expect(delivery).toMatchObject({ state: 'sent', times_sent: 1 })
  })

  test('hears nothing where no mail of it had arrived', async () => {
    await usher.db.run(sql`
      update deliveries set state = 'bounced', sent_at = null where invitation_id = ${invitation.id}`)
    await ada.revokes(invitation)
    expect(await deliveriesOf(invitation)).toHaveLength(1)
  })

  test('hears nothing where it had expired', async () => {
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
    await ada.revokes(invitation)
    expect(await deliveriesOf(invitation)).toHaveLength(1)
  })

  test('hears of the new invitation alone where it went to another address, as they asked', async () => {
    const second = newAddress('second')
    await verifies(usher, grace, second)
    const asked = succeeded(await asksAbout(grace, invitation, { kind: 'readdress', email: second })).body
    succeeded(await decides(ada, company, asked, true))
    expect(await subjects()).not.toContain(withdrawn)
    expect((await mailbox(usher, second))[0]?.subject).toContain('invites you')
  })

  test('hears nothing where the organization ended', async () => {
    succeeded(await ada.request('DELETE', `/organizations/${company.id}`))
    await usher.db.run(sql`update recurring_work set due_at = now() where name = 'clear_remains'`)
    await expect
      .poll(() => usher.db.one(sql`select status from invitations where id = ${invitation.id}`), { timeout: 10_000 })
      .toEqual({ status: 'revoked' })
    expect(await subjects()).not.toContain(withdrawn)
  })

  test('who wants no mails of the organization gets none, which looks as if it had been sent (case 64)', async () => {
    const other = await ada.invites(company, (await cast(usher, 'linus')).linus)
    await allIsTold(usher)
    const graceId = await userIdOf(usher, grace)
    await usher.db.run(sql`
      insert into organization_blocks (user_id, organization_id) values (${graceId}, ${company.id})`)
    await ada.revokes(invitation)
    await ada.revokes(other)
    expect(await subjects()).not.toContain(withdrawn)
    const own = { id: expect.any(String), created: expect.any(String), sent: expect.any(String) }
    const shown = await deliveriesOf(other)
    expect(await deliveriesOf(invitation)).toEqual(
      shown.map((each: { attempt_log: object[] }) => ({
        ...each,
        ...own,
        attempt_log: each.attempt_log.map((attempt) => ({ ...attempt, ended: expect.any(String) })),
      })),
    )
  })

  test('hears nothing if they were erased before it was sent (case 103)', async () => {
    await ada.revokes(invitation)
    await allIsTold(usher)
    await usher.db.run(sql`
      update deliveries set state = 'queued', due_at = now() + interval '1 hour'
      where invitation_id = ${invitation.id} and template = 'revoked'`)
    succeeded(await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } }))
    expect((await deliveriesOf(invitation)).map(({ state }: { state: string }) => state)).toEqual(['sent', 'cancelled'])
  })
})

describe('what an invitee asks', () => {
  test('is told to the inviter, who decides it', async () => {
    const { linus, invitation } = await linusInvites()
    await linkTokenMailedTo(usher, grace.address)
    await runsOut(usher, invitation)
    succeeded(await asksAbout(grace, invitation, { kind: 'renewal', message: 'Again, please' }))
    const { subject, text } = await latestMailTo(usher, linus.address)
    expect(subject).toBe(`${grace.address} asks for a new invitation to Analytical Engines`)
    expect(text).toContain('Again, please')
    expect(await toldTo(usher, ada)).toEqual(['accepted'])
  })

  test('is told to the owners where the inviter cannot decide any more', async () => {
    const { linus, linusId, invitation } = await linusInvites()
    const token = await linkTokenMailedTo(usher, grace.address)
    await setsRole(ada, linusId, company.roles.member)
    await runsOut(usher, invitation)
    succeeded(await asksForRenewal(usher, token))
    expect(await toldTo(usher, ada)).toEqual(['accepted', 'renewal_requested'])
    expect(await toldTo(usher, linus)).toEqual(['role_changed'])
  })

  test('shows the new address only in part, and is not told once it was decided', async () => {
    const invitation = await ada.invites(company, grace)
    await linkTokenMailedTo(usher, grace.address)
    const second = newAddress('second')
    await verifies(usher, grace, second)
    const asked = succeeded(await asksAbout(grace, invitation, { kind: 'readdress', email: second })).body
    const { subject, text } = await latestMailTo(usher, ada.address)
    expect(subject).toBe(`${grace.address} asks to be invited to Analytical Engines at another address`)
    expect(text).not.toContain(second)
    const [notice] = await noticesTo(usher, ada)
    if (notice === undefined) throw new Error('there is no notice')
    succeeded(await decides(ada, company, asked, false))
    expect(await sentNow(usher, notice)).toEqual({ state: 'cancelled', detail: 'Not sent: the request is refused.' })
  })
})

describe('the owners', () => {
  const seats = (seat_limit: number | null) =>
    usher.db.run(sql`update organizations set seat_limit = ${seat_limit} where id = ${company.id}`)
  const reached = () =>
    usher.db.many(sql<{ data: object }>`
      select data from events where organization_id = ${company.id} and type = 'organization.seat_limit_reached'`)

  test('hear once a day that somebody found no seat, however many did', async () => {
    const { linus, eve } = await cast(usher, 'linus', 'eve')
    const invited = await Promise.all(
      [grace, linus, eve].map(async (each) => [each, await ada.invites(company, each)] as const),
    )
    await seats(1)
    const answers = await Promise.all([...invited, ...invited].map(([each, invitation]) => each.accepts(invitation)))
    expect(answers.map(({ body }) => body.code)).toEqual(Array(6).fill('seat_limit_reached'))
    const [first] = invited
    await unchanged(usher, () => grace.accepts(first?.[1] as Invited))
    expect(await reached()).toEqual([{ data: { seat_limit: 1, member_count: 1 } }])
    expect((await latestMailTo(usher, ada.address)).subject).toBe('All seats of Analytical Engines are taken')

    await usher.db.run(sql`
      update organizations set seat_limit_told_at = seat_limit_told_at - interval '1 day' where id = ${company.id}`)
    await grace.accepts(first?.[1] as Invited)
    expect(await reached()).toHaveLength(2)
  })

  test('are not told where there are seats again', async () => {
    const invitation = await ada.invites(company, grace)
    await seats(1)
    await grace.accepts(invitation)
    const [notice] = await noticesTo(usher, ada)
    if (notice === undefined) throw new Error('there is no notice')
    await seats(null)
    expect(await sentNow(usher, notice)).toMatchObject({ state: 'cancelled' })
  })

  test.each([
    ['failing', ['webhook_disabled']],
    ['gone', ['webhook_disabled']],
    ['by_hand', []],
  ] as const)('are told of a webhook endpoint that was disabled because: %s', async (reason, expected) => {
    const { linus } = await cast(usher, 'linus')
    await linus.joins(company, ada, 'admin')
    const { id } = await usher.db.one(sql<{ id: string }>`
      insert into webhook_endpoints (organization_id, url, state, disabled_reason, secret, failing_since)
      values (${company.id}, 'https://hooks.example.com/secret', 'disabled', ${reason}, '', now()) returning id`)
    await usher.db.transaction((tx) =>
      record(tx, {
        type: 'webhook_endpoint.disabled',
        organizationId: company.id,
        actor: { type: 'system' },
        subject: { type: 'webhook_endpoint', id },
        requestId: null,
        data: { reason },
      }),
    )
    expect((await toldTo(usher, ada)).slice(1)).toEqual(expected)
    expect(await toldTo(usher, linus)).toEqual([])
    const { text } = await latestMailTo(usher, ada.address)
    // Dots in names are no links: something that cannot be seen stands before them.
    if (expected.length > 0) expect(text.replaceAll('\u200B', '')).toContain('hooks.example.com')
    expect(text).not.toContain('secret')
  })
})

describe('a member', () => {
  test('hears that somebody changed their roles, and not that they did so themselves', async () => {
    const { linus } = await cast(usher, 'linus')
    const linusId = await linus.joins(company, ada, 'owner')
    const billing = await makesRole(ada, company, ['members:read'], 'Billing')
    succeeded(await setsRole(ada, linusId, company.roles.admin))
    expect((await latestMailTo(usher, linus.address)).text).toMatch(/Before: \W*Owner\W*\n.*Now: \W*Admin\W*$/m)
    succeeded(await setsRole(linus, linusId, billing.id))
    expect(await toldTo(usher, linus)).toEqual(['role_changed'])
  })

  test('hears of the last of several changes', async () => {
    const graceId = await grace.joins(company, ada)
    await setsRole(ada, graceId, company.roles.admin)
    const [first] = await noticesTo(usher, grace)
    if (first === undefined) throw new Error('there is no notice')
    await setsRole(ada, graceId, company.roles.owner)
    await allIsTold(usher)
    expect(await sentNow(usher, first)).toEqual({
      state: 'cancelled',
      detail: 'Not sent: their roles were changed again.',
    })
  })

  test('hears nothing of what an application changes, which tells its people itself', async () => {
    const { token } = await platform(usher)
    const graceId = await grace.joins(company, ada)
    const changed = await usher.request('POST', `/roles/${company.roles.admin}/assignments?user_id=${graceId}`, {
      token,
    })
    succeeded(changed)
    expect(await noticesTo(usher, grace)).toEqual([])
  })

  test('of a machine is told nothing', async () => {
    const robot = await machine(usher, ada, company)
    succeeded(await assigns(ada, company.roles.admin, { user_id: robot.id }))
    await allIsTold(usher)
    expect(await usher.db.many(sql`select id from deliveries where user_id = ${robot.id}`)).toEqual([])
  })

  test('hears that they are offered to own the organization, as long as they are', async () => {
    const graceId = await grace.joins(company, ada)
    const offers = (method: string) => ada.request(method, `/organizations/${company.id}/owners?user_id=${graceId}`)
    succeeded(await offers('POST'))
    const { subject, text } = await latestMailTo(usher, grace.address)
    expect(subject).toBe('You are asked to become an owner of Analytical Engines')
    expect(text).toContain('Ada')
    const [notice] = await noticesTo(usher, grace)
    if (notice === undefined) throw new Error('there is no notice')
    succeeded(await offers('DELETE'))
    expect(await sentNow(usher, notice)).toEqual({
      state: 'cancelled',
      detail: 'Not sent: the offer is not open any more.',
    })
  })
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
    await setsRole(ada, graceId, company.roles.admin)
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
