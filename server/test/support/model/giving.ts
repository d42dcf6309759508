import { at, type Model, notFound, type RoleName, type Told, unknown } from './model.ts'

// Who may do and give what: by their own roles and by those of their teams.

const everything = [
  'organization:read',
  'members:read',
  'members:manage',
  'invitations:read',
  'invitations:create',
  'invitations:manage',
  'service_accounts:manage',
]
/** All that this role has. */
export const recruiter_permissions = [
  'organization:read',
  'members:read',
  'invitations:read',
  'invitations:create',
  'invitations:manage',
]
/** Of the permissions of each role, those that the verbs here ask for, and one that tells Owner from Admin. */
const permissions: Record<RoleName, readonly string[]> = {
  owner: [...everything, 'organization:delete'],
  admin: everything,
  recruiter: recruiter_permissions,
  member: ['organization:read', 'members:read'],
}

export type Permissions = ReadonlySet<string>

/** What an invitation gives in advance. */
export interface Gift {
  readonly organization: number
  readonly role: RoleName
  readonly teams: readonly number[]
}

/** All that a member may do; nothing, if they are none. */
export function heldBy(model: Model, person: number, organization: number): Permissions {
  const { members, teams } = at(model.organizations, organization)
  const role = members.get(person)
  const theirs = teams.filter((team) => team.members.has(person)).flatMap((team) => [...team.roles])
  return new Set([...(role === undefined ? [] : [role]), ...theirs].flatMap((each) => permissions[each]))
}

export function givenBy(model: Model, { organization, role, teams }: Gift): Permissions {
  const given = teams.flatMap((number) => [...at(at(model.organizations, organization).teams, number).roles])
  return new Set([role, ...given].flatMap((each) => permissions[each]))
}

/** The subset rule. */
export function within(some: Permissions, others: Permissions): boolean {
  return [...some].every((permission) => others.has(permission))
}

/** What somebody may do in an organization where they may do this, or what they hear instead. */
export function standing(model: Model, person: number, organization: number, permission?: string): Permissions | Told {
  const { active, members } = at(model.organizations, organization)
  const nobody = unknown(model, person)
  if (nobody !== undefined) return nobody
  if (!members.has(person) || !active) return notFound
  const held = heldBy(model, person, organization)
  return permission === undefined || held.has(permission) ? held : { status: 403, code: 'permission_denied' }
}

/** Whether somebody could make this invitation now. */
export function mayGive(model: Model, person: number, gift: Gift): boolean {
  const held = heldBy(model, person, gift.organization)
  const active = at(model.people, person).state === 'active'
  return active && held.has('invitations:create') && within(givenBy(model, gift), held)
}
