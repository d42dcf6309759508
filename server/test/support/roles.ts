import type { Permission } from '../../src/roles/permissions.ts'
import { type Actor, type Company, succeeded } from './cast.ts'
import type { Answer } from './usher.ts'

export interface MadeRole {
  readonly id: string
  readonly name: string
  readonly permissions: string[]
}

/** Names that no role or team of the test before has. */
let made = 0
export const newName = (what: string): string => `${what} ${++made}`

/** Makes a role of the company's own. */
export async function makesRole(
  actor: Actor,
  { id }: Company,
  permissions: readonly Permission[],
  name = newName('Role'),
): Promise<MadeRole> {
  const body = { name, permissions }
  return succeeded(await actor.request('POST', `/organizations/${id}/roles`, { body })).body as MadeRole
}

/** Whom a role is given to or taken from, or who comes into a team or goes. */
export type Whom = { user_id: string } | { team_id: string } | { invitation_id: string }

export const assigns = (actor: Actor, roleId: string, whom: Whom): Promise<Answer> =>
  actor.request('POST', `/roles/${roleId}/assignments?${new URLSearchParams(whom).toString()}`)

export const takes = (actor: Actor, roleId: string, whom: Whom): Promise<Answer> =>
  actor.request('DELETE', `/roles/${roleId}/assignments?${new URLSearchParams(whom).toString()}`)

/** Makes a team, with these roles. */
export async function makesTeam(
  actor: Actor,
  { id }: Company,
  ...roleIds: string[]
): Promise<{ id: string; name: string }> {
  const body = { name: newName('Team') }
  const team = succeeded(await actor.request('POST', `/organizations/${id}/teams`, { body })).body
  for (const roleId of roleIds) succeeded(await assigns(actor, roleId, { team_id: team.id }))
  return team
}

export const comesInto = (actor: Actor, teamId: string, whom: Whom): Promise<Answer> =>
  actor.request('POST', `/teams/${teamId}/members?${new URLSearchParams(whom).toString()}`)

export const goesOutOf = (actor: Actor, teamId: string, whom: Whom): Promise<Answer> =>
  actor.request('DELETE', `/teams/${teamId}/members?${new URLSearchParams(whom).toString()}`)

/** The names of a member's own roles, as its company's owner sees them. */
export async function rolesOf(owner: Actor, company: Company, userId: string): Promise<string[]> {
  const member = (await owner.membersOf(company)).find(({ id }) => id === userId)
  return (member?.roles ?? []).map(({ name }) => name)
}
