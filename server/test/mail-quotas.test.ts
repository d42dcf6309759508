import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { sql } from '../src/database/sql.ts'
import { countOrPostpone } from '../src/mail_quotas/batch.ts'
import { forgetMailQuotas, type MailLimits, type PlannedMail, takeMailQuota } from '../src/mail_quotas/quota.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { mailsTo } from './support/mailed.ts'
import { nextDay, queueUncounted } from './support/mail-quotas.ts'
import { userIdOf } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher({
    USHER_MAILS_PER_ORGANIZATION_PER_DAY: '8',
    USHER_MAILS_PER_INVITER_PER_DAY: '5',
    USHER_MAILS_PER_RECIPIENT_PER_DAY: '2',
    USHER_MAILS_PER_DOMAIN_PER_DAY: '3',
  })
})
afterAll(() => usher[Symbol.asyncDispose]())

/** An address of a domain that nobody else is at. */
const elsewhere = () => newAddress().replace('@', `@${crypto.randomUUID()}.`)

async function invitesAll(actor: Actor, company: Company, ...emails: string[]): Promise<number[]> {
  const statuses: number[] = []
  for (const email of emails) statuses.push((await actor.tryToInvite(company, email)).status)
  return statuses
}

/** That an answer refuses because of a limit, says which, and when it frees. */
function expectReached({ status, headers, body }: Answer, limit: string, name: string, most: number): void {
  expect([status, body.code, body.limit]).toEqual([429, 'mail_quota_reached', limit])
  const wait = Number(headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(86_400)
  expect(headers.get('ratelimit')).toBe(`"${name}";r=0;t=${wait}`)
  expect(headers.get('ratelimit-policy')).toBe(`"${name}";q=${most};w=86400`)
}

describe('on one day', () => {
  let ada: Actor
  let company: Company
  beforeEach(async () => {
    ;({ ada } = await cast(usher, 'ada'))
    company = await ada.founds()
  })

  test('one inviter has only so many mailed, and others go on; the next day all do (case 147)', async () => {
    expect(await invitesAll(ada, company, ...Array.from({ length: 5 }, elsewhere))).toEqual([201, 201, 201, 201, 201])
    const refused = await unchanged(usher, () => ada.tryToInvite(company, elsewhere()))
    expectReached(refused, 'inviter', 'mails-of-inviter', 5)
    const other = await ada.founds()
    expect((await ada.tryToInvite(other, elsewhere())).body.limit).toBe('inviter')

    const { grace } = await cast(usher, 'grace')
    expect(await invitesAll(grace, await grace.founds(), elsewhere())).toEqual([201])
    await nextDay(usher)
    expect(await invitesAll(ada, company, elsewhere())).toEqual([201])
  })

  test('one organization has only so many mailed, whoever of it invites (case 147)', async () => {
    const { grace } = await cast(usher, 'grace')
    await grace.joins(company, ada, 'admin')
    await nextDay(usher)
    expect(await invitesAll(ada, company, ...Array.from({ length: 4 }, elsewhere))).toEqual([201, 201, 201, 201])
    expect(await invitesAll(grace, company, ...Array.from({ length: 4 }, elsewhere))).toEqual([201, 201, 201, 201])
    const refused = await unchanged(usher, () => grace.tryToInvite(company, elsewhere()))
    expectReached(refused, 'organization', 'mails-of-organization', 8)
  })

  test('one address gets only so many mails, from however many organizations and in whatever spelling (cases 147, 148)', async () => {
    const address = elsewhere()
    const [local = '', domain = ''] = address.split('@')
    const spellings = [address, `${local.toUpperCase()}@${domain}`, `${local}@${domain.toUpperCase()}`]
    const statuses: number[] = []
    for (const spelling of spellings) {
      const { inviter } = await cast(usher, 'inviter')
      const answer = await inviter.tryToInvite(await inviter.founds(), spelling)
      statuses.push(answer.status)
      if (answer.status !== 201) expectReached(answer, 'recipient', 'mails-to-recipient', 2)
    }
    expect(statuses).toEqual([201, 201, 429])
    expect(await invitesAll(ada, company, elsewhere())).toEqual([201])
  })

  test('what limits the recipient is the same whether anybody has the address or nobody (cases 148, 149)', async () => {
    const { known } = await cast(usher, 'known')
    await known.inbox()
    const refusals = []
    for (const address of [known.address.replace('example.com', 'example.org'), elsewhere()]) {
      for (let each = 0; each < 2; each++) {
        const { inviter } = await cast(usher, 'inviter')
        expect(await invitesAll(inviter, await inviter.founds(), address)).toEqual([201])
      }
      const { body } = await ada.tryToInvite(company, address)
      refusals.push({ ...body, request_id: '' })
    }
    expect(refusals[0]).toEqual(refusals[1])
  })

  test('addresses of one domain get only so many, where that is limited (case 147)', async () => {
    const domain = `${crypto.randomUUID()}.example`
    const of = (...names: string[]) => names.map((name) => `${name}@${domain}`)
    expect(await invitesAll(ada, company, ...of('a', 'b', 'c'))).toEqual([201, 201, 201])
    expectReached(await ada.tryToInvite(company, `d@${domain}`), 'domain', 'mails-to-domain', 3)
  })

  test('a request that is refused for any reason uses nothing up (case 147)', async () => {
    const address = elsewhere()
    expect(await invitesAll(ada, company, address)).toEqual([201])
    const { eve } = await cast(usher, 'eve')
    await unchanged(usher, async () => {
      for (let each = 0; each < 10; each++) {
        expect((await ada.tryToInvite(company, address)).status).toBe(409)
        expect((await ada.tryToInvite(company, 'nobody')).status).toBe(422)
        expect((await eve.tryToInvite(company, elsewhere())).status).toBe(404)
      }
    })
    expect(await invitesAll(ada, company, ...Array.from({ length: 5 }, elsewhere))).toEqual([201, 201, 201, 201, 429])
  })

  test('of many who invite at once exactly as many are served as there is room (case 147)', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ada.tryToInvite(company, elsewhere())))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(5)
    expect(new Set(statuses)).toEqual(new Set([201, 429]))
  })

  test('a service account, which is never mailed, is counted nowhere', async () => {
    const body = { name: 'Robot' }
    const made = await ada.request('POST', `/organizations/${company.id}/service-accounts`, { body })
    const { email } = succeeded(made).body as { email: string }
    for (let each = 0; each < 3; each++) {
      const { inviter } = await cast(usher, 'inviter')
      expect(await invitesAll(inviter, await inviter.founds(), email)).toEqual([201])
    }
  })
})

