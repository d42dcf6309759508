import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AskingNetworks } from './codes/networks.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { openEmbedded } from './database/embedded.ts'
import { migrate, requireCurrentSchema } from './database/migrate.ts'
import { requireNoMove } from './database/moved.ts'
import { console_folder, sendConsoleFiles } from './console/serve.ts'
import { openServer } from './database/server.ts'
import { type DeliveryWorker, startDeliveries } from './deliveries/worker.ts'
import { documentApi } from './http/documentation.ts'
import { RequestLimits } from './http/limits.ts'
import { register } from './http/register.ts'
import { createServer } from './http/server.ts'
import { Turns } from './http/turns.ts'
import { openIssuer } from './issuer/issuer.ts'
import { serveUserinfo } from './issuer/userinfo.ts'
import { Guesses } from './links/guesses.ts'
import { listenForBounces } from './mail_reports/listener.ts'
import { serveMailReports } from './mail_reports/serve.ts'
import { Metrics } from './operation/metrics.ts'
import { serveMetrics } from './operation/metrics-access.ts'
import { Traces } from './operation/traces.ts'
import { openIssuers } from './issuers/issuers.ts'
import { interactiveIssuers, mountCallback } from './issuers/sign-in.ts'
import { servePages } from './pages.ts'
import { elsewhere, sitemap } from './routes.ts'
import { ConsoleSessions } from './session/console-sessions.ts'
import { serveCspReports } from './session/csp-reports.ts'
import { serveSignIn } from './sign_in/serve.ts'
import { TokenCheck } from './tokens/token-check.ts'
import { serveUnsubscribe } from './unsubscribe/serve.ts'
import type { Usher } from './usher.ts'
import { outgoing } from './webhooks/documentation.ts'
import type { FindAddresses } from './webhooks/names.ts'
import { Receivers } from './webhooks/receivers.ts'

export interface RunningUsher extends Usher, AsyncDisposable {
  readonly server: FastifyInstance
  readonly deliveries: DeliveryWorker
  /** The address it listens on. */
  readonly address: AddressInfo
}

/**
 * Starts the service: database, issuer, routes, workers, in that order; disposing of it stops them in the reverse
 * order, after the requests in flight have been answered.
 *
 * @param options.consoleFolder where the built console is, if not beside the server
 * @param options.findAddresses how the names of webhook receivers are asked for, if not of the name servers
 */
export async function start(
  config: Config,
  logger: Logger,
  { consoleFolder = console_folder, findAddresses }: { consoleFolder?: string; findAddresses?: FindAddresses } = {},
): Promise<RunningUsher> {
  await using stack = new AsyncDisposableStack()
  const stopping = new AbortController()

  const traces = config.traces && stack.use(await Traces.open(config.traces, logger))
  const opened = stack.use(await openDatabase(config, logger))
  const db = traces?.database(opened) ?? opened
  const issuer = stack.use(await openIssuer({ config, db, logger }))
  const issuers = stack.use(await openIssuers({ config, db, logger }))
  const tokens = new TokenCheck([issuer.known, ...issuers.known])
  const metrics = config.metrics && new Metrics({ db, tokens })
  if (metrics && config.metrics.port !== undefined) stack.use(await serveMetrics(metrics, config.metrics, logger))
  const receivers = stack.use(new Receivers(config.webhookUrls, { find: findAddresses }))
  const deliveries = stack.use(startDeliveries({ config, db, logger, metrics, traces, receivers }))
  const { bounces } = config
  if (bounces?.listens) stack.use(await listenForBounces(bounces, bounces.listens, { config, db, logger }))
  const usher: Usher = {
    config,
    db,
    logger,
    tokens,
    consoleSessions: new ConsoleSessions(config),
    consoleFolder,
    issuers,
    metrics,
    requestLimits: new RequestLimits({
      ofCaller: config.limits.requestsOfCaller,
      ofNetwork: config.limits.requestsOfNetwork,
    }),
    turns: new Turns(config.limits.listsAtOnce),
    askingNetworks: new AskingNetworks(config.codesPerNetworkPerHour),
    guesses: new Guesses(config.linkGuessesPerMinute),
    deliveries,
    stopping: stopping.signal,
  }

  const server = await createServer({ logger, publicUrl: config.publicUrl, trustedProxies: config.trustedProxies })
  stack.defer(() => server.close())
  metrics?.observe(server)
  traces?.observe(server)
  await documentApi(server, config, outgoing)
  issuer.mount(server)
  serveUserinfo(server, usher)
  const signIn = { usher, interactions: issuer.interactions, issuers: interactiveIssuers(usher) }
  serveSignIn(server, signIn)
  mountCallback(server, usher, signIn)
  register(server, sitemap, () => usher)
  serveCspReports(server, usher)
  serveMailReports(server, usher)
  serveUnsubscribe(server, usher)
  await sendConsoleFiles(server, consoleFolder)
  servePages(server, elsewhere, usher)
  await server.listen({ host: config.host, port: config.port })
  stack.defer(() => stopping.abort())

  const running = stack.move()
  return {
    ...usher,
    server,
    deliveries,
    address: server.server.address() as AddressInfo,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** The store that the settings name. Development brings its schema up to date; production only checks it. */
export async function openDatabase(
  config: Config,
  logger: Logger,
  { checkSchema } = { checkSchema: true },
): Promise<Database> {
  const db =
    config.databaseUrl === undefined
      ? await openEmbedded(config.dataFolder)
      : openServer(config.databaseUrl.reveal(), (error) =>
          logger.warn({ reason: error.message }, 'database connection lost'),
        )
  try {
    if (!checkSchema) return db
    await requireNoMove(db)
    if (config.mode === 'development') await migrate(db)
    else await requireCurrentSchema(db)
    return db
  } catch (error) {
    await db[Symbol.asyncDispose]()
    throw error
  }
}
