import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import { type Standing, standingAt, standingIn } from '../members/standing.ts'
import { inOrder } from '../roles/roles.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Team } from './schemas.ts'
import { permissionsOfTeam } from '../roles/held.ts'

/** The teams of an organization, oldest first, for its members. `name` finds one by its name, in any letter case. */
export async function listTeams(
  db: Database,
  caller: Caller,
  organizationId: string,
  { name }: { name: string | undefined },
  page: PageRequest,
): Promise<Page<Team> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'organization:read')
  if (standing instanceof Refusal) return standing
  const { limit, offset, after } = page
  const among = sql`teams.organization_id = ${organizationId}
    ${name === undefined ? sql`` : sql`and lower(teams.name) = lower(${name})`}`
  const rows = await db.many(sql<TeamRow>`
    ${select(among)}
      ${after === undefined ? sql`` : sql`and (teams.created_at, teams.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
    order by teams.created_at, teams.id
    limit ${limit + 1} offset ${offset}`)
  const total =
    page.counted === true
      ? await db.one(sql<{ count: number }>`select count(*)::integer as count from teams where ${among}`)
      : undefined
  return pageOf(rows, page, ({ created_at, id }) => ({ key: created_at, id }), total?.count).map(teamOf)
}

/** One team, for the members of its organization. */
export async function getTeam(db: Database, caller: Caller, teamId: string): Promise<Versioned<Team> | Refusal> {
  const standing = await standingAt(db, caller, placeOfTeam(teamId), 'organization:read')
  if (standing instanceof Refusal) return standing
  const row = await readTeam(db, standing, teamId)
  return row === undefined ? refuse('not_found') : versioned(row)
}

export interface TeamRow {
  id: string
  organization_id: string
  name: string
  description: string | null
  member_count: number
  roles: { id: string; name: string }[]
  /** What its roles allow. */
  permissions: string[]
  version: number
  created_at: Date
  updated_at: Date
}

function select(condition: Statement<never>): Statement<TeamRow> {
  return sql<TeamRow>`
    select teams.id, teams.organization_id, teams.name, teams.description, teams.version, teams.created_at, teams.updated_at,
      (select count(*)::integer from team_members where team_members.team_id = teams.id) as member_count,
      (
        select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by ${inOrder}), '[]')
        from team_roles join roles on roles.id = team_roles.role_id where team_roles.team_id = teams.id
      ) as roles,
      ${permissionsOfTeam} as permissions
    from teams
    where ${condition}`
}

/** The organization of a team, for {@link standingAt}. */
export function placeOfTeam(teamId: string): Statement<{ organization_id: string }> {
  return sql`select organization_id from teams where id = ${teamId}`
}

export async function readTeam(
  db: Queryable,
  { organization_id }: Pick<Standing, 'organization_id'>,
  teamId: string,
): Promise<TeamRow | undefined> {
  return db.maybe(select(sql`teams.organization_id = ${organization_id} and teams.id = ${teamId}`))
}

function teamOf(row: TeamRow): Team {
  const { permissions: _, version: __, created_at, updated_at, ...team } = row
  return { ...team, created: created_at.toISOString(), updated: updated_at.toISOString() }
}

export function versioned(row: TeamRow): Versioned<Team> {
  return { ...teamOf(row), version: row.version }
}