describe('of many mails at once', () => {
  const limits: MailLimits = {
    organization: 4,
    inviter: undefined,
    recipient: 2,
    domain: undefined,
    newOrganization: undefined,
    freezeBelowPercent: 0,
  }
  const to = (organizationId: string, canonicalEmail: string): PlannedMail => ({
    organizationId,
    inviterId: null,
    canonicalEmail,
  })
  const take = (mails: readonly PlannedMail[], with_ = limits) =>
    usher.db.transaction(async (tx) =>
      (await takeMailQuota(tx, with_, mails)).map((shortage) => shortage?.limit ?? 'sent'),
    )

  test('the first that fit are sent, and what does not fit one limit uses up no other', async () => {
    const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
    const [often, once] = [elsewhere(), elsewhere()]
    const mails = [
      ...Array.from({ length: 4 }, () => to(ours, often)),
      to(ours, once),
      to(ours, elsewhere()),
      to(ours, elsewhere()),
      to(theirs, often),
      to(theirs, once),
    ]
    expect(await take(mails)).toEqual([
      'sent',
      'sent',
      'recipient',
      'recipient',
      'sent',
      'sent',
      'organization',
      'recipient',
      'sent',
    ])
    // One of theirs so far, and none for what did not fit.
    expect(await take(Array.from({ length: 4 }, () => to(theirs, elsewhere())))).toEqual([
      'sent',
      'sent',
      'sent',
      'organization',
    ])
    expect(await take([to(crypto.randomUUID(), once)])).toEqual(['recipient'])
  })

  test('a thousand are counted at once, and two such at the same time never go beyond', async () => {
    const organizationId = crypto.randomUUID()
    const thousand = () => Array.from({ length: 1_000 }, () => to(organizationId, elsewhere()))
    const batches = [thousand(), thousand().toReversed(), thousand()]
    const outcomes = await Promise.all(batches.map((mails) => take(mails, { ...limits, organization: 1_500 })))
    expect(outcomes.flat().filter((outcome) => outcome === 'sent')).toHaveLength(1_500)
  })

  test('nothing is written where nothing is limited', async () => {
    const before = await counters()
    await take([to(crypto.randomUUID(), elsewhere())], { ...limits, organization: undefined, recipient: undefined })
    expect(await counters()).toBe(before)
  })
})

const counters = async () =>
  (await usher.db.one(sql<{ count: number }>`select count(*)::integer as count from mail_quotas`)).count

test('what is counted names nobody, and is forgotten when the day is long over', async () => {
  const { ada } = await cast(usher, 'ada')
  const address = elsewhere()
  expect(await invitesAll(ada, await ada.founds(), address)).toEqual([201])
  const { stored } = await usher.db.one(sql<{ stored: string }>`
    select string_agg(encode(key, 'escape') || encode(key, 'hex'), ' ') as stored from mail_quotas`)
  for (const part of [...address.split('@'), ada.address]) expect(stored).not.toContain(part)

  await forgetMailQuotas(usher.db)
  expect(await counters()).toBeGreaterThan(0)
  await nextDay(usher)
  await nextDay(usher)
  while ((await forgetMailQuotas(usher.db)) > 0);
  expect(await counters()).toBe(0)
})

