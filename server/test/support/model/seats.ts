import { at, type Model, type ModelInvitation, type ModelOrganization, statusOf, type Told } from './model.ts'

// What stands in the way of a place, whoever asks for it.

/** How many places can still be kept. */
export function freeSeats(model: Model, organization: number): number {
  const { seats, members, pendingTakeSeats } = at(model.organizations, organization)
  if (seats === null) return Number.POSITIVE_INFINITY
  const pending = model.invitations.filter((each) => each.organization === organization && statusOf(each) === 'pending')
  return seats - members.size - (pendingTakeSeats ? pending.length : 0)
}

/** Whether somebody who accepts finds a seat. */
export function hasSeat({ seats, members }: ModelOrganization, person: number): boolean {
  return members.has(person) || seats === null || members.size < seats
}

/** @param address null for one that was erased, which is of no domain */
export function domainAllowed(model: Model, organization: number, address: number | null): boolean {
  const { allowed, blocked } = at(model.organizations, organization)
  if (address === null) return allowed.length === 0
  const domain = at(model.domains, address)
  return !blocked.includes(domain) && (allowed.length === 0 || allowed.includes(domain))
}

export function pendingAt(model: Model, organization: number, address: number): ModelInvitation | undefined {
  return model.invitations.find(
    (each) => each.organization === organization && each.address === address && statusOf(each) === 'pending',
  )
}

/** Writes down that what is due at an address has expired. */
export function closeExpired(model: Model, organization: number, address: number): void {
  for (const each of model.invitations) {
    const due = each.stored === 'pending' && each.due
    if (due && each.organization === organization && each.address === address) writeExpired(each)
  }
}

export function writeExpired(invitation: ModelInvitation): void {
  invitation.stored = 'expired'
  invitation.events.push('expired')
}

/** What has expired is to be pending again: judged like a new one. */
export function reopen(model: Model, { organization, address }: ModelInvitation): Told | undefined {
  if (address === null) return { status: 409, code: 'not_pending' }
  if (pendingAt(model, organization, address) !== undefined) return { status: 409, code: 'already_invited' }
  if (freeSeats(model, organization) < 1) return { status: 409, code: 'seat_limit_reached' }
  closeExpired(model, organization, address)
  return undefined
}
