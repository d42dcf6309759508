import { Gauge, type Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Channel } from '../deliveries/queue.ts'

export type QueueGauges = ReturnType<typeof queueGauges>

/** What there is in the one queue, of all processes. All are absent while the database is away. */
export function queueGauges(registers: Registry[]) {
  return {
    deliveries: new Gauge({
      name: 'usher_deliveries',
      help: 'Deliveries that are under way, of all processes, by channel (mail, webhook): queued or sending. Absent while the database is away.',
      labelNames: ['channel', 'state'],
      registers,
    }),
    oldestDue: new Gauge({
      name: 'usher_deliveries_oldest_due_seconds',
      help: 'For how long the delivery of a channel that has waited longest has been due, 0 if none is. Absent while the database is away.',
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
    with under_way as (
      select channel, sum(queued)::bigint as queued, sum(sending)::bigint as sending,
        min(due_at) filter (where due_at <= now()) as oldest_due
      from (
        select channel, count(*) as queued, 0 as sending, min(due_at) as due_at
        from deliveries where state = 'queued' and lane is null and not waits group by channel
        union all
        select channel, count(*), 0, min(due_at)
        from deliveries where state = 'queued' and lane is not null and not waits group by channel
        union all
        select channel, count(*), 0, min(due_at) from deliveries where state = 'queued' and waits group by channel
        union all
        select channel, 0, count(*), min(due_at) filter (where leased_until <= now())
        from deliveries where state = 'sending' group by channel
      ) as parts
      group by channel
    ), failed as (
      select channel, count(*) as failed from deliveries where state = 'failed' and updated_at > now() - interval '1 day'
      group by channel
    )
    select (
        select json_agg(json_build_object('channel', channel, 'queued', coalesce(queued, 0), 'sending', coalesce(sending, 0),
          'oldest_due_seconds', coalesce(extract(epoch from now() - oldest_due), 0)::float8, 'failed_in_a_day', coalesce(failed, 0)))
        from (values ('mail'), ('webhook')) as channels (channel) left join under_way using (channel) left join failed using (channel)
      ) as channels,
      (select count(*) from events_to_relay) as to_relay,
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
