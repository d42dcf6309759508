/**
 * The load generator, a process of its own: sends the requests it is given over a fixed number of connections, each
 * with one request under way, and answers how long they took.
 */
import { Client } from 'undici'

export interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

export interface Load {
  readonly origin: string
  readonly connections: number
  readonly expected: number
  readonly requests: readonly Request[]
}

export interface Outcome {
  readonly seconds: number
  readonly p50_ms: number
  readonly p99_ms: number
  /** Answers with another status than the expected one, and requests without an answer. */
  readonly failed: number
}

process.on('message', (load: Load) => void run(load).then((outcome) => process.send?.(outcome)))
process.once('disconnect', () => process.exit())

async function run({ origin, connections, expected, requests }: Load): Promise<Outcome> {
  const clients = Array.from({ length: connections }, () => new Client(origin))
  const took: number[] = []
  let next = 0
  let failed = 0

  const work = async (client: Client): Promise<void> => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const began = performance.now()
      const status = await send(client, request)
      took.push(performance.now() - began)
      if (status !== expected) failed += 1
    }
  }
  const began = performance.now()
  await Promise.all(clients.map(work))
  const seconds = (performance.now() - began) / 1000
  await Promise.all(clients.map((client) => client.close()))

  took.sort((a, b) => a - b)
  const percentile = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { seconds, p50_ms: percentile(0.5), p99_ms: percentile(0.99), failed }
}

/** The status, 0 if there was none. Lower than `client.request`, since what this costs is taken from the measured. */
function send(client: Client, { method, path, headers, body }: Request): Promise<number> {
  return new Promise((resolve) => {
    let status = 0
    client.dispatch(
      { method, path, headers, body: body ?? null },
      {
        onRequestStart: () => {},
        onResponseStart: (_, code) => {
          status = code
        },
        onResponseData: () => {},
        onResponseEnd: () => resolve(status),
        onResponseError: () => resolve(0),
      },
    )
  })
}
