import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuseOtherMethods } from '../http/methods.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { holdToTls } from '../http/transport-security.ts'
import type { Usher } from '../usher.ts'
import { MailgunSignatures, reportsOfMailgun } from './mailgun.ts'
import { isFromPostmark, reportsOfPostmark } from './postmark.ts'
import { type Report, report } from './report.ts'
import { isFromSendgrid, reportsOfSendgrid } from './sendgrid.ts'

// SendGrid puts up to a thousand events, or 768 kB, into one request.
const largest_body_bytes = 1024 * 1024

/** A provider of mail that reports: where to, who may, and what is said. */
interface Provider {
  readonly path: string
  /** What the answer to whoever may not asks for. */
  readonly challenge: string
  readonly isFrom: (request: FastifyRequest, raw: Buffer, sent: unknown) => boolean
  readonly reports: (config: Usher['config'], sent: unknown) => readonly Report[]
}

/**
 * Takes what providers of mail report of it. Each has its own form and its own proof of who it is; without the setting of its
 * proof its path does not exist. What is about no mail of ours is answered like the rest, since a provider that hears of an
 * error comes again.
 */
export function serveMailReports(server: FastifyInstance, usher: Usher): void {
  const providers = providersOf(usher.config)
  if (providers.length === 0) return
  void server.register(async (scope) => {
    holdToTls(scope, usher.config.publicUrl)
    scope.removeAllContentTypeParsers()
    // The signature is over the bytes.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largest_body_bytes }, (_request, body, done) =>
      done(null, body),
    )
    for (const provider of providers) {
      scope.route({
        method: 'POST',
        url: provider.path,
        schema: { hide: true },
        handler: async (request, reply) => {
          await take(usher, provider, request)
          return reply.type('application/json').send('null')
        },
      })
    }
    refuseOtherMethods(scope, new Map(providers.map(({ path }) => [path, ['POST']])))
  })
}

function providersOf({ mailProviders: { postmark, mailgun, sendgrid } }: Usher['config']): Provider[] {
  const providers: Provider[] = []
  if (postmark !== undefined) {
    providers.push({
      path: '/mail-reports/postmark',
      challenge: 'Basic realm="mail reports"',
      isFrom: ({ headers }) => isFromPostmark(postmark, headers.authorization),
      reports: reportsOfPostmark,
    })
  }
  if (mailgun !== undefined) {
    const signatures = new MailgunSignatures(mailgun)
    providers.push({
      path: '/mail-reports/mailgun',
      challenge: 'Signature',
      isFrom: (_request, raw, sent) => signatures.areGood(sent, raw, Date.now()),
      reports: reportsOfMailgun,
    })
  }
  if (sendgrid !== undefined) {
    const header = (request: FastifyRequest, name: string) =>
      String(request.headers[`x-twilio-email-event-webhook-${name}`] ?? '')
    providers.push({
      path: '/mail-reports/sendgrid',
      challenge: 'Signature',
      isFrom: (request, raw) =>
        isFromSendgrid(
          sendgrid,
          { timestamp: header(request, 'timestamp'), signature: header(request, 'signature') },
          raw,
          Date.now(),
        ),
      reports: reportsOfSendgrid,
    })
  }
  return providers
}

/** Notes all that is said, and asks for it once more where a part of it cannot be noted yet. */
async function take({ db, config, logger }: Usher, provider: Provider, request: FastifyRequest): Promise<void> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const sent = parsed(raw)
  if (!provider.isFrom(request, raw, sent)) {
    const detail = 'This is not signed by whom it says it is from. Compare the key in the settings with the provider’s.'
    throw new Refused(
      refuse('authentication_required', { detail, headers: { 'www-authenticate': provider.challenge } }),
    )
  }
  if (sent === undefined) throw new Refused(refuse('malformed_json'))
  let later = false
  for (const said of provider.reports(config, sent)) {
    const outcome = await report(db, said)
    logger.info({ delivery: said.deliveryId, said: said.outcome, outcome }, 'mail reported')
    later ||= outcome === 'later'
  }
  if (later) throw new Refused(refuse('unavailable', { headers: { 'retry-after': '60' } }))
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
