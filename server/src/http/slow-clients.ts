import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Connections } from './connections.ts'
import { isUnhurried } from './lines.ts'

/** How long a client may take, in milliseconds. Whoever takes longer is hung up on. */
export interface Patience {
  /** To send the head of a request, from the connection on or from the end of the request before. */
  readonly head_ms: number
  /** To send all of it. */
  readonly request_ms: number
  /** To take the answer, or of a long one the next part. */
  readonly answer_ms: number
  /** Between two requests. */
  readonly idle_ms: number
  /** How often it is looked whose time is up. */
  readonly look_ms: number
}

export const patience: Patience = {
  head_ms: 10_000,
  request_ms: 30_000,
  answer_ms: 60_000,
  // Longer than load balancers keep theirs, so that it is them who close and no request is lost between.
  idle_ms: 65_000,
  look_ms: 2_000,
}

// More than load balancers and people need; each costs memory whatever it sends.
const most_connections = 10_000
// Of a long answer, as an export is, this much has to be taken in the time that a short one has.
const least_bytes = 64 * 1024
// For a client to read why it is hung up on, before what it still sends resets the connection.
const farewell_ms = 1_000

/**
 * Hangs up on clients that do not take their answers: Node sets limits to sending a request and none to reading the answer,
 * so a few bytes a minute would keep an answer in memory for as long as anybody likes.
 */
export function hangUpOnSlowReaders(
  app: FastifyInstance,
  open: Connections,
  { answer_ms, look_ms }: Pick<Patience, 'answer_ms' | 'look_ms'>,
): void {
  app.server.maxConnections = most_connections
  const watched = new WeakMap<ServerResponse, { since: number; taken: number }>()
  const timer = setInterval(look, look_ms).unref()
  app.addHook('onClose', async () => clearInterval(timer))

  function look(): void {
    const now = performance.now()
    for (const [socket, responses] of open) {
      for (const response of responses) {
        const before = watched.get(response)
        const taken = socket.bytesWritten - socket.writableLength
        if (before === undefined) {
          if (response.headersSent) watched.set(response, { since: now, taken })
        } else if (now - before.since >= answer_ms) {
          // Where nothing waits to be taken, it is we who are slow.
          if (socket.writableLength > 0 && taken - before.taken < least_bytes && !isStillAsking(response))
            socket.destroy()
          else watched.set(response, { since: now, taken })
        }
      }
    }
  }
}

/** Sends lines, and maybe reads nothing before all are sent; what comes for it has deadlines of its own. */
function isStillAsking({ req }: ServerResponse): boolean {
  return isUnhurried(req.socket) && !req.complete
}

/** Sends last words and closes the connection, whether or not the client closes its side. */
export function hangUp(socket: Socket, words: string): void {
  socket.end(words)
  setTimeout(() => socket.destroy(), farewell_ms).unref()
}
