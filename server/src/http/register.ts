import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import type { Usher } from '../usher.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerFrom, within } from './authenticate.ts'
import { ownNetwork } from './client-address.ts'
import { sendUnlessKnown } from './entity-tag.ts'
import { acceptLines, details_of_lines } from './lines.ts'
import { tooMany } from './limits.ts'
import { Answer, lines_type, type Operation, Streamed } from './operation.ts'
import { onlyOnce } from './idempotency.ts'
import { refuseOtherMethods } from './methods.ts'
import { invalid, Refusal, refuse } from './problems.ts'
import { Refused } from './refused.ts'
import { inTurn } from './turns.ts'
import { documentationOf } from './documentation.ts'
import { asksForVersionInVain, hasNoVersion, headersFor, takesIfMatch } from './request-headers.ts'
import { readIfMatch } from './versions.ts'

// The second is what clients ask for that name the charset too.
const served_types = ['application/json', 'application/json;charset=utf-8']

/** Operations by method and path, as `'GET /invitations/{invitation_id}'`. */
export type Sitemap = Readonly<Record<string, Operation>>

/**
 * Registers every operation of the sitemap, and for each of its paths the answer to the methods that it lacks.
 *
 * @param usher asked when a request comes, so that the API can be described without a service that runs
 */
export function register(app: FastifyInstance, sitemap: Sitemap, usher: () => Usher): void {
  app.decorateRequest('caller')
  const methodsOf = new Map<string, string[]>()
  for (const [place, operation] of Object.entries(sitemap)) {
    const [method = '', path = ''] = place.split(' ')
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
    methodsOf.set(url, [...(methodsOf.get(url) ?? []), method, ...(method === 'GET' ? ['HEAD'] : [])])
    const route: RouteOptions = {
      method,
      url,
      schema: { ...documentationOf(method, operation), ...requestSchemas(method, operation) },
      ...(operation.bodyLimitBytes === undefined ? {} : { bodyLimit: operation.bodyLimitBytes }),
      // Before the body is read: who may not ask is not told what was wrong with the question.
      onRequest: (request, reply, done) => admit(usher(), operation, request, reply, done),
      handler: (request, reply) => serve(usher(), operation, request, reply),
    }
    if (operation.lines === true) acceptLines(app, route)
    else app.route(route)
  }
  refuseOtherMethods(app, methodsOf)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; set on operations that need a token. */
    caller: Caller | undefined
  }
}

function admit(
  { tokens, consoleSessions, requestLimits }: Usher,
  { scope, lines, alsoServes = [] }: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const { accept, authorization, cookie } = request.headers
  const types = lines === true ? [lines_type] : [...served_types, ...alsoServes]
  if (accept !== undefined && request.accepts().type(types) === false) {
    const detail = lines === true ? details_of_lines.not_acceptable : undefined
    return done(new Refused(refuse('not_acceptable', detail === undefined ? {} : { detail })))
  }
  if (scope === undefined) return done(excess(undefined))
  const settle = (known: Caller | Refusal) => {
    // Those who sent no valid token are told so, until they sent too many of them.
    if (known instanceof Refusal) return done(excess(undefined) ?? new Refused(known))
    const refused = excess(known)
    if (refused !== undefined) return done(refused)
    const caller = within(scope, known)
    if (caller instanceof Refusal) return done(new Refused(caller))
    request.caller = caller
    done()
  }
  const caller =
    authorization === undefined && cookie !== undefined
      ? consoleSessions.authenticate(request, reply)
      : callerFrom(tokens, { authorization, rawHeaders: request.raw.rawHeaders })
  if (caller instanceof Promise) caller.then(settle, done)
  else settle(caller)

  /** Counts the request, by its caller or else by its network, and says so in its answer. */
  function excess(known: Caller | undefined): Refused | undefined {
    const counted = known === undefined ? requestLimits.ofNetwork(ownNetwork(request)) : requestLimits.ofCaller(known)
    if (counted === undefined) return undefined
    void reply.headers(counted.headers)
    const refusal = tooMany(counted)
    return refusal && new Refused(refusal)
  }
}

async function serve(
  usher: Usher,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (operation.body === undefined && request.body != null) {
    throw new Refused(invalid({ in: 'body', pointer: '', detail: 'must be left away' }))
  }
  const ifMatch = takesIfMatch(request.method, operation) ? readIfMatch(request.headers['if-match']) : undefined
  if (ifMatch instanceof Refusal) throw new Refused(ifMatch)
  if (asksForVersionInVain(request.method, operation, request.headers['if-match'])) throw new Refused(hasNoVersion)
  const incoming = {
    path: request.params as never,
    query: request.query as never,
    body: request.body as never,
    requestId: request.id,
    method: request.method,
    url: request.url,
    header: (name: string) => {
      const value = request.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    ifMatch,
    network: () => ownNetwork(request),
    caller: request.caller as never,
  }
  const key = operation.idempotent === true ? incoming.header('idempotency-key') : undefined
  const handle = () =>
    key === undefined
      ? operation.handle(usher, incoming)
      : onlyOnce(usher, { ...incoming, key }, (once) => operation.handle(once, incoming))
  const outcome = operation.expensive === true ? await inTurn(usher.turns, request, reply, handle) : await handle()
  if (outcome instanceof Refusal) throw new Refused(outcome)
  // What was written may be an event that others are to hear of.
  if (request.method !== 'GET' && request.method !== 'HEAD') usher.deliveries.tell()
  if (outcome instanceof Streamed)
    return reply.headers(outcome.headers).type(`${outcome.type}; charset=utf-8`).send(Readable.from(outcome.pieces))

  let body: unknown = outcome
  void reply.code(operation.status ?? 200)
  if (outcome instanceof Answer) {
    body = outcome.body
    void reply.headers(outcome.headers)
    if (outcome.status !== undefined) void reply.code(outcome.status)
  }
  if (operation.conditional === true) return sendUnlessKnown(request, reply, body)
  void reply.type('application/json')
  // fastify takes a bare string as already serialized and null as no body; here both are JSON values.
  return typeof body === 'string' || body === null ? reply.send(JSON.stringify(body)) : reply.send(body)
}

/** A write refuses what it does not know, since it could have meant something; a read passes over it. */
function requestSchemas(method: string, operation: Operation): Record<string, unknown> {
  const { path, query, body } = operation
  const headers = headersFor(method, operation)
  return {
    ...(headers === undefined ? {} : { headers }),
    ...(path === undefined ? {} : { params: path }),
    querystring: { ...(query ?? { type: 'object', properties: {} }), additionalProperties: method === 'GET' },
    ...(body === undefined ? {} : { body: bodySchema(operation, body) }),
  }
}

/** A stream of lines is not there yet when a request is checked; who reads it checks each line. */
function bodySchema({ bodyOptional, lines }: Operation, body: TSchema): object {
  if (lines === true) return { content: { [lines_type]: { schema: body } } }
  return bodyOptional === true ? { anyOf: [body, { type: 'null' }] } : body
}
