import {
  type Attributes,
  context,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
} from '@opentelemetry/api'
import { SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import type { Claimed, Conclusion } from '../deliveries/queue.ts'
import { tracedDatabase } from './traced-database.ts'

export interface TraceSettings {
  /** Base address of an OTLP collector that takes HTTP. */
  readonly endpoint: string
  /** Which share of the traces that begin here is kept, 0 to 1. Those that come from a caller follow the caller. */
  readonly share: number
  readonly serviceName: string
}

/** Reads the trace that a caller is in (W3C Trace Context). */
type Extract = (headers: FastifyRequest['headers']) => Context

const batch_timeout_ms = 2_000
const complain_every_ms = 60_000

// What asks every few seconds, and says nothing about the service's work.
const untraced: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

/**
 * Spans of requests, of their statements and of deliveries. They carry route templates, statuses, ids of requests and
 * deliveries, and SQL without its values: no token, no address, nothing that a person wrote.
 */
export class Traces implements AsyncDisposable {
  readonly #tracer: Tracer
  readonly #extract: Extract
  readonly #stop: () => Promise<void>

  private constructor(parts: { tracer: Tracer; extract: Extract; stop: () => Promise<void> }) {
    this.#tracer = parts.tracer
    this.#extract = parts.extract
    this.#stop = parts.stop
  }

  /** Loads OpenTelemetry's SDK, which nobody pays for where there is no collector, and makes it the process's own. */
  static async open(settings: TraceSettings, logger: Logger): Promise<Traces> {
    const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, resources, core] = await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
    ])
    let complained = Number.NEGATIVE_INFINITY
    const complain = (error: unknown) => {
      if (Date.now() < complained + complain_every_ms) return
      complained = Date.now()
      logger.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'traces were not taken')
    }
    core.setGlobalErrorHandler(complain)
    const url = `${settings.endpoint.replace(/\/+$/, '')}/v1/traces`
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: batch_timeout_ms })
    const provider = new sdk.TracerProvider({
      resource: resources.resourceFromAttributes({ 'service.name': settings.serviceName }),
      sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(settings.share) }),
      spanProcessors: [new sdk.BatchSpanProcessor({ exporter, exportTimeoutMillis: batch_timeout_ms })],
    })
    context.setGlobalContextManager(new AsyncLocalStorageContextManager())
    trace.setGlobalTracerProvider(provider)

    const propagator = new core.W3CTraceContextPropagator()
    return new Traces({
      tracer: provider.getTracer('usher'),
      extract: (headers) => propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter),
      stop: async () => {
        await provider.shutdown().catch(complain)
        trace.disable()
        context.disable()
      },
    })
  }

  /** A span for every request that `server` answers from here on; it continues the trace of its `traceparent`. */
  observe(server: FastifyInstance): void {
    const spans = new WeakMap<FastifyRequest, { span: Span; within: Context }>()
    server.addHook('onRequest', (request, _, done) => {
      const { method, routeOptions } = request
      const route = routeOptions.url ?? 'none'
      if (untraced.has(route)) return done()
      const caller = this.#extract(request.headers)
      const attributes = { 'http.request.method': method, 'http.route': route, 'usher.request_id': request.id }
      const span = this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller)
      const within = trace.setSpan(caller, span)
      spans.set(request, { span, within })
      context.with(within, done)
    })
    // Reading a body goes through events of the socket, which know nothing of the request; so it is said once more.
    server.addHook('preHandler', (request, _, done) => {
      const within = spans.get(request)?.within
      if (within === undefined) done()
      else context.with(within, done)
    })
    server.addHook('onResponse', (request, reply, done) => {
      const span = spans.get(request)?.span
      span?.setAttribute('http.response.status_code', reply.statusCode)
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.end()
      done()
    })
  }

  /** The same database, whose statements are spans wherever they are part of something that is traced. */
  database(db: Database): Database {
    return tracedDatabase(db, (name, attributes, work) => this.#within(name, SpanKind.CLIENT, attributes, work))
  }

  /** A trace of one attempt at a delivery. */
  delivery({ id, attempts }: Claimed, work: () => Promise<Conclusion | undefined>): Promise<Conclusion | undefined> {
    const attributes = { 'usher.delivery_id': id, 'usher.attempt': attempts }
    return this.#within('deliver', SpanKind.INTERNAL, attributes, async (span) => {
      const conclusion = await work()
      span.setAttribute('usher.outcome', conclusion?.state ?? 'lost')
      return conclusion
    })
  }

  /** Sends what is still to be sent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop()
  }

  async #within<T>(name: string, kind: SpanKind, attributes: Attributes, work: (span: Span) => Promise<T>): Promise<T> {
    const span = this.#tracer.startSpan(name, { kind, attributes })
    try {
      return await context.with(trace.setSpan(context.active(), span), work, undefined, span)
    } catch (error) {
      // Its kind and not its message, which may quote what a person wrote.
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }
}
