import type { Database, Transaction } from '../database/database.ts'
import { asUnavailable, violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record, told } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { IfMatch } from '../http/versions.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import { what_they_had } from '../members/leave.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { isStale } from './change.ts'
import { clearRemainsOf } from './remains.ts'

interface Told {
  readonly actor: Actor
  readonly requestId: string | null
}

/**
 * Ends an organization, for good. One short transaction marks it, forgets what it was called and ends its machines: from
 * then on nobody is in it and nothing of it can be accepted, since everything asks for an active organization. What belonged
 * to it is taken away in batches after that, however many members it had (docs/decisions/0035).
 */
export async function deleteOrganization(
  db: Database,
  {
    caller,
    organizationId,
    ifMatch,
    requestId,
  }: { caller: Caller; organizationId: string; ifMatch: IfMatch | undefined; requestId: string },
): Promise<null | Refusal> {
  try {
    const outcome = await db.transaction(async (tx) => {
      await lockWithMachines(tx, organizationId)
      const standing = await standingIn(tx, caller, organizationId, 'organization:delete', 'alone')
      if (standing instanceof Refusal) return standing
      const stale = await isStale(tx, organizationId, ifMatch)
      if (stale !== undefined) return stale
      await markDeleted(tx, organizationId, { actor: standing.actor, requestId })
      return null
    })
    if (outcome instanceof Refusal) return outcome
  } catch (error) {
    if (violatedConstraint(error) !== 'organization_has_owner') throw error
    return refuse('last_owner', {
      detail:
        'A service account of this organization is the only owner of another one. Make somebody else an owner there first.',
    })
  }
  // It is deleted, whatever becomes of this: the recurring work takes away what is left.
  await clearRemainsOf(db, organizationId).catch((error: unknown) => {
    if (asUnavailable(error) === undefined) throw error
  })
  return null
}

/**
 * The organization and those that its machines are members of, in the order in which everybody locks several. All but the relay, which
 * holds rows by foreign keys in the order of its events: should the two wait for each other, one is ended and tried again.
 */
async function lockWithMachines(tx: Transaction, organizationId: string): Promise<void> {
  await tx.run(sql`
    select 1 from organizations
    where id = ${organizationId} or id in (
      select members.organization_id from members
        join service_accounts on service_accounts.user_id = members.user_id
      where service_accounts.organization_id = ${organizationId}
    )
    order by id for update`)
}

async function markDeleted(tx: Transaction, organizationId: string, told: Told): Promise<void> {
  await tx.run(sql`
    update organizations
    set status = 'deleted', has_remains = true, name = '', slug = id::text, description = null, logo_url = null,
      external_id = null, allowed_domains = '{}', blocked_domains = '{}', version = version + 1, updated_at = now()
    where id = ${organizationId}`)
  await tx.run(sql`delete from mail_settings where organization_id = ${organizationId}`)
  await endMachines(tx, organizationId, told)
  const subject = { type: 'organization', id: organizationId } as const
  await record(tx, { ...told, type: 'organization.deleted', organizationId, subject })
}

/** Its service accounts end at once: where they are members elsewhere, their keys, and the tokens that they have. */
async function endMachines(tx: Transaction, organizationId: string, { actor, requestId }: Told): Promise<void> {
  const actorId = actor.type === 'system' ? null : actor.id
  // Waits for what they are just accepting elsewhere, so that this is seen and ended too.
  await tx.run(sql`
    select 1 from users where id in (select user_id from service_accounts where organization_id = ${organizationId})
    order by id for update`)
  const machines = await tx.many(sql<{ user_id: string }>`
    update users set status = 'deleted', updated_at = now()
    from service_accounts
    where service_accounts.user_id = users.id and service_accounts.organization_id = ${organizationId} and users.status <> 'deleted'
    returning users.id as user_id`)
  if (machines.length === 0) return
  const ids = machines.map(({ user_id }) => user_id)
  await tx.run(sql`update clients set revoked_at = now() where user_id = any(${ids}::uuid[]) and revoked_at is null`)
  const elsewhere = await tx.many(sql<{ user_id: string }>`
    with owners as (
      select member_roles.organization_id, count(*) as owners
      from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.user_id = any(${ids}::uuid[]) and roles.kind = 'owner' group by 1
    ), gone as (
      delete from members where user_id = any(${ids}::uuid[]) and organization_id <> ${organizationId}
      returning organization_id, user_id
    ), ${told(sql`
      select 'member.removed', organization_id, ${actor.type}, ${actorId}, 'user', user_id, ${requestId}, ${what_they_had} from gone`)}, counted as (
      update organizations
      set member_count = member_count - going.members, owner_count = owner_count - coalesce(owners.owners, 0)
      from (select organization_id, count(*)::integer as members from gone group by 1) as going
        left join owners on owners.organization_id = going.organization_id
      where organizations.id = going.organization_id
    )
    select distinct user_id from gone`)
  for (const { user_id: inviterId } of elsewhere) await revokeOfDeparted(tx, { inviterId, actor, requestId })
}
