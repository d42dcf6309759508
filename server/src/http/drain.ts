import type { FastifyInstance } from 'fastify'
import type { Connections } from './connections.ts'

// Longer than any request may wait for the database. What is cut off then is a client that sends or reads too slowly.
const patience_ms = 5_000

/**
 * Lets the server close soon and without harm: requests under way are answered, with the word that their connection
 * ends; a connection without one is closed at once. Node's own way passes over connections that have not finished their
 * first request, and drops its time limits for them, so a browser that connected in advance would keep the process.
 */
export function drainOnClose(app: FastifyInstance, open: Connections): void {
  app.addHook('preClose', async () => {
    for (const [socket, responses] of open) {
      if (responses.size === 0) socket.destroy()
      for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
    }
    setTimeout(() => app.server.closeAllConnections(), patience_ms).unref()
  })
}
