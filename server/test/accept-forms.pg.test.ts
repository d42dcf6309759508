import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, type Invited } from './support/cast.ts'
import { expectInvariants } from './support/invariants.ts'
import { allIsTold } from './support/mailed.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

// Why accepting is written as it is. Each wrong form looks right and passes every test that does one thing at a time;
// here two people race for the last seat, or one person clicks twice, in an order that is forced: an outside session
// holds the organization's row until both calls wait for it. The form that is used comes first and holds.

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const forms = {
  right: `perform accept_invitation(inv, iss, sub, now(), null);`,

  /** Counts first and claims second: a claim that comes to nothing has been counted. */
  countsFirst: `
    update organizations set member_count = member_count + 1
    where id = (select organization_id from invitations where id = inv) and member_count < seat_limit;
    with caller as (select user_id as id from identities where issuer = iss and subject = sub),
    claimed as (
      update invitations set status = 'accepted', answered_at = now(), answered_by = caller.id
      from caller where invitations.id = inv and status = 'pending' returning organization_id, answered_by
    )
    insert into members (organization_id, user_id) select organization_id, answered_by from claimed on conflict do nothing;`,

  /** Claims in one statement without the lock: the seat was counted in a snapshot from before the wait. */
  withoutTheLock: `
    with caller as (select user_id as id from identities where issuer = iss and subject = sub),
    claimed as (
      update invitations set status = 'accepted', answered_at = now(), answered_by = caller.id
      from caller, organizations
      where invitations.id = inv and invitations.status = 'pending' and organizations.id = invitations.organization_id
        and organizations.member_count < organizations.seat_limit
      returning invitations.organization_id, answered_by
    ), joined as (
      insert into members (organization_id, user_id) select organization_id, answered_by from claimed
      on conflict do nothing returning organization_id
    )
    update organizations set member_count = member_count + 1 from joined where organizations.id = joined.organization_id;`,

  /** Guards in the locking select of a pipeline: what comes next is on its way whether or not the lock was had. */
  guardInTheLock: `
    perform 1 from organizations
    where id = (select organization_id from invitations where id = inv) and member_count < seat_limit for no key update;
    with caller as (select user_id as id from identities where issuer = iss and subject = sub),
    claimed as (
      update invitations set status = 'accepted', answered_at = now(), answered_by = caller.id
      from caller where invitations.id = inv and status = 'pending' returning organization_id, answered_by
    ), joined as (
      insert into members (organization_id, user_id) select organization_id, answered_by from claimed
      on conflict do nothing returning organization_id
    )
    update organizations set member_count = member_count + 1 from joined where organizations.id = joined.organization_id;`,
}

interface Outcome {
  seats: number
  counted: number
  members: number
  accepted: number
}

/** Two calls of a form, both made to wait for the organization's row before either goes on. */
async function race(form: string, calls: { actor: Actor; invitation: Invited }[], seats: number): Promise<Outcome> {
  const [first] = calls
  const organization = first?.invitation.organization_id
  const sessions = await Promise.all([...calls, 'gate', 'watch'].map(() => session()))
  const [gate, watch, ...callers] = sessions
  if (gate === undefined || watch === undefined) throw new Error('no session')
  try {
    await gate.query('update organizations set seat_limit = $1 where id = $2', [seats, organization])
    await gate.query('begin')
    await gate.query('select 1 from organizations where id = $1 for update', [organization])
    const running = calls.map(async ({ actor, invitation }, index) =>
      callers[index]?.query(bodyOf(form, invitation.id, usher.issuer.issuer, actor.subject)),
    )
    await waitFor(watch, calls.length)
    await gate.query('commit')
    await Promise.all(running)
    const { rows } = await gate.query<Outcome>(
      `select seat_limit as seats, member_count as counted,
        (select count(*)::integer from members where organization_id = organizations.id) as members,
        (select count(*)::integer from invitations where organization_id = organizations.id and status = 'accepted') as accepted
       from organizations where id = $1`,
      [organization],
    )
    return rows[0] as Outcome
  } finally {
    await Promise.all(sessions.map((each) => each.end()))
  }
}

function bodyOf(form: string, invitation: string, issuer: string, subject: string): string {
  return `do $body$ declare inv uuid := '${invitation}'; iss text := '${issuer}'; sub text := '${subject}'; begin ${form} end $body$`
}

async function session(): Promise<pg.Client> {
  const client = new pg.Client(usher.environment['DATABASE_URL'])
  await client.connect()
  return client
}

async function waitFor(watch: pg.Client, waiting: number): Promise<void> {
  for (let look = 0; look < 500; look++) {
    const { rows } = await watch.query<{ waiting: number }>(
      `select count(*)::integer as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like 'do $body$%'`,
    )
    if (rows[0]?.waiting === waiting) return
    await pause(10)
  }
  throw new Error(`the ${waiting} calls never came to wait for the organization`)
}

/** One free seat of four, and two people who are invited. */
async function lastSeat(): Promise<{ actor: Actor; invitation: Invited }[]> {
  const { ada, alan, edsger, grace, linus } = await cast(usher, 'ada', 'alan', 'edsger', 'grace', 'linus')
  const company = await ada.founds()
  await alan.joins(company, ada)
  await edsger.joins(company, ada)
  await Promise.all([grace.inbox(), linus.inbox()])
  return [
    { actor: grace, invitation: await ada.invites(company, grace) },
    { actor: linus, invitation: await ada.invites(company, linus) },
  ]
}

/** One person who answers one invitation twice at once. */
async function doubleClick(): Promise<{ actor: Actor; invitation: Invited }[]> {
  const [call] = await lastSeat()
  return call === undefined ? [] : [call, call]
}

describe('the form in use', () => {
  test('holds when two race for the last seat (case 50)', async () => {
    expect(await race(forms.right, await lastSeat(), 4)).toEqual({ seats: 4, counted: 4, members: 4, accepted: 3 })
    await expectInvariants(usher.db)
  })

  test('holds when one clicks twice (case 44)', async () => {
    expect(await race(forms.right, await doubleClick(), 6)).toEqual({ seats: 6, counted: 4, members: 4, accepted: 3 })
    await expectInvariants(usher.db)
  })
})

describe('the forms that look right', () => {
  // What they leave behind is broken for good, so each of these tests takes it away again.
  const wreck = async (form: string, calls: { actor: Actor; invitation: Invited }[], seats: number) => {
    const outcome = await race(form, calls, seats)
    await expect(expectInvariants(usher.db)).rejects.toThrow(/^I[1-9] /)
    await allIsTold(usher)
    const client = await session()
    await client.query('truncate organizations, invitations, events cascade')
    await client.end()
    return outcome
  }

  test('counting first and claiming second counts a member that there is not (case 44)', async () => {
    expect(await wreck(forms.countsFirst, await doubleClick(), 6)).toMatchObject({ counted: 5, members: 4 })
  })

  test('claiming in one statement without the lock puts five members on four seats (case 50)', async () => {
    expect(await wreck(forms.withoutTheLock, await lastSeat(), 4)).toMatchObject({ seats: 4, counted: 5, members: 5 })
  })

  test('a guard inside the locking select of a pipeline puts five members on four seats (case 50)', async () => {
    expect(await wreck(forms.guardInTheLock, await lastSeat(), 4)).toMatchObject({ seats: 4, counted: 5, members: 5 })
  })
})
