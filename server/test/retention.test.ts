import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { forgetInvitations } from '../src/invitations/forget.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { dumpOf, linesWith } from './support/dump.ts'
import { allIsTold, linkTokenMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const days = { retentionDays: 365 }

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let company: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
  await allIsTold(usher)
})

/** Lets so many days pass since invitations were changed the last time. */
const age = (passed: number, ...invitations: Invited[]) =>
  usher.db.run(sql`
    update invitations set updated_at = updated_at - make_interval(days => ${passed})
    where id = any(${invitations.map(({ id }) => id)}::uuid[])`)

const forget = async () => {
  let done = 0
  for (let count = 1; count > 0; done += count) count = await forgetInvitations(usher.db, days)
  return done
}

const left = async (...invitations: Invited[]) => {
  const rows = await usher.db.many(sql<{ id: string }>`
    select id from invitations where id = any(${invitations.map(({ id }) => id)}::uuid[])`)
  return invitations.map(({ id }) => rows.some((row) => row.id === id))
}

/** One invitation in each state. */
async function invitations(): Promise<Record<'accepted' | 'declined' | 'revoked' | 'expired' | 'pending', Invited>> {
  const { grace, linus } = await cast(usher, 'grace', 'linus')
  const [accepted, declined] = [await ada.invites(company, grace), await ada.invites(company, linus)]
  const revoked = await ada.invites(company, newAddress('revoked'))
  const expired = await ada.invites(company, newAddress('expired'))
  const pending = await ada.invites(company, newAddress('pending'))
  await grace.accepts(accepted)
  await linus.declines(declined, 'I have no time for engines.')
  await ada.revokes(revoked)
  await usher.db.run(sql`update invitations set expires_at = now() where id = ${expired.id}`)
  await expireInvitations(usher.db)
  await allIsTold(usher)
  return { accepted, declined, revoked, expired, pending }
}

describe('invitations that ended', () => {
  test('are forgotten when their days are over, unless they were accepted (case 161)', async () => {
    const { accepted, declined, revoked, expired, pending } = await invitations()
    const all = [accepted, declined, revoked, expired, pending]
    await age(364, ...all)
    expect(await unchanged(usher, forget)).toBe(0)
    await age(2, ...all)
    expect(await forget()).toBe(3)
    expect(await left(...all)).toEqual([true, false, false, false, true])
    expect(await unchanged(usher, forget)).toBe(0)
    const { status } = await ada.get(`/organizations/${company.id}/invitations/${revoked.id}`)
    expect(status).toBe(404)
    expect(await ada.membersOf(company)).toHaveLength(2)
  })

  test('leave what happened, and no address and no word of anybody (case 161)', async () => {
    const address = newAddress('gracilda')
    const { body } = await ada.request('POST', `/organizations/${company.id}/invitations`, {
      body: { email: address, message: 'Dear Gracilda' },
    })
    const invitation = body as Invited
    const token = await linkTokenMailedTo(usher, address)
    await usher.request('POST', '/invitation-links/preview', { body: { token } })
    const { body: begun } = await usher.request('POST', '/invitation-links/sign-in', { body: { token } })
    expect(begun.url).toContain(invitation.id)
    await usher.db.run(sql`
      insert into codes (purpose, canonical, digits, key_epoch, mailed, to_stranger, expires_at, sign_in_id)
      select 'sign_in', 'somebody@example.com', 6, '1', false, false, now(), id from sign_ins
      where invitation_id = ${invitation.id}`)
    await ada.revokes(invitation)
    const { declined } = await invitations()
    await allIsTold(usher)
    await age(366, invitation, declined)
    expect(linesWith(await dumpOf(usher.db), 'gracilda', 'no time for engines').length).toBeGreaterThan(3)

    expect(await forget()).toBe(2)
    const dump = await dumpOf(usher.db)
    expect(linesWith(dump, 'gracilda', 'no time for engines')).toEqual([])
    expect(new Set(linesWith(dump, invitation.id).map((line) => line.split(' ')[0]))).toEqual(new Set(['events']))
    const told = await usher.db.many(sql<{ type: string }>`
      select type from events where subject_id = ${invitation.id} and type <> 'invitation.sent' order by sequence`)
    expect(told.map(({ type }) => type)).toEqual(['invitation.created', 'invitation.seen', 'invitation.revoked'])
    expect((await usher.request('POST', '/invitation-links/preview', { body: { token } })).status).toBe(404)
    // Who was invited and forgotten can be invited anew.
    expect((await ada.tryToInvite(company, address)).status).toBe(201)
  })

  test('are each forgotten once, in batches, whoever else is at it (case 161)', async () => {
    await usher.db.run(sql`
      insert into invitations (organization_id, email, canonical_email, status, expires_at, link_epoch, updated_at)
      select ${company.id}::uuid, 'many' || number || '@example.com', 'many' || number || '@example.com', 'revoked', now(), '1',
        now() - interval '2 years'
      from generate_series(1, 1200) as number`)
    const counts = await Promise.all(Array.from({ length: 6 }, () => forgetInvitations(usher.db, days)))
    expect(Math.max(...counts)).toBeLessThanOrEqual(500)
    expect(counts.reduce((sum, count) => sum + count, 0) + (await forget())).toBe(1_200)
    const { count } = await usher.db.one(sql<{ count: number }>`
      select count(*)::integer as count from invitations where organization_id = ${company.id}`)
    expect(count).toBe(0)
  })

  test('stay for ever where nobody set how long, as in development (case 161)', async () => {
    const { revoked } = await invitations()
    await age(9_999, revoked)
    expect(await unchanged(usher, () => forgetInvitations(usher.db, usher.running.config))).toBe(0)
  })
})
