import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { record } from '../src/events/record.ts'
import { suppress } from '../src/mail_suppressions/suppressed.ts'
import { asksAbout, asksForRenewal, decides, runsOut } from './support/asking.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { machine, platform } from './support/machine.ts'
import { allIsTold, linkTokenMailedTo, mailbox } from './support/mailed.ts'
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

  test('is mailed at another address of theirs where that one takes no mail', async () => {
    const second = newAddress('second')
    await verifies(usher, ada, second)
    await suppress(usher.db, { scope: 'all', reason: 'bounced', canonical: ada.address })
    await grace.accepts(await ada.invites(company, grace))
    expect(await toldTo(usher, ada)).toEqual(['accepted'])
    expect((await latestMailTo(usher, second)).subject).toContain('accepted')
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
    const text = (await mailbox(usher, ada.address)).map((mail) => mail.text).join('\n')
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
