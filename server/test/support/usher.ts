import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { type RunningUsher, start } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { expectDocumented } from './contract.ts'
import { expectInvariants } from './invariants.ts'
import { freshStore } from './store.ts'
import { startTestIssuer, type TestIssuer } from './test-issuer.ts'
import type { FindAddresses } from '../../src/webhooks/names.ts'
import { wrongWithUrl } from '../../src/webhooks/url.ts'

/** An answer of the service, with its body already read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON, typed as the test expects it; undefined where it is not JSON. */
  // oxlint-disable-next-line no-explicit-any -- a test says what it expects by using it
  readonly body: any
}

export interface Sent {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

/** The service under test, over real HTTP on a real database of its own, with a foreign issuer that it trusts. */
export interface TestUsher extends AsyncDisposable {
  readonly url: string
  readonly db: Database
  readonly issuer: TestIssuer
  readonly running: RunningUsher
  /** The settings it runs with, for further processes beside it. */
  readonly environment: Record<string, string>
  /** Everything it logged so far. */
  readonly log: string
  request(method: string, path: string, sent?: Sent): Promise<Answer>
}

/**
 * @param options.trusting further entries of its file of issuers
 * @param options.findAddresses where the names of webhook receivers lead to; nowhere, unless said
 * @param options.console makes a built console within a folder that goes with the service; there is none, unless said
 */
export async function startUsher(
  environment: Record<string, string> = {},
  {
    trusting = [],
    console,
    findAddresses = nowhere,
  }: { trusting?: readonly object[]; console?: (folder: string) => string; findAddresses?: FindAddresses } = {},
): Promise<TestUsher> {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await freshStore())
  const port = environment['PORT'] ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const issuer = stack.use(await startTestIssuer({ audience: url }))
  const issuers = join(mkdtempSync(join(store.environment.USHER_DATA, 'issuers-')), 'issuers.json')
  writeFileSync(
    issuers,
    JSON.stringify([{ issuer: issuer.issuer, audience: url, jwks_uri: issuer.jwksUri }, ...trusting]),
  )

  const settings = {
    USHER_MODE: 'development',
    PORT: port,
    USHER_ISSUERS: issuers,
    ...store.environment,
    ...environment,
  }
  const config = readConfig({ environment: settings })
  let log = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString()
      done()
    },
  })
  const folder = store.environment.USHER_DATA
  const built = { consoleFolder: console?.(folder) ?? join(folder, 'no-console'), findAddresses }
  const running = stack.use(await start(config, pino({ level: 'info' }, sink), built))
  const { db } = running
  stack.defer(() => expectNothingLeft(db))

  const parts = stack.move()
  return {
    url,
    db,
    issuer,
    running,
    environment: settings,
    get log() {
      return log
    },
    request: (method, path, sent) => send(url, method, path, sent),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

/** No test asks the name servers of the world. */
async function nowhere(hostname: string): Promise<never> {
  throw Object.assign(new Error(`no such name: ${hostname}`), { code: 'ENOTFOUND' })
}

/** Sends one request and holds the answer against the OpenAPI document. */
export async function send(
  url: string,
  method: string,
  path: string,
  { token, body, headers = {} }: Sent = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: /[/+]json$/.test(type) && text !== '' ? JSON.parse(text) : undefined,
  }
  expectDocumented(method, path, { status: answer.status, type, body: answer.body === undefined ? text : answer.body })
  return answer
}

/** No test may leave work in somebody's hands, a connection out, or an invariant broken. */
async function expectNothingLeft(db: Database): Promise<void> {
  await expectInvariants(db)
  // The delivery worker and the recurring work borrow a connection each second and give it back at once.
  for (let look = 0; look < 1_000 && db.connections.total > db.connections.idle; look++) await pause(20)
  const { total, idle, waiting } = db.connections
  if (total > idle || waiting > 0)
    throw new Error(`connections were left lent: ${JSON.stringify({ total, idle, waiting })}`)
}

/**
 * A port that nothing listens on. It is drawn from below those that systems give to outgoing connections, of which a browser
 * makes many: one of them could take it before the service does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000)
    // Not one that no webhook is sent to.
    const fit = wrongWithUrl(`http://127.0.0.1:${port}/`, { allowLoopback: true }) === undefined
    if (fit && (await isFree(port))) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
