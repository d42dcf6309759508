import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { isSuppressed } from '../mail_suppressions/suppressed.ts'
import { heldPermissions } from '../roles/held.ts'

/** Whom a notice goes to, as of now. */
export interface Recipient {
  readonly user_id: string
  readonly organization_id: string
  /** See `noticeAddressOf`; as it was typed. */
  readonly email: string
  readonly locale: string | null
  readonly time_zone: string | null
  readonly permissions: readonly string[]
  readonly owner: boolean
}

interface Row extends Omit<Recipient, 'email'> {
  readonly email: string | null
  readonly organization_status: 'active' | 'suspended' | 'deleted'
  readonly user_status: 'active' | 'disabled' | 'deleted'
  readonly member: boolean
}

/** The address that notices to a user go to: of those that they proved, the one that they have had longest; one that takes mail, if any does. */
export function noticeAddressOf(userId: Statement<never>): Statement<never> {
  return sql`
    select email, canonical from addresses where addresses.user_id = ${userId} and verified_at is not null
    order by ${isSuppressed('all', sql`canonical`)}, created_at, canonical limit 1`
}

/** Whom a notice goes to, or why it goes there no more. */
export async function recipientOf(
  db: Queryable,
  { userId, organizationId }: { userId: string; organizationId: string },
): Promise<Recipient | { readonly dropped: string }> {
  const { organization_status, user_status, member, email, ...recipient } = await db.one(sql<Row>`
    select users.id as user_id, organizations.id as organization_id, organizations.status as organization_status,
      users.status as user_status, users.locale, users.time_zone, members.user_id is not null as member,
      ${heldPermissions} as permissions,
      exists (
        select from member_roles join roles on roles.id = member_roles.role_id and roles.kind = 'owner'
        where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
      ) as owner,
      (select email from (${noticeAddressOf(sql`users.id`)}) as address) as email
    from users
      join organizations on organizations.id = ${organizationId}
      left join members on members.organization_id = organizations.id and members.user_id = users.id
    where users.id = ${userId}`)
  if (organization_status !== 'active') return { dropped: `Not sent: the organization is ${organization_status}.` }
  if (user_status !== 'active') return { dropped: `Not sent: the user is ${user_status}.` }
  if (!member) return { dropped: 'Not sent: the user is no member any more.' }
  return email === null ? { dropped: 'Not sent: the user has no verified address any more.' } : { ...recipient, email }
}
