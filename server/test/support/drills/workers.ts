import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Death, Order } from './worker-process.ts'

/** A worker of the queue in a process of its own, without the API. */
export interface DrillWorker extends AsyncDisposable {
  /** Has it work, and end itself there and nowhere else. Settles when it has heard, or is gone. */
  work(end?: Death): Promise<void>
  wake(): void
  signal(name: NodeJS.Signals): void
  /** Settles when the process is gone. */
  readonly ended: Promise<void>
  readonly gone: boolean
  /** What its connections to the database are called there. */
  readonly name: string
  /** What it had to complain of. */
  readonly said: string
}

/** Starts one, which begins to work only when it is told. */
async function startDrillWorker(environment: Readonly<Record<string, string>>): Promise<DrillWorker> {
  const name = `drill-${randomUUID()}`
  const database = new URL(environment['DATABASE_URL'] ?? '')
  database.searchParams.set('application_name', name)
  const child = fork(join(inject('programs'), 'worker-process.mjs'), {
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment, DATABASE_URL: database.href },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  let gone = false
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  // It may end before it hears what it is told.
  child.on('error', () => undefined)
  const ended = once(child, 'exit').then(() => void (gone = true))
  const tell = (order: Order) => void (child.connected && child.send(order, () => undefined))
  await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error(`a worker did not start: ${said}`)
    }),
  ])
  return {
    work: async (end) => {
      const heard = once(child, 'message')
      tell({ end })
      await Promise.race([heard, ended])
    },
    wake: () => tell('wake'),
    signal: (signal) => void child.kill(signal),
    ended,
    get gone() {
      return gone
    },
    name,
    get said() {
      return said
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Workers, with one that is started ahead, so that there always is one to take the place of one that was killed. */
export interface Crew extends AsyncDisposable {
  /** The one that came last, or another if that is gone. */
  worker(): Promise<DrillWorker>
  /** One more. */
  another(): Promise<DrillWorker>
}

export function gatherCrew(environment: Readonly<Record<string, string>>): Crew {
  const cache = mkdtempSync(join(tmpdir(), 'usher-drill-'))
  const start = () => startDrillWorker({ ...environment, NODE_COMPILE_CACHE: cache })
  const all: DrillWorker[] = []
  let ready = start()
  const crew: Crew = {
    worker: async () => {
      const last = all.at(-1)
      return last === undefined || last.gone ? crew.another() : last
    },
    another: async () => {
      const worker = await ready
      all.push(worker)
      ready = start()
      return worker
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of [...all, await ready]) await worker[Symbol.asyncDispose]()
      rmSync(cache, { recursive: true, force: true })
    },
  }
  return crew
}
