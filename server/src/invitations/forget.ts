import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

const batch = 500

/**
 * Forgets invitations that nobody accepted, as long after their end as the settings say, with all that hangs on them: links,
 * roles, ways back, mails. Their events stay, without the words that somebody declined with. Accepted ones stay, since they
 * say how a member came. Rows that somebody holds are left for the next time.
 *
 * @returns how many; at most a batch
 */
export async function forgetInvitations(
  db: Database,
  { retentionDays }: Pick<Config, 'retentionDays'>,
): Promise<number> {
  if (retentionDays === undefined) return 0
  // One statement, so one moment: foreign keys are asked at its end, when mails and invitations are both gone.
  return db.run(sql`
    with old as materialized (
      select id from invitations
      where status in ('declined', 'revoked', 'expired') and updated_at < now() - make_interval(days => ${retentionDays})
      order by updated_at limit ${batch}
      for update skip locked
    ), unmailed as (
      delete from deliveries using old where deliveries.invitation_id = old.id returning deliveries.id
    ), told_of as (
      select deliveries.id
      from old join events on events.subject_id = old.id::text join deliveries on deliveries.event_sequence = events.sequence
    ), emptied as (
      delete from mailbox_messages where delivery_id in (select id from unmailed union all select id from told_of)
    ), silenced as (
      update events set data = data - 'reason'
      from old where subject_id = old.id::text and type = 'invitation.declined' and data ? 'reason'
    )
    delete from invitations using old where invitations.id = old.id`)
}
