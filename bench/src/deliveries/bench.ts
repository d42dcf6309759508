import type { Issuer } from '../issuer.ts'
import type { Bed } from '../stores.ts'
import { measureBacklog } from './backlog.ts'
import { measureDrain } from './drain.ts'
import { backlog_database, database, type DeliveryPlan } from './goals.ts'
import { measureIsolation } from './isolation.ts'
import { measureLatency } from './latency.ts'
import { startSink } from './sink.ts'
import { setStage } from './stage.ts'

const mail_takes_ms = 2_000

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
    // The machine code of what is measured comes to be.
    const warm = Array.from({ length: 500 }, (_, n) => `warm-${n}@domain-${n % 50}.example`)
    const { failed } = await stage.invite(warm, 25)
    if (failed > warm.length / 2)
      throw new Error(`of ${warm.length} invitations ${failed} were refused before anything was measured`)
    await sink.received('mails', warm.length - failed)
    await stage.idle()
    await sink.ask({ take: true })
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
