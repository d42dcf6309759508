import type { Issuer } from '../issuer.ts'
import type { Bed } from '../stores.ts'
import { measureBacklog } from './backlog.ts'
import { measureDrain } from './drain.ts'
import { backlog_database, database, type DeliveryPlan } from './goals.ts'
import { measureIsolation } from './isolation.ts'
import { measureLatency } from './latency.ts'
import { type Sink, startSink } from './sink.ts'
import { setStage, type Stage } from './stage.ts'

const mail_takes_ms = 2_000

// At first slowly; and as fast as is measured, of which the first seconds would be what p99 says.
const warm_ups = [
  { mails: 500, per_second: 25 },
  { mails: 1_500, per_second: 100 },
]

/** The parts of `npm run bench -- deliveries`. */
export const parts = ['latency', 'drain', 'isolation', 'backlog'] as const
export type DeliveryPart = (typeof parts)[number]

/** Measures what the queue of deliveries does, on one server; what a backlog costs, on two. */
export async function measureDeliveries(
  bed: Bed,
  {
    plan,
    only,
    issuer,
    folder,
    say,
  }: {
    plan: DeliveryPlan
    only: ReadonlySet<DeliveryPart>
    issuer: Issuer
    folder: string
    say: (text: string) => void
  },
): Promise<Record<string, unknown>> {
  const measured: Record<string, unknown> = {}
  const note = (part: DeliveryPart, { text, measured: numbers }: { text: string; measured: unknown }) => {
    say(text)
    measured[part] = numbers
  }
  await using sink = await startSink()
  const common = { bed, sizes: database, issuer, folder, sink }
  {
    await using stage = await setStage('deliveries', common)
    await warmUp(stage, sink)
    if (only.has('latency')) note('latency', await measureLatency(stage, sink, bed.postmaster, plan.latency))
    if (only.has('drain')) note('drain', await measureDrain(stage, sink, bed.postmaster, plan.drain))
    if (only.has('isolation')) note('isolation', await measureIsolation(stage, sink, plan.isolation))
  }
  if (only.has('backlog')) {
    const crowded = { ...common, sizes: backlog_database }
    await using empty = await setStage('empty', crowded)
    await using backlog = await setStage('backlog', crowded)
    await sink.ask({ mailTakes_ms: mail_takes_ms })
    note('backlog', await measureBacklog({ empty, backlog }, issuer, bed.postmaster, plan.backlog))
  }
  return measured
}

/** The machine code of what is measured comes to be. */
async function warmUp(stage: Stage, sink: Sink): Promise<void> {
  for (const { mails, per_second } of warm_ups) {
    const addresses = Array.from({ length: mails }, (_, n) => `warm-${per_second}-${n}@domain-${n % 50}.example`)
    const { failed } = await stage.invite(addresses, per_second)
    if (failed > mails / 2)
      throw new Error(`of ${mails} invitations ${failed} were refused before anything was measured`)
    await sink.received('mails', mails - failed)
    await stage.idle()
    await sink.ask({ take: true })
  }
}
