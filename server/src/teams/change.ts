import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record, type Said, told } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { orRefuse } from '../http/refused.ts'
import { readTitle } from '../http/text.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { giveNoMore } from '../invitations/gifts.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { holdsAll, type Standing, standingAt, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { NewTeam, Team, TeamChange } from './schemas.ts'
import { placeOfTeam, readTeam, type TeamRow, versioned } from './teams.ts'

const nameIsFree = { teams_name: 'name_taken' } as const

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
  const texts = readTitle(team)
  if (texts instanceof Refusal) return texts
  return orRefuse(nameIsFree, () =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'teams:manage', 'shared')
      if (standing instanceof Refusal) return standing
      const { id } = await tx.one(sql<{ id: string }>`
        insert into teams (organization_id, name, description)
        values (${organizationId}, ${texts.name}, ${texts.description}) returning id`)
      await tell(tx, standing, id, { type: 'organization.team_created', requestId, data: texts })
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
  return orRefuse(nameIsFree, () =>
    db.transaction(async (tx) => {
      const found = await teamToChange(tx, caller, teamId, ifMatch)
      if (found instanceof Refusal) return found
      const { standing, team } = found
      const texts = readTitle({ ...team, ...change })
      if (texts instanceof Refusal) return texts
      const changed = await tx.run(sql`
        update teams set name = ${texts.name}, description = ${texts.description}, version = version + 1, updated_at = now()
        where organization_id = ${standing.organization_id} and id = ${teamId}
          and (name, description) is distinct from (${texts.name}, ${texts.description})`)
      if (changed === 1) {
        const data = { before: named(team), after: texts }
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
    await giveNoMore(tx, standing, { teamId }, requestId)
    await tx.run(sql`delete from teams where organization_id = ${standing.organization_id} and id = ${teamId}`)
    const data = { ...named(team), role_ids: team.roles.map(({ id }) => id).toSorted() }
    await tell(tx, standing, teamId, { type: 'organization.team_deleted', requestId, data })
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

/** The events of everybody who was in it. */
async function dissolve(
  tx: Transaction,
  { organization_id, actor }: Standing,
  teamId: string,
  requestId: string,
): Promise<void> {
  await tx.run(sql`
    with ${told(sql`
      select 'member.team_left', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'user', user_id, ${requestId},
      jsonb_build_object('team_id', team_id)
    from team_members where organization_id = ${organization_id} and team_id = ${teamId}`)}
    select sequence from told`)
}

/** What events say that a team is called. */
function named({ name, description }: TeamRow): { name: string; description: string | null } {
  return { name, description }
}

async function tell(
  tx: Transaction,
  { organization_id: organizationId, actor }: Standing,
  id: string,
  event: Said<`organization.team_${'created' | 'changed' | 'deleted'}`>,
): Promise<void> {
  await record(tx, { ...event, organizationId, actor, subject: { type: 'team', id } })
}

async function requireTeam(tx: Transaction, standing: Standing, teamId: string): Promise<TeamRow> {
  const team = await readTeam(tx, standing, teamId)
  if (team === undefined) throw new Error('a team is gone under the lock of its organization')
  return team
}
