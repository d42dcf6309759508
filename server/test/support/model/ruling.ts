import fc from 'fast-check'
import { sql } from '../../../src/database/sql.ts'
import { expireInvitations } from '../../../src/invitations/expire.ts'
import { decide } from './deciding.ts'
import { at, type Policy } from './model.ts'
import { writeExpired } from './seats.ts'
import { verb } from './verb.ts'
import { draw } from './world.ts'

// What happens around people: time passes, seats and states change. Nobody answers.

const expire = verb({
  name: 'its time is up',
  weight: 6,
  args: draw.invitation,
  possible: ({ invitations }) => invitations.length > 0,
  async does({ usher, invitations }, invitation) {
    if (invitations.length === 0) return
    // Not now(): rounded to milliseconds, that could still be ahead of whoever looks at once.
    await usher.db.run(sql`
      update invitations set expires_at = now() - interval '1 second'
      where id = ${at(invitations, invitation).id} and status = 'pending'`)
  },
  expects({ invitations }, invitation) {
    const overdue = at(invitations, invitation)
    if (overdue.stored === 'pending') overdue.due = true
  },
})

const sweep = verb({
  name: 'sweep',
  weight: 1,
  args: fc.constant(null),
  async does({ usher }) {
    await expireInvitations(usher.db)
  },
  expects({ invitations }) {
    for (const each of invitations) if (each.stored === 'pending' && each.due) writeExpired(each)
  },
})

export const seats = verb({
  name: 'seats',
  weight: 3,
  args: fc.record({ organization: draw.organization, seats: fc.option(fc.nat(5)), pendingTakeSeats: fc.boolean() }),
  does: (world, { organization, seats, pendingTakeSeats }) =>
    decide(world, organization, {
      seat_limit: seats,
      seat_policy: pendingTakeSeats ? 'members_and_pending' : 'members',
    }),
  expects({ organizations }, { organization, ...decided }) {
    Object.assign(at(organizations, organization), decided)
  },
})

const someDomains = fc.constantFrom<string[]>(
  [],
  [],
  [],
  ['example.com'],
  ['example.org'],
  ['example.com', 'example.org'],
)
const domains = verb({
  name: 'domains',
  weight: 2,
  args: fc.record({ organization: draw.organization, allowed: someDomains, blocked: someDomains }),
  does: (world, { organization, allowed, blocked }) =>
    decide(world, organization, { allowed_domains: allowed, blocked_domains: blocked }),
  expects({ organizations }, { organization, ...decided }) {
    Object.assign(at(organizations, organization), decided)
  },
})

const suspend = verb({
  name: 'suspend',
  weight: 1,
  args: draw.organization,
  async does({ usher, organizations }, organization) {
    await usher.db.run(sql`
      update organizations set status = 'suspended' where id = ${at(organizations, organization).id}`)
  },
  expects({ organizations }, organization) {
    at(organizations, organization).active = false
  },
})

const resume = verb({
  name: 'resume',
  weight: 4,
  args: draw.organization,
  async does({ usher, organizations }, organization) {
    await usher.db.run(sql`
      update organizations set status = 'active' where id = ${at(organizations, organization).id} and owner_count > 0`)
  },
  expects({ organizations }, organization) {
    const resumed = at(organizations, organization)
    if ([...resumed.members.values()].includes('owner')) resumed.active = true
  },
})

const departedInviter = verb({
  name: 'departed inviter',
  weight: 2,
  args: fc.record({
    organization: draw.organization,
    policy: fc.constantFrom<Policy>('revalidate', 'revalidate', 'keep', 'revoke', 'revoke'),
  }),
  does: (world, { organization, policy }) => decide(world, organization, { departed_inviter: policy }),
  expects({ organizations }, { organization, policy }) {
    at(organizations, organization).policy = policy
  },
})

const deactivate = verb({
  name: 'deactivate',
  weight: 1,
  args: fc.record({
    person: draw.person,
    state: fc.constantFrom('disabled' as const, 'active' as const, 'active' as const),
  }),
  async does({ usher, userIds }, { person, state }) {
    await usher.db.run(sql`
      update users set status = ${state} where id = ${at(userIds, person)} and status <> 'deleted'`)
  },
  expects({ people }, { person, state }) {
    const changed = at(people, person)
    if (changed.state !== 'erased') changed.state = state
  },
})

export const ruling = [expire, sweep, seats, domains, suspend, resume, departedInviter, deactivate]
