import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'

const most_open_of_invitation = 5
const most_a_day_of_person = 10
const most_a_day_by_link = 3

/**
 * Whether more is asked than people do: of one invitation at a time, and by one person of one organization in a day. Those who have
 * only the link are counted together, for its invitation. Exact, since the caller's transaction holds the organization.
 */
export async function overLimit(
  tx: Transaction,
  { organizationId, invitationId, person }: { organizationId: string; invitationId: string; person: string | null },
): Promise<Refusal | undefined> {
  const whose = person === null ? sql`user_id is null and invitation_id = ${invitationId}` : sql`user_id = ${person}`
  const { open, today, wait_seconds } = await tx.one(sql<{ open: number; today: number; wait_seconds: number }>`
    select
      (
        select count(*)::integer from invitation_requests
        where organization_id = ${organizationId} and invitation_id = ${invitationId} and state = 'open'
      ) as open,
      count(*)::integer as today,
      coalesce(ceil(extract(epoch from min(created_at) + interval '1 day' - now())), 0)::integer as wait_seconds
    from invitation_requests
    where organization_id = ${organizationId} and created_at > now() - interval '1 day' and ${whose}`)
  if (open >= most_open_of_invitation) return refuse('too_many_requests_open')
  const most = person === null ? most_a_day_by_link : most_a_day_of_person
  if (today < most) return undefined
  const wait = Math.max(1, wait_seconds)
  return refuse('rate_limited', {
    detail: 'You asked this organization often today. Wait for its answer, or write to whoever invited you.',
    headers: {
      'retry-after': String(wait),
      ratelimit: `"invitation-requests";r=0;t=${wait}`,
      'ratelimit-policy': `"invitation-requests";q=${most};w=86400`,
    },
  })
}
