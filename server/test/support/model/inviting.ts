import fc from 'fast-check'
import { at, cellFor, type Model, permissions, standing, statusOf, type Told, within } from './model.ts'
import { told, verb } from './verb.ts'
import { acknowledge, draw, organizerOf } from './world.ts'

export const invite = verb({
  name: 'invite',
  weight: 8,
  args: fc.record({ by: draw.organizer, organization: draw.organization, address: draw.address, role: draw.role }),
  async does(world, { by, organization, address, role }) {
    const company = at(world.organizations, organization)
    const answer = await at(world.people, organizerOf(organization, by)).tryToInvite(
      company,
      at(world.addresses, address),
      company.roles[role],
    )
    if (answer.status === 201) world.invitations.push({ id: answer.body.id as string, organization, address })
    return told(answer)
  },
  expects(model, { by, organization, address, role }) {
    const inviter = organizerOf(organization, by)
    const giver = standing(model, inviter, organization, 'invitations:create')
    if (typeof giver !== 'string') return giver
    if (!within(role, giver)) return { status: 403, code: 'role_not_grantable' }
    const obstacle = alreadyIn(model, inviter, organization, address)
    if (obstacle !== undefined) return obstacle
    const { seats, members } = at(model.organizations, organization)
    if (seats !== null && members.size >= seats) return { status: 409, code: 'seat_limit_reached' }

    const before = model.invitations.find(
      (each) => each.organization === organization && each.address === address && each.stored === 'pending',
    )
    if (before !== undefined && statusOf(before) === 'pending') return { status: 409, code: 'already_invited' }
    if (before !== undefined) before.stored = 'expired'
    const written = { stored: 'pending', due: false, answeredBy: null } as const
    model.invitations.push({ organization, role, address, sentTo: address, inviter, ...written })
    return { status: 201 }
  },
})

function alreadyIn(model: Model, by: number, organization: number, address: number): Told | undefined {
  const { members } = at(model.organizations, organization)
  const holders = [...members.keys()].filter((person) => at(model.people, person).addresses.has(address))
  if (holders.includes(by)) return { status: 422, code: 'validation_failed' }
  const mayKnow = permissions[members.get(by) ?? 'member'].includes('members:manage')
  return holders.length > 0 && mayKnow ? { status: 409, code: 'already_member' } : undefined
}

const revoke = verb({
  name: 'revoke',
  weight: 3,
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
    const able = standing(model, organizerOf(revoked.organization, by), revoked.organization, 'invitations:manage')
    if (typeof able !== 'string') return able
    const cell = cellFor(revoked, 'revoke')
    if ('told' in cell) return cell.told
    if ('to' in cell) revoked.stored = cell.to
    return { status: 200 }
  },
})

export const inviting = [invite, revoke]
