import { sql } from '../database/sql.ts'
import type { UserAddress } from './schemas.ts'

/** A user with all that is known of them, as it is read. */
export interface UserRow {
  id: string
  kind: 'person' | 'service_account'
  status: 'active' | 'disabled'
  name: string | null
  avatar_url: string | null
  created_at: Date
  updated_at: Date
  addresses: (Omit<UserAddress, 'created'> & { created: string })[]
  identities: { issuer: string; subject: string }[]
}

/** What a {@link UserRow} is read from: one row of `users` in scope. */
export const userColumns = sql`
  users.id, users.kind, users.status, users.name, users.avatar_url, users.created_at, users.updated_at,
  (
    select coalesce(json_agg(json_build_object(
      'id', addresses.id, 'email', addresses.email, 'verified', addresses.verified_at is not null,
      'vouched_by', addresses.vouched_by, 'signs_in', addresses.signs_in, 'created', addresses.created_at
    ) order by addresses.created_at, addresses.canonical), '[]')
    from addresses where addresses.user_id = users.id
  ) as addresses,
  (
    select coalesce(json_agg(json_build_object('issuer', issuer, 'subject', subject) order by identities.created_at, issuer, subject), '[]')
    from identities where identities.user_id = users.id
  ) as identities`

/** What everybody who may see a user at all is shown alike. */
export function userOf({ id, kind, status, name, avatar_url, addresses, created_at, updated_at }: UserRow) {
  return {
    id,
    type: kind === 'person' ? ('user' as const) : kind,
    status,
    name,
    avatar_url,
    addresses: addresses.map(({ created, ...same }) => ({ ...same, created: new Date(created).toISOString() })),
    created: created_at.toISOString(),
    updated: updated_at.toISOString(),
  }
}
