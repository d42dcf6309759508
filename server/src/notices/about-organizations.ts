import { sql } from '../database/sql.ts'
import { seatLimitReachedMail, webhookDisabledMail } from '../mail/letters/notices.ts'
import type { Told, Telling } from './letter.ts'

const no_owner = 'Not sent: the user is no owner any more.'

/** To the owners: that somebody found no seat free. */
export async function tellSeatLimit({ db, recipient, look, link }: Telling): Promise<Told> {
  if (!recipient.owner) return { dropped: no_owner }
  const full = await db.maybe(sql<{ seat_limit: number }>`
    select seat_limit from organizations where id = ${recipient.organization_id} and member_count >= seat_limit`)
  if (full === undefined) return { dropped: 'Not sent: there are free seats again.' }
  return seatLimitReachedMail(look, { seatLimit: full.seat_limit, link })
}

/** To the owners: that an endpoint gets no webhooks any more, because of how it answered. */
export async function tellDisabledWebhook({ db, recipient, look, link, subjectId }: Telling): Promise<Told> {
  if (!recipient.owner) return { dropped: no_owner }
  const endpoint = await db.maybe(sql<{ url: string; reason: 'gone' | 'failing'; failing_since: Date | null }>`
    select url, disabled_reason as reason, failing_since from webhook_endpoints
    where organization_id = ${recipient.organization_id} and id = ${subjectId} and disabled_reason in ('gone', 'failing')`)
  if (endpoint === undefined) return { dropped: 'Not sent: the endpoint is enabled again, disabled by hand, or gone.' }
  const { url, reason, failing_since: since } = endpoint
  return webhookDisabledMail(look, { host: new URL(url).host, reason, since, link })
}
