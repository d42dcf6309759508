import { setTimeout as pause } from 'node:timers/promises'
import { type Program, startProgram } from './program.ts'
import { type Answer, freePort, type Sent, type TestUsher } from './usher.ts'

/** Further processes of the service on the database of `usher`, trusting the same issuers, as behind a load balancer. */
export interface Fleet extends AsyncDisposable {
  /** Sends a request to the process whose turn it is; and again later where that is what the answer asks for, as clients do. */
  request(method: string, path: string, sent?: Sent): Promise<Answer>
}

const most_attempts = 5

export async function startFleet(usher: TestUsher, size: number): Promise<Fleet> {
  await using stack = new AsyncDisposableStack()
  const fleet: Program[] = []
  // One after the other: a program gives up starting when a busy database keeps it waiting.
  while (fleet.length < size) {
    const environment = { ...usher.environment, PORT: String(await freePort()), PUBLIC_URL: usher.url }
    fleet.push(stack.use(await startProgram(environment)))
  }
  const started = stack.move()
  let turn = 0
  return {
    request: async (method, path, sent) => {
      for (let attempt = 1; ; attempt++) {
        const program = fleet[turn++ % size]
        if (program === undefined) throw new Error('a fleet has at least one process')
        const answer = await program.request(method, path, sent)
        const retryAfter_seconds = Number(answer.headers.get('retry-after'))
        // Nothing has happened then: a database with too much to do gives up what takes too long.
        if (answer.status !== 503 || retryAfter_seconds === 0 || attempt === most_attempts) return answer
        await pause(retryAfter_seconds * 1_000)
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const program of fleet) program.signal('SIGTERM')
      await Promise.all(fleet.map(({ ended }) => ended))
      await started.disposeAsync()
    },
  }
}
