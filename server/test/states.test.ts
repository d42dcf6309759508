import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { rules, type Status, statusNow } from '../src/invitations/invitation.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

/** An invitation of Ada's to Grace, brought into a state the way that really leads there. */
async function invitationThatIs(
  state: Status,
): Promise<{ ada: Actor; grace: Actor; company: Company; invitation: Invited }> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  if (state === 'accepted') await grace.accepts(invitation)
  if (state === 'declined') await grace.declines(invitation)
  if (state === 'revoked') await ada.revokes(invitation)
  if (state === 'expired') {
    await timeIsUpFor(invitation)
    // At once, so that the sweeper does not come by in the middle of what a test looks at.
    await expireInvitations(usher.db)
  }
  return { ada, grace, company, invitation }
}

async function timeIsUpFor({ id }: Invited): Promise<void> {
  await usher.db.run(sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`)
}

async function eventsOf({ id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(
    sql<{
      type: string
    }>`select type from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence`,
  )
  return rows.map(({ type }) => type)
}

describe('answering', () => {
  test('accepting twice answers the same, with one member and one event (case 39)', async () => {
    const { ada, grace, company, invitation } = await invitationThatIs('accepted')
    const again = await unchanged(usher, () => grace.accepts(invitation))
    expect([again.status, again.body]).toEqual([200, company.id])
    expect(await ada.membersOf(company)).toHaveLength(2)
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.accepted'])
  })

  test('declining twice answers null both times, with one event (case 40)', async () => {
    const { grace, invitation } = await invitationThatIs('declined')
    const again = await unchanged(usher, () => grace.declines(invitation))
    expect([again.status, again.text]).toEqual([200, 'null'])
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.declined'])
  })

  test('the other answer than the own one before is a conflict that names what stands (case 41)', async () => {
    const accepted = await invitationThatIs('accepted')
    const declined = await invitationThatIs('declined')
    const change = await unchanged(usher, () => accepted.grace.declines(accepted.invitation))
    expect([change.status, change.body.code, change.body.state]).toEqual([409, 'already_accepted', 'accepted'])
    const other = await unchanged(usher, () => declined.grace.accepts(declined.invitation))
    expect([other.status, other.body.code, other.body.state]).toEqual([409, 'already_declined', 'declined'])
  })

  test.each(['revoked', 'expired'] as const)(
    'a %s invitation cannot be read or accepted, says so with 410, and is in no list (case 42)',
    async (state) => {
      const { grace, invitation } = await invitationThatIs(state)
      const [read, details, accept] = await unchanged(usher, () =>
        Promise.all([
          grace.get(`/invitations/${invitation.id}`),
          grace.get(`/invitations/${invitation.id}/details`),
          grace.accepts(invitation),
        ]),
      )
      for (const answer of [read, details, accept]) {
        expect([answer.status, answer.body.code, answer.body.state]).toEqual([410, state, state])
      }
      expect(await grace.inbox()).toEqual([])
    },
  )

  test('an answered invitation is gone for reading, also for who answered it (case 42)', async () => {
    const { grace, invitation } = await invitationThatIs('accepted')
    const read = await grace.get(`/invitations/${invitation.id}`)
    expect([read.status, read.body.code, read.body.state]).toEqual([410, 'already_answered', 'accepted'])
  })

  test('an expired invitation may still be declined (case 42)', async () => {
    const { grace, invitation } = await invitationThatIs('expired')
    expect((await grace.declines(invitation, 'too late anyway')).text).toBe('null')
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.expired', 'invitation.declined'])
  })

  test('who is a member already answers their invitation and stays as they are (case 63)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    await grace.inbox()
    await usher.db.run(sql`
      with joined as (
        insert into members (organization_id, user_id)
        select ${company.id}::uuid, user_id from identities where subject = ${grace.subject} returning user_id
      ), granted as (
        insert into member_roles (organization_id, user_id, role_id)
        select ${company.id}::uuid, user_id, ${company.roles.admin}::uuid from joined
      )
      update organizations set member_count = member_count + 1 where id = ${company.id}`)

    expect((await grace.accepts(invitation)).body).toBe(company.id)
    const [, member] = await ada.membersOf(company)
    expect(member?.roles.map(({ name }) => name)).toEqual(['Admin'])
    expect(await ada.membersOf(company)).toHaveLength(2)
  })

  test('a role that was deleted before the answer is left out, and none left means Member (case 65)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    await usher.db.run(sql`delete from invitation_roles where invitation_id = ${invitation.id}`)
    await grace.accepts(invitation)
    expect((await ada.membersOf(company))[1]?.roles.map(({ name }) => name)).toEqual(['Member'])
  })
})

describe('the clock', () => {
  test('an invitation is expired exactly at its end, by the clock of the database (case 43)', async () => {
    const { grace, invitation } = await invitationThatIs('pending')
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
    expect((await grace.accepts(invitation)).status).toBe(410)
    // Another one: the sweeper may have come by.
    const later = await invitationThatIs('pending')
    await usher.db.run(sql`
      update invitations set expires_at = now() + interval '1 minute' where id = ${later.invitation.id}`)
    expect((await later.grace.accepts(later.invitation)).status).toBe(200)
  })

  test('the two twins of the rule agree to the millisecond, in every state (case 43)', async () => {
    const states = fc.constantFrom<Status>(...(Object.keys(rules) as Status[]))
    const offsets_ms = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -1e9, max: 1e9 }))
    await fc.assert(
      fc.asyncProperty(states, offsets_ms, async (stored, offset_ms) => {
        const row = await usher.db.one(sql<{ now: Date; expires_at: Date; status: Status }>`
          with moment as (select date_trunc('milliseconds', now()) as at)
          select at as now, at + ${offset_ms} * interval '1 ms' as expires_at,
            status_now(${stored}, now() + ${offset_ms} * interval '1 ms') as status from moment`)
        expect(statusNow(stored, row.expires_at, row.now)).toBe(row.status)
      }),
      { numRuns: 60 },
    )
  })

  test('the sweeper closes what has expired, once, with its event', async () => {
    const { invitation } = await invitationThatIs('pending')
    await timeIsUpFor(invitation)
    await Promise.all([expireInvitations(usher.db), expireInvitations(usher.db)])
    expect(await expireInvitations(usher.db)).toBe(0)
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.expired'])
  })
})

describe('revoking', () => {
  test.each(['accepted', 'declined'] as const)('an %s invitation cannot be revoked (case 60)', async (state) => {
    const { ada, invitation } = await invitationThatIs(state)
    const answer = await unchanged(usher, () => ada.revokes(invitation))
    expect([answer.status, answer.body.code, answer.body.state]).toEqual([409, 'not_pending', state])
  })

  test('revoking twice answers null both times, with one event (case 61)', async () => {
    const { ada, invitation } = await invitationThatIs('revoked')
    const again = await unchanged(usher, () => ada.revokes(invitation))
    expect([again.status, again.text]).toEqual([200, 'null'])
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.revoked'])
  })

  test('an expired invitation can be revoked, and is then revoked for its invitee (case 42)', async () => {
    const { ada, grace, invitation } = await invitationThatIs('expired')
    expect((await ada.revokes(invitation)).status).toBe(200)
    expect((await grace.get(`/invitations/${invitation.id}`)).body.code).toBe('revoked')
  })
})

describe('inviting', () => {
  test('a member is told to be one to who manages members (case 62)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    await grace.joins(company, ada)
    const answer = await unchanged(usher, () => ada.tryToInvite(company, grace.address.toUpperCase()))
    expect([answer.status, answer.body.code]).toEqual([409, 'already_member'])
  })

  test('oneself cannot be invited (case 62)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const answer = await unchanged(usher, () => ada.tryToInvite(company, ada.address))
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '/email', detail: 'is your own address; you are a member already' }],
    ])
  })

  test('who may not read addresses invites a member like anybody, and accepting changes nothing (case 62)', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    await linus.joins(company, ada)
    await grace.joins(company, ada)
    await usher.db.run(sql`
      with greeter as (
        insert into roles (organization_id, kind, name, permissions)
        values (${company.id}, 'custom', 'Greeter', '{organization:read,members:read,invitations:create}') returning id
      )
      insert into member_roles (organization_id, user_id, role_id)
      select ${company.id}::uuid, user_id, greeter.id from greeter, identities where subject = ${grace.subject}`)

    const invitation = await grace.invites(company, linus)
    expect((await linus.accepts(invitation)).body).toBe(company.id)
    expect(await ada.membersOf(company)).toHaveLength(3)
  })

  test.each(['declined', 'revoked', 'expired'] as const)(
    'after a %s invitation the same address can be invited anew, with a new id (case 64)',
    async (state) => {
      const { ada, grace, company, invitation } = await invitationThatIs(state)
      const anew = await ada.invites(company, grace)
      expect(anew.id).not.toBe(invitation.id)
      expect(await grace.inbox()).toEqual([anew.id])
      expect((await grace.get(`/invitations/${invitation.id}`)).status).toBe(410)
    },
  )

  test('a second invitation while one is pending is a conflict (case 54)', async () => {
    const { ada, grace, company } = await invitationThatIs('pending')
    const answer = await unchanged(usher, () => ada.tryToInvite(company, grace.address))
    expect([answer.status, answer.body.code]).toEqual([409, 'already_invited'])
  })
})
