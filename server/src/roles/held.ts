import { sql } from '../database/sql.ts'

/** What a member may do, by their own roles and those of their teams, where `members` is in scope. */
export const heldPermissions = sql`array(
  select distinct unnest(roles.permissions) from held_roles join roles on roles.id = held_roles.role_id
  where held_roles.organization_id = members.organization_id and held_roles.user_id = members.user_id
  order by 1
)`

/** What a team lets its members do, where `teams` is in scope. */
export const permissionsOfTeam = sql`array(
  select distinct unnest(roles.permissions) from team_roles join roles on roles.id = team_roles.role_id
  where team_roles.team_id = teams.id
)`
