import type { EventEmitter } from 'node:events'
import type { KoaContextWithOIDC, default as Provider } from 'oidc-provider'
import type { Logger } from 'pino'
import { asUnavailable } from '../database/faults.ts'

const retry_after_seconds = '2'

/**
 * Logs what goes wrong inside a provider, without parameters or other personal data, and answers 503 where the
 * database is to blame. The library makes every fault a 500 and tells of it by an event, after the answer is
 * composed and before it is sent: that is where the status is changed.
 */
export function handleFaults(provider: Provider, logger: Logger): void {
  const answer = (ctx: KoaContextWithOIDC, fault: unknown) => {
    const request_id = ctx.get('x-request-id')
    if (asUnavailable(fault) !== undefined) {
      logger.warn({ request_id, reason: messageOf(fault) }, 'unavailable')
      answerUnavailable(ctx)
    } else {
      logger.error(
        { request_id, reason: messageOf(fault), stack: fault instanceof Error ? fault.stack : undefined },
        'server_error',
      )
    }
  }
  provider.on('server_error', answer)

  // What fails outside of the library's own handlers, as when a session is saved after the answer is made.
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    try {
      await next()
    } catch (fault) {
      ctx.status = 500
      ctx.body = { error: 'server_error' }
      answer(ctx, fault)
    }
  })

  // Without a listener Koa prints. What arrives here are connections that the client gave up.
  const app: EventEmitter = provider
  app.on('error', (fault: unknown) => logger.debug({ reason: messageOf(fault) }, 'connection lost'))
}

function answerUnavailable(ctx: KoaContextWithOIDC): void {
  const page = typeof ctx.body === 'string'
  ctx.status = 503
  ctx.set('retry-after', retry_after_seconds)
  if (!page)
    ctx.body = {
      error: 'temporarily_unavailable',
      error_description: 'the service cannot reach something that it needs, try again in a moment',
    }
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
