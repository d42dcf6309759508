import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { queueNotices } from '../notices/queue.ts'
import { queueWebhooks } from '../webhooks/queue.ts'

/** An event that nobody was told of yet. */
export interface Untold {
  readonly sequence: number
  readonly type: string
  readonly organization_id: string
  readonly actor_type: 'user' | 'platform_client' | 'system'
  readonly actor_id: string | null
  readonly subject_type: string
  readonly subject_id: string
  readonly data: Record<string, unknown>
}

const batch = 500

/**
 * Writes the deliveries of events that were committed since: to each endpoint and person who is to hear of them. One
 * transaction, so an event is either still to be relayed or has its deliveries. It goes by a row for each event, never by the
 * highest number seen, since an event with a lower number may be committed later; so none is passed over, and several
 * processes do this at once.
 *
 * @param written is told when the deliveries are written, and not committed yet
 * @returns how many events; at most a batch
 */
export async function relayEvents(
  db: Database,
  config: Pick<Config, 'mail'>,
  written: () => void = () => undefined,
): Promise<number> {
  return db.transaction(async (tx) => {
    const untold = await tx.many(sql<Untold>`
      with taken as (
        delete from events_to_relay where event_sequence in (
          select event_sequence from events_to_relay order by event_sequence limit ${batch} for update skip locked
        )
        returning event_sequence
      )
      select sequence, type, organization_id, actor_type, actor_id, subject_type, subject_id, data
      from taken join events on events.sequence = taken.event_sequence
      order by sequence`)
    if (untold.length === 0) return 0
    await queueWebhooks(tx, untold)
    await queueNotices(tx, config, untold)
    written()
    return untold.length
  })
}
