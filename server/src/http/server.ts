import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import accepts from '@fastify/accepts'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { asUnavailable } from '../database/faults.ts'
import { clientNetwork } from './client-address.ts'
import { watchConnections } from './connections.ts'
import { drainOnClose } from './drain.ts'
import { acceptJsonBodies, body_limit_bytes } from './json-body.ts'
import { details_of_lines, isUnhurried } from './lines.ts'
import { type Code, problemBody, type Refusal, refuse, statusOf } from './problems.ts'
import { Refused } from './refused.ts'
import { serializeAnswers } from './serialization.ts'
import { hangUp, hangUpOnSlowReaders, patience, type Patience } from './slow-clients.ts'
import { validateRequests } from './validation.ts'

const longest_url = 8_192
const most_headers = 100

// Above what is refused with a status of our own, so that the answer is ours and not the parser's.
const header_limit_bytes = 64 * 1024

/** What fastify says by code, in our words. */
const fastifyCodes: Record<string, Code> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_request',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
}

/** What Node says by code before there is a request, in our words. */
const parserCodes: Record<string, Code> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

/** The HTTP server with the rules that hold for every request; what it serves is registered by `routes.ts`. */
export async function createServer(options: {
  logger: Logger
  publicUrl: string
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[]
  patience?: Patience
}): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.logger
  const { head_ms, request_ms, idle_ms, answer_ms, look_ms } = options.patience ?? patience
  const app: FastifyInstance = fastify({
    loggerInstance,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    logController: new LogController({ disableRequestLogging: true }),
    // No child of the logger for each request, which would write one line; so lines name theirs.
    childLoggerFactory: (logger) => logger,
    bodyLimit: body_limit_bytes,
    routerOptions: { maxParamLength: 512 },
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    http: { maxHeaderSize: header_limit_bytes, headersTimeout: head_ms, connectionsCheckingInterval: look_ms },
    // Not among those of `http`, which fastify would override with none at all.
    requestTimeout: request_ms,
    keepAliveTimeout: idle_ms,
    forceCloseConnections: 'idle',
    // What still arrives on a connection while the server closes is answered like anything else.
    return503OnClosing: false,
    clientErrorHandler(error, socket) {
      if (!socket.writable || (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUnhurried(socket))) return
      const code = parserCodes[error.code] ?? 'malformed_request'
      const requestId = randomUUID()
      const body = JSON.stringify(problemBody(refuse(code), requestId, options.publicUrl))
      const headers = {
        ...commonHeaders(requestId),
        'content-type': 'application/problem+json',
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      hangUp(socket, `HTTP/1.1 ${statusOf(code)} ${STATUS_CODES[statusOf(code)]}\r\n${lines.join('')}\r\n${body}`)
    },
    frameworkErrors: (error, request, reply) => void fail(error, request, reply),
  })

  const connections = watchConnections(app)
  drainOnClose(app, connections)
  hangUpOnSlowReaders(app, connections, { answer_ms, look_ms })
  await app.register(accepts)
  acceptJsonBodies(app)
  validateRequests(app)
  serializeAnswers(app)

  // These two run for every request and wait for nothing, so they take no promise.
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(commonHeaders(request.id))
    const refused = refusedFromTheHead(request)
    done(refused === undefined ? undefined : new Refused(refusedAt(request, refused)))
  })
  // The path without its query, which may hold addresses; who called is known by the ids in the audit log.
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request
    const ms = Math.round(reply.elapsedTime)
    const line = {
      request_id: request.id,
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms,
      client: clientNetwork(request),
    }
    request.log.info(line, 'request')
    done()
  })
  app.setNotFoundHandler(async (request, reply) => sendRefusal(refuse('not_found'), request, reply))
  app.setErrorHandler((error: FastifyError, request, reply) => fail(error, request, reply))
  return app

  function fail(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return sendRefusal(refusalFor(error, request), request, reply)
  }

  function refusalFor(error: FastifyError | Error, request: FastifyRequest): Refusal {
    if (error instanceof Refused) return error.refusal
    if (asUnavailable(error) !== undefined) {
      request.log.warn({ request_id: request.id, reason: error.message }, 'unavailable')
      return refuse('unavailable', { headers: { 'retry-after': '2' } })
    }
    const known = 'code' in error ? fastifyCodes[error.code] : undefined
    if (known !== undefined) return refusedAt(request, known)
    request.log.error({ request_id: request.id, err: error }, 'request failed')
    return refuse('internal_error')
  }

  function sendRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const body = problemBody(refusal, request.id, options.publicUrl)
    return reply
      .code(statusOf(refusal.code))
      .headers({ ...commonHeaders(request.id), ...refusal.particulars.headers })
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(body)
  }
}

/** What every answer carries, also one to a request that no hook has seen. */
function commonHeaders(requestId: string) {
  return { 'x-request-id': requestId, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
}

/** The refusal in the words of its route. */
function refusedAt({ routeOptions }: FastifyRequest, code: Code): Refusal {
  const detail = routeOptions.config?.lines === true ? details_of_lines[code] : undefined
  return refuse(code, detail === undefined ? {} : { detail })
}

/** What is refused before the body is read, so that it is said whatever the body is. */
function refusedFromTheHead(request: FastifyRequest): Code | undefined {
  if (request.raw.url !== undefined && request.raw.url.length > longest_url) return 'url_too_long'
  if (request.raw.rawHeaders.length / 2 > most_headers) return 'headers_too_large'
  if (request.is404 || hasEmptyPart(request)) return 'not_found'
  if (request.headers['content-encoding'] !== undefined) return 'unsupported_media_type'
  return undefined
}

/** `/invitations/` is no address of an invitation, though a router could take it for one without an id. */
function hasEmptyPart({ params }: FastifyRequest): boolean {
  return Object.values(params as Record<string, string>).includes('')
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : randomUUID()
}
