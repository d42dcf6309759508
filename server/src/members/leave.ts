import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Event, told } from '../events/record.ts'

/** In a statement whose `gone` are members that it deletes: what each had, as their event says it. */
export const what_they_had = sql`jsonb_build_object(
    'role_ids', array(
      select role_id from member_roles
      where member_roles.organization_id = gone.organization_id and member_roles.user_id = gone.user_id order by role_id
    ),
    'team_ids', array(
      select team_id from team_members
      where team_members.organization_id = gone.organization_id and team_members.user_id = gone.user_id order by team_id
    )
  )`

/**
 * Ends memberships of a user, each with its event. The caller's transaction must hold the locks of these organizations.
 * The database refuses where an organization would be left without an owner (I9).
 *
 * @param organizationId where they leave; undefined for everywhere
 */
export async function leave(
  tx: Transaction,
  {
    userId,
    organizationId,
    actor,
    requestId,
  }: { userId: string; organizationId?: string } & Pick<Event, 'actor' | 'requestId'>,
): Promise<void> {
  const where = organizationId === undefined ? sql`` : sql`and organization_id = ${organizationId}`
  await tx.run(sql`
    with left_behind as (
      select member_roles.organization_id, count(*) as owners
      from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.user_id = ${userId} and roles.kind = 'owner' group by 1
    ), gone as (
      delete from members where user_id = ${userId} ${where} returning organization_id, user_id
    ), ${told(sql`
      select 'member.removed', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'user', ${userId}, ${requestId}, ${what_they_had} from gone`)}
    update organizations
    set member_count = member_count - 1, owner_count = owner_count - coalesce(left_behind.owners, 0)
    from gone left join left_behind on left_behind.organization_id = gone.organization_id
    where organizations.id = gone.organization_id`)
}
