import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Death, Order } from './worker-process.ts'

/** A worker of the queue in a process of its own, without the API. */
export interface DrillWorker extends AsyncDisposable {
  /** Has it start to work, and where to end itself. */
  begin(death?: Death): void
  wake(): void
  signal(name: NodeJS.Signals): void
  /** Settles when the process is gone. */
  readonly ended: Promise<void>
  /** What its connections to the database are called there. */
  readonly name: string
  /** What it had to complain of. */
  readonly said: string
}

/** Starts one, which begins to work only when it is told. */
export async function startDrillWorker(environment: Readonly<Record<string, string>>): Promise<DrillWorker> {
  const name = `drill-${randomUUID()}`
  const database = new URL(environment['DATABASE_URL'] ?? '')
  database.searchParams.set('application_name', name)
  const child = fork(join(import.meta.dirname, 'worker-process.ts'), {
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment, DATABASE_URL: database.href },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  // It may end before it hears what it is told.
  child.on('error', () => undefined)
  const ended = once(child, 'exit').then(() => undefined)
  const tell = (order: Order) => void (child.connected && child.send(order, () => undefined))
  await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error(`a worker did not start: ${said}`)
    }),
  ])
  return {
    begin: (death) => tell({ begin: death }),
    wake: () => tell('wake'),
    signal: (name) => void child.kill(name),
    ended,
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

/** Workers that are started ahead, so that there always is one to take the place of one that was killed. */
export interface Reserve extends AsyncDisposable {
  next(): Promise<DrillWorker>
}

export function keepReserve(environment: Readonly<Record<string, string>>): Reserve {
  let ready = startDrillWorker(environment)
  return {
    next: async () => {
      const worker = await ready
      ready = startDrillWorker(environment)
      return worker
    },
    [Symbol.asyncDispose]: async () => (await ready)[Symbol.asyncDispose](),
  }
}
