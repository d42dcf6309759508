import fc from 'fast-check'
import { mayGive } from './giving.ts'
import { at, cellFor, end, holds, type Model, notFound, statusOf, type Told, unknown } from './model.ts'
import { domainAllowed, hasSeat } from './seats.ts'
import { told, verb } from './verb.ts'
import { acknowledge, answererOf, draw } from './world.ts'

const args = fc.record({ by: draw.answerer, invitation: draw.invitation })
const possible = ({ invitations }: Readonly<Model>) => invitations.length > 0

export const accept = verb({
  name: 'accept',
  weight: 6,
  args,
  possible,
  async does(world, { by, invitation }) {
    if (world.invitations.length === 0) return
    const { id, address } = at(world.invitations, invitation)
    const answer = await at(world.people, answererOf(address, by)).request('POST', `/invitations/${id}?accept=true`)
    if (answer.status === 200) acknowledge(world, id, 'accepted')
    return told(answer, { withBody: true })
  },
  expects(model, { by, invitation }) {
    const accepted = at(model.invitations, invitation)
    const person = answererOf(accepted.sentTo, by)
    const organization = at(model.organizations, accepted.organization)
    if (!mayAnswer(model, person, accepted)) return unknown(model, person) ?? notFound
    const cell = cellFor(accepted, 'accept', person)
    if ('told' in cell) return cell.told
    if ('to' in cell) {
      if (!organization.active) return { status: 410, code: 'organization_gone' }
      if (!hasSeat(organization, person)) return { status: 409, code: 'seat_limit_reached' }
      if (!domainAllowed(model, accepted.organization, accepted.address)) {
        return { status: 409, code: 'domain_not_allowed' }
      }
      const { inviter } = accepted
      if (organization.policy !== 'keep' && inviter !== null && !mayGive(model, inviter, accepted)) {
        return { status: 409, code: 'inviter_lost_permission' }
      }
      end(accepted, 'accepted')
      accepted.answeredBy = person
      // Whoever is a member already stays what they are.
      if (!organization.members.has(person)) {
        organization.members.set(person, accepted.role)
        for (const team of accepted.teams) at(organization.teams, team).members.add(person)
      }
    }
    return { status: 200, body: organization.id }
  },
})

const decline = verb({
  name: 'decline',
  weight: 2,
  args: fc.record({
    by: draw.answerer,
    invitation: draw.invitation,
    block: fc.constantFrom(false, false, true),
  }),
  possible,
  async does(world, { by, invitation, block }) {
    if (world.invitations.length === 0) return
    const { id, address } = at(world.invitations, invitation)
    const body = block ? { body: { block_organization: true } } : {}
    const answer = await at(world.people, answererOf(address, by)).request(
      'POST',
      `/invitations/${id}?accept=false`,
      body,
    )
    if (answer.status === 200) acknowledge(world, id, 'declined')
    return told(answer, { withBody: true })
  },
  expects(model, { by, invitation, block }) {
    const declined = at(model.invitations, invitation)
    const person = answererOf(declined.sentTo, by)
    if (!mayAnswer(model, person, declined)) return unknown(model, person) ?? notFound
    const cell = cellFor(declined, 'decline', person)
    if ('told' in cell) return cell.told
    if ('to' in cell) {
      end(declined, 'declined')
      declined.answeredBy = person
    }
    // Also who declined before.
    if (block) at(model.people, person).blocked.add(declined.organization)
    return { status: 200, body: null }
  },
})

/** Whether an invitation is somebody's: because they hold its address, or because they answered it. */
function mayAnswer(model: Model, person: number, invitation: Model['invitations'][number]): boolean {
  if (unknown(model, person) !== undefined) return false
  return holds(model, person, invitation) || invitation.answeredBy === person
}

const read = verb({
  name: 'read',
  weight: 2,
  args,
  possible,
  async does(world, { by, invitation }) {
    if (world.invitations.length === 0) return
    const { id, address } = at(world.invitations, invitation)
    return told(await at(world.people, answererOf(address, by)).get(`/invitations/${id}`))
  },
  expects(model, { by, invitation }): Told {
    const shown = at(model.invitations, invitation)
    const person = answererOf(shown.sentTo, by)
    if (!mayAnswer(model, person, shown)) return unknown(model, person) ?? notFound
    const status = statusOf(shown)
    if (status === 'accepted' || status === 'declined') return { status: 410, code: 'already_answered' }
    if (status !== 'pending') return { status: 410, code: status }
    if (!at(model.organizations, shown.organization).active) return { status: 410, code: 'organization_gone' }
    return { status: 200 }
  },
})

const list = verb({
  name: 'list',
  weight: 2,
  args: draw.person,
  async does(world, person) {
    const answer = told(await at(world.people, person).get('/invitations'), { withBody: true })
    if (answer.status !== 200) return answer
    const ids = (answer.body as { id: string }[]).map(({ id }) => id)
    const numbers = ids.map((id) => world.invitations.findIndex((each) => each.id === id))
    return { ...answer, body: numbers.toSorted((a, b) => a - b) }
  },
  expects(model, person) {
    const mine = model.invitations.flatMap((invitation, number) => {
      const { active } = at(model.organizations, invitation.organization)
      const listed = active && !at(model.people, person).blocked.has(invitation.organization)
      return listed && statusOf(invitation) === 'pending' && holds(model, person, invitation) ? [number] : []
    })
    return unknown(model, person) ?? { status: 200, body: mine }
  },
})

const unblock = verb({
  name: 'unblock',
  weight: 1,
  args: fc.record({ person: draw.person, organization: draw.organization }),
  async does(world, { person, organization }) {
    const place = `/users/me/blocks/${at(world.organizations, organization).id}`
    return told(await at(world.people, person).request('DELETE', place))
  },
  expects(model, { person, organization }) {
    const nobody = unknown(model, person)
    if (nobody !== undefined) return nobody
    at(model.people, person).blocked.delete(organization)
    return { status: 200 }
  },
})

export const answering = [accept, decline, read, list, unblock]
