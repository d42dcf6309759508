import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { holdsAll, type Standing } from '../members/standing.ts'
import { giftsOf, type Wish } from '../roles/gifts.ts'
import type { Status } from './invitation.ts'

/**
 * Changes which roles and teams a pending invitation gives. Nobody changes one that gives more than they hold, before or
 * after. The caller's transaction holds the organization's exclusive lock, as accepting does.
 *
 * @param change what it gives from now on, told what it gives now; a refusal where that is out of the question
 */
export async function changeGifts(
  tx: Transaction,
  { standing, invitationId, requestId }: { standing: Standing; invitationId: string; requestId: string },
  change: (now: Wish) => Wish | Refusal,
): Promise<null | Refusal> {
  const { organization_id, actor } = standing
  const found = await tx.maybe(sql<{ status: Status; roleIds: string[]; teamIds: string[] }>`
    select status_now(status, expires_at) as status,
      array(select role_id from invitation_roles where invitation_id = invitations.id order by role_id) as "roleIds",
      array(select team_id from invitation_teams where invitation_id = invitations.id order by team_id) as "teamIds"
    from invitations where organization_id = ${organization_id} and id = ${invitationId}
    for no key update`)
  if (found === undefined) return refuse('not_found')
  const { status, ...before } = found
  if (status !== 'pending') return refuse('not_pending', { state: status })
  const asked = change(before)
  const gifts = await giftsOf(tx, organization_id, {
    roleIds: [...before.roleIds, ...(asked instanceof Refusal ? [] : asked.roleIds)],
    teamIds: [...before.teamIds, ...(asked instanceof Refusal ? [] : asked.teamIds)],
  })
  const involved = [...gifts.roles.values(), ...gifts.teams.values()].flat()
  if (!holdsAll(standing, involved)) return refuse('role_not_grantable')
  if (asked instanceof Refusal) return asked

  const after = { roleIds: asked.roleIds.toSorted(), teamIds: asked.teamIds.toSorted() }
  const edited = await tx.run(sql`
    with edited as (
      update invitations set version = version + 1, updated_at = now()
      where organization_id = ${organization_id} and id = ${invitationId}
        and status = 'pending' and status_now(status, expires_at) = 'pending'
      returning id
    ), roles_taken as (
      delete from invitation_roles using edited
      where invitation_roles.invitation_id = edited.id and role_id <> all(${after.roleIds}::uuid[])
    ), teams_taken as (
      delete from invitation_teams using edited
      where invitation_teams.invitation_id = edited.id and team_id <> all(${after.teamIds}::uuid[])
    ), roles_given as (
      insert into invitation_roles (organization_id, invitation_id, role_id)
      select ${organization_id}::uuid, edited.id, role_id from edited, unnest(${after.roleIds}::uuid[]) as role_id
      on conflict do nothing
    ), teams_given as (
      insert into invitation_teams (organization_id, invitation_id, team_id)
      select ${organization_id}::uuid, edited.id, team_id from edited, unnest(${after.teamIds}::uuid[]) as team_id
      on conflict do nothing
    )
    select id from edited`)
  if (edited === 0) return refuse('not_pending', { state: 'expired' })
  const takenOver = await takeOver(tx, standing, invitationId)
  const said = ({ roleIds, teamIds }: Wish) => ({ role_ids: roleIds, team_ids: teamIds })
  await record(tx, {
    type: 'invitation.edited',
    organizationId: organization_id,
    actor,
    subject: { type: 'invitation', id: invitationId },
    requestId,
    data: {
      before: { ...said(before), ...takenOver?.before },
      after: { ...said(after), ...takenOver?.after },
    },
  })
  return null
}

/**
 * Whoever lets an invitation give what its inviter could not give is its inviter from then on: the policy for departed inviters
 * would otherwise keep it from being accepted, or end it.
 */
async function takeOver(
  tx: Transaction,
  { organization_id, user_id }: Standing,
  invitationId: string,
): Promise<Record<'before' | 'after', { inviting_user_id: string | null }> | undefined> {
  const inviter = await tx.maybe(sql<{ inviter_id: string }>`
    select inviter_id from invitations
    where organization_id = ${organization_id} and id = ${invitationId} and inviter_id is distinct from ${user_id} and inviter_id is not null
      and not inviter_may_give(organization_id, inviter_id, id)`)
  if (inviter === undefined) return undefined
  await tx.run(sql`
    update invitations set inviter_id = ${user_id} where organization_id = ${organization_id} and id = ${invitationId}`)
  return { before: { inviting_user_id: inviter.inviter_id }, after: { inviting_user_id: user_id } }
}
