/**
 * Where deliveries go, a process of its own: a mail server and a webhook receiver that take everything, note when, and can
 * be slow or dead for some.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Arrival, Question } from './sink.ts'

/** Mail to this domain is never answered: its conversation stays open after `RCPT TO`. */
const tar_pit = 'tar-pit.example'

let arrivals: Arrival[] = []
let came = { mails: 0, webhooks: 0 }
let mailTakes_ms = 0
let stuckMails: (() => void)[] = []
let stuckHooks: ServerResponse[] = []

const mails = new SMTPServer({
  authOptional: true,
  // Its certificate is one that nobody vouches for.
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  closeTimeout: 100,
  onRcptTo: ({ address }, _, done) => {
    if (address.endsWith(`@${tar_pit}`)) stuckMails.push(() => done(new Error('too late')))
    else done()
  },
  onData: (stream, { envelope }, done) => {
    stream.resume().once('end', () => {
      arrived('mails', envelope.rcptTo[0]?.address ?? '')
      if (mailTakes_ms === 0) done()
      else setTimeout(done, mailTakes_ms)
    })
  },
})
mails.on('error', () => undefined)

/** What comes to `/dead` is never answered. */
const hooks = createServer((request, response) => {
  request.resume().once('end', () => {
    if (request.url === '/dead') stuckHooks.push(response)
    else {
      arrived('webhooks', String(request.headers['webhook-id']))
      response.writeHead(204).end()
    }
  })
})

function arrived(kind: keyof typeof came, what: string): void {
  came[kind] += 1
  arrivals.push([what, performance.timeOrigin + performance.now()])
}

mails.listen(0, '127.0.0.1')
hooks.listen(0, '127.0.0.1')
await Promise.all([once(mails.server, 'listening'), once(hooks, 'listening')])
const portOf = (address: string | AddressInfo | null) => (typeof address === 'object' ? (address?.port ?? 0) : 0)

process.on('message', (question: Question) => {
  if (question.mailTakes_ms !== undefined) mailTakes_ms = question.mailTakes_ms
  if (question.release === true) {
    for (const release of stuckMails) release()
    for (const response of stuckHooks) response.writeHead(503).end()
    stuckMails = []
    stuckHooks = []
  }
  const taken = question.take === true ? arrivals : []
  process.send?.({
    mailPort: portOf(mails.server.address()),
    hookPort: portOf(hooks.address()),
    came,
    arrivals: taken,
  })
  if (question.take === true) {
    arrivals = []
    came = { mails: 0, webhooks: 0 }
  }
})
process.once('disconnect', () => process.exit())
