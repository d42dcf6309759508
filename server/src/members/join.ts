import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Event, record, told } from '../events/record.ts'

/**
 * Makes a user a member with the given roles, without an invitation. The caller's transaction must hold the
 * organization's lock. Besides accepting an invitation this is the only way in.
 *
 * @returns `full` if no seat is free, `present` if the user is a member already, whose roles then stay as they are
 */
export async function join(
  tx: Transaction,
  member: { organizationId: string; userId: string; roleIds: readonly string[] },
  told: Pick<Event, 'actor' | 'requestId'>,
): Promise<'joined' | 'present' | 'full'> {
  const { organizationId, userId, roleIds } = member
  const outcome = await tx.maybe(sql<{ joined: boolean; present: boolean }>`
    with joined as (
      insert into members (organization_id, user_id)
      select id, ${userId}::uuid from organizations
      where id = ${organizationId} and status = 'active' and (seat_limit is null or seats_taken(id) < seat_limit)
      on conflict do nothing
      returning organization_id, user_id
    ), granted as (
      insert into member_roles (organization_id, user_id, role_id)
      select joined.organization_id, joined.user_id, roles.id
      from joined join roles on roles.organization_id = joined.organization_id and roles.id = any(${roleIds}::uuid[])
      returning role_id
    ), counted as (
      update organizations
      set member_count = member_count + 1,
          owner_count = owner_count
            + (select count(*) from granted join roles on roles.id = granted.role_id where roles.kind = 'owner')
      from joined
      where organizations.id = joined.organization_id
    )
    select exists (select from joined) as joined,
      exists (select from members where organization_id = ${organizationId} and user_id = ${userId}) as present`)
  if (outcome?.joined !== true) return outcome?.present === true ? 'present' : 'full'
  await record(tx, {
    ...told,
    type: 'member.added',
    organizationId,
    subject: { type: 'user', id: userId },
    data: { role_ids: roleIds },
  })
  return 'joined'
}

/** Somebody who becomes a member, and with which roles. */
export interface Joining {
  readonly organizationId: string
  readonly userId: string
  readonly roleIds: readonly string[]
}

/**
 * Makes many people members of one organization or several, each with an event, in one statement. The caller's transaction
 * must hold the organizations' locks, and has counted the free seats; whoever is a member already stays as they are.
 */
export async function joinMany(
  tx: Transaction,
  given: readonly Joining[],
  { actor, requestId }: Pick<Event, 'actor' | 'requestId'>,
): Promise<void> {
  if (given.length === 0) return
  const rows = given.map(({ organizationId, userId, roleIds }) => ({
    organization_id: organizationId,
    user_id: userId,
    role_ids: roleIds,
  }))
  await tx.run(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (organization_id uuid, user_id uuid, role_ids uuid[])
    ), joined as (
      insert into members (organization_id, user_id) select organization_id, user_id from asked
      on conflict do nothing
      returning organization_id, user_id
    ), granted as (
      insert into member_roles (organization_id, user_id, role_id)
      select asked.organization_id, asked.user_id, roles.id
      from asked
        join joined on joined.organization_id = asked.organization_id and joined.user_id = asked.user_id
        cross join unnest(asked.role_ids) as role_id
        join roles on roles.organization_id = asked.organization_id and roles.id = role_id
      returning organization_id, role_id
    ), counted as (
      update organizations
      set member_count = member_count + more.members, owner_count = owner_count + more.owners
      from (
        select joined.organization_id, count(*)::integer as members, (
          select count(*)::integer from granted join roles on roles.id = granted.role_id
          where granted.organization_id = joined.organization_id and roles.kind = 'owner'
        ) as owners
        from joined group by 1
      ) as more
      where organizations.id = more.organization_id
    ), ${told(sql`
      select 'member.added', asked.organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'user',
      asked.user_id, ${requestId}, jsonb_build_object('role_ids', asked.role_ids)
    from asked join joined on joined.organization_id = asked.organization_id and joined.user_id = asked.user_id`)}
    select sequence from told`)
}

/** How many more could join; infinitely many without a limit. Holds as long as the organization's lock is held. */
export async function freeSeats(tx: Transaction, organizationId: string): Promise<number> {
  const { free } = await tx.one(sql<{ free: number | null }>`
    select case when seat_limit is not null then greatest(0, seat_limit - seats_taken(id))::integer end as free from organizations where id = ${organizationId}`)
  return free ?? Number.POSITIVE_INFINITY
}
