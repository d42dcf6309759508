import fc from 'fast-check'
import {
  at,
  cellFor,
  hasSeat,
  holds,
  inviterMayGive,
  type Model,
  notFound,
  statusOf,
  type Told,
  unknown,
} from './model.ts'
import { told, verb } from './verb.ts'
import { acknowledge, answererOf, draw } from './world.ts'

const args = fc.record({ by: draw.answerer, invitation: draw.invitation })
const possible = ({ invitations }: Readonly<Model>) => invitations.length > 0

export const accept = verb({
  name: 'accept',
  weight: 8,
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
      if (!inviterMayGive(model, accepted)) return { status: 409, code: 'inviter_lost_permission' }
      accepted.stored = cell.to
      accepted.answeredBy = person
      // Whoever is a member already stays what they are.
      if (!organization.members.has(person)) organization.members.set(person, accepted.role)
    }
    return { status: 200, body: organization.id }
  },
})

const decline = verb({
  name: 'decline',
  weight: 3,
  args,
  possible,
  async does(world, { by, invitation }) {
    if (world.invitations.length === 0) return
    const { id, address } = at(world.invitations, invitation)
    const answer = await at(world.people, answererOf(address, by)).request('POST', `/invitations/${id}?accept=false`)
    if (answer.status === 200) acknowledge(world, id, 'declined')
    return told(answer, { withBody: true })
  },
  expects(model, { by, invitation }) {
    const declined = at(model.invitations, invitation)
    const person = answererOf(declined.sentTo, by)
    if (!mayAnswer(model, person, declined)) return unknown(model, person) ?? notFound
    const cell = cellFor(declined, 'decline', person)
    if ('told' in cell) return cell.told
    if ('to' in cell) Object.assign(declined, { stored: cell.to, answeredBy: person })
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
      return statusOf(invitation) === 'pending' && active && holds(model, person, invitation) ? [number] : []
    })
    return unknown(model, person) ?? { status: 200, body: mine }
  },
})

export const answering = [accept, decline, read, list]
