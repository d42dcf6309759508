import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { callbackify, promisify } from 'node:util'
import type { Logger } from 'pino'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import { readNotification } from './notification.ts'
import { report } from './report.ts'
import type { Bounces } from './settings.ts'

// Those who return the whole mail return what we sent, which is small.
const largest_mail_bytes = 1024 * 1024
const most_clients = 20
const patience_ms = 60_000
const patience_at_end_ms = 5_000

/**
 * Listens for the mails that come back, by SMTP, from the operator's own mail server. What was taken was noted; where that is
 * not possible just now, the other side is asked to come again, so nothing is lost. All that is no notification about a
 * mail of ours is taken and dropped: refusing it would have the mail server write to whoever it says it is from.
 */
export async function listenForBounces(
  bounces: Bounces,
  { port, host }: { port: number; host: string },
  { config, db, logger }: { config: Config; db: Database; logger: Logger },
): Promise<AsyncDisposable> {
  const server = new SMTPServer({
    name: bounces.domain,
    banner: 'Usher',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: largest_mail_bytes,
    maxClients: most_clients,
    socketTimeout: patience_ms,
    closeTimeout: patience_at_end_ms,
    onRcptTo: ({ address }, _, done) =>
      done(isOurs(address, bounces) ? null : refusal(550, '5.1.1 This takes only what comes to its own address.')),
    onData: (stream, { envelope }, done) =>
      callbackify(() =>
        take(
          envelope.rcptTo.map(({ address }) => address),
          stream,
        ),
      )((error) => done(error)),
  })
  // Connections that break are theirs to make again.
  server.on('error', (error) => logger.info({ reason: error.message }, 'bounce mail: connection broke'))
  const listening = once(server.server, 'listening')
  server.listen(port, host)
  await listening
  logger.info({ host, port }, 'listening for bounces')
  return { [Symbol.asyncDispose]: () => promisify(server.close.bind(server))() }

  async function take(to: readonly string[], stream: SMTPServerDataStream): Promise<void> {
    const raw = await within(largest_mail_bytes, stream)
    if (raw === undefined) throw refusal(552, '5.3.4 The mail is too large.')
    const said = await readNotification(config, to, raw)
    if (said === undefined) return logger.info('bounce mail: says nothing about a mail of ours')
    const outcome = await report(db, said).catch((error: unknown) => {
      const unavailable = asUnavailable(error)
      if (unavailable === undefined) logger.error({ err: error, delivery: said.deliveryId }, 'bounce mail: not noted')
      else logger.warn({ reason: unavailable.message }, 'bounce mail: waits for the database')
      throw refusal(451, '4.3.0 It cannot be noted just now. Try again later.')
    })
    logger.info({ delivery: said.deliveryId, said: said.outcome, outcome }, 'mail reported')
    if (outcome === 'later') throw refusal(451, '4.3.0 The mail is still being sent. Try again later.')
  }
}

/** Whether it is the address that mail comes back to, with whatever tag. */
function isOurs(address: string, { local, domain }: Bounces): boolean {
  const [before = '', at] = address.toLowerCase().split('@')
  return at === domain && before.split('+')[0] === local
}

/** All that comes, or undefined where it is more; it is read to its end in any case, as the protocol wants. */
async function within(most_bytes: number, stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= most_bytes) chunks.push(chunk)
  }
  return bytes > most_bytes ? undefined : Buffer.concat(chunks)
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
