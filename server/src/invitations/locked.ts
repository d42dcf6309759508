import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Wish } from '../roles/gifts.ts'
import type { Status } from './invitation.ts'

/** An invitation whose lock this transaction holds. */
export interface Locked {
  readonly id: string
  readonly organization_id: string
  readonly canonical_email: string
  readonly inviter_id: string | null
  /** The one that counts now. */
  readonly status: Status
  readonly expires_at: Date
  readonly version: number
  readonly link_version: number
  readonly link_epoch: string
  readonly send_mail: boolean
  readonly sent_seconds_ago: number
}

/** Locks an invitation of an organization whose lock is held already; undefined where there is none. */
export function lockInvitation(tx: Transaction, organizationId: string, id: string): Promise<Locked | undefined> {
  return tx.maybe(sql<Locked>`
    select id, organization_id, canonical_email, inviter_id, status_now(status, expires_at) as status, expires_at, version, link_version, link_epoch, send_mail,
      extract(epoch from now() - coalesce(resent_at, created_at))::float8 as sent_seconds_ago
    from invitations where organization_id = ${organizationId} and id = ${id}
    for no key update`)
}

/** What an invitation gives, read after its lock was granted: a statement that waits for a lock sees what was before. */
export async function givenBy(tx: Transaction, id: string): Promise<Wish> {
  const { role_ids: roleIds, team_ids: teamIds } = await tx.one(sql<{ role_ids: string[]; team_ids: string[] }>`
    select array(select role_id from invitation_roles where invitation_id = ${id} order by role_id) as role_ids,
      array(select team_id from invitation_teams where invitation_id = ${id} order by team_id) as team_ids`)
  return { roleIds, teamIds }
}
