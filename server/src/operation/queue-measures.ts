import { Gauge, type Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Channel } from '../deliveries/queue.ts'

export type QueueGauges = ReturnType<typeof queueGauges>

// Of each part, so that a look takes as long however much there is: a hundred thousand are counted within tens of milliseconds.
const most_counted = 100_000
// Of those tried in vain, the ones queued first; their first attempts tell how long ago it was.
const most_in_vain = 100

/** What there is in the one queue, of all processes. All are absent while the database is away. */
export function queueGauges(registers: Registry[]) {
  return {
    deliveries: new Gauge({
      name: 'usher_deliveries',
      help: `Deliveries that are under way, of all processes, by channel (mail, webhook): queued or sending. Those that wait for their time and those that are due are each counted up to ${most_counted}. Absent while the database is away.`,
      labelNames: ['channel', 'state'],
      registers,
    }),
    oldestDue: new Gauge({
      name: 'usher_deliveries_oldest_due_seconds',
      help: 'For how long the delivery of a channel that has waited longest, of those that are counted, has been due, 0 if none is. Absent while the database is away.',
      labelNames: ['channel'],
      registers,
    }),
    oldestInVain: new Gauge({
      name: 'usher_deliveries_oldest_in_vain_seconds',
      help: 'How long ago the first attempt ended at the delivery of a channel that has been tried in vain for longest and is still tried, 0 if there is none. Absent while the database is away.',
      labelNames: ['channel'],
      registers,
    }),
    failed: new Gauge({
      name: 'usher_deliveries_failed',
      help: 'Deliveries that were given up within the last day, of all processes, by channel.',
      labelNames: ['channel'],
      registers,
    }),
    toRelay: new Gauge({
      name: 'usher_events_to_relay',
      help: 'Events that nobody was told of yet, of all processes.',
      registers,
    }),
    oldestToRelay: new Gauge({
      name: 'usher_events_to_relay_oldest_seconds',
      help: 'How old the oldest of those events is, 0 if there is none.',
      registers,
    }),
    disabled: new Gauge({
      name: 'usher_webhook_endpoints_disabled',
      help: 'Webhook endpoints that are disabled, by reason: by_hand, gone, failing.',
      labelNames: ['reason'],
      registers,
    }),
    platformDisabled: new Gauge({
      name: 'usher_platform_webhook_endpoint_disabled',
      help: 'Whether the endpoint of the platform was disabled because it failed or is gone, and by nobody: 1 or 0.',
      registers,
    }),
  }
}

interface QueueLook {
  channels: {
    channel: Channel
    queued: number
    sending: number
    oldest_due_seconds: number
    oldest_in_vain_seconds: number
    failed_in_a_day: number
  }[]
  to_relay: number
  oldest_to_relay_seconds: number
  disabled: { reason: string; endpoints: number }[]
  platform_disabled: boolean
}

/** What is under way is counted in parts as it is indexed, whatever else there is. */
export async function lookIntoTheQueue(db: Database): Promise<QueueLook> {
  return db.one(sql<QueueLook>`
    with channels (channel) as (
      values ('mail'), ('webhook')
    ), under_way as (
      select channel, count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'sending') as sending,
        min(due_at) filter (where due_at <= now()) as oldest_due
      from channels cross join lateral (
        ${part(sql`'queued' as state, due_at`, sql`state = 'queued' and lane is null and not waits`, sql`due_at`)}
        union all ${part(sql`'queued', due_at`, sql`state = 'queued' and lane is not null and not waits`, sql`lane, due_at`)}
        union all ${part(sql`'queued', due_at`, sql`state = 'queued' and waits`, sql`due_at`)}
        union all ${part(sql`'sending', case when leased_until <= now() then due_at end`, sql`state = 'sending'`, sql`lane, leased_until`)}
      ) as parts
      group by channel
    ), in_vain as (
      select channel, min(coalesce((
          select ended_at from delivery_attempts where delivery_id = parts.id and number = parts.attempts_before + 1
        ), parts.created_at)) as since
      from channels cross join lateral (
        (
          select id, attempts_before, created_at from deliveries
          where deliveries.channel = channels.channel and state = 'queued' and attempts > attempts_before
          order by created_at limit ${most_in_vain}
        )
        union all
        -- The one that is made now is none in vain.
        ${part(sql`id, attempts_before, created_at`, sql`state = 'sending' and attempts > attempts_before + 1`, sql`lane, leased_until`)}
      ) as parts
      group by channel
    ), failed as (
      select channel, count(*) as failed
      from channels cross join lateral (
        ${part(sql``, sql`state = 'failed' and updated_at > now() - interval '1 day'`, sql`updated_at desc`)}
      ) as parts
      group by channel
    )
    select (
        select json_agg(json_build_object('channel', channel, 'queued', coalesce(queued, 0), 'sending', coalesce(sending, 0),
          'oldest_due_seconds', coalesce(extract(epoch from now() - oldest_due), 0)::float8,
          'oldest_in_vain_seconds', coalesce(extract(epoch from now() - since), 0)::float8, 'failed_in_a_day', coalesce(failed, 0)))
        from channels left join under_way using (channel) left join in_vain using (channel) left join failed using (channel)
      ) as channels,
      (select count(*) from (select from events_to_relay limit ${most_counted}) as counted) as to_relay,
      coalesce((
        select extract(epoch from now() - occurred_at) from events
        where sequence = (select min(event_sequence) from events_to_relay)
      ), 0)::float8 as oldest_to_relay_seconds,
      (
        select json_agg(json_build_object('reason', reason, 'endpoints', endpoints))
        from (
          select reason, count(webhook_endpoints.id) as endpoints
          from (values ('by_hand'), ('gone'), ('failing')) as reasons (reason)
            left join webhook_endpoints on disabled_reason = reason and deleted_at is null
          group by reason
        ) as counted
      ) as disabled,
      exists (
        select from webhook_endpoints
        where organization_id is null and deleted_at is null and disabled_reason in ('gone', 'failing')
      ) as platform_disabled`)
}

/** The deliveries of `channels.channel` that an index lists, in its order, and not more of them than are counted. */
function part(columns: Statement<never>, listed: Statement<never>, order: Statement<never>): Statement<never> {
  return sql`(
    select ${columns} from deliveries where deliveries.channel = channels.channel and ${listed}
    order by ${order} limit ${most_counted}
  )`
}
