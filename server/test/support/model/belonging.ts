import fc from 'fast-check'
import { heldBy, standing, within } from './giving.ts'
import { at, depart, end, isLastOwner, notFound, unknown } from './model.ts'
import { told, verb } from './verb.ts'
import { draw, machine_home, machine_number, organizerOf } from './world.ts'

const remove = verb({
  name: 'remove',
  weight: 4,
  // Who leaves removes themselves.
  args: fc.record({
    by: draw.organizer,
    organization: draw.organization,
    who: fc.oneof(fc.constant('oneself' as const), draw.person),
  }),
  async does(world, { by, organization, who }) {
    const remover = organizerOf(organization, by)
    const userId = at(world.userIds, who === 'oneself' ? remover : who)
    const place = `/organizations/${at(world.organizations, organization).id}/members?user_id=${userId}`
    return told(await at(world.people, remover).request('DELETE', place))
  },
  expects(model, { by, organization, who }) {
    const remover = organizerOf(organization, by)
    const person = who === 'oneself' ? remover : who
    const held = standing(model, remover, organization, person === remover ? undefined : 'members:manage')
    if ('status' in held) return held
    const left = at(model.organizations, organization)
    if (!left.members.has(person)) return notFound
    if (person !== remover && !within(heldBy(model, person, organization), held))
      return { status: 403, code: 'permission_denied' }
    if (isLastOwner(left, person)) return { status: 409, code: 'last_owner' }
    depart(model, person, organization)
    return { status: 200 }
  },
})

const retire = verb({
  name: 'retire the service account',
  weight: 1,
  args: fc.record({ by: draw.organizer, organization: fc.constantFrom(machine_home, machine_home, 0) }),
  async does(world, { by, organization }) {
    const { id } = at(world.organizations, organization)
    const place = `/organizations/${id}/service-accounts/${at(world.userIds, machine_number)}`
    return told(await at(world.people, organizerOf(organization, by)).request('DELETE', place))
  },
  expects(model, { by, organization }) {
    const held = standing(model, organizerOf(organization, by), organization, 'service_accounts:manage')
    if ('status' in held) return held
    const retired = at(model.people, machine_number)
    if (organization !== machine_home || retired.state === 'erased') return notFound
    if (!within(heldBy(model, machine_number, organization), held)) return { status: 403, code: 'permission_denied' }
    if (model.organizations.some((each) => each.active && isLastOwner(each, machine_number))) {
      return { status: 409, code: 'last_owner' }
    }
    model.organizations.forEach((_, number) => depart(model, machine_number, number))
    retired.state = 'erased'
    return { status: 200 }
  },
})

const erase = verb({
  name: 'erase',
  weight: 1,
  args: draw.person,
  async does(world, person) {
    const actor = at(world.people, person)
    return told(await actor.request('DELETE', '/users/me', { body: { confirm: actor.address } }))
  },
  expects(model, person) {
    const nobody = unknown(model, person)
    if (nobody !== undefined) return nobody
    const erased = at(model.people, person)
    if (erased.machine) return { status: 403, code: 'managed_by_organization' }
    // An organization that is no live one needs no owner.
    if (model.organizations.some((each) => each.active && isLastOwner(each, person))) {
      return { status: 409, code: 'last_owner' }
    }
    const shared = model.people.flatMap(({ addresses }, other) => (other === person ? [] : [...addresses]))
    const own = new Set([...erased.addresses].filter((address) => !shared.includes(address)))

    model.organizations.forEach(({ policy }, organization) => {
      depart(model, person, organization)
      for (const invitation of model.invitations) {
        const theirs = invitation.organization === organization && invitation.inviter === person
        if (theirs && invitation.stored === 'pending' && policy === 'keep') invitation.inviter = null
      }
    })
    for (const invitation of model.invitations) {
      const toThem = invitation.address !== null && own.has(invitation.address)
      if (toThem && invitation.stored === 'pending') end(invitation, 'revoked')
      if (toThem || invitation.answeredBy === person) invitation.address = null
    }
    erased.state = 'erased'
    erased.addresses.clear()
    erased.blocked.clear()
    return { status: 200 }
  },
})

export const belonging = [remove, retire, erase]
