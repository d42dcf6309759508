import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { holdsAll, type Standing } from './standing.ts'
import { heldPermissions } from '../roles/held.ts'

/** A member whose roles are to change. */
export interface Holder {
  readonly user_id: string
  /** Their own roles. */
  readonly role_ids: readonly string[]
  /** By all their roles, those of their teams as well. */
  readonly permissions: readonly string[]
}

/**
 * A member as somebody finds them who wants to change their roles: nobody changes one who may do more than themselves. The
 * caller's transaction holds the organization's exclusive lock.
 */
export async function holderFor(tx: Transaction, standing: Standing, userId: string): Promise<Holder | Refusal> {
  const { organization_id } = standing
  const holder = await tx.maybe(sql<Holder>`
    select user_id,
      array(select role_id from member_roles where organization_id = ${organization_id} and user_id = ${userId} order by role_id) as role_ids,
      ${heldPermissions} as permissions
    from members where organization_id = ${organization_id} and user_id = ${userId}`)
  if (holder === undefined) return refuse('not_found')
  if (userId !== standing.user_id && !holdsAll(standing, holder.permissions)) {
    return refuse('permission_denied', { detail: 'This member holds permissions that you do not. Ask an owner.' })
  }
  return holder
}

/**
 * Gives a member other roles in the place of their own, of which there is always one. The database refuses where an
 * organization would be left without an owner (I9). Nothing happens where they have these very roles.
 */
export async function setOwnRoles(
  tx: Transaction,
  { organization_id, actor }: Standing,
  { user_id, role_ids: before }: Holder,
  roleIds: readonly string[],
  requestId: string,
): Promise<void> {
  const after = [...new Set(roleIds)].toSorted()
  if (after.length === 0) throw new Error('a member always has a role')
  if (after.join() === before.join()) return
  await tx.run(sql`
    with taken as (
      delete from member_roles
      where organization_id = ${organization_id} and user_id = ${user_id} and role_id <> all(${after}::uuid[])
    ), given as (
      insert into member_roles (organization_id, user_id, role_id)
      select organization_id, ${user_id}::uuid, id from roles
      where organization_id = ${organization_id} and id = any(${after}::uuid[])
      on conflict do nothing
    )
    update organizations
    set owner_count = owner_count
      + (select count(*) from roles where organization_id = ${organization_id} and kind = 'owner' and id = any(${after}::uuid[]))
      - (select count(*) from roles where organization_id = ${organization_id} and kind = 'owner' and id = any(${before}::uuid[]))
    where id = ${organization_id}`)
  await record(tx, {
    type: 'member.role_changed',
    organizationId: organization_id,
    actor,
    subject: { type: 'user', id: user_id },
    requestId,
    data: { before: { role_ids: before }, after: { role_ids: after } },
  })
}
