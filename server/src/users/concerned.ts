import { addressesAskedFor } from '../codes/erase.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

// What an erasure has to do with: read before it is locked, and again after that.

/** Whether they run the platform. */
export async function isOperator(tx: Transaction, userId: string): Promise<boolean> {
  return (await tx.maybe(sql`select true as is from operators where user_id = ${userId}`)) !== undefined
}

/** Organizations in which memberships or invitations change: those that the person belongs to, is invited to, invites to or
 * asks something, and where something is asked about invitations to them. */
export async function concerned(tx: Transaction, userId: string): Promise<string[]> {
  const rows = await tx.many(sql<{ id: string }>`
    select organization_id as id from members where user_id = ${userId}
    union
    select organization_id from invitations where inviter_id = ${userId} and status = 'pending'
    union
    select organization_id from addresses join invitations on canonical_email = canonical
    where user_id = ${userId} and verified_at is not null and invitations.status = 'pending'
    union
    select organization_id from invitation_requests where user_id = ${userId} and state = 'open'
    union
    select invitation_requests.organization_id
    from addresses
      join invitations on invitations.canonical_email = addresses.canonical
      join invitation_requests on invitation_id = invitations.id
    where addresses.user_id = ${userId} and verified_at is not null and invitations.status <> 'pending' and state = 'open'
    order by 1`)
  return rows.map(({ id }) => id)
}

/** Every canonical address that the person has or asked a code for, in one order for everybody who locks several. */
export async function knownAddresses(tx: Transaction, userId: string): Promise<string[]> {
  const rows = await tx.many(sql<{ canonical: string }>`select canonical from addresses where user_id = ${userId}`)
  return [...new Set([...rows.map(({ canonical }) => canonical), ...(await addressesAskedFor(tx, userId))])].toSorted()
}

/** All spellings of their addresses, and the canonical ones that nobody else holds: what was sent there is theirs alone. */
export async function theirAddresses(tx: Transaction, userId: string): Promise<{ emails: string[]; own: string[] }> {
  const rows = await tx.many(sql<{ email: string; canonical: string; own: boolean }>`
    select email, canonical, verified_at is not null and not exists (
      select from addresses as others
      where others.canonical = addresses.canonical and others.user_id <> ${userId} and others.verified_at is not null
    ) as own
    from addresses where user_id = ${userId}`)
  return {
    emails: rows.map(({ email }) => email),
    own: rows.flatMap(({ canonical, own }) => (own ? [canonical] : [])),
  }
}

/** An organization as its owner knows it. */
export interface Owned {
  id: string
  name: string
}

/** Those that would be left without an owner. Holds as long as they are locked. */
export async function organizationsOwnedAlone(tx: Transaction, userId: string): Promise<Owned[]> {
  return tx.many(sql<Owned>`
    select organizations.id, organizations.name
    from members join organizations on organizations.id = members.organization_id
    where members.user_id = ${userId} and organizations.status = 'active' and owner_count = 1
      and exists (
        select from member_roles join roles on roles.id = member_roles.role_id
        where member_roles.organization_id = organizations.id and member_roles.user_id = ${userId} and roles.kind = 'owner'
      )
    order by organizations.name, organizations.id`)
}
