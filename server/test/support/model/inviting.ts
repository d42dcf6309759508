import fc from 'fast-check'
import { type Gift, givenBy, heldBy, standing, within } from './giving.ts'
import { at, cellFor, end, type Model, type Told, unknown } from './model.ts'
import { closeExpired, domainAllowed, freeSeats, pendingAt } from './seats.ts'
import { told, verb } from './verb.ts'
import { acknowledge, doOnce, draw, organizerOf, teamIds } from './world.ts'

export const invite = verb({
  name: 'invite',
  weight: 9,
  args: fc.record({
    by: draw.organizer,
    organization: draw.organization,
    address: draw.address,
    role: draw.role,
    teams: draw.teams,
    /** As after an answer that was lost on its way, or still is on it. */
    twice: fc.constantFrom(false, false, true),
  }),
  async does(world, { by, organization, address, role, teams, twice }) {
    const company = at(world.organizations, organization)
    const answer = await doOnce(world, {
      by: organizerOf(organization, by),
      path: `/organizations/${company.id}/invitations`,
      body: {
        email: at(world.addresses, address),
        role_id: company.roles[role],
        team_ids: teamIds(world, organization, teams),
      },
      twice,
    })
    if (answer.status === 201) world.invitations.push({ id: answer.body.id as string, organization, address, links: 1 })
    return told(answer)
  },
  expects(model, { by, organization, address, role, teams }) {
    const inviter = organizerOf(organization, by)
    const held = standing(model, inviter, organization, 'invitations:create')
    if ('status' in held) return held
    const gift = { organization, role, teams }
    if (!within(givenBy(model, gift), held)) return { status: 403, code: 'role_not_grantable' }
    if (!domainAllowed(model, organization, address)) return { status: 409, code: 'domain_not_allowed' }
    const obstacle = alreadyIn(model, inviter, organization, address)
    if (obstacle === 'oneself') return { status: 422, code: 'validation_failed' }
    if (obstacle !== undefined) return { status: 409, code: obstacle }
    if (freeSeats(model, organization) < 1) return { status: 409, code: 'seat_limit_reached' }
    if (pendingAt(model, organization, address) !== undefined) return { status: 409, code: 'already_invited' }
    place(model, inviter, gift, address)
    model.done.push({ by: inviter, status: 201 })
    return { status: 201 }
  },
})

/** Keeps the place, of which everything else was judged. */
export function place(model: Model, inviter: number, gift: Gift, address: number): void {
  closeExpired(model, gift.organization, address)
  model.invitations.push({
    ...gift,
    address,
    sentTo: address,
    inviter,
    stored: 'pending',
    due: false,
    answeredBy: null,
    links: 1,
    events: ['created'],
  })
}

/** Whether an address is a member's, as far as the inviter may know. */
export function alreadyIn(
  model: Model,
  inviter: number,
  organization: number,
  address: number,
): 'oneself' | 'already_member' | undefined {
  const { members } = at(model.organizations, organization)
  const holders = [...members.keys()].filter((person) => at(model.people, person).addresses.has(address))
  if (holders.includes(inviter)) return 'oneself'
  const mayKnow = heldBy(model, inviter, organization).has('members:manage')
  return holders.length > 0 && mayKnow ? 'already_member' : undefined
}

const again = verb({
  name: 'ask again with the same key',
  weight: 2,
  args: fc.nat(30),
  possible: ({ done }) => done.length > 0,
  async does(world, which) {
    if (world.done.length === 0) return
    const { status, text, ask } = at(world.done, which)
    const answer = await ask()
    if (answer.status < 300 && answer.text !== text) throw new Error(`I8: ${answer.text} in place of ${text}`)
    expectReplayed(answer.status === status, answer.headers)
    return told(answer)
  },
  expects(model, which): Told {
    const { by, status } = at(model.done, which)
    return unknown(model, by) ?? { status }
  },
})

function expectReplayed(succeeded: boolean, headers: Headers): void {
  if (succeeded && headers.get('idempotent-replayed') !== 'true') throw new Error('I8: it was done once more')
}

const revoke = verb({
  name: 'revoke',
  weight: 2,
  args: fc.record({ by: draw.organizer, invitation: draw.invitation }),
  possible: ({ invitations }) => invitations.length > 0,
  async does(world, { by, invitation }) {
    if (world.invitations.length === 0) return
    const { id, organization } = at(world.invitations, invitation)
    const { id: organization_id } = at(world.organizations, organization)
    const answer = await at(world.people, organizerOf(organization, by)).revokes({ id, organization_id, email: '' })
    if (answer.status === 200) acknowledge(world, id, 'revoked')
    return told(answer)
  },
  expects(model, { by, invitation }) {
    const revoked = at(model.invitations, invitation)
    const held = standing(model, organizerOf(revoked.organization, by), revoked.organization, 'invitations:manage')
    if ('status' in held) return held
    const cell = cellFor(revoked, 'revoke')
    if ('told' in cell) return cell.told
    if ('to' in cell) end(revoked, 'revoked')
    return { status: 200 }
  },
})

export const inviting = [invite, again, revoke]
