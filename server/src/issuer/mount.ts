import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-address.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { holdToTls } from '../http/transport-security.ts'
import { issuerRoutes } from './endpoints.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Serves the login server's paths by `answer`, which reads the body and writes the response itself. */
export function mountIssuer(
  server: FastifyInstance,
  publicUrl: string,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): void {
  // A scope of its own, since here forms are read, and not by us.
  void server.register(async (scope) => {
    holdToTls(scope, publicUrl)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))

    for (const [url, own] of Object.entries(issuerRoutes)) {
      const present = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
      scope.route({
        method: present,
        url,
        schema: { hide: true },
        handler: async (request, reply) => {
          reply.hijack()
          reply.raw.setHeader('x-request-id', request.id)
          reply.raw.setHeader('x-content-type-options', 'nosniff')
          await answer(asPublished(request, publicUrl), reply.raw)
        },
      })
      const allow = present.toSorted().join(', ')
      scope.route({
        method: methods.filter((method) => !present.includes(method)),
        url,
        schema: { hide: true },
        handler: async () => {
          throw new Refused(refuse('method_not_allowed', { headers: { allow } }))
        },
      })
    }
  })
}

/**
 * The request as if it had come to the published address. The library makes URLs from what the request says its host
 * is, and a client could say anything there: in Host, in X-Forwarded-Host, or in the request line itself.
 */
function asPublished(request: FastifyRequest, publicUrl: string): IncomingMessage {
  const { raw } = request
  const { host, protocol } = new URL(publicUrl)
  raw.headers.host = host
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  raw.headers['x-forwarded-for'] = clientNetwork(request)
  raw.headers['x-request-id'] = request.id
  raw.url = (raw.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '')
  return raw
}
