import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import type { Page, PageRequest } from '../http/paging.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { keepsAnOwner, orRefuse } from '../http/refused.ts'
import { changeGifts } from '../invitations/gifts.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { type Asked, listFor } from '../members/list.ts'
import { holderFor, setOwnRoles } from '../members/own-roles.ts'
import type { Member } from '../members/schemas.ts'
import { holdsAll, type Standing, standingAt } from '../members/standing.ts'
import { readTeam } from '../teams/teams.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Assignee, permissionFor } from './assignee.ts'
import { memberPermissions } from './permissions.ts'
import { placeOfRole, readRole, type RoleRow } from './roles.ts'

/** Who has a role of their own: members, teams, and pending invitations as far as the caller may read these. */
export async function listAssignments(
  db: Database,
  caller: Caller,
  roleId: string,
  asked: Asked,
  page: PageRequest,
): Promise<Page<Member> | Refusal> {
  const standing = await standingAt(db, caller, placeOfRole(roleId), 'members:read')
  if (standing instanceof Refusal) return standing
  const include_invitations = asked.include_invitations ?? standing.permissions.includes('invitations:read')
  return listFor(
    db,
    standing,
    { ...asked, role_id: roleId, include_teams: asked.include_teams ?? true, include_invitations },
    page,
  )
}

interface Act {
  caller: Caller
  roleId: string
  assignee: Assignee
  requestId: string
}

/** What is known of an assignment when it comes to the writing, under the organization's exclusive lock. */
interface Assignment {
  readonly standing: Standing
  readonly role: RoleRow
  readonly id: string
  readonly requestId: string
}

/** Gives a role to a member, a team or a pending invitation. Nobody gives one that allows more than they may. */
export function assign(db: Database, act: Act): Promise<null | Refusal> {
  return changing(db, act, { user: giveToMember, team: giveToTeam, invitation: giveToInvitation })
}

/** Takes a role away again. A member who would be left without one becomes Member. */
export function unassign(db: Database, act: Act): Promise<null | Refusal> {
  return changing(db, act, { user: takeFromMember, team: takeFromTeam, invitation: takeFromInvitation })
}

async function changing(
  db: Database,
  { caller, roleId, assignee, requestId }: Act,
  change: Record<Assignee['type'], (tx: Transaction, assignment: Assignment) => Promise<null | Refusal>>,
): Promise<null | Refusal> {
  return orRefuse(keepsAnOwner, () =>
    db.transaction(async (tx) => {
      const standing = await standingAt(tx, caller, placeOfRole(roleId), permissionFor[assignee.type], 'alone')
      if (standing instanceof Refusal) return standing
      const role = await readRole(tx, standing, roleId)
      if (role === undefined) return refuse('not_found')
      if (!holdsAll(standing, role.permissions)) return refuse('role_not_grantable')
      return change[assignee.type](tx, { standing, role, id: assignee.id, requestId })
    }),
  )
}

async function giveToMember(tx: Transaction, { standing, role, id, requestId }: Assignment): Promise<null | Refusal> {
  const holder = await holderFor(tx, standing, id)
  if (holder instanceof Refusal) return holder
  if (holder.role_ids.includes(role.id)) return refuse('already_assigned')
  await setOwnRoles(tx, standing, holder, [...holder.role_ids, role.id], requestId)
  return null
}

async function takeFromMember(tx: Transaction, { standing, role, id, requestId }: Assignment): Promise<null | Refusal> {
  const holder = await holderFor(tx, standing, id)
  if (holder instanceof Refusal) return holder
  if (!holder.role_ids.includes(role.id)) return refuse('not_found')
  const left = holder.role_ids.filter((each) => each !== role.id)
  if (left.length === 0 && role.kind === 'member') return refuse('last_role')
  if (left.length === 0 && !holdsAll(standing, memberPermissions)) return refuse('role_not_grantable')
  await setOwnRoles(tx, standing, holder, left.length > 0 ? left : [await memberRole(tx, standing)], requestId)
  await revokeUngrantable(tx, standing, requestId)
  return null
}

async function memberRole(tx: Transaction, { organization_id }: Standing): Promise<string> {
  const { id } = await tx.one(sql<{ id: string }>`
    select id from roles where organization_id = ${organization_id} and kind = 'member'`)
  return id
}

async function giveToTeam(tx: Transaction, assignment: Assignment): Promise<null | Refusal> {
  const { standing, role, id } = assignment
  if (role.kind === 'owner') {
    const detail = 'cannot be given the role Owner, which members hold by themselves; assign it to a user'
    return invalid({ in: 'query', pointer: '/team_id', detail })
  }
  const before = await rolesOfTeam(tx, standing, id)
  if (before instanceof Refusal) return before
  if (before.includes(role.id)) return refuse('already_assigned')
  await tx.run(sql`
    insert into team_roles (organization_id, team_id, role_id) values (${standing.organization_id}, ${id}, ${role.id})`)
  await tellOfTeam(tx, assignment, before, [...before, role.id].toSorted())
  // It now brings more to whom it is given by pending invitations.
  await revokeUngrantable(tx, standing, assignment.requestId)
  return null
}

async function takeFromTeam(tx: Transaction, assignment: Assignment): Promise<null | Refusal> {
  const { standing, role, id } = assignment
  const before = await rolesOfTeam(tx, standing, id)
  if (before instanceof Refusal) return before
  if (!before.includes(role.id)) return refuse('not_found')
  await tx.run(sql`
    delete from team_roles
    where organization_id = ${standing.organization_id} and team_id = ${id} and role_id = ${role.id}`)
  const after = before.filter((each) => each !== role.id)
  await tellOfTeam(tx, assignment, before, after)
  await revokeUngrantable(tx, standing, assignment.requestId)
  return null
}

/** The roles of a team that brings no more than the caller holds. */
async function rolesOfTeam(tx: Transaction, standing: Standing, teamId: string): Promise<readonly string[] | Refusal> {
  const team = await readTeam(tx, standing, teamId)
  if (team === undefined) return refuse('not_found')
  return holdsAll(standing, team.permissions) ? team.roles.map(({ id }) => id).toSorted() : refuse('role_not_grantable')
}

async function tellOfTeam(
  tx: Transaction,
  { standing: { organization_id, actor }, id, requestId }: Assignment,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update teams set version = version + 1, updated_at = now() where organization_id = ${organization_id} and id = ${id}`)
  await record(tx, {
    type: 'organization.team_changed',
    organizationId: organization_id,
    actor,
    subject: { type: 'team', id },
    requestId,
    data: { before: { role_ids: before }, after: { role_ids: after } },
  })
}

function giveToInvitation(tx: Transaction, { standing, role, id, requestId }: Assignment): Promise<null | Refusal> {
  return changeGifts(tx, { standing, invitationId: id, requestId }, ({ roleIds, teamIds }) =>
    roleIds.includes(role.id) ? refuse('already_assigned') : { roleIds: [...roleIds, role.id], teamIds },
  )
}

function takeFromInvitation(tx: Transaction, { standing, role, id, requestId }: Assignment): Promise<null | Refusal> {
  return changeGifts(tx, { standing, invitationId: id, requestId }, ({ roleIds, teamIds }) =>
    roleIds.includes(role.id) ? { roleIds: roleIds.filter((each) => each !== role.id), teamIds } : refuse('not_found'),
  )
}
