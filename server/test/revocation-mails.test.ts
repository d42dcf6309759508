import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { asksAbout, decides } from './support/asking.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { allIsTold, linkTokenMailedTo, mailbox } from './support/mailed.ts'
import { userIdOf } from './support/operator.ts'
import { verifies } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
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

describe('an invitee whose invitation was revoked', () => {
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

  test('hears of it although something happened to what has an id of another kind', async () => {
    await usher.db.run(sql`
      insert into events (type, actor_type, subject_type, subject_id, data)
      select 'client.registered', 'system', 'client', 'application_' || number, '{}' from generate_series(1, 100) as number`)
    await ada.revokes(invitation)
    expect((await subjects())[0]).toBe(withdrawn)
  })

  test('hears nothing where no mail of it had arrived', async () => {
    await usher.db.run(sql`
      update deliveries set state = 'bounced', sent_at = null where invitation_id = ${invitation.id}`)
    await ada.revokes(invitation)
    expect(await deliveriesOf(invitation)).toHaveLength(1)
  })

  test('hears nothing where the mail of it that was being sent then does not arrive, and waits for that', async () => {
    const first = (state: string) =>
      usher.db.run(sql`
        update deliveries set state = ${state}, lease = lease + 1, leased_until = now() + interval '1 hour', sent_at = null
        where invitation_id = ${invitation.id} and template is null`)
    const revocation = () =>
      usher.db.maybe(sql<{ state: string; waits: boolean; detail: string | null }>`
        select state, waits, detail from deliveries where invitation_id = ${invitation.id} and template = 'revoked'`)
    await first('sending')
    await ada.revokes(invitation)
    await expect.poll(revocation).toEqual({ state: 'queued', waits: true, detail: null })
    await first('bounced')
    await usher.db.run(sql`update deliveries set due_at = now() where invitation_id = ${invitation.id} and waits`)
    await expect.poll(revocation).toEqual({
      state: 'cancelled',
      waits: false,
      detail: 'Not sent: no mail of the invitation arrived.',
    })
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
      .poll(() => usher.db.one(sql`select status from invitations where id = ${invitation.id}`))
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
