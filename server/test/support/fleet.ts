import { startProgram } from './program.ts'
import { type Answer, freePort, type Sent, type TestUsher } from './usher.ts'

/** Further processes of the service on the database of `usher`, trusting the same issuers, as behind a load balancer. */
export interface Fleet extends AsyncDisposable {
  /** Sends a request to the process whose turn it is. */
  request(method: string, path: string, sent?: Sent): Promise<Answer>
}

export async function startFleet(usher: TestUsher, size: number): Promise<Fleet> {
  const fleet = await Promise.all(
    Array.from({ length: size }, async () =>
      startProgram({ ...usher.environment, PORT: String(await freePort()), PUBLIC_URL: usher.url }),
    ),
  )
  let turn = 0
  return {
    request: (method, path, sent) => {
      const program = fleet[turn++ % size]
      if (program === undefined) throw new Error('a fleet has at least one process')
      return program.request(method, path, sent)
    },
    [Symbol.asyncDispose]: async () => {
      for (const program of fleet) program.signal('SIGTERM')
      await Promise.all(fleet.map(({ ended }) => ended))
    },
  }
}
