import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '../../../src/database/sql.ts'
import type { TestUsher } from '../usher.ts'
import { type Acknowledged, doAll } from './deeds.ts'
import type { End, Heard, Plan } from './plan.ts'
import type { DrillGround } from './ground.ts'
import type { DrillWorker } from './workers.ts'

/** What a drill left behind, to be judged. */
export interface Outcome {
  readonly acknowledged: Acknowledged
  /** Where workers were killed. */
  readonly killed: readonly End[]
  /** By delivery, how many workers were killed while they held it. */
  readonly cutOff: ReadonlyMap<string, number>
}

// A busy machine gives up what it claimed when the database is slow, and each lease takes its time to end.
const patience_ms = 180_000

/** Does the deeds of a plan while one worker after the other is killed, and lets the last one finish. */
export async function drill(ground: DrillGround, { ends, deeds }: Plan): Promise<Outcome> {
  const { usher, crew } = ground
  const killed: End[] = []
  const cutOff = new Map<string, number>()
  const over = Promise.withResolvers<'over'>()
  let worker = await crew.worker()
  const working = work()
  try {
    const deedsDone = doAll(ground, deeds, () => worker.wake())
    const finished = deedsDone.then(async (acknowledged) => {
      await emptied(usher, () => worker)
      return acknowledged
    })
    const acknowledged = await Promise.race([finished, working.then(() => finished)])
    return { acknowledged, killed, cutOff }
  } finally {
    over.resolve('over')
    try {
      await working
    } finally {
      await spare(ground, worker)
    }
  }

  async function work(): Promise<void> {
    const left = [...ends]
    for (;;) {
      const end = left.shift()
      await sendOff(ground, worker, end)
      if ((await Promise.race([over.promise, worker.ended])) === 'over') return
      if (end === undefined) throw new Error(`a worker ended that nobody killed: ${worker.said}`)
      killed.push(end)
      for (const id of await heldBy(usher, worker)) cutOff.set(id, (cutOff.get(id) ?? 0) + 1)
      worker = await crew.another()
    }
  }
}

/** Has a worker work until it comes to its end, be it by itself or by what others hear of it. */
async function sendOff(ground: DrillGround, worker: DrillWorker, end: End | undefined): Promise<void> {
  const { sink, receiver } = ground
  // What is heard of earlier ones, which are dead, is no matter any more.
  answerAll(ground)
  const at = end?.at
  if (end === undefined || at === undefined) return worker.work()
  if (at !== 'recipient' && at !== 'message' && at !== 'webhook') return worker.work({ at, passing: end.passing })
  let passed = 0
  const hears = async (heard: Heard) => {
    if (heard !== at || ++passed !== end.passing) return undefined
    worker.signal('SIGKILL')
    await worker.ended
    return undefined
  }
  sink.answers = hears
  receiver.answers((response) => void hears('webhook').then(() => response.writeHead(204).end()))
  return worker.work()
}

/** From now on it comes to no end any more. */
async function spare(ground: DrillGround, worker: DrillWorker): Promise<void> {
  answerAll(ground)
  await worker.work()
}

function answerAll({ sink, receiver }: DrillGround): void {
  sink.answers = undefined
  receiver.answers(204)
}

/** What a dead worker held. Its leases are over by that. */
async function heldBy(usher: TestUsher, { name }: DrillWorker): Promise<string[]> {
  // What it had told the database may still be under way there.
  while ((await usher.db.many(sql`select from pg_stat_activity where application_name = ${name}`)).length > 0) {
    await pause(5)
  }
  const held = await usher.db.many(sql<{ id: string }>`
    update deliveries set leased_until = now() - interval '1 second' where state = 'sending' returning id`)
  return held.map(({ id }) => id)
}

/** Waits until nothing is left to do. What is to be tried again later is due at once. */
export async function emptied(usher: TestUsher, worker: () => DrillWorker): Promise<void> {
  const last = performance.now() + patience_ms
  for (;;) {
    const { left } = await usher.db.one(sql<{ left: number }>`
      select ((select count(*) from events_to_relay)
        + (select count(*) from deliveries where state in ('queued', 'sending')))::integer as left`)
    if (left === 0) return
    if (performance.now() > last) throw new Error(`${left} were left in the queue: ${worker().said}`)
    await usher.db.run(sql`update deliveries set due_at = now() where state = 'queued' and due_at > now()`)
    worker().wake()
    await pause(20)
  }
}
