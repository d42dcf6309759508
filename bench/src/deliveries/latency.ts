import { median_limit_ms, p99_limit_ms, type DeliveryPlan } from './goals.ts'
import { judged, memoryOf, percentile, table } from './numbers.ts'
import type { Arrival, Sink } from './sink.ts'
import { type Stage, using } from './stage.ts'

/** How long the mails of invitations take that come at a constant pace. */
export async function measureLatency(
  stage: Stage,
  sink: Sink,
  postmaster: number | undefined,
  { per_second, seconds }: DeliveryPlan['latency'],
): Promise<{ text: string; measured: unknown }> {
  const addresses = Array.from({ length: per_second * seconds }, (_, n) => `latency-${n}@domain-${n % 50}.example`)
  const [answered, used] = await using(stage, postmaster, async () => {
    const answers = await stage.invite(addresses, per_second)
    await sink.received('mails', addresses.length)
    return answers
  })
  const { arrivals } = await sink.ask({ take: true })
  const arrivedAt = new Map(arrivals)
  // `created_at` is when the transaction began, so it counts more than what passed since the commit; the answer counts less.
  const fromBegin = await sinceBegin(stage, addresses, arrivals)
  const fromAnswer = addresses.flatMap((address, n) => {
    const at = arrivedAt.get(address)
    return at === undefined ? [] : [at - (answered.at_ms[n] ?? 0)]
  })
  const missing = addresses.length - fromBegin.length
  const median = percentile(fromBegin, 0.5)
  const p99 = percentile(fromBegin, 0.99)
  const memory = memoryOf(used.rss_mib)
  const row = (what: string, times: readonly number[]) => [
    what,
    percentile(times, 0.5).toFixed(0),
    percentile(times, 0.99).toFixed(0),
    Math.max(...times).toFixed(0),
  ]
  const text = [
    `#### ${per_second} invitations a second for ${seconds} seconds`,
    table(
      ['from', 'median ms', 'p99 ms', 'longest ms'],
      [
        row('begin of the transaction to hand-over', fromBegin),
        row('answer of the request to hand-over', fromAnswer),
        row('request to answer', answered.took_ms),
      ],
    ),
    `${addresses.length} invitations, ${answered.failed} refused, ${missing} mails missing. ` +
      `${perOne(used.server_us, addresses)} us CPU of the server and ${perOne(used.database_us, addresses)} us of the database for an invitation and its mail, ` +
      `${(used.statements / addresses.length).toFixed(1)} statements. Memory ${memory.start.toFixed(0)} MiB at the start, ${memory.highest.toFixed(0)} at its highest, ${memory.end.toFixed(0)} at the end.`,
    judged(
      `median under ${median_limit_ms} ms and p99 under ${p99_limit_ms} ms`,
      missing === 0 && answered.failed === 0 && median < median_limit_ms && p99 < p99_limit_ms,
      `${median.toFixed(0)} and ${p99.toFixed(0)} ms`,
    ),
  ].join('\n\n')
  return { text, measured: { fromBegin, fromAnswer, used, failed: answered.failed } }
}

/** From when each of these was written to when it came, in milliseconds; those that did not come are left away. */
export async function sinceBegin(
  stage: Stage,
  addresses: readonly string[],
  arrivals: readonly Arrival[],
): Promise<number[]> {
  const rows = await stage.query<{ address: string; at_ms: number }>(
    `select canonical_email as address, extract(epoch from deliveries.created_at)::float8 * 1000 as at_ms
     from invitations join deliveries on deliveries.invitation_id = invitations.id
     where canonical_email = any($1::text[])`,
    [addresses],
  )
  const writtenAt = new Map(rows.map(({ address, at_ms }) => [address, at_ms]))
  return arrivals.flatMap(([address, at_ms]) => {
    const written = writtenAt.get(address)
    return written === undefined ? [] : [at_ms - written]
  })
}

function perOne(us: number | undefined, of: readonly unknown[]): string {
  return us === undefined ? '?' : (us / of.length).toFixed(0)
}
