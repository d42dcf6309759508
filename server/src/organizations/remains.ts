import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { told } from '../events/record.ts'

// So small that a batch is done long before a request's time is up, also where each row has many of others behind it.
const batch = 1_000
const most_batches_at_once = 3

/**
 * Takes a batch of what is left of a deleted organization away: its invitations end, its members are members no longer, its
 * roles and teams lose their names, and at last what its events say that it was called.
 *
 * @returns how much was done; 0 where no deleted organization has remains
 */
export async function clearRemains(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const next = await tx.maybe(sql<{ id: string }>`
      select id from organizations where has_remains order by id limit 1 for no key update skip locked`)
    return next === undefined ? 0 : clearBatch(tx, next.id)
  })
}

/** The same for one organization at once: of most nothing is left then. The rest is for the recurring work. */
export async function clearRemainsOf(db: Database, organizationId: string): Promise<void> {
  for (let done = 0; done < most_batches_at_once; done++) {
    const cleared = await db.transaction(async (tx) => {
      const left = await tx.maybe(sql`
        select id from organizations where id = ${organizationId} and has_remains for no key update skip locked`)
      return left === undefined ? 0 : clearBatch(tx, organizationId)
    })
    if (cleared === 0) return
  }
}

async function clearBatch(tx: Transaction, organizationId: string): Promise<number> {
  const revoked = await revokeBatch(tx, organizationId)
  if (revoked > 0) return revoked
  const removed = await removeMembers(tx, organizationId)
  if (removed > 0) return removed
  await forgetNames(tx, organizationId)
  return 1
}

async function revokeBatch(tx: Transaction, organizationId: string): Promise<number> {
  return tx.run(sql`
    with due as (
      select id from invitations where organization_id = ${organizationId} and status = 'pending'
      limit ${batch} for no key update
    ), revoked as (
      update invitations set status = 'revoked', message = null, metadata = '{}', redirect_url = null, updated_at = now(), version = version + 1
      where id in (select id from due) and status = 'pending'
      returning id, status_now('pending', expires_at) as was
    ), ${told(sql`
      select 'invitation.revoked', ${organizationId}::uuid, 'system', null, 'invitation', id, null, jsonb_build_object('because', 'organization_deleted',
        'before', jsonb_build_object('status', was), 'after', jsonb_build_object('status', 'revoked'))
      from revoked`)}
    select sequence from told`)
}

/** The counter follows the rows, as everywhere. That the organization ended is one event and not one for each member. */
async function removeMembers(tx: Transaction, organizationId: string): Promise<number> {
  const { removed } = await tx.one(sql<{ removed: number }>`
    with due as (
      select user_id from members where organization_id = ${organizationId} limit ${batch}
    ), owners as (
      select count(*)::integer as owners from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.organization_id = ${organizationId} and roles.kind = 'owner' and member_roles.user_id in (select user_id from due)
    ), gone as (
      delete from members where organization_id = ${organizationId} and user_id in (select user_id from due)
      returning user_id
    ), counted as (
      update organizations
      set member_count = member_count - (select count(*)::integer from gone), owner_count = owner_count - owners.owners
      from owners where id = ${organizationId}
    )
    select count(*)::integer as removed from gone`)
  return removed
}

async function forgetNames(tx: Transaction, organizationId: string): Promise<void> {
  await tx.run(sql`
    update events set data = '{}'
    where organization_id = ${organizationId} and subject_type in ('role', 'team') and subject_id in (
      select id::text from roles where organization_id = ${organizationId} and kind = 'custom'
      union all
      select id::text from teams where organization_id = ${organizationId}
    )`)
  await tx.run(sql`delete from teams where organization_id = ${organizationId}`)
  await tx.run(sql`
    update roles set name = id::text, description = null where organization_id = ${organizationId} and kind = 'custom'`)
  await tx.run(sql`
    update events set data = '{}'
    where subject_id = ${organizationId} and type in ('organization.updated', 'organization.mail_settings_updated') and organization_id = ${organizationId}`)
  await tx.run(sql`
    update organizations set has_remains = false where id = ${organizationId} and status = 'deleted'`)
}
