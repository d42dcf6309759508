import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ownNetwork } from '../http/client-address.ts'
import { tooMany } from '../http/limits.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { holdToTls } from '../http/transport-security.ts'
import type { Usher } from '../usher.ts'
import { MailgunSignatures, reportsOfMailgun } from './mailgun.ts'
import { isFromPostmark, reportsOfPostmark } from './postmark.ts'
import { type Report, report } from './report.ts'
import { isFromSendgrid, reportsOfSendgrid } from './sendgrid.ts'

// SendGrid puts up to a thousand events, or 768 kB, into one request; the others one.
const largest_body_bytes = 1024 * 1024
const largest_event_bytes = 256 * 1024

/** A provider of mail that reports: where to, who may, and what is said. */
interface Provider {
  readonly path: string
  /** What the answer to whoever may not asks for. */
  readonly challenge: string
  readonly largestBody_bytes: number
  /** Whether it can be, by what comes before the body. */
  readonly mayBeFrom?: (request: FastifyRequest) => boolean
  /** Whether it is. Reads what was sent only where the proof stands in it. */
  readonly isFrom: (request: FastifyRequest, raw: Buffer, sent: () => unknown) => boolean
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
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const provider of providers) {
      scope.route({
        method: 'POST',
        url: provider.path,
        schema: { hide: true },
        bodyLimit: provider.largestBody_bytes,
        onRequest: (request, _reply, done) =>
          done(provider.mayBeFrom?.(request) === false ? notFrom(provider, usher, request) : undefined),
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
    const isFrom = ({ headers }: FastifyRequest) => isFromPostmark(postmark, headers.authorization)
    providers.push({
      path: '/mail-reports/postmark',
      challenge: 'Basic realm="mail reports"',
      largestBody_bytes: largest_event_bytes,
      mayBeFrom: isFrom,
      isFrom,
      reports: reportsOfPostmark,
    })
  }
  if (mailgun !== undefined) {
    const signatures = new MailgunSignatures(mailgun)
    providers.push({
      path: '/mail-reports/mailgun',
      challenge: 'Signature',
      largestBody_bytes: largest_event_bytes,
      isFrom: (_request, raw, sent) => signatures.areGood(sent(), raw, Date.now()),
      reports: reportsOfMailgun,
    })
  }
  if (sendgrid !== undefined) {
    const header = (request: FastifyRequest, name: string) =>
      String(request.headers[`x-twilio-email-event-webhook-${name}`] ?? '')
    providers.push({
      path: '/mail-reports/sendgrid',
      challenge: 'Signature',
      largestBody_bytes: largest_body_bytes,
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

/** Why somebody is not heard; counted by the network that they come from, as all who prove nothing. */
function notFrom(
  { challenge }: Provider,
  { requestLimits }: Pick<Usher, 'requestLimits'>,
  request: FastifyRequest,
): Refused {
  const detail = 'This is not signed by whom it says it is from. Compare the key in the settings with the provider’s.'
  const refusal = refuse('authentication_required', { detail, headers: { 'www-authenticate': challenge } })
  return new Refused(tooMany(requestLimits.ofNetwork(ownNetwork(request))) ?? refusal)
}

/** Notes all that is said, and asks for it once more where a part of it cannot be noted yet. */
async function take(usher: Usher, provider: Provider, request: FastifyRequest): Promise<void> {
  const { db, config, logger } = usher
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  let read: { sent: unknown } | undefined
  const reading = () => (read ??= { sent: parsed(raw) }).sent
  if (!provider.isFrom(request, raw, reading)) throw notFrom(provider, usher, request)
  const sent = reading()
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
