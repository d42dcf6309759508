import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

const batch = 500

/**
 * Forgets what came of webhooks and notices, with their attempts, so many days after it was decided. What they told of stays: it
 * is in the audit log. Mails of invitations are forgotten with their invitation, those with codes with their code.
 *
 * @returns how many; at most a batch
 */
export async function forgetDeliveries(
  db: Database,
  { deliveryRetentionDays }: Pick<Config, 'deliveryRetentionDays'>,
): Promise<number> {
  if (deliveryRetentionDays === undefined) return 0
  return db.run(sql`
    with old as materialized (
      select id from deliveries
      where kind in ('notice_mail', 'webhook') and state not in ('queued', 'sending')
        and updated_at < now() - make_interval(days => ${deliveryRetentionDays})
      order by updated_at limit ${batch}
      for update skip locked
    ), emptied as (
      -- In development a notice is in the mailbox.
      delete from mailbox_messages using old where mailbox_messages.delivery_id = old.id
    )
    delete from deliveries using old where deliveries.id = old.id`)
}
