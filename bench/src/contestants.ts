import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { audience, type Issuer } from './issuer.ts'
import type { Observation } from './observe.ts'
import type { StoreSettings } from './stores.ts'

/** A process that answers the measured requests: the server, or a floor beneath it. */
export interface Contestant extends AsyncDisposable {
  readonly name: string
  readonly origin: string
  /** What it has used so far. */
  observe(): Promise<Observation>
}

const here = import.meta.dirname
const program = join(here, '../../server/src/main.ts')

/** The server as `npm start` runs it; without mail, unless settings say where it goes, so that nothing but requests is measured. */
export async function startServer(
  name: string,
  folder: string,
  issuer: Issuer,
  store: StoreSettings,
  settings: Record<string, string> = { USHER_MAIL: 'off' },
): Promise<Contestant> {
  const own = join(folder, crypto.randomUUID())
  mkdirSync(own)
  const issuers = join(own, 'issuers.json')
  writeFileSync(issuers, JSON.stringify([{ issuer: issuer.issuer, audience, jwks_uri: issuer.jwksUri }]))
  const environment = {
    USHER_MODE: 'development',
    USHER_LINK_KEYS: 'bench:the-link-key-of-the-bench-0123456789',
    USHER_ISSUERS: issuers,
    USHER_DATA: own,
    ...settings,
    ...store,
  }
  return launch(name, program, ['serve'], environment, join(own, 'log'))
}

/** The floor with the same statements. */
export function startSqlFloor(folder: string, store: StoreSettings): Promise<Contestant> {
  return launch('floor', join(here, 'floors/fastify-sql.ts'), [], { ...store }, logIn(folder))
}

/** The floors without a database, which repeat the server's answers. */
export async function startCannedFloors(folder: string, answers: unknown): Promise<Contestant[]> {
  const file = join(folder, `${crypto.randomUUID()}.json`)
  writeFileSync(file, JSON.stringify(answers))
  const start = (name: string, floor: string) =>
    launch(name, join(here, 'floors', floor), [], { BENCH_ANSWERS: file }, logIn(folder))
  return [await start('node:http', 'http.ts'), await start('fastify', 'fastify.ts')]
}

function logIn(folder: string): string {
  return join(folder, `${crypto.randomUUID()}.log`)
}

async function launch(
  name: string,
  file: string,
  args: string[],
  environment: Record<string, string>,
  logFile: string,
): Promise<Contestant> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const log = openSync(logFile, 'a')
  const child = fork(file, args, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(here, 'observe.ts'), ...profiling(name)],
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment, PORT: String(port) },
    stdio: ['ignore', log, log, 'ipc'],
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  try {
    await listening(child, origin, name, logFile)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    name,
    origin,
    observe: async () => {
      if (!child.connected) throw new Error(`${name} has ended:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`)
      const answer = once(child, 'message')
      child.send('observe')
      return ((await answer) as [Observation])[0]
    },
    [Symbol.asyncDispose]: stop,
  }
}

/** `BENCH_PROFILE=usher` writes a CPU profile of that contestant into the working directory when it ends. */
function profiling(name: string): string[] {
  return process.env['BENCH_PROFILE'] === name ? ['--cpu-prof'] : []
}

async function listening(child: ChildProcess, origin: string, name: string, log: string): Promise<void> {
  for (let waited_ms = 0; waited_ms < 60_000; waited_ms += 50) {
    if (child.exitCode !== null) break
    const answered = await fetch(`${origin}/livez`).then(
      () => true,
      () => false,
    )
    if (answered) return
    await pause(50)
  }
  throw new Error(`${name} does not listen:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP listener has a port')
  return address.port
}
