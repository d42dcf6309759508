import { setTimeout as pause } from 'node:timers/promises'
import { isolation_limit, type DeliveryPlan } from './goals.ts'
import { sinceBegin } from './latency.ts'
import { judged, percentile, table } from './numbers.ts'
import type { Arrival, Sink } from './sink.ts'
import type { Stage } from './stage.ts'

const receivers = 20
const hooks_follow_ms = 2_000

interface Run {
  readonly disturbed: boolean
  readonly asked: number
  /** How long those took that came. */
  readonly mails_ms: readonly number[]
  readonly hooks_ms: readonly number[]
}

/** Whether those who are never answered keep the others waiting: runs with and without them, in turn. */
export async function measureIsolation(
  stage: Stage,
  sink: Sink,
  { pairs, seconds, per_second, stuck_per_second }: DeliveryPlan['isolation'],
): Promise<{ text: string; measured: unknown }> {
  const runs: Run[] = []
  await stage.endpoints(Array.from({ length: receivers }, () => `${sink.hookUrl}/`))
  for (let pair = 0; pair < pairs; pair++) {
    // In turns, so that neither always has the warmer machine.
    for (const disturbed of pair % 2 === 0 ? [false, true] : [true, false]) {
      runs.push(await run(`isolation-${pair}-${disturbed ? 'disturbed' : 'alone'}`, disturbed))
    }
  }
  // Of all mails together: of a run's 750 eight make its p99, and whatever else stops the machine for a moment is that.
  const p99 = (disturbed: boolean, of: (each: Run) => readonly number[]) =>
    percentile(runs.filter((each) => each.disturbed === disturbed).flatMap(of), 0.99)
  const times = p99(true, ({ mails_ms }) => mails_ms) / p99(false, ({ mails_ms }) => mails_ms)
  const hookTimes = p99(true, ({ hooks_ms }) => hooks_ms) / p99(false, ({ hooks_ms }) => hooks_ms)
  const late = runs.reduce((sum, { asked, mails_ms }) => sum + asked - mails_ms.length, 0)
  const text = [
    `#### ${per_second} invitations a second with webhooks, with and without a domain (${stuck_per_second} mails a second more) and an endpoint that never answer`,
    table(
      ['run', 'mails', 'came', 'median ms', 'p99 ms', 'webhooks median ms', 'p99 ms'],
      runs.map(({ disturbed, asked, mails_ms, hooks_ms }, number) => [
        `${number + 1} ${disturbed ? 'beside the dead' : 'alone'}`,
        String(asked),
        String(mails_ms.length),
        percentile(mails_ms, 0.5).toFixed(0),
        percentile(mails_ms, 0.99).toFixed(0),
        percentile(hooks_ms, 0.5).toFixed(0),
        percentile(hooks_ms, 0.99).toFixed(0),
      ]),
    ),
    judged(
      `p99 of the others at most ${isolation_limit} times what it is without`,
      late === 0 && times <= isolation_limit && hookTimes <= isolation_limit,
      `mails ${times.toFixed(2)} times, webhooks ${hookTimes.toFixed(2)} times, ${late} mails did not come in time`,
    ),
  ].join('\n\n')
  return { text, measured: runs }

  async function run(name: string, disturbed: boolean): Promise<Run> {
    // The first endpoint is the one that dies.
    await stage.query(
      `update webhook_endpoints set url = $1, failing_since = null, state = 'enabled', disabled_reason = null
       where id = (select id from webhook_endpoints where state = 'enabled' order by created_at, id limit 1)`,
      [`${sink.hookUrl}/${disturbed ? 'dead' : ''}`],
    )
    await stage.idle()
    // Else the database does so by itself in one run or another, once a minute, after what the drain wrote.
    await stage.query('vacuum (analyze)')
    await sink.ask({ take: true })
    const others = Array.from({ length: per_second * seconds }, (_, n) => `${name}-${n}@domain-${n % 50}.example`)
    const every = Math.floor(per_second / stuck_per_second)
    const addresses = others.flatMap((address, n) =>
      disturbed && n % every === 0 ? [`${name}-${n}@tar-pit.example`, address] : [address],
    )
    await stage.invite(addresses, addresses.length / seconds)
    await sink.received('mails', others.length, 5_000)
    await pause(hooks_follow_ms)
    const { arrivals } = await sink.ask({ take: true })
    await endTheDead()
    return {
      disturbed,
      asked: others.length,
      mails_ms: await sinceBegin(stage, others, arrivals),
      hooks_ms: await sinceEvent(stage, arrivals),
    }
  }

  /** What waits for them is cancelled, so that it is not there in the next run. */
  async function endTheDead(): Promise<void> {
    const cancel = () =>
      stage.query(
        `update deliveries set state = 'cancelled', leased_until = null
         where state in ('queued', 'sending') and (
           exists (
             select from invitations
             where invitations.id = deliveries.invitation_id and canonical_email like '%@tar-pit.example'
           ) or exists (
             select from webhook_endpoints where webhook_endpoints.id = deliveries.endpoint_id and url like '%/dead'
           )
         )`,
      )
    await cancel()
    await sink.ask({ release: true })
    await cancel()
  }
}

/** From when each event was written to when its webhook came, in milliseconds. */
async function sinceEvent(stage: Stage, arrivals: readonly Arrival[]): Promise<number[]> {
  const ids = arrivals.flatMap(([what]) => (what.startsWith('evt_') ? [what.slice('evt_'.length)] : []))
  const rows = await stage.query<{ id: string; at_ms: number }>(
    `select id, extract(epoch from occurred_at)::float8 * 1000 as at_ms from events where id = any($1::uuid[])`,
    [ids],
  )
  const writtenAt = new Map(rows.map(({ id, at_ms }) => [`evt_${id}`, at_ms]))
  return arrivals.flatMap(([what, at_ms]) => {
    const written = writtenAt.get(what)
    return written === undefined ? [] : [at_ms - written]
  })
}
