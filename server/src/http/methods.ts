import { METHODS } from 'node:http'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { refuse } from './problems.ts'
import { Refused } from './refused.ts'

/** All that the parser knows; CONNECT never gets this far. */
const methods = METHODS.filter((method) => method !== 'CONNECT') as HTTPMethods[]

/** Gives each path an answer to the methods that it lacks: 405 with `Allow`, and that header alone to OPTIONS. */
export function refuseOtherMethods(app: FastifyInstance, methodsOf: ReadonlyMap<string, readonly string[]>): void {
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  for (const [url, present] of methodsOf) {
    const allow = [...present, 'OPTIONS'].toSorted().join(', ')
    app.route({
      method: methods.filter((method) => !present.includes(method)),
      url,
      schema: { hide: true },
      // Before the body is read, which may be of any kind where no method takes it.
      onRequest: async (request) => {
        if (request.method !== 'OPTIONS') throw new Refused(refuse('method_not_allowed', { headers: { allow } }))
      },
      handler: async (_, reply) => reply.header('allow', allow).code(204).send(),
    })
  }
}
