import type { Database, Transaction } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { type Event, record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { readName, readText } from '../http/text.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { holdsAll, type Standing, standingAt, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { NewTeam, Team, TeamChange } from './schemas.ts'
import { placeOfTeam, readTeam, type TeamRow, versioned } from './teams.ts'

/** Makes a team, with nobody in it and no roles. */
export async function createTeam(
  db: Database,
  {
    caller,
    organizationId,
    requestId,
    team,
  }: { caller: Caller; organizationId: string; requestId: string; team: NewTeam },
): Promise<Versioned<Team> | Refusal> {
  const texts = readTexts(team)
  if (texts instanceof Refusal) return texts
  return namedOnce(() =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'teams:manage', 'shared')
      if (standing instanceof Refusal) return standing
      const { id } = await tx.one(sql<{ id: string }>`
        insert into teams (organization_id, name, description)
        values (${organizationId}, ${texts.name}, ${texts.description}) returning id`)
      await tell(tx, standing, id, { type: 'organization.team_created', requestId, data: { name: texts.name } })
      return versioned(await requireTeam(tx, standing, id))
    }),
  )
}

interface Act {
  caller: Caller
  teamId: string
  ifMatch: IfMatch | undefined
  requestId: string
}

/** Changes what a team is called. What is left away stays as it is. */
export async function changeTeam(
  db: Database,
  { caller, teamId, ifMatch, requestId, change }: Act & { change: TeamChange },
): Promise<Versioned<Team> | Refusal> {
  return namedOnce(() =>
    db.transaction(async (tx) => {
      const found = await teamToChange(tx, caller, teamId, ifMatch)
      if (found instanceof Refusal) return found
      const { standing, team } = found
      const texts = readTexts({ ...team, ...change })
      if (texts instanceof Refusal) return texts
      const changed = await tx.run(sql`
        update teams set name = ${texts.name}, description = ${texts.description}, version = version + 1, updated_at = now()
        where organization_id = ${standing.organization_id} and id = ${teamId}
          and (name, description) is distinct from (${texts.name}, ${texts.description})`)
      if (changed === 1) {
        const data = { before: { name: team.name }, after: { name: texts.name } }
        await tell(tx, standing, teamId, { type: 'organization.team_changed', requestId, data })
      }
      return versioned(await requireTeam(tx, standing, teamId))
    }),
  )
}

/** Deletes a team. Who was in it keeps their own roles; pending invitations keep what is left. */
export async function deleteTeam(db: Database, { caller, teamId, ifMatch, requestId }: Act): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const found = await teamToChange(tx, caller, teamId, ifMatch)
    if (found instanceof Refusal) return found
    const { standing, team } = found
    if (!holdsAll(standing, team.permissions)) return refuse('role_not_grantable')
    await dissolve(tx, standing, teamId, requestId)
    await tx.run(sql`delete from teams where organization_id = ${standing.organization_id} and id = ${teamId}`)
    await tell(tx, standing, teamId, { type: 'organization.team_deleted', requestId, data: { name: team.name } })
    await revokeUngrantable(tx, standing, requestId)
    return null
  })
}

/** A team that the caller may change, under the organization's lock, since what people may do comes of it. */
async function teamToChange(
  tx: Transaction,
  caller: Caller,
  teamId: string,
  ifMatch: IfMatch | undefined,
): Promise<{ standing: Standing; team: TeamRow } | Refusal> {
  const standing = await standingAt(tx, caller, placeOfTeam(teamId), 'teams:manage', 'alone')
  if (standing instanceof Refusal) return standing
  const team = await readTeam(tx, standing, teamId)
  if (team === undefined) return refuse('not_found')
  return versionMismatch(team.version, ifMatch) ?? { standing, team }
}

/** The events of everybody who was in it, and of the invitations that would have led into it. */
async function dissolve(
  tx: Transaction,
  { organization_id, actor }: Standing,
  teamId: string,
  requestId: string,
): Promise<void> {
  const actorId = actor.type === 'system' ? null : actor.id
  await tx.run(sql`
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    select 'member.team_left', organization_id, ${actor.type}, ${actorId}, 'user', user_id, ${requestId},
      jsonb_build_object('team_id', team_id)
    from team_members where organization_id = ${organization_id} and team_id = ${teamId}`)
  await tx.run(sql`
    with edited as (
      update invitations set version = version + 1, updated_at = now()
      where organization_id = ${organization_id} and status = 'pending' and status_now(status, expires_at) = 'pending'
        and id in (select invitation_id from invitation_teams where team_id = ${teamId})
      returning id
    ), given as (
      select edited.id,
        array(select role_id from invitation_roles where invitation_id = edited.id order by role_id) as role_ids,
        array(select team_id from invitation_teams where invitation_id = edited.id order by team_id) as team_ids
      from edited
    )
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    select 'invitation.edited', ${organization_id}::uuid, ${actor.type}, ${actorId}, 'invitation', id, ${requestId}, jsonb_build_object(
      'before', jsonb_build_object('role_ids', role_ids, 'team_ids', team_ids),
      'after', jsonb_build_object('role_ids', role_ids, 'team_ids', array_remove(team_ids, ${teamId})))
    from given`)
}

function readTexts(team: {
  name: string
  description?: string | null
}): { name: string; description: string | null } | Refusal {
  const name = readName(team.name, '/name')
  if (name instanceof Refusal) return name
  const description = readText(team.description ?? '', '/description')
  return description instanceof Refusal ? description : { name, description: description === '' ? null : description }
}

async function tell(
  tx: Transaction,
  { organization_id: organizationId, actor }: Standing,
  id: string,
  event: Pick<Event, 'type' | 'requestId' | 'data'>,
): Promise<void> {
  await record(tx, { ...event, organizationId, actor, subject: { type: 'team', id } })
}

async function requireTeam(tx: Transaction, standing: Standing, teamId: string): Promise<TeamRow> {
  const team = await readTeam(tx, standing, teamId)
  if (team === undefined) throw new Error('a team is gone under the lock of its organization')
  return team
}

async function namedOnce<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work()
  } catch (error) {
    if (violatedConstraint(error) === 'teams_name') return refuse('name_taken')
    throw error
  }
}
