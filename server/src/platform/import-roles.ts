import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, told } from '../events/record.ts'

interface Told {
  readonly actor: Actor
  readonly requestId: string
}

/** A member whose roles become others. */
export interface RolesChange {
  readonly organizationId: string
  readonly userId: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The roles of those who are members already, by organization and user with a space between. */
export async function givenRoles(
  tx: Transaction,
  of: readonly { organizationId: string; userId: string }[],
): Promise<Map<string, string[]>> {
  const rows = await tx.many(sql<{ organization_id: string; user_id: string; role_ids: string[] }>`
    select members.organization_id, members.user_id, array(
      select role_id from member_roles
      where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
    ) as role_ids
    from (
      select distinct organization_id, user_id
      from unnest(${of.map(({ organizationId }) => organizationId)}::uuid[], ${of.map(({ userId }) => userId)}::uuid[])
        as asked (organization_id, user_id)
    ) as asked
      join members on members.organization_id = asked.organization_id and members.user_id = asked.user_id`)
  return new Map(rows.map(({ organization_id, user_id, role_ids }) => [`${organization_id} ${user_id}`, role_ids]))
}

/** Gives members the roles of their rows in place of those that they have. The transaction holds the organizations' locks. */
export async function changeRoles(
  tx: Transaction,
  changes: readonly RolesChange[],
  { actor, requestId }: Told,
): Promise<void> {
  if (changes.length === 0) return
  const changed = (of: (change: RolesChange) => readonly string[]) =>
    JSON.stringify(
      changes.flatMap((change) =>
        of(change).map((role_id) => ({
          organization_id: change.organizationId,
          user_id: change.userId,
          role_id,
        })),
      ),
    )
  const given = changed(({ before, after }) => after.filter((id) => !before.includes(id)))
  const taken = changed(({ before, after }) => before.filter((id) => !after.includes(id)))
  // Given first, so that no organization is without an owner in between.
  await tx.run(sql`
    with given as (
      insert into member_roles (organization_id, user_id, role_id)
      select organization_id, user_id, role_id
      from jsonb_to_recordset(${given}::jsonb) as asked (organization_id uuid, user_id uuid, role_id uuid)
      on conflict do nothing
      returning organization_id, role_id
    )
    update organizations set owner_count = owner_count + more.owners
    from (
      select given.organization_id, count(*)::integer as owners
      from given join roles on roles.id = given.role_id and roles.kind = 'owner' group by 1
    ) as more
    where organizations.id = more.organization_id`)
  await tx.run(sql`
    with taken as (
      delete from member_roles
      using jsonb_to_recordset(${taken}::jsonb) as asked (organization_id uuid, user_id uuid, role_id uuid)
      where member_roles.organization_id = asked.organization_id and member_roles.user_id = asked.user_id
        and member_roles.role_id = asked.role_id
      returning member_roles.organization_id, member_roles.role_id
    )
    update organizations set owner_count = owner_count - less.owners
    from (
      select taken.organization_id, count(*)::integer as owners
      from taken join roles on roles.id = taken.role_id and roles.kind = 'owner' group by 1
    ) as less
    where organizations.id = less.organization_id`)
  const rows = changes.map(({ organizationId, userId, before, after }) => ({
    organization_id: organizationId,
    user_id: userId,
    data: { before: { role_ids: before }, after: { role_ids: after } },
  }))
  await tx.run(sql`
    with ${told(sql`
      select 'member.role_changed', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'user',
      user_id, ${requestId}, data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as changed (organization_id uuid, user_id uuid, data jsonb)`)}
    select sequence from told`)
}
