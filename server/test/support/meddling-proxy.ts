import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Before the server hears of it; halfway through its answer; or after it has answered, before anybody hears the answer. */
export type Moment = 'before' | 'within' | 'after'

/** What is done to a connection, once. */
export interface Fault {
  readonly moment: Moment
  /** What the client says, one after the other on one connection; at the last of them it happens. With none, as soon as it connects. */
  readonly texts: readonly string[]
  /** Which answers it happens to; without, the first. Not for `before`. */
  readonly to?: (answer: Buffer) => boolean
  /** `cut`: both ends see it closed. `silence`: it stays open, and nothing comes through any more. Or it comes so much later. */
  readonly act: 'cut' | 'silence' | { readonly delay_ms: number }
}

/** Stands between a client and a server that speak by turns, and meddles with what they say at exactly the moment it is told. */
export interface MeddlingProxy extends AsyncDisposable {
  readonly port: number
  /** Does this to the first connection on which it is due, of those that are open and those to come. Settles when it is done. */
  meddle(fault: Fault): Promise<void>
  /** Closes all connections, so that whoever wants something makes a new one. */
  hangUp(): Promise<void>
}

interface Plan extends Fault {
  readonly done: () => void
}

/**
 * @param speech.answered whether what the server said so far is a whole answer
 * @param speech.heard what a piece of the client's says, for protocols that abbreviate
 */
export async function startMeddlingProxy(
  { hostname, port }: { hostname: string; port: number },
  {
    answered,
    heard = (chunk) => chunk.toString('latin1'),
  }: { answered: (said: Buffer) => boolean; heard?: (chunk: Buffer) => string },
): Promise<MeddlingProxy> {
  const sockets = new Set<Socket>()
  let plan: Plan | undefined

  const server = createServer((client) => {
    const upstream = connect(port, hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    let followed: Plan | undefined
    let expected: readonly string[] = []
    let said = ''
    let withheld: Buffer | undefined
    let silent = false

    follow('')
    if (due()) meddleBefore(Buffer.alloc(0))
    client.on('data', (chunk: Buffer) => {
      if (silent) return
      follow(heard(chunk))
      if (due()) meddleBefore(chunk)
      else upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => {
      if (silent) return
      if (withheld === undefined) return void client.write(chunk)
      withheld = Buffer.concat([withheld, chunk])
      if (answered(withheld)) meddleAfter(withheld)
    })

    /** Keeps track of how far the client has come in what the plan waits for. */
    function follow(text: string): void {
      if (followed !== plan) {
        followed = plan
        expected = plan?.texts ?? []
        said = ''
      }
      if (plan === undefined) return
      said += text
      while (expected[0] !== undefined && said.includes(expected[0])) {
        said = said.slice(said.indexOf(expected[0]) + expected[0].length)
        expected = expected.slice(1)
      }
    }

    function due(): boolean {
      return followed !== undefined && followed === plan && expected.length === 0 && withheld === undefined
    }

    function meddleBefore(chunk: Buffer): void {
      const { moment, act } = plan as Plan
      if (moment !== 'before') {
        withheld = Buffer.alloc(0)
        upstream.write(chunk)
      } else {
        perform(act, () => upstream.write(chunk))
      }
    }

    function meddleAfter(answer: Buffer): void {
      // It happened to another connection meanwhile.
      if (followed === undefined || followed !== plan) {
        withheld = undefined
        return void client.write(answer)
      }
      const { moment, act, to, texts } = followed
      if (to?.(answer) === false) {
        withheld = undefined
        expected = texts
        return void client.write(answer)
      }
      if (moment === 'within') client.write(answer.subarray(0, Math.ceil(answer.length / 2)))
      const rest = moment === 'within' ? answer.subarray(Math.ceil(answer.length / 2)) : answer
      perform(act, () => client.write(rest))
    }

    function perform(act: Fault['act'], goOn: () => void): void {
      const { done } = plan as Plan
      plan = undefined
      withheld = undefined
      if (act === 'silence') silent = true
      else if (act === 'cut') {
        silent = true
        // What is written already still arrives.
        client.end(() => client.destroy())
        upstream.destroy()
      } else setTimeout(goOn, act.delay_ms)
      done()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    meddle: (fault) => new Promise((done) => void (plan = { ...fault, done })),
    hangUp,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      await hangUp()
      await closed
    },
  }

  async function hangUp(): Promise<void> {
    const closed = [...sockets].map((socket) => once(socket, 'close'))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }
}
