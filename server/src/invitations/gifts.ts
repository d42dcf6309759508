import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record, told } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { holdsAll, type Standing } from '../members/standing.ts'
import { type Gifts, giftsOf, type Wish } from '../roles/gifts.ts'
import { changesBetween } from './edited.ts'
import { givenBy, type Locked, lockInvitation } from './locked.ts'

/**
 * Changes which roles and teams a pending invitation gives. The caller's transaction holds the organization's exclusive lock,
 * as accepting does.
 *
 * @param change what it gives from now on, told what it gives now; a refusal where that is out of the question
 */
export async function changeGifts(
  tx: Transaction,
  { standing, invitationId, requestId }: { standing: Standing; invitationId: string; requestId: string },
  change: (now: Wish) => Wish | Refusal,
): Promise<null | Refusal> {
  const { organization_id: organizationId, actor } = standing
  const invitation = await lockInvitation(tx, organizationId, invitationId)
  if (invitation === undefined) return refuse('not_found')
  if (invitation.status !== 'pending') return refuse('not_pending', { state: invitation.status })
  const before = await givenBy(tx, invitationId)
  const asked = change(before)
  const after = asked instanceof Refusal ? before : asked
  if (!mayChange(standing, await giftsOf(tx, organizationId, both(before, after)))) return refuse('role_not_grantable')
  if (asked instanceof Refusal) return asked

  await tx.run(sql`update invitations set version = version + 1, updated_at = now() where id = ${invitationId}`)
  const takenOver = await giveInstead(tx, standing, invitation, after)
  const { changed, ...told } = changesBetween(saying(before), saying(after)) ?? { changed: [], before: {}, after: {} }
  await record(tx, {
    type: 'invitation.edited',
    organizationId,
    actor,
    subject: { type: 'invitation', id: invitationId },
    requestId,
    data: { changed, ...told, ...takenOver },
  })
  return null
}

/** What an invitation gave and what it is to give. */
export function both(before: Wish, after: Wish): Wish {
  return { roleIds: [...before.roleIds, ...after.roleIds], teamIds: [...before.teamIds, ...after.teamIds] }
}

/** Nobody changes what gives more than they hold, before or after (docs/decisions/0033). */
export function mayChange(standing: Standing, { asked }: Gifts): boolean {
  return holdsAll(standing, asked)
}

function saying({ roleIds, teamIds }: Wish) {
  return { role_ids: roleIds.toSorted(), team_ids: teamIds.toSorted() }
}

/**
 * Writes what an invitation gives from now on. Whoever lets it give what its inviter could not give is its inviter from then
 * on: the policy for departed inviters would otherwise keep it from ever being accepted, or end it.
 *
 * @returns who was its inviter and who is, where that changed
 */
export async function giveInstead(
  tx: Transaction,
  { user_id }: Pick<Standing, 'user_id'>,
  { id, organization_id: organizationId, inviter_id }: Locked,
  { roleIds, teamIds }: Wish,
): Promise<{ inviting_user_id?: { before: string | null; after: string | null } }> {
  await tx.run(sql`
    with roles_taken as (
      delete from invitation_roles where invitation_id = ${id} and role_id <> all(${roleIds}::uuid[])
    ), teams_taken as (
      delete from invitation_teams where invitation_id = ${id} and team_id <> all(${teamIds}::uuid[])
    ), roles_given as (
      insert into invitation_roles (organization_id, invitation_id, role_id)
      select ${organizationId}::uuid, ${id}::uuid, role_id from unnest(${roleIds}::uuid[]) as role_id
      on conflict do nothing
    )
    insert into invitation_teams (organization_id, invitation_id, team_id)
    select ${organizationId}::uuid, ${id}::uuid, team_id from unnest(${teamIds}::uuid[]) as team_id
    on conflict do nothing`)
  if (inviter_id === null || inviter_id === user_id) return {}
  const taken = await tx.run(sql`
    update invitations set inviter_id = ${user_id}
    where id = ${id} and not inviter_may_give(${organizationId}, ${inviter_id}, ${id})`)
  return taken === 0 ? {} : { inviting_user_id: { before: inviter_id, after: user_id } }
}

/** A role or a team ends: the pending invitations that would give it give what is left, each with its event. */
export async function giveNoMore(
  tx: Transaction,
  { organization_id, actor }: Standing,
  gift: { readonly roleId: string } | { readonly teamId: string },
  requestId: string,
): Promise<void> {
  const [field, id, giving] =
    'roleId' in gift
      ? ([
          'role_ids',
          gift.roleId,
          sql`select invitation_id from invitation_roles where role_id = ${gift.roleId}`,
        ] as const)
      : ([
          'team_ids',
          gift.teamId,
          sql`select invitation_id from invitation_teams where team_id = ${gift.teamId}`,
        ] as const)
  await tx.run(sql`
    with edited as (
      update invitations set version = version + 1, updated_at = now()
      where organization_id = ${organization_id} and status = 'pending' and status_now(status, expires_at) = 'pending'
        and id in (${giving})
      returning id
    ), given as (
      select edited.id, case ${field}::text
        when 'role_ids' then array(select role_id from invitation_roles where invitation_id = edited.id order by role_id)
        else array(select team_id from invitation_teams where invitation_id = edited.id order by team_id) end as before
      from edited
    ), ${told(sql`
      select 'invitation.edited', ${organization_id}::uuid, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'invitation', id,
      ${requestId}, jsonb_build_object('changed', jsonb_build_array(${field}::text),
        'before', jsonb_build_object(${field}::text, before), 'after', jsonb_build_object(${field}::text, array_remove(before, ${id})))
    from given`)}
    select sequence from told`)
}
