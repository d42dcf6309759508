import type { Permission } from '../../src/roles/permissions.ts'
import { type Actor, type Company, succeeded } from './cast.ts'

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

/** The names of a member's own roles, as its company's owner sees them. */
export async function rolesOf(owner: Actor, company: Company, userId: string): Promise<string[]> {
  const member = (await owner.membersOf(company)).find(({ id }) => id === userId)
  return (member?.roles ?? []).map(({ name }) => name)
}
