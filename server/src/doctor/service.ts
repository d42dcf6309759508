import { isIPv6 } from 'node:net'
import type { Config } from '../config.ts'

const patience_ms = 3_000

/** What the service that runs on this machine's port says about itself; `absent` if nobody listens there. */
export async function localService({ host, port }: Config): Promise<'ready' | 'not ready' | 'absent'> {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const url = `http://${isIPv6(near) ? `[${near}]` : near}:${port}/readyz`
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(patience_ms) })).ok ? 'ready' : 'not ready'
  } catch {
    return 'absent'
  }
}
