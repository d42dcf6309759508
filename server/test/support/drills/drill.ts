import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '../../../src/database/sql.ts'
import type { MailSink } from '../mail-sink.ts'
import type { TestUsher } from '../usher.ts'
import { type Acknowledged, doAll } from './deeds.ts'
import type { End, Plan } from './plan.ts'
import type { DrillWorker, Reserve } from './workers.ts'

/** What a drill left behind, to be judged. */
export interface Outcome {
  readonly acknowledged: Acknowledged
  /** Where workers were killed. */
  readonly killed: readonly End[]
  /** By delivery, how many workers were killed while they held it. */
  readonly cutOff: ReadonlyMap<string, number>
}

const patience_ms = 60_000

/** Does the deeds of a plan while one worker after the other is killed, and lets the last one finish. */
export async function drill(
  { usher, sink, reserve }: { usher: TestUsher; sink: MailSink; reserve: Reserve },
  { ends, deeds }: Plan,
): Promise<Outcome> {
  const killed: End[] = []
  const cutOff = new Map<string, number>()
  let over = false
  let worker = await reserve.next()
  const working = work()
  // Whatever fails in there is told below; it must not end this process before that.
  working.catch(() => undefined)
  try {
    const acknowledged = await doAll(usher, deeds, () => worker.wake())
    await Promise.race([emptied(), working])
    return { acknowledged, killed, cutOff }
  } finally {
    over = true
    sink.answers = undefined
    worker.signal('SIGKILL')
    await working
  }

  async function work(): Promise<void> {
    const left = [...ends]
    for (;;) {
      const end = left.shift()
      sendOff(worker, end)
      await worker.ended
      if (over) return
      if (end === undefined) throw new Error(`a worker ended that nobody killed: ${worker.said}`)
      killed.push(end)
      await note(worker)
      worker = await reserve.next()
    }
  }

  function sendOff(sent: DrillWorker, end: End | undefined): void {
    const at = end?.at
    sink.answers = undefined
    if (end === undefined || at === undefined) return sent.begin()
    if (at !== 'recipient' && at !== 'message') return sent.begin({ at, passing: end.passing })
    let passed = 0
    sink.answers = async (told) => {
      if (told !== at || ++passed !== end.passing) return undefined
      sent.signal('SIGKILL')
      await sent.ended
      return undefined
    }
    sent.begin()
  }

  /** Notes what the dead worker held, and lets its leases be over. */
  async function note({ name }: DrillWorker): Promise<void> {
    // What it had told the database may still be under way there.
    while ((await usher.db.many(sql`select from pg_stat_activity where application_name = ${name}`)).length > 0) {
      await pause(5)
    }
    const held = await usher.db.many(sql<{ id: string }>`
      update deliveries set leased_until = now() - interval '1 second' where state = 'sending' returning id`)
    for (const { id } of held) cutOff.set(id, (cutOff.get(id) ?? 0) + 1)
  }

  async function emptied(): Promise<void> {
    const last = performance.now() + patience_ms
    for (;;) {
      const { left } = await usher.db.one(sql<{ left: number }>`
        select ((select count(*) from events_to_relay)
          + (select count(*) from deliveries where state in ('queued', 'sending')))::integer as left`)
      if (left === 0) return
      if (performance.now() > last) throw new Error(`${left} were left in the queue: ${worker.said}`)
      // What is to be tried again later is due now.
      await usher.db.run(sql`update deliveries set due_at = now() where state = 'queued' and due_at > now()`)
      worker.wake()
      await pause(20)
    }
  }
}
