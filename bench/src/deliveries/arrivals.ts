/**
 * Sends requests at a constant pace, a process of its own. Each leaves at its time, however long those before it take, as
 * requests of people do.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Request } from '../load.ts'

export interface Stream {
  readonly origin: string
  readonly per_second: number
  readonly expected: number
  readonly requests: readonly Request[]
}

/** When each was answered, in milliseconds since 1970 and in the order of the requests; and how many not as expected. */
export interface Answered {
  readonly at_ms: readonly number[]
  readonly took_ms: readonly number[]
  readonly failed: number
}

process.on('message', (stream: Stream) => void run(stream).then((answered) => process.send?.(answered)))
process.once('disconnect', () => process.exit())

async function run({ origin, per_second, expected, requests }: Stream): Promise<Answered> {
  const pool = new Pool(origin, { connections: 64 })
  const began = performance.now()
  let failed = 0
  const send = async ({ method, path, headers, body }: Request, due: number) => {
    await pause(Math.max(0, began + due - performance.now()))
    const left = performance.now()
    const status = await pool.request({ method, path, headers, body: body ?? null }).then(
      async (response) => {
        await response.body.dump()
        return response.statusCode
      },
      () => 0,
    )
    if (status !== expected) failed += 1
    const now = performance.now()
    return { at: performance.timeOrigin + now, took: now - left }
  }
  const all = await Promise.all(requests.map((request, index) => send(request, (index * 1000) / per_second)))
  await pool.close()
  return { at_ms: all.map(({ at }) => at), took_ms: all.map(({ took }) => took), failed }
}
