import { randomUUID } from 'node:crypto'
import { sql, type Statement } from '../database/sql.ts'

// By all processes together: of one endpoint, of one that is ailing, and of all endpoints of one organization.
const most_of_endpoint = 8
const most_of_ailing_endpoint = 1
const most_of_organization = 16
// Looked at, since many of those in which something is due may have no room.
const most_lanes = 500

/** Whether an endpoint keeps hands busy for long and to no end, as a condition. */
const ailing = sql`(webhook_endpoints.failing_since is not null or coalesce(webhook_endpoints.slow_until > now(), false))`

/** Whose it is: the organization's, or the platform's, which has the one. */
const owner = sql`coalesce(webhook_endpoints.organization_id, webhook_endpoints.id)`

/**
 * The endpoints whose turn it is, as `lane`, and how many deliveries of each may be taken on, as `room`. Ailing ones have one hand each,
 * and half of the hands of a process together: however many there are, and of however many organizations, the others find
 * hands free.
 *
 * @param most how many hands this process has free
 * @param mine what its other hands carry
 */
export function webhookLanes(most: number, mine: readonly string[]): Statement<never> {
  return sql`
      with busy as materialized (
        select webhook_endpoints.id as lane, ${owner} as owner, ${ailing} as ailing,
          count(*) as under_way, count(*) filter (where deliveries.id = any(${mine}::uuid[])) as mine
        from deliveries join webhook_endpoints on webhook_endpoints.id = deliveries.lane
        where deliveries.channel = 'webhook' and deliveries.state = 'sending' and deliveries.leased_until > now()
        group by webhook_endpoints.id
      ), free as (
        select endpoint.*, case when endpoint.ailing then ${most_of_ailing_endpoint}::bigint else ${most_of_endpoint}::bigint end
            - coalesce(own.under_way, 0) as of_endpoint,
          ${most_of_organization}::bigint - coalesce(theirs.under_way, 0) as of_owner,
          case when endpoint.ailing then ${Math.floor((most + mine.length) / 2)}::bigint - (select coalesce(sum(mine), 0) from busy where ailing) end as of_ailing
        from (
            select lane, place, ${owner} as owner, ${ailing} as ailing
            from queued_lanes('webhook', ${randomUUID()}, ${most_lanes}) with ordinality as queued (lane, place)
              join webhook_endpoints on webhook_endpoints.id = queued.lane
          ) as endpoint
          left join busy as own on own.lane = endpoint.lane
          left join (select owner, sum(under_way) as under_way from busy group by owner) as theirs on theirs.owner = endpoint.owner
      ), shared as (
        select *, least(of_endpoint, greatest(1, ${most}::bigint / count(*) over ())) as share, count(*) over () as lanes
        from free where least(of_endpoint, of_owner, of_ailing) > 0
      )
      -- Those before it in the same statement count as well, and ailing ones come last.
      select lane, lanes, greatest(0, least(share,
        of_owner - (sum(share) over (partition by owner order by ailing, place) - share),
        of_ailing - (sum(share) over (partition by ailing order by place) - share)))::bigint as room
      from shared`
}
