import type { FastifyInstance, onRequestHookHandler } from 'fastify'

/**
 * Makes browsers that have seen one page of a scope come by TLS for the next year, whatever link they follow (RFC 6797). Does
 * nothing where the service is published without TLS, as in development. Other hosts of the domain are not ours to bind.
 */
export function holdToTls(scope: FastifyInstance, publicUrl: string): void {
  if (publicUrl.startsWith('https:')) scope.addHook('onRequest', hold)
}

// On the raw answer, because the login server writes its own.
const hold: onRequestHookHandler = (_request, reply, done) => {
  reply.raw.setHeader('strict-transport-security', 'max-age=31536000')
  done()
}
