import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, lchown, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { copyEmbedded, findPostgres } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'

const run = promisify(execFile)

/** A fresh data folder, and all it takes to start a server on it. */
export interface Cluster {
  bin: string
  data: string
  log: string
  pidFile: string
  /** Of the superuser `postgres`. Without one, any user of the machine could run programs as the tests' user. */
  password: string
  /** Such as `18.4`. */
  version: string
  spawnOptions: SpawnOptions
  /** Deletes it, and ends the server on it if there still is one. */
  remove: () => Promise<void>
}

interface SpawnOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number
  gid?: number
}

/**
 * Tries the usual temporary folders in turn: the one in TMPDIR may be closed to the user the server runs as, or not
 * allow programs to be executed in it.
 */
export async function createCluster(): Promise<Cluster> {
  const binaries = await findPostgres()
  const user = await unprivilegedUser()
  const errors: unknown[] = []
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    try {
      return await createClusterIn(parent, binaries, user)
    } catch (error) {
      errors.push(error)
    }
  }
  throw new AggregateError(errors, `PostgreSQL could not be set up:\n${errors.join('\n')}`)
}

type User = { uid: number; gid: number } | undefined

async function createClusterIn(parent: string, binaries: PostgresBinaries, user: User): Promise<Cluster> {
  const folder = await mkdtemp(path.join(parent, 'usher-postgres-'))
  const remove = keep(folder)
  try {
    const bin = 'embedded' in binaries ? await copyEmbedded(binaries.embedded, folder) : binaries.installed
    // The default is to pass nothing on: PGPORT and its kind would change what we start.
    const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C' }
    const spawnOptions = { cwd: folder, env, ...user }
    const data = path.join(folder, 'data')
    const password = randomBytes(16).toString('hex')
    const passwordFile = path.join(folder, 'password')
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user) await giveTo(user, folder)

    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const options = ['--no-locale', '--encoding=UTF8', '--no-sync', '--no-instructions']
    await run(path.join(bin, 'initdb'), ['-D', data, ...access, ...options], spawnOptions)
    const { stdout } = await run(path.join(bin, 'postgres'), ['--version'], spawnOptions)
    return {
      bin,
      data,
      log: path.join(folder, 'postgres.log'),
      pidFile: path.join(data, 'postmaster.pid'),
      password,
      version: /\d+(\.\d+)*/.exec(stdout)?.[0] ?? stdout.trim(),
      spawnOptions,
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * Leaves a small process behind that removes the folder, and the server in it, as soon as our end of a pipe closes:
 * when asked to, and when this process is gone in whatever way, since a killed one cannot clean up after itself.
 */
function keep(folder: string): () => Promise<void> {
  const script = path.join(import.meta.dirname, 'postgres-keeper.ts')
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  keeper.unref()
  return async () => {
    keeper.ref()
    const exit = once(keeper, 'exit')
    keeper.stdin?.end()
    await exit
  }
}

/** PostgreSQL refuses to run as root, and needs a user that has an entry in /etc/passwd. */
async function unprivilegedUser(): Promise<User> {
  if (process.getuid?.() !== 0) return undefined
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const entry = entries.find(([name]) => name === 'nobody')
  if (!entry) throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as.')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

async function giveTo({ uid, gid }: NonNullable<User>, folder: string) {
  await chown(folder, uid, gid)
  for (const entry of await readdir(folder, { recursive: true })) await lchown(path.join(folder, entry), uid, gid)
}
