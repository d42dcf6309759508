import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Answer, freePort, send, type Sent } from './usher.ts'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Everything it printed, on both streams. */
  readonly said: string
}

/** The real program in a process of its own. It does not outlive its scope. */
export interface Program extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** Everything it printed so far, on both streams. */
  readonly said: string
  readonly ended: Promise<Ended>
  /** Settles as soon as it has printed this text. */
  says(text: string): Promise<void>
  signal(name: NodeJS.Signals): void
  request(method: string, path: string, sent?: Sent): Promise<Answer>
}

export type Environment = Readonly<Record<string, string>>

/** Starts `serve`, and waits until it is there for requests. */
export async function startProgram(environment: Environment): Promise<Program> {
  const port = environment['PORT'] === undefined ? await freePort() : Number(environment['PORT'])
  const program = launch(['serve'], { ...environment, PORT: String(port) }, port)
  try {
    await program.says('"listening"')
    if (environment['USHER_MODE'] === 'development') await program.says('Usher is running')
    return program
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}

/** Runs the program until it ends by itself. */
export async function runProgram(args: readonly string[], environment: Environment): Promise<Ended> {
  await using program = launch(args, environment, 0)
  return await program.ended
}

/** The embedded database is not optimized while it runs, which takes longer than most programs here are needed for. */
const options = ['--disable-warning=ExperimentalWarning', '--liftoff-only']

function launch(args: readonly string[], environment: Environment, port: number): Program {
  const programs = inject('programs') as string | undefined
  const file = programs === undefined ? join(import.meta.dirname, '../../src/main.ts') : join(programs, 'main.mjs')
  const child = spawn(process.execPath, [...options, file, ...args], {
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<Ended>((resolve) => {
    // Not `exit`, after which there may be output still to be read.
    child.once('close', (code, signal) => resolve({ code, signal, said }))
  })
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    port,
    get said() {
      return said
    },
    ended,
    says: async (text) => {
      const heard = Promise.withResolvers<void>()
      const listen = () => said.includes(text) && heard.resolve()
      listeners.add(listen)
      listen()
      await Promise.race([
        heard.promise,
        ended.then(() => {
          if (!said.includes(text)) throw new Error(`the program ended before it said ${text}: ${said}`)
        }),
      ])
      listeners.delete(listen)
    },
    signal: (name) => void child.kill(name),
    request: (method, path, sent) => send(url, method, path, sent),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
