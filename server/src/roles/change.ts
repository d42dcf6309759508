import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { EventData } from '../events/catalogue.ts'
import { record, type Said, told } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { orRefuse } from '../http/refused.ts'
import { readTitle } from '../http/text.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { giveNoMore } from '../invitations/gifts.ts'
import { revokeUngrantable } from '../invitations/ungrantable.ts'
import { holdsAll, type Standing, standingAt, standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { memberPermissions, permissions } from './permissions.ts'
import { placeOfRole, readRole, type RoleRow, versioned } from './roles.ts'
import type { NewRole, Role, RoleChange } from './schemas.ts'

/** Beside the three that every organization has. */
const most_roles = 100

const nameIsFree = { roles_name: 'name_taken' } as const

interface Act {
  caller: Caller
  roleId: string
  ifMatch: IfMatch | undefined
  requestId: string
}

/** Makes a role of the organization's own. Nobody makes one that allows more than they may do themselves. */
export async function createRole(
  db: Database,
  {
    caller,
    organizationId,
    requestId,
    role,
  }: { caller: Caller; organizationId: string; requestId: string; role: NewRole },
): Promise<Versioned<Role> | Refusal> {
  const texts = readTitle(role)
  if (texts instanceof Refusal) return texts
  return orRefuse(nameIsFree, () =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'roles:manage', 'exclusive')
      if (standing instanceof Refusal) return standing
      const allowed = inOrder(role.permissions)
      if (!holdsAll(standing, allowed)) return refuse('role_not_grantable')
      const { count } = await tx.one(sql<{ count: number }>`
        select count(*)::integer as count from roles where organization_id = ${organizationId} and kind = 'custom'`)
      if (count >= most_roles) return refuse('too_many_roles')
      const { id } = await tx.one(sql<{ id: string }>`
        insert into roles (organization_id, kind, name, description, permissions)
        values (${organizationId}, 'custom', ${texts.name}, ${texts.description}, ${allowed}::text[]) returning id`)
      const made = await requireRole(tx, standing, id)
      await tell(tx, standing, made, { type: 'organization.role_created', requestId, data: said(made) })
      return versioned(made)
    }),
  )
}

/** Changes a role, for everybody who has it from this moment on. What is left away stays as it is. */
export async function changeRole(
  db: Database,
  { caller, roleId, ifMatch, requestId, change }: Act & { change: RoleChange },
): Promise<Versioned<Role> | Refusal> {
  return orRefuse(nameIsFree, () =>
    db.transaction(async (tx) => {
      const found = await roleToChange(tx, caller, roleId, ifMatch)
      if (found instanceof Refusal) return found
      const { standing, role: before } = found
      const texts = readTitle({ ...before, ...change })
      if (texts instanceof Refusal) return texts
      const allowed = change.permissions === undefined ? before.permissions : inOrder(change.permissions)
      if (!holdsAll(standing, allowed)) return refuse('role_not_grantable')

      const changed = await tx.run(sql`
        update roles
        set name = ${texts.name}, description = ${texts.description}, permissions = ${allowed}::text[],
          version = version + 1, updated_at = now()
        where organization_id = ${standing.organization_id} and id = ${roleId} and kind = 'custom'
          and (name, description, permissions) is distinct from (${texts.name}, ${texts.description}, ${allowed}::text[])`)
      const after = await requireRole(tx, standing, roleId)
      if (changed === 1) {
        const data = { before: said(before), after: said(after) }
        await tell(tx, standing, after, { type: 'organization.role_changed', requestId, data })
        await revokeUngrantable(tx, standing, requestId)
      }
      return versioned(after)
    }),
  )
}

/** Deletes a role. Who has no other becomes Member; pending invitations keep what is left, and give Member without any. */
export async function deleteRole(db: Database, { caller, roleId, ifMatch, requestId }: Act): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const found = await roleToChange(tx, caller, roleId, ifMatch)
    if (found instanceof Refusal) return found
    const { standing, role } = found
    // It becomes the role of those who would have none.
    if (!holdsAll(standing, memberPermissions)) return refuse('role_not_grantable')
    await takeFromMembers(tx, standing, roleId, requestId)
    await giveNoMore(tx, standing, { roleId }, requestId)
    await tx.run(sql`delete from roles where organization_id = ${standing.organization_id} and id = ${roleId}`)
    await tell(tx, standing, role, { type: 'organization.role_deleted', requestId, data: said(role) })
    await revokeUngrantable(tx, standing, requestId)
    return null
  })
}

/** A role that the caller may change: one of the organization's own, and not above theirs. Takes the organization's lock. */
async function roleToChange(
  tx: Transaction,
  caller: Caller,
  roleId: string,
  ifMatch: IfMatch | undefined,
): Promise<{ standing: Standing; role: RoleRow } | Refusal> {
  const standing = await standingAt(tx, caller, placeOfRole(roleId), 'roles:manage', 'alone')
  if (standing instanceof Refusal) return standing
  const role = await readRole(tx, standing, roleId)
  if (role === undefined) return refuse('not_found')
  if (role.kind !== 'custom') return refuse('system_managed')
  if (!holdsAll(standing, role.permissions)) return refuse('role_not_grantable')
  return versionMismatch(role.version, ifMatch) ?? { standing, role }
}

/** Tells each holder's event, and gives Member to those who would be left without a role. */
async function takeFromMembers(
  tx: Transaction,
  { organization_id, actor }: Standing,
  roleId: string,
  requestId: string,
): Promise<void> {
  await tx.run(sql`
    with holders as (
      select holding.user_id, array_agg(held.role_id order by held.role_id) as before,
        array_remove(array_agg(held.role_id order by held.role_id), ${roleId}) as others
      from member_roles as holding
        join member_roles as held on held.organization_id = holding.organization_id and held.user_id = holding.user_id
      where holding.organization_id = ${organization_id} and holding.role_id = ${roleId}
      group by holding.user_id
    ), changed as (
      select user_id, before, case when others = '{}' then array[roles.id] else others end as after, others = '{}' as stranded
      from holders join roles on roles.organization_id = ${organization_id} and roles.kind = 'member'
    ), replaced as (
      insert into member_roles (organization_id, user_id, role_id)
      select ${organization_id}::uuid, user_id, after[1] from changed where stranded
    ), ${told(sql`
      select 'member.role_changed', ${organization_id}::uuid, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'user', user_id,
      ${requestId}, jsonb_build_object('before', jsonb_build_object('role_ids', before), 'after', jsonb_build_object('role_ids', after))
    from changed`)}
    select sequence from told`)
}

/** Without repetitions, in the order in which permissions are listed everywhere. */
function inOrder(asked: readonly string[]): string[] {
  return permissions.filter((permission) => asked.includes(permission))
}

/** What events say of a role. */
function said({ name, description, permissions: allowed }: RoleRow): EventData<'organization.role_created'> {
  return { name, description, permissions: allowed }
}

async function tell(
  tx: Transaction,
  { organization_id: organizationId, actor }: Standing,
  { id }: RoleRow,
  event: Said<`organization.role_${'created' | 'changed' | 'deleted'}`>,
): Promise<void> {
  await record(tx, { ...event, organizationId, actor, subject: { type: 'role', id } })
}

async function requireRole(tx: Transaction, standing: Standing, roleId: string): Promise<RoleRow> {
  const role = await readRole(tx, standing, roleId)
  if (role === undefined) throw new Error('a role is gone under the lock of its organization')
  return role
}
