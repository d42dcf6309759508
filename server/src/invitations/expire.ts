import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { told } from '../events/record.ts'

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
    ), ${told(sql`
      select 'invitation.expired', organization_id, 'system', null, 'invitation', id, null,
        '{"before": {"status": "pending"}, "after": {"status": "expired"}}'::jsonb
      from expired`)}
    select sequence from told`)
}

/** Closes expired invitations to these addresses, so that new ones can take their place. */
export async function closeExpired(
  tx: Transaction,
  organizationId: string,
  canonicalEmails: readonly string[],
): Promise<void> {
  await tx.run(sql`
    with due as (
      select id from invitations
      where organization_id = ${organizationId} and canonical_email = any(${canonicalEmails}::text[])
        and status = 'pending' and status_now(status, expires_at) = 'expired'
      -- In one order for everybody who locks several.
      order by canonical_email
      for no key update
    ), expired as (
      update invitations set status = 'expired', updated_at = now(), version = version + 1
      where id in (select id from due) and status = 'pending' and status_now(status, expires_at) = 'expired'
      returning id, organization_id
    ), ${told(sql`
      select 'invitation.expired', organization_id, 'system', null, 'invitation', id, null,
        '{"before": {"status": "pending"}, "after": {"status": "expired"}}'::jsonb
      from expired`)}
    select sequence from told`)
}
