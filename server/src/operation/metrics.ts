import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { answers } from '../database/answers.ts'
import type { Conclusion } from '../deliveries/queue.ts'
import { type Measured, measuresOf } from './measures.ts'
import { lookIntoTheQueue, type QueueGauges, queueGauges } from './queue-measures.ts'

// From a cached read to the longest that a request may wait for the database (1.8 s) and for a mail server or an issuer.
const buckets_seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The numbers of one process, in the form that Prometheus reads. They name no user, no address and no organization. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #measured: Measured
  readonly #requests: Histogram<'method' | 'route' | 'status'>
  readonly #attempts: Counter<'outcome'>
  readonly #blocked: Counter
  readonly #databaseUp: Gauge
  readonly #queue: QueueGauges

  constructor(measured: Measured) {
    this.#measured = measured
    const registers = [this.#registry]
    this.#requests = new Histogram({
      name: 'usher_http_request_duration_seconds',
      help: 'Time from the head of a request to the end of its answer, by route template and class of status.',
      labelNames: ['method', 'route', 'status'],
      buckets: buckets_seconds,
      registers,
    })
    this.#attempts = new Counter({
      name: 'usher_delivery_attempts_total',
      help: 'Attempts to deliver that this process made: sent, delivered, queued (tried again later), bounced, failed, cancelled, not_sent, lost (another process took over), broken.',
      labelNames: ['outcome'],
      registers,
    })
    this.#blocked = new Counter({
      name: 'usher_csp_reports_total',
      help: "What browsers reported that the content security policy of the console's pages kept from them. Anybody can send such a report.",
      registers,
    })
    this.#databaseUp = new Gauge({
      name: 'usher_database_up',
      help: '1 if the database answered while these numbers were read, else 0. That it is 1 and numbers of the queue are absent means that counting took too long.',
      registers,
    })
    this.#queue = queueGauges(registers)
    for (const measure of measuresOf(measured)) this.#registry.registerMetric(measure)
    collectDefaultMetrics({ register: this.#registry })
  }

  /** Counts every request that `server` answers from here on, whichever route it takes. */
  observe(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      // The template and not the path: paths hold ids, and strangers could make any number of them.
      const route = request.routeOptions.url ?? 'none'
      const status = `${Math.floor(reply.statusCode / 100)}xx`
      this.#requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000)
      done()
    })
  }

  deliveryAttempted(outcome: Conclusion['state'] | 'lost' | 'broken'): void {
    this.#attempts.inc({ outcome })
  }

  contentBlocked(): void {
    this.#blocked.inc()
  }

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE

  /** All numbers as of now. Works while the database is away, and says that it is. */
  async text(): Promise<string> {
    await this.#lookIntoTheQueue()
    return this.#registry.metrics()
  }

  async #lookIntoTheQueue(): Promise<void> {
    const { db } = this.#measured
    const up = await answers(db)
    this.#databaseUp.set(up ? 1 : 0)
    const look = up ? await lookIntoTheQueue(db).catch(() => undefined) : undefined
    const { deliveries, oldestDue, oldestInVain, failed, toRelay, oldestToRelay, disabled, platformDisabled } =
      this.#queue
    if (look === undefined) {
      for (const gauge of [deliveries, oldestDue, oldestInVain, failed, disabled]) gauge.reset()
      // Those without labels would be 0 after a reset.
      for (const gauge of [toRelay, oldestToRelay, platformDisabled]) gauge.remove()
      return
    }
    for (const {
      channel,
      queued,
      sending,
      oldest_due_seconds,
      oldest_in_vain_seconds,
      failed_in_a_day,
    } of look.channels) {
      deliveries.set({ channel, state: 'queued' }, queued)
      deliveries.set({ channel, state: 'sending' }, sending)
      oldestDue.set({ channel }, oldest_due_seconds)
      oldestInVain.set({ channel }, oldest_in_vain_seconds)
      failed.set({ channel }, failed_in_a_day)
    }
    toRelay.set(look.to_relay)
    oldestToRelay.set(look.oldest_to_relay_seconds)
    for (const { reason, endpoints } of look.disabled) disabled.set({ reason }, endpoints)
    platformDisabled.set(look.platform_disabled ? 1 : 0)
  }
}
