import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Secret } from '../secret.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { hashSecret, matchesSecret } from '../issuer/secrets.ts'
import type { Page } from '../pages.ts'
import type { Metrics } from './metrics.ts'
import type { MetricsAccess } from './settings.ts'

/**
 * `/metrics` on the port that everybody reaches: for whoever holds USHER_METRICS_TOKEN, and not there where no token is
 * configured.
 */
export const metricsPage: Page = async ({ config, metrics }, request, reply) => {
  const token = config.metrics?.token
  if (metrics === undefined || token === undefined) throw new Refused(refuse('not_found'))
  const held = admits(token, request.headers.authorization)
  if (held === undefined) {
    throw new Refused(refuse('authentication_required', { headers: { 'www-authenticate': 'Bearer' } }))
  }
  if (!held) {
    const detail = 'This is not the token of USHER_METRICS_TOKEN. Give the scraper that one.'
    throw new Refused(
      refuse('invalid_token', { detail, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
    )
  }
  return reply.type(metrics.contentType).send(await metrics.text())
}

/** Serves `/metrics` on USHER_METRICS_PORT, where nothing else is served. A configured token is asked for here too. */
export async function serveMetrics(
  metrics: Metrics,
  { host, port, token }: MetricsAccess,
  logger: Logger,
): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request
    if (url.split('?')[0] !== '/metrics') return void response.writeHead(404).end()
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    if (token !== undefined && admits(token, headers.authorization) !== true) {
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(method === 'HEAD' ? '' : text),
      (error: unknown) => {
        logger.error({ err: error }, 'metrics could not be read')
        response.writeHead(500).end()
      },
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  logger.info({ port: (server.address() as AddressInfo).port }, 'metrics')
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Whether this header holds the token, or undefined where it holds none. The time taken does not tell how near it was. */
function admits(token: Secret, authorization: string | undefined): boolean | undefined {
  const [scheme = '', given = ''] = (authorization ?? '').split(' ')
  if (scheme.toLowerCase() !== 'bearer') return undefined
  return matchesSecret(given, [hashSecret(token.reveal())])
}
