import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
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

const most_at_once = 500
const until_tried_again = '5 minutes'

/**
 * Writes the deliveries of events that were committed since: to each endpoint and person who is to hear of them. One
 * transaction, so an event is either still to be relayed or has its deliveries. It goes by a row for each event, never by the
 * highest number seen, since an event with a lower number may be committed later; so none is passed over, and several
 * processes do this at once.
 *
 * @param options.written is told when the deliveries are written, and not committed yet
 * @returns how many events; at most `most`
 * @throws what the database says; an event that fails alone is left out for five minutes, and those after it go on
 */
export async function relayEvents(
  db: Database,
  config: Pick<Config, 'mail'>,
  { most = most_at_once, written }: { most?: number; written?: () => void } = {},
): Promise<number> {
  let untold: Untold[] = []
  const relay = async (tx: Transaction) => {
    untold = []
    untold = await tx.many(sql<Untold>`
      with taken as (
        delete from events_to_relay where event_sequence in (
          select event_sequence from events_to_relay
          where failed_at is null or (
            failed_at < now() - ${until_tried_again}::interval
            and not exists (select from events_to_relay where failed_at is null)
          )
          order by event_sequence limit ${most} for update skip locked
        )
        returning event_sequence
      )
      select sequence, type, organization_id, actor_type, actor_id, subject_type, subject_id, data
      from taken join events on events.sequence = taken.event_sequence
      order by sequence`)
    if (untold.length === 0) return 0
    await queueWebhooks(tx, untold)
    await queueNotices(tx, config, untold)
    written?.()
    return untold.length
  }
  try {
    return await db.transaction(relay)
  } catch (error) {
    const [alone, ...others] = untold
    if (alone === undefined || others.length > 0 || asUnavailable(error) !== undefined) throw error
    await db.run(sql`update events_to_relay set failed_at = now() where event_sequence = ${alone.sequence}`)
    throw new Error(
      `Event ${alone.sequence} (${alone.type}) cannot be relayed and is tried again in ${until_tried_again}.`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Relays in batches that the database can do in time: where many endpoints are to hear of each event, or it is slow just now, they
 * get smaller until one succeeds, since a batch that never ends would keep all that come after it; so would an event that cannot be
 * relayed, which is alone in its batch in the end.
 *
 * @returns what relays one batch, and says how many events
 */
export function inFittingBatches(
  db: Database,
  config: Pick<Config, 'mail'>,
  written?: () => void,
): () => Promise<number> {
  let most = most_at_once
  return async () => {
    try {
      const relayed = await relayEvents(db, config, { most, ...(written && { written }) })
      // None may mean that those of a batch that failed are still held.
      if (relayed > 0) most = Math.min(most_at_once, 2 * most)
      return relayed
    } catch (error) {
      most = Math.max(1, Math.floor(most / 2))
      throw error
    }
  }
}
