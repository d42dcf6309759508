import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Whether a program that is not ours to install is on this machine. */
export function isInstalled(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
}

/** Runs it, and returns how it ended and all that it said. The service under test goes on meanwhile. */
export async function runTool(
  name: string,
  args: readonly string[],
  cwd?: string,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(name, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

/** Starts it. It does not outlive its scope. */
export function startTool(name: string, args: readonly string[]): AsyncDisposable & { readonly said: string } {
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    get said() {
      return said
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A certificate for `usher.example.com` that nobody vouches for, and its key: paths of two files. */
export async function makeCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')]
  const what = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=usher.example.com', '-days', '1']
  const { code, said } = await runTool('openssl', ['req', ...what, '-keyout', key, '-out', certificate])
  if (code !== 0) throw new Error(`openssl made no certificate: ${said}`)
  return { certificate, key }
}
