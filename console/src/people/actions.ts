import type { Invitation, Member, Role } from '@usher/client'
import type { Key } from '../messages/catalogue.ts'

/** Why something cannot be done, as texts that a disabled button shows. */
const reasons = {
  may_not_invite: 'people.reason.may_not_invite',
  may_not_see_invitations: 'people.reason.may_not_see_invitations',
  may_not_revoke: 'people.reason.may_not_revoke',
  may_not_remove: 'people.reason.may_not_remove',
  holds_more: 'people.reason.holds_more',
  last_owner: 'people.reason.last_owner',
  expired: 'people.reason.expired',
  answered: 'people.reason.answered',
  revoked: 'people.reason.revoked',
} as const satisfies Record<string, Key>

export type Reason = (typeof reasons)[keyof typeof reasons]
type Status = Invitation['status']

/** What can be done with an invitation in which state: undefined where it can, else the reason why not. */
export const invitationActions = {
  pending: { copy_link: undefined, revoke: undefined },
  expired: { copy_link: reasons.expired, revoke: undefined },
  accepted: { copy_link: reasons.answered, revoke: reasons.answered },
  declined: { copy_link: reasons.answered, revoke: reasons.answered },
  revoked: { copy_link: reasons.revoked, revoke: reasons.revoked },
} as const satisfies Record<Status, Record<'copy_link' | 'revoke', Reason | undefined>>

/** What it takes to do something, and what is said to who does not have it. */
const permissions = {
  invite: ['invitations:create', reasons.may_not_invite],
  see_invitations: ['invitations:read', reasons.may_not_see_invitations],
  revoke: ['invitations:manage', reasons.may_not_revoke],
  remove: ['members:manage', reasons.may_not_remove],
} as const satisfies Record<string, readonly [permission: string, reason: Reason]>

export function whyMayNot(action: keyof typeof permissions, held: readonly string[]): Reason | undefined {
  const [permission, reason] = permissions[action]
  return held.includes(permission) ? undefined : reason
}

export function whyNotRevoke(status: Status, held: readonly string[]): Reason | undefined {
  return invitationActions[status].revoke ?? whyMayNot('revoke', held)
}

/** What is known of an organization when it is decided who may go. */
export interface Known {
  held: readonly string[]
  own_id: string | undefined
  roles: readonly Role[]
  members: readonly Member[]
  /** Whether `members` are all of them. */
  complete: boolean
}

/** Why somebody cannot be removed or, where it is oneself, cannot leave. The service decides; this says it beforehand. */
export function whyNotRemove(member: Member, known: Known): Reason | undefined {
  if (isLastOwner(member, known)) return reasons.last_owner
  if (member.id === known.own_id) return undefined
  return whyMayNot('remove', known.held) ?? (holdsMore(member, known) ? reasons.holds_more : undefined)
}

function isLastOwner(member: Member, { roles, members, complete }: Known): boolean {
  const owner = ownerRole(roles)
  const owns = (each: Member) => each.roles.some(({ id }) => id === owner?.id)
  return complete && owner !== undefined && owns(member) && members.filter(owns).length === 1
}

function holdsMore(member: Member, { held, roles }: Known): boolean {
  const given = roles.filter(({ id }) => member.roles.some((role) => role.id === id))
  return given.some((role) => !role.permissions.every((permission) => held.includes(permission)))
}

/** What sets the owners' role apart, which no role that somebody made is. */
function ownerRole(roles: readonly Role[]): Role | undefined {
  return roles.find(
    ({ system_managed, permissions }) => system_managed && permissions.includes('organization:transfer'),
  )
}

/** The roles that one may give: those within one's own permissions. */
export function grantable(roles: readonly Role[], held: readonly string[]): Role[] {
  return roles.filter(({ permissions }) => permissions.every((permission) => held.includes(permission)))
}
