import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

let sink: MailSink
let usher: TestUsher
beforeAll(async () => {
  sink = await startMailSink()
  usher = await startUsher({
    SMTP_URL: sink.url,
    MAIL_FROM: 'Usher <usher@example.com>',
    USHER_METRICS_PORT: String(await freePort()),
    USHER_METRICS_TOKEN: token,
  })
})
afterEach(() => {
  sink.answers = undefined
  return sink.open()
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

const token = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
// What a worker has under way at most; see deliveries/worker.ts.
const hands = 30

const received = (address: string) => sink.received.filter(({ to }) => to.includes(address)).length

async function scene(): Promise<{ ada: Actor; grace: Actor; company: Company }> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  return { ada, grace, company: await ada.founds() }
}

/** The delivery as the inviter sees it. */
async function deliveryOf(ada: Actor, { id, organization_id }: Invited): Promise<Record<string, unknown>> {
  return succeeded(await ada.get(`/organizations/${organization_id}/invitations/${id}`)).body.delivery
}

async function eventsOf({ id }: Invited): Promise<string[]> {
  const events = await usher.db.many(
    sql<{ type: string }>`select type from events where subject_id = ${id} order by sequence`,
  )
  return events.map(({ type }) => type)
}

/** Lets the time come at which an organization's mails are tried again. */
async function makeDue({ id }: Company): Promise<void> {
  await usher.db.run(sql`update deliveries set due_at = now() where organization_id = ${id} and state = 'queued'`)
  usher.running.deliveries.wake()
}

/** @returns the addresses */
async function invitesMany(ada: Actor, company: Company, many: number): Promise<Set<string>> {
  const invitations = Array.from({ length: many }, () => ({ email: `guest-${crypto.randomUUID()}@example.com` }))
  const path = `/organizations/${company.id}/invitations/batch`
  succeeded(await ada.request('POST', path, { body: { mode: 'partial', invitations } }))
  return new Set(invitations.map(({ email }) => email))
}

function statesOf({ id }: Company): Promise<{ state: string; mails: number }[]> {
  return usher.db.many(sql<{ state: string; mails: number }>`
    select state, count(*)::integer as mails from deliveries where organization_id = ${id} and kind = 'invitation_mail'
    group by state order by state`)
}

describe('what the mail server answers is what the inviter sees:', () => {
  test.each([
    [550, 'bounced'],
    [552, 'failed'],
    [554, 'failed'],
    // Of codes that nobody knows the first digit counts.
    [577, 'failed'],
  ])('%i is %s, which is an event, and not tried again (case 99)', async (code, state) => {
    const { ada, grace, company } = await scene()
    sink.answers = (_, address) => (address === grace.address ? code : undefined)
    const invitation = await ada.invites(company, grace)
    await expect
      .poll(() => deliveryOf(ada, invitation))
      .toMatchObject({ state, detail: expect.stringMatching(`^${code} `), last_sent: null, times_sent: 0 })

    sink.answers = undefined
    usher.running.deliveries.wake()
    const { linus } = await cast(usher, 'linus')
    const other = await ada.invites(company, linus)
    await expect.poll(() => deliveryOf(ada, other)).toMatchObject({ state: 'sent' })
    expect(await deliveryOf(ada, invitation)).toMatchObject({ state })
    expect(await eventsOf(invitation)).toEqual(['invitation.created', `invitation.${state}`])
    expect(received(grace.address)).toBe(0)
    expect(await grace.inbox()).toEqual([invitation.id])
  })

  test.each([421, 450, 477])('%i is tried again, and then it arrives (case 99)', async (code) => {
    const { ada, grace, company } = await scene()
    sink.answers = (_, address) => (address === grace.address ? code : undefined)
    const invitation = await ada.invites(company, grace)
    await expect
      .poll(() => deliveryOf(ada, invitation))
      .toMatchObject({ state: 'queued', detail: expect.stringMatching(`^${code} `), times_sent: 0 })
    sink.answers = undefined
    await makeDue(company)
    await expect.poll(() => deliveryOf(ada, invitation)).toMatchObject({ state: 'sent', times_sent: 1 })
    expect(received(grace.address)).toBe(1)
  })
})

test('while mail servers take their time for some mails, others flow (case 102)', async () => {
  const slow = await scene()
  const held = Promise.withResolvers<undefined>()
  // Fewer than addresses of one domain may take.
  const slowOnes = Array.from({ length: 4 }, () => `slow-${crypto.randomUUID()}@example.com`)
  let waiting = 0
  sink.answers = (told, address) => {
    if (told !== 'recipient' || !slowOnes.includes(address)) return undefined
    waiting += 1
    return held.promise
  }
  for (const address of slowOnes) await slow.ada.invites(slow.company, address)
  await expect.poll(() => waiting).toBe(slowOnes.length)
  const { ada, grace, company } = await scene()
  const invitation = await ada.invites(company, grace)
  await expect.poll(() => deliveryOf(ada, invitation)).toMatchObject({ state: 'sent' })
  expect(await statesOf(slow.company)).toEqual([{ state: 'sending', mails: slowOnes.length }])
  held.resolve(undefined)
  await expect.poll(() => statesOf(slow.company)).toEqual([{ state: 'sent', mails: slowOnes.length }])
})

test('a mail that cannot be written is given up after five attempts, and holds up no other (case 107)', async () => {
  const { ada, grace, company } = await scene()
  await sink.close()
  const poison = await ada.invites(company, grace)
  await expect.poll(() => deliveryOf(ada, poison)).toMatchObject({ state: 'queued', detail: expect.any(String) })
  await sink.open()
  // As if a bug, or a row that somebody mended by hand, made its letter throw.
  await usher.db.run(sql`update invitations set expires_at = 'infinity' where id = ${poison.id}`)
  await usher.db.run(sql`update deliveries set attempts = 0 where invitation_id = ${poison.id}`)
  const { linus } = await cast(usher, 'linus')
  for (let attempt = 1; attempt < 5; attempt++) {
    await makeDue(company)
    await expect
      .poll(() => rowOf(poison))
      .toEqual({ state: 'queued', attempts: attempt, detail: 'The mail could not be written.' })
  }
  const other = await ada.invites(company, linus)
  await makeDue(company)
  const dead = { state: 'failed', attempts: 5, detail: 'The mail could not be written.' }
  await expect.poll(() => rowOf(poison)).toEqual(dead)
  expect(await eventsOf(poison)).toEqual(['invitation.created', 'invitation.failed'])
  await expect.poll(() => deliveryOf(ada, other)).toMatchObject({ state: 'sent' })
  await makeDue(company)
  expect(await rowOf(poison)).toEqual(dead)
  expect(received(grace.address)).toBe(0)
  await usher.db.run(sql`update invitations set expires_at = now() + interval '1 day' where id = ${poison.id}`)
})

function rowOf({ id }: Invited): Promise<Record<string, unknown>> {
  return usher.db.one(
    sql<Record<string, unknown>>`select state, attempts, detail from deliveries where invitation_id = ${id}`,
  )
}

test('a single invitation does not wait behind the five thousand of another organization (case 106)', async () => {
  const big = await scene()
  await sink.close()
  for (let batch = 0; batch < 20; batch++) await invitesMany(big.ada, big.company, 250)
  const { ada, grace, company } = await scene()
  await sink.open()
  await makeDue(big.company)
  const before = sink.received.length
  await expect.poll(() => sink.received.length).toBeGreaterThan(before + 50)

  const invitation = await ada.invites(company, grace)
  const already = sink.received.length
  await expect.poll(() => received(grace.address)).toBe(1)
  const place = sink.received.findIndex(({ to }) => to.includes(grace.address)) - already
  // What was under way, and what was taken together with it and just before.
  expect(place).toBeLessThanOrEqual(3 * hands)
  await expect.poll(() => deliveryOf(ada, invitation)).toMatchObject({ state: 'sent' })
  await usher.db.run(sql`
    update deliveries set state = 'cancelled' where organization_id = ${big.company.id} and state = 'queued'`)
}, 120_000)

/** For how long a mail has been tried in vain that is still tried, as the alerts see it. */
async function inVain_minutes(): Promise<number> {
  const { text } = await usher.request('GET', '/metrics', { token })
  const [, seconds] = /^usher_deliveries_oldest_in_vain_seconds\{channel="mail"\} (.*)$/m.exec(text) ?? []
  return Math.round(Number(seconds) / 60)
}

test('while the mail server is down for an hour the API does as ever, and the backlog then drains, each mail once (case 170)', async () => {
  const { ada, grace, company } = await scene()
  await sink.close()
  const many = 60
  const addresses = await invitesMany(ada, company, many - 1)
  const invitation = await ada.invites(company, grace)
  await expect
    .poll(() =>
      usher.db.many(sql`
        select number from delivery_attempts join deliveries on deliveries.id = delivery_id
        where organization_id = ${company.id} and kind = 'invitation_mail'`),
    )
    .not.toEqual([])
  // With each attempt these are due later; only since when they have been tried tells how long that goes on.
  for (let minutes = 0; minutes < 60; minutes += 15) {
    await usher.db.run(sql`
      update deliveries set created_at = created_at - interval '15 minutes', due_at = due_at - interval '15 minutes'
      where organization_id = ${company.id}`)
    await usher.db.run(sql`
      update delivery_attempts set ended_at = ended_at - interval '15 minutes'
      where delivery_id in (select id from deliveries where organization_id = ${company.id})`)
    usher.running.deliveries.wake()
    expect(await grace.inbox()).toEqual([invitation.id])
    await expect.poll(() => statesOf(company)).toEqual([{ state: 'queued', mails: many }])
  }
  expect(await inVain_minutes()).toBeGreaterThanOrEqual(45)
  expect((await grace.accepts(invitation)).status).toBe(200)

  await sink.open()
  await makeDue(company)
  await expect
    .poll(() => statesOf(company))
    .toEqual([
      { state: 'cancelled', mails: 1 },
      { state: 'sent', mails: many - 1 },
    ])
  const arrived = sink.received
    .filter(({ to }) => to.some((address) => addresses.has(address)))
    .map(({ mail }) => mail.messageId)
  expect([arrived.length, new Set(arrived).size]).toEqual([many - 1, many - 1])
  await expect.poll(inVain_minutes).toBe(0)
  expect(received(grace.address)).toBe(0)
})
