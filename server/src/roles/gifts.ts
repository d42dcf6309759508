import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type FieldError, invalid, type Refusal, refuse } from '../http/problems.ts'
import type { Standing } from '../members/standing.ts'
import { permissionsOfTeam } from './held.ts'

/** What an organization has to give: roles, and teams with the roles that these bring, each with its permissions. */
export interface Gifts {
  readonly roles: ReadonlyMap<string, readonly string[]>
  readonly teams: ReadonlyMap<string, readonly string[]>
  /** All that what was asked for allows. */
  readonly asked: readonly string[]
  /** The role of who gets no other: Member. */
  readonly memberRole: string
}

/** Which roles and teams are to be given. No role means Member. */
export interface Wish {
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}

/** The roles and teams among these ids that the organization has, and Member; one statement for any number of wishes. */
export async function giftsOf(db: Queryable, organizationId: string, { roleIds, teamIds }: Wish): Promise<Gifts> {
  const rows = await db.many(sql<{ id: string; kind: string; permissions: string[] }>`
    select id, kind, permissions from roles
    where organization_id = ${organizationId} and (kind = 'member' or id = any(${roleIds}::uuid[]))
    union all
    select teams.id, 'team', ${permissionsOfTeam}
    from teams where organization_id = ${organizationId} and id = any(${teamIds}::uuid[])`)
  const among = (which: (kind: string) => boolean) =>
    new Map(rows.filter(({ kind }) => which(kind)).map(({ id, permissions }) => [id, permissions]))
  const memberRole = rows.find(({ kind }) => kind === 'member')?.id
  if (memberRole === undefined) throw new Error('an organization has lost its Member role')
  const [roles, teams] = [among((kind) => kind !== 'team'), among((kind) => kind === 'team')]
  const asked = [...roleIds.map((id) => roles.get(id)), ...teamIds.map((id) => teams.get(id))]
  return { roles, teams, asked: asked.flatMap((permissions) => permissions ?? []), memberRole }
}

/**
 * What of a wish can be given by somebody: all of it, since a part would be a surprise. The subset rule: what roles and teams
 * bring together must be among the giver's own permissions.
 *
 * @param pointers where in the request the wish stands; left away where it was read from the database
 * @returns the wish without repetitions and with Member where it names no role
 */
export function grant(
  giver: Pick<Standing, 'permissions'>,
  gifts: Gifts,
  { roleIds, teamIds }: Wish,
  pointers: { role: (index: number) => string; team: (index: number) => string } = nowhere,
): Wish | Refusal {
  const unknown = (
    ids: readonly string[],
    known: ReadonlyMap<string, unknown>,
    at: (index: number) => string,
    what: string,
  ) =>
    ids.flatMap((id, index): FieldError[] =>
      known.has(id)
        ? []
        : [{ in: 'body', pointer: at(index), detail: `must be the id of a ${what} of this organization` }],
    )
  const wrong = [
    ...unknown(roleIds, gifts.roles, pointers.role, 'role'),
    ...unknown(teamIds, gifts.teams, pointers.team, 'team'),
  ]
  if (wrong.length > 0) return invalid(...wrong)
  const granted = {
    roleIds: roleIds.length === 0 ? [gifts.memberRole] : [...new Set(roleIds)],
    teamIds: [...new Set(teamIds)],
  }
  const brought = [
    ...granted.roleIds.flatMap((id) => gifts.roles.get(id) ?? []),
    ...granted.teamIds.flatMap((id) => gifts.teams.get(id) ?? []),
  ]
  return brought.every((permission) => giver.permissions.includes(permission)) ? granted : refuse('role_not_grantable')
}

const nowhere = { role: () => '', team: () => '' }
