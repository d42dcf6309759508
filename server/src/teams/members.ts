import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import type { Page, PageRequest } from '../http/paging.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { changeGifts } from '../invitations/gifts.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { type Asked, listFor } from '../members/list.ts'
import { holderFor } from '../members/own-roles.ts'
import type { Member } from '../members/schemas.ts'
import { holdsAll, lacks, type Standing, standingAt } from '../members/standing.ts'
import type { Assignee } from '../roles/assignee.ts'
import type { Caller } from '../tokens/caller.ts'
import { placeOfTeam, readTeam } from './teams.ts'

/** Who is in a team: members, and pending invitations that lead into it as far as the caller may read these. */
export async function listTeamMembers(
  db: Database,
  caller: Caller,
  teamId: string,
  asked: Asked,
  page: PageRequest,
): Promise<Page<Member> | Refusal> {
  const standing = await standingAt(db, caller, placeOfTeam(teamId), 'members:read')
  if (standing instanceof Refusal) return standing
  const include_invitations = asked.include_invitations ?? standing.permissions.includes('invitations:read')
  return listFor(db, standing, { ...asked, team_id: teamId, include_invitations }, page)
}

interface Act {
  caller: Caller
  teamId: string
  assignee: Assignee
  requestId: string
}

/** Takes a member or a pending invitation into a team, and so gives them its roles: none above those of who does it. */
export function addToTeam(db: Database, act: Act): Promise<null | Refusal> {
  return changing(db, act, {
    user: join,
    invitation: (tx, { standing, teamId, id, requestId }) =>
      changeGifts(tx, { standing, invitationId: id, requestId }, ({ roleIds, teamIds }) =>
        teamIds.includes(teamId) ? refuse('already_assigned') : { roleIds, teamIds: [...teamIds, teamId] },
      ),
  })
}

/** Takes them out again, which takes the team's roles from them. */
export function removeFromTeam(db: Database, act: Act): Promise<null | Refusal> {
  return changing(db, act, {
    user: leave,
    invitation: (tx, { standing, teamId, id, requestId }) =>
      changeGifts(tx, { standing, invitationId: id, requestId }, ({ roleIds, teamIds }) =>
        teamIds.includes(teamId)
          ? { roleIds, teamIds: teamIds.filter((each) => each !== teamId) }
          : refuse('not_found'),
      ),
  })
}

interface Change {
  readonly standing: Standing
  readonly teamId: string
  readonly id: string
  readonly requestId: string
}

type Verb = (tx: Transaction, change: Change) => Promise<null | Refusal>

async function changing(
  db: Database,
  { caller, teamId, assignee, requestId }: Act,
  verbs: { user: Verb; invitation: Verb },
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingAt(tx, caller, placeOfTeam(teamId), 'teams:manage', 'alone')
    if (standing instanceof Refusal) return standing
    const ofInvitation = assignee.type === 'invitation'
    if (ofInvitation && !standing.permissions.includes('invitations:manage')) return lacks('invitations:manage')
    const team = await readTeam(tx, standing, teamId)
    if (team === undefined) return refuse('not_found')
    if (!holdsAll(standing, team.permissions)) return refuse('role_not_grantable')
    return verbs[ofInvitation ? 'invitation' : 'user'](tx, { standing, teamId, id: assignee.id, requestId })
  })
}

async function join(tx: Transaction, change: Change): Promise<null | Refusal> {
  const { standing, teamId, id } = change
  const holder = await holderFor(tx, standing, id)
  if (holder instanceof Refusal) return holder
  const joined = await tx.run(sql`
    insert into team_members (organization_id, team_id, user_id) values (${standing.organization_id}, ${teamId}, ${id})
    on conflict do nothing`)
  if (joined === 0) return refuse('already_assigned')
  await tell(tx, change, 'member.team_joined')
  return null
}

async function leave(tx: Transaction, change: Change): Promise<null | Refusal> {
  const { standing, teamId, id } = change
  const holder = await holderFor(tx, standing, id)
  if (holder instanceof Refusal) return holder
  const left = await tx.run(sql`
    delete from team_members
    where organization_id = ${standing.organization_id} and team_id = ${teamId} and user_id = ${id}`)
  if (left === 0) return refuse('not_found')
  await tell(tx, change, 'member.team_left')
  await revokeUngrantable(tx, standing, change.requestId)
  return null
}

async function tell(
  tx: Transaction,
  { standing: { organization_id, actor }, teamId, id, requestId }: Change,
  type: 'member.team_joined' | 'member.team_left',
): Promise<void> {
  const subject = { type: 'user', id } as const
  await record(tx, { type, organizationId: organization_id, actor, subject, requestId, data: { team_id: teamId } })
}
