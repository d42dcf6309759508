import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { MailLimits } from './quota.ts'

/**
 * Whether an organization is new here, as a condition on its row. What makes it known before its time, such as a domain of
 * it that was verified, is a further condition here.
 */
export const isNew = sql`(organizations.created_at > now() - interval '7 days' and organizations.vouched_at is null)`

// Fewer say nothing, and people need a few days. Only the newest are read, so that it costs the same for everybody.
const enough = 50
const settled_after = '3 days'
const looked_back = '30 days'
const most_read = 200

export const frozen_detail =
  'Waits: hardly anybody accepts the invitations of this organization. Write to the operator of this service.'

/**
 * Whether an organization sends invitations that hardly anybody accepts, as whoever writes to addresses from a list does.
 * Those that were not mailed by us are not looked at. It ends by itself when people accept, when the month has passed, or when
 * an operator vouches for the organization.
 */
export async function isFrozen(
  db: Queryable,
  { freezeBelowPercent }: Pick<MailLimits, 'freezeBelowPercent'>,
  organizationId: string,
): Promise<boolean> {
  if (freezeBelowPercent === 0) return false
  const { frozen } = await db.one(sql<{ frozen: boolean }>`
    with newest as materialized (
      select id, status from invitations
      where organization_id = ${organizationId}
        and created_at between now() - ${looked_back}::interval and now() - ${settled_after}::interval
        and exists (select from organizations where id = ${organizationId} and vouched_at is null)
      order by created_at desc, id desc
      limit ${most_read}
    ), mailed as (
      select status from newest
      where exists (select from deliveries where invitation_id = newest.id and state in ('sent', 'delivered', 'bounced'))
    )
    select count(*) >= ${enough}
      and count(*) filter (where status = 'accepted') * 100 < count(*) * ${freezeBelowPercent}::integer as frozen
    from mailed`)
  return frozen
}
