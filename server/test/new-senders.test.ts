import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { vouch } from '../src/mail_quotas/vouch.ts'
import { type Actor, cast, type Company, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { queueUncounted } from './support/mail-quotas.ts'
import { unchanged } from './support/unchanged.ts'
import { writtenData } from './support/told-events.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher({
    USHER_MAILS_PER_ORGANIZATION_PER_DAY: '6',
    USHER_NEW_ORGANIZATION_MAILS_PER_DAY: '2',
    USHER_FREEZE_BELOW_PERCENT: '2',
  })
})
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let company: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
})

const told = { actor: { type: 'system' }, requestId: null } as const
const isVouchedFor = (yes: boolean) => usher.db.transaction((tx) => vouch(tx, company.id, yes, told))
const ages = (time: string) =>
  usher.db.run(sql`update organizations set created_at = now() - ${time}::interval where id = ${company.id}`)

async function invitesMany(times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let each = 0; each < times; each++) statuses.push((await ada.tryToInvite(company, newAddress())).status)
  return statuses
}

describe('an organization that is new', () => {
  test('has fewer mailed for its first seven days (case 150)', async () => {
    expect(await invitesMany(2)).toEqual([201, 201])
    const refused = await unchanged(usher, () => ada.tryToInvite(company, newAddress()))
    expect([refused.status, refused.body.code, refused.body.limit]).toEqual([429, 'mail_quota_reached', 'organization'])
    expect(refused.headers.get('ratelimit-policy')).toBe('"mails-of-organization";q=2;w=86400')
    await ages('6 days 23 hours')
    expect(await invitesMany(1)).toEqual([429])
    await ages('7 days')
    expect(await invitesMany(5)).toEqual([201, 201, 201, 201, 429])
  })

  test('has as many as others once an operator vouches for it (case 150)', async () => {
    expect(await isVouchedFor(true)).toBe(true)
    expect(await invitesMany(7)).toEqual([...Array.from({ length: 6 }, () => 201), 429])
  })
})

describe('an organization whose invitations hardly anybody accepts', () => {
  /** Invitations that were mailed so many days ago, some of them accepted. */
  async function mailed(count: number, accepted: number, time = '4 days'): Promise<void> {
    const { joe } = await cast(usher, 'joe')
    await joe.inbox()
    await usher.db.run(sql`
      with made as (
        insert into invitations (organization_id, email, canonical_email, status, answered_by, expires_at, link_epoch, created_at)
        select ${company.id}, address, address,
          case when number <= ${accepted}::integer then 'accepted' else 'expired' end,
          case when number <= ${accepted}::integer then (select user_id from identities where subject = ${joe.subject}) end,
          now(), 'none', now() - ${time}::interval
        from generate_series(1, ${count}::integer) as number, concat(gen_random_uuid(), '@example.com') as address
        returning id, organization_id, status, answered_by
      ), told as (
        insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, data)
        select type, organization_id, 'user', answered_by::text, 'invitation', id::text, ${writtenData(sql`type`)}
        from made cross join lateral (values ('invitation.created'), ('invitation.' || status)) as each (type)
      )
      insert into deliveries (kind, organization_id, invitation_id, state)
      select 'invitation_mail', organization_id, id, 'sent' from made`)
    await ages('30 days')
  }

  test('has no more of them mailed, and is told whom to write to (case 150)', async () => {
    await mailed(50, 0)
    const refused = await unchanged(usher, () => ada.tryToInvite(company, newAddress()))
    expect([refused.status, refused.body.code]).toEqual([429, 'sending_frozen'])
    expect(refused.body.detail).toContain('Write to the operator of this service')
    expect(refused.headers.get('retry-after')).toBe('86400')
    expect(refused.headers.get('ratelimit-policy')).toBe('"mails-of-organization";q=0;w=86400')
    // Whoever is not mailed is not kept out: nothing is sent for them.
    const made = await ada.request('POST', `/organizations/${company.id}/service-accounts`, { body: { name: 'Robot' } })
    const { email } = succeeded(made).body as { email: string }
    const { grace } = await cast(usher, 'grace')
    const other = await grace.founds()
    expect((await grace.tryToInvite(other, email)).status).toBe(201)
    expect((await grace.tryToInvite(other, newAddress())).status).toBe(201)
  })

  test.each([
    ['too few say nothing', 49, 0, '4 days'],
    ['one in fifty accepts', 50, 1, '4 days'],
    ['people had no time yet', 50, 0, '2 days'],
    ['it is long ago', 50, 0, '31 days'],
  ])('is not one where %s (case 150)', async (_, count, accepted, time) => {
    await mailed(count, accepted, time)
    expect(await invitesMany(1)).toEqual([201])
  })

  test('is judged by its newest invitations, of which two in a hundred are enough (case 150)', async () => {
    await mailed(300, 100, '20 days')
    await mailed(200, 3)
    expect(await invitesMany(1)).toEqual([429])
    await mailed(1, 1, '3 days 1 hour')
    expect(await invitesMany(1)).toEqual([201])
  })

  test('goes on once an operator vouches for it, and no longer when that is withdrawn (case 150)', async () => {
    await mailed(50, 0)
    expect(await invitesMany(1)).toEqual([429])
    expect([await isVouchedFor(true), await isVouchedFor(true)]).toEqual([true, false])
    expect(await invitesMany(1)).toEqual([201])
    expect(await isVouchedFor(false)).toBe(true)
    expect(await invitesMany(1)).toEqual([429])
    const events = await usher.db.many(sql<{ type: string }>`
      select type from events where subject_id = ${company.id} and type like '%vouched%' order by sequence`)
    expect(events.map(({ type }) => type)).toEqual(['organization.vouched_for', 'organization.no_longer_vouched_for'])
  })

  test('has those that still wait held back as well (case 150)', async () => {
    await mailed(50, 0)
    const [waiting, other] = await queueUncounted(usher, ada, company, [newAddress(), newAddress()])
    for (const each of [waiting, other]) {
      const delivery = async () =>
        succeeded(await ada.get(`/organizations/${company.id}/invitations/${each?.id ?? ''}`)).body.delivery
      await expect.poll(delivery).toMatchObject({
        state: 'queued',
        detail: expect.stringMatching(/^Waits: hardly anybody accepts/),
      })
    }
  })
})
