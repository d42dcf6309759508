import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Before the server hears of it; or after it has answered, before anybody hears the answer. */
export type Moment = 'before' | 'after'

/** Stands between the service and its PostgreSQL server, and breaks a connection at exactly the moment it is told. */
export interface SeveringProxy extends AsyncDisposable {
  /** The server's URL, through the proxy. */
  readonly url: string
  /**
   * Severs the first connection on which these texts are sent one after the other, at the last of them. The text of a
   * statement is sent when a connection prepares it, so only once on each.
   *
   * @returns settles when it is done
   */
  sever(moment: Moment, ...texts: [string, ...string[]]): Promise<void>
}

interface Plan {
  readonly moment: Moment
  readonly texts: readonly string[]
  readonly done: () => void
}

export async function startSeveringProxy(serverUrl: string): Promise<SeveringProxy> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let plan: Plan | undefined

  const server = createServer((service) => {
    const database = connect(Number(target.port), target.hostname)
    for (const socket of [service, database]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        service.destroy()
        database.destroy()
      })
    }
    let heard = 0
    let withheld: Buffer | undefined

    service.on('data', (chunk: Buffer) => {
      for (const text of plan?.texts.slice(heard) ?? []) {
        if (!chunk.includes(text)) break
        heard += 1
      }
      const due = plan !== undefined && heard === plan.texts.length && withheld === undefined
      if (!due) return void database.write(chunk)
      if (plan?.moment === 'before') return cut()
      withheld = Buffer.alloc(0)
      database.write(chunk)
    })
    database.on('data', (chunk: Buffer) => {
      if (withheld === undefined) return void service.write(chunk)
      withheld = Buffer.concat([withheld, chunk])
      if (saysReady(withheld)) cut()
    })

    function cut(): void {
      service.destroy()
      database.destroy()
      plan?.done()
      plan = undefined
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(serverUrl)
  url.port = String((server.address() as AddressInfo).port)

  return {
    url: url.href,
    sever: (moment, ...texts) => new Promise((done) => void (plan = { moment, texts, done })),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Whether the last message of the server is ReadyForQuery: what it was told is done, and committed if it was to be. */
function saysReady(answer: Buffer): boolean {
  return answer.length >= 6 && answer.subarray(-6, -1).equals(Buffer.from([0x5a, 0, 0, 0, 5]))
}
