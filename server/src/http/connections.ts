import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Every connection that is open, with the answers that are on their way over it. */
export type Connections = ReadonlyMap<Socket, ReadonlySet<ServerResponse>>

export function watchConnections(app: FastifyInstance): Connections {
  const open = new Map<Socket, Set<ServerResponse>>()
  app.server.on('connection', (socket) => {
    open.set(socket, new Set())
    socket.once('close', () => open.delete(socket))
  })
  app.server.on('request', ({ socket }, response) => {
    open.get(socket)?.add(response)
    response.once('close', () => open.get(socket)?.delete(response))
  })
  return open
}
