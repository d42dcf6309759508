import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCluster } from './postgres-cluster.ts'
import type { Cluster } from './postgres-cluster.ts'
import { signalFamily } from './process-family.ts'

/** A real PostgreSQL of our own, on a free port of the loopback interface. It cannot outlive this process. */
export interface PostgresServer {
  /** Superuser, database `postgres`. Stays the same across `halt` and `start`. */
  readonly url: string
  /** Such as `18.4`. */
  readonly version: string
  /** Freezes the server and every one of its sessions: connections stay open and nothing answers. */
  pause(): void
  resume(): void
  /** Ends the server and keeps its data. `immediate` is a crash: the next start has to recover. */
  halt(mode?: ShutdownMode): Promise<void>
  /** Starts it again after `halt`: same port, same data. */
  start(): Promise<void>
  restart(mode?: ShutdownMode): Promise<void>
  /** Ends the server and deletes everything it wrote. */
  stop(): Promise<void>
}

type ShutdownMode = 'fast' | 'immediate'

/** Durability is what makes a test database slow, and the one thing a test database does not need. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  fsync: 'off',
  // Sooner than the time limit of a statement, however busy the machine is.
  deadlock_timeout: '200ms',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

type Configured = Cluster & { settings: Readonly<Record<string, string>> }

/**
 * Needs no manual step: no installed server, no particular user, no free default port.
 *
 * @param others settings of PostgreSQL, instead of those that make the tests fast
 */
export async function startPostgres(others: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const cluster = { ...(await createCluster()), settings: { ...settings, ...others } }
  try {
    const { port, postmaster } = await launchOnFreePort(cluster)
    return serverOf(cluster, port, postmaster)
  } catch (error) {
    await cluster.remove()
    throw error
  }
}

function serverOf(cluster: Configured, port: number, first: ChildProcess): PostgresServer {
  let postmaster: ChildProcess | undefined = first

  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    if (postmaster?.pid !== undefined) signalFamily(postmaster.pid, name)
  }
  const server: PostgresServer = {
    url: `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/postgres`,
    version: cluster.version,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    halt: async (mode = 'fast') => {
      if (!postmaster) return
      signal('SIGCONT') // a frozen process does not hear anything
      await end(postmaster, mode)
      postmaster = undefined
    },
    start: async () => {
      postmaster ??= await launch(cluster, port)
    },
    restart: async (mode) => {
      await server.halt(mode)
      await server.start()
    },
    stop: async () => {
      await server.halt()
      await cluster.remove()
    },
  }
  return server
}

/** Between finding a port free and using it somebody else may take it. */
async function launchOnFreePort(cluster: Configured) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, postmaster: await launch(cluster, port) }
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
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

/** In a session of its own, so that Ctrl-C in the terminal reaches the tests first and they can end in order. */
async function launch(cluster: Configured, port: number): Promise<ChildProcess> {
  const options = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await open(cluster.log, 'a')
  const postmaster = spawn(path.join(cluster.bin, 'postgres'), ['-D', cluster.data, '-p', String(port), ...options], {
    ...cluster.spawnOptions,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  postmaster.unref()
  await once(postmaster, 'spawn')
  await log.close()

  while (!(await isReady(cluster, postmaster))) {
    if (hasEnded(postmaster)) throw new Error(`PostgreSQL did not start:\n${await readFile(cluster.log, 'utf8')}`)
    await delay(20)
  }
  return postmaster
}

/** The first line of this file is the process, the eighth its state: it is what `pg_ctl start --wait` looks at. */
async function isReady(cluster: Cluster, postmaster: ChildProcess): Promise<boolean> {
  const lines = (await readFile(cluster.pidFile, 'utf8').catch(() => '')).split('\n')
  return Number(lines[0]) === postmaster.pid && lines[7]?.trim() === 'ready'
}

async function end(postmaster: ChildProcess, mode: ShutdownMode) {
  if (hasEnded(postmaster)) return
  postmaster.ref()
  postmaster.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  await once(postmaster, 'exit')
}

function hasEnded(child: ChildProcess) {
  return child.exitCode !== null || child.signalCode !== null
}
