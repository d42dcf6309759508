import { isolation_limit, type DeliveryPlan } from './goals.ts'
import { sinceBegin } from './latency.ts'
import { judged, percentile, table } from './numbers.ts'
import type { Sink } from './sink.ts'
import type { Stage } from './stage.ts'

interface Run {
  readonly disturbed: boolean
  readonly median_ms: number
  readonly p99_ms: number
  readonly came: number
  readonly asked: number
}

/** Whether those who are never answered keep the others waiting: runs with and without them, in turn. */
export async function measureIsolation(
  stage: Stage,
  sink: Sink,
  { pairs, seconds, per_second, stuck_per_second }: DeliveryPlan['isolation'],
): Promise<{ text: string; measured: unknown }> {
  const runs: Run[] = []
  for (let pair = 0; pair < pairs; pair++) {
    // In turns, so that neither always has the warmer machine.
    for (const disturbed of pair % 2 === 0 ? [false, true] : [true, false]) {
      runs.push(await run(`isolation-${pair}-${disturbed ? 'disturbed' : 'alone'}`, disturbed))
    }
  }
  const of = (disturbed: boolean, number: (each: Run) => number) =>
    percentile(runs.filter((each) => each.disturbed === disturbed).map(number), 0.5)
  const times = of(true, ({ p99_ms }) => p99_ms) / of(false, ({ p99_ms }) => p99_ms)
  const late = runs.reduce((sum, { asked, came }) => sum + asked - came, 0)
  const text = [
    `#### ${per_second} mails a second, with and without ${stuck_per_second} more to where nobody answers`,
    table(
      ['run', 'others', 'came', 'median ms', 'p99 ms'],
      runs.map(({ disturbed, asked, came, median_ms, p99_ms }, number) => [
        `${number + 1} ${disturbed ? 'beside a tar pit' : 'alone'}`,
        String(asked),
        String(came),
        median_ms.toFixed(0),
        p99_ms.toFixed(0),
      ]),
    ),
    judged(
      `p99 of the others at most ${isolation_limit} times what it is without`,
      late === 0 && times <= isolation_limit,
      `${times.toFixed(2)} times, ${late} did not come in time`,
    ),
  ].join('\n\n')
  return { text, measured: runs }

  async function run(name: string, disturbed: boolean): Promise<Run> {
    await stage.idle()
    await sink.ask({ take: true })
    const others = Array.from({ length: per_second * seconds }, (_, n) => `${name}-${n}@domain-${n % 50}.example`)
    const every = Math.floor(per_second / stuck_per_second)
    const addresses = others.flatMap((address, n) =>
      disturbed && n % every === 0 ? [`${name}-${n}@tar-pit.example`, address] : [address],
    )
    await stage.invite(addresses, addresses.length / seconds)
    await sink.received(others.length, 5_000)
    const { arrivals } = await sink.ask({ take: true })
    await endTarPit()
    const took = await sinceBegin(stage, others, arrivals)
    return {
      disturbed,
      median_ms: percentile(took, 0.5),
      p99_ms: percentile(took, 0.99),
      came: took.length,
      asked: others.length,
    }
  }

  /** What waits for it is cancelled, so that it is not there in the next run. */
  async function endTarPit(): Promise<void> {
    const cancel = () =>
      stage.query(
        `update deliveries set state = 'cancelled', leased_until = null from invitations
         where invitations.id = deliveries.invitation_id and canonical_email like '%@tar-pit.example'
           and deliveries.state in ('queued', 'sending')`,
      )
    await cancel()
    await sink.ask({ release: true })
    await cancel()
  }
}