describe('a mail that was queued beyond the limits', () => {
  test('waits for the next day, says so, is no attempt, and leaves when its time has come (case 147)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const addresses = Array.from({ length: 9 }, elsewhere)
    const queued = await queueUncounted(usher, ada, company, addresses)
    const waiting = () => Promise.all(queued.map((each) => deliveryOf(ada, each)))

    await expect.poll(async () => (await waiting()).filter(({ state }) => state === 'sent').length).toBe(5)
    await expect.poll(async () => (await waiting()).filter(({ detail }) => detail?.startsWith('Waits')).length).toBe(4)
    const rest = (await waiting()).filter(({ state }) => state !== 'sent')
    for (const delivery of rest) {
      expect(delivery).toMatchObject({
        state: 'queued',
        detail: 'Waits for the next day (UTC): One person sends at most 5 invitations a day.',
        times_sent: 0,
      })
    }
    const rows = await usher.db.many(sql<object>`
      select attempts, counted, due_at = ((now() at time zone 'UTC')::date + 1) at time zone 'UTC' as tomorrow
      from deliveries where organization_id = ${company.id} and state = 'queued'`)
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row).toMatchObject({ attempts: 0, counted: false })
    expect((await ada.tryToInvite(company, elsewhere())).status).toBe(429)

    await nextDay(usher)
    usher.running.deliveries.wake()
    await expect.poll(async () => (await waiting()).filter(({ state }) => state === 'sent').length).toBe(9)
    for (const address of addresses) expect(await mailsTo(usher, address)).toBe(1)
    expect((await ada.tryToInvite(company, elsewhere())).status).toBe(201)
    expect((await ada.tryToInvite(company, elsewhere())).status).toBe(429)
  })

  test('of a batch is the one that does not fit any more (case 147)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const inviterId = await userIdOf(usher, ada)
    const queued = await queueUncounted(usher, ada, company, Array.from({ length: 7 }, elsewhere), { due: false })
    const mails = queued.map(({ id, email }) => ({ invitationId: id, inviterId, canonicalEmail: email }))
    const waiting = await usher.db.transaction((tx) =>
      countOrPostpone(tx, usher.running.config.limits.mails, company.id, mails),
    )
    const detail = 'Waits for the next day (UTC): One person sends at most 5 invitations a day.'
    expect(waiting).toEqual(new Map(queued.slice(5).map(({ id }) => [id, detail])))
    for (const each of queued.slice(5)) expect(await deliveryOf(ada, each)).toMatchObject({ state: 'queued', detail })
    const rows = await usher.db.many(sql<{ tomorrow: boolean }>`
      select due_at = ((now() at time zone 'UTC')::date + 1) at time zone 'UTC' as tomorrow
      from deliveries where organization_id = ${company.id} and detail is not null`)
    expect(rows).toEqual([{ tomorrow: true }, { tomorrow: true }])
    expect(await invitesAll(ada, company, elsewhere())).toEqual([429])
  })

  test('takes nothing up when its invitation is over by then', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [queued] = await queueUncounted(usher, ada, company, [elsewhere()], { due: false })
    if (queued === undefined) throw new Error('one was queued')
    succeeded(await ada.revokes(queued))
    await usher.db.run(sql`
      update deliveries set state = 'queued', due_at = now() where invitation_id = ${queued.id}`)
    usher.running.deliveries.wake()
    await expect.poll(() => deliveryOf(ada, queued)).toMatchObject({ state: 'cancelled' })
    expect(await invitesAll(ada, company, ...Array.from({ length: 6 }, elsewhere))).toEqual([
      ...Array.from({ length: 5 }, () => 201),
      429,
    ])
  })

  async function deliveryOf(actor: Actor, { organization_id, id }: Invited) {
    const { body } = succeeded(await actor.get(`/organizations/${organization_id}/invitations/${id}`))
    return (body as { delivery: { state: string; detail: string | null; times_sent: number } }).delivery
  }
})

describe('the settings', () => {
  const production = {
    PUBLIC_URL: 'https://usher.example.com',
    DATABASE_URL: 'postgres://usher@db.example.com/usher',
    USHER_MAIL: 'off',
    USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
    USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
  }
  test('limit production, and development only where it is said', () => {
    expect(readConfig({ environment: production }).limits.mails).toEqual({
      organization: 500,
      inviter: 250,
      recipient: 5,
      domain: undefined,
      newOrganization: 50,
      freezeBelowPercent: 2,
    })
    expect(readConfig({ environment: { USHER_MODE: 'development' } }).limits.mails).toEqual({
      organization: undefined,
      inviter: undefined,
      recipient: undefined,
      domain: undefined,
      newOrganization: undefined,
      freezeBelowPercent: 0,
    })
    const environment = { ...production, USHER_FREEZE_BELOW_PERCENT: '0' }
    expect(readConfig({ environment }).limits.mails.freezeBelowPercent).toBe(0)
    expect(() => readConfig({ environment: { ...production, USHER_FREEZE_BELOW_PERCENT: '101' } })).toThrow(
      'USHER_FREEZE_BELOW_PERCENT must be a whole number from 0 to 100',
    )
  })
})
