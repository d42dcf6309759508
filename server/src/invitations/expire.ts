import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

const batch = 500

/**
 * Writes down that invitations have expired, each exactly once and with its event. They count as expired before that
 * already (`status_now`); this closes the book. Rows that somebody is answering right now are left for the next run.
 *
 * @returns how many were closed; at most one batch
 */
export async function expireInvitations(db: Database): Promise<number> {
  return db.run(sql`
    with due as (
      select id from invitations
      where status = 'pending' and expires_at <= now()
      order by expires_at limit ${batch}
      for no key update skip locked
    ), expired as (
      update invitations set status = 'expired', updated_at = now(), version = version + 1
      where id in (select id from due) and status_now(status, expires_at) = 'expired' and status = 'pending'
      returning id, organization_id
    )
    insert into events (type, organization_id, actor_type, subject_type, subject_id)
    select 'invitation.expired', organization_id, 'system', 'invitation', id from expired`)
}

/** Closes an expired invitation to this address, so that a new one can take its place. */
export async function closeExpired(tx: Transaction, organizationId: string, canonicalEmail: string): Promise<void> {
  await tx.run(sql`
    with expired as (
      update invitations set status = 'expired', updated_at = now(), version = version + 1
      where organization_id = ${organizationId} and canonical_email = ${canonicalEmail}
        and status = 'pending' and status_now(status, expires_at) = 'expired'
      returning id, organization_id
    )
    insert into events (type, organization_id, actor_type, subject_type, subject_id)
    select 'invitation.expired', organization_id, 'system', 'invitation', id from expired`)
}
