import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A request as it came, its body to the letter. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  // oxlint-disable-next-line no-explicit-any -- a test says what it expects by using it
  readonly json: any
}

type Answering = (response: ServerResponse, request: IncomingMessage, received: Received) => void

/** A receiver of webhooks on this machine, over real HTTP. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
  /** How it answers from now on: with a status, or in its own way. At first with 204. */
  answers(how: number | Answering, headers?: Record<string, string>): void
}

export async function startReceiver({ tls }: { tls?: { cert: string; key: string } } = {}): Promise<Receiver> {
  const received: Received[] = []
  let answer: Answering = (response) => response.writeHead(204).end()
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8')
      const { headers, url: path = '' } = request
      const came = { path, headers, body, json: body === '' ? undefined : JSON.parse(body) }
      received.push(came)
      answer(response, request, came)
    })
  }
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    answers(how, headers = {}) {
      answer = typeof how === 'number' ? (response) => response.writeHead(how, headers).end('An answer.') : how
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Verifies by the official library, as a receiver does. @throws if the signature is none of this secret */
export function verified(secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  })
}
