import { type AddressInfo, connect, type Socket } from 'node:net'
import { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptLines } from '../src/http/lines.ts'
import { lines_type } from '../src/http/operation.ts'
import { createServer } from '../src/http/server.ts'
import { patience } from '../src/http/slow-clients.ts'

// Real time passes here, since it is Node that measures it; so the limits are those of the service, made short.
const short = { head_ms: 700, request_ms: 1_200, answer_ms: 700, idle_ms: 700, look_ms: 50 }
const many = 300
// More than fits between a service and a client that does not read.
const long = Buffer.alloc(20_000_000, 'x')

type Server = Awaited<ReturnType<typeof createServer>>
let server: Server
let url: string
let log: string
let sockets: Socket[]
let accepted: number

beforeEach(async () => {
  log = ''
  sockets = []
  accepted = 0
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString()
      done()
    },
  })
  server = await createServer({ logger: pino(sink), publicUrl: 'http://127.0.0.1', patience: short })
  server.get('/quick', async () => ({ quick: true }))
  server.get('/long', (_, reply) => reply.send(long))
  server.post('/body', async () => ({ taken: true }))
  acceptLines(server, {
    method: 'POST',
    url: '/lines',
    handler: (_, reply) => reply.type(lines_type).send(Readable.from([long])),
  })
  server.server.on('connection', () => (accepted += 1))
  await server.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await server.close()
})

/** A client that sends this at once, and then a byte at a time if there are some. */
async function slowly(first: string, drip?: string): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString('latin1').slice(0, 500)))
  socket.on('error', () => undefined)
  socket.on('connect', () => {
    if (first !== '') socket.write(first)
  })
  const timer = setInterval(() => drip !== undefined && socket.writable && socket.write(drip), 100)
  socket.on('close', () => clearInterval(timer))
  return { socket, heard: () => heard }
}

const connections = () =>
  new Promise<number>((resolve, reject) =>
    server.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

/** Asks for something quick, over and over, until nobody slow is connected any more. */
async function othersAreServedUntilAllAreGone(): Promise<void> {
  const begun = performance.now()
  let served = 0
  while ((await connections()) > 0) {
    expect(performance.now() - begun).toBeLessThan(10_000)
    const response = await fetch(`${url}/quick`, { headers: { connection: 'close' } })
    expect([response.status, await response.json()]).toEqual([200, { quick: true }])
    served += 1
    await pause(10)
  }
  expect(served).toBeGreaterThan(0)
}

/** Both sides are in this process: if a busy machine gives it nothing for the length of a limit, nobody has read or sent anything. */
const again = { retry: 3 }

const post = 'POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n'

test.each([
  ['send nothing at all', '', undefined, /^HTTP\/1\.1 408 /],
  ['never end their headers', 'GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 'x', /^HTTP\/1\.1 408 /],
  ['never end their body', `${post}{"a": "`, 'x', /^HTTP\/1\.1 408 /],
  [
    'stay silent after their first answer',
    'GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n',
    undefined,
    /^HTTP\/1\.1 200 /,
  ],
])(
  'hundreds of clients that %s are hung up on, and others are served meanwhile (case 154)',
  again,
  async (_, first, drip, answer) => {
    const clients = await Promise.all(Array.from({ length: many }, () => slowly(first, drip)))
    await expect.poll(() => accepted).toBe(many)
    await othersAreServedUntilAllAreGone()
    await expect.poll(() => clients.filter(({ heard }) => answer.test(heard())).length).toBe(many)
    expect(log).not.toMatch(/"level":(50|60)/)
  },
)

test('the answer to one who is too slow is a problem like any other (case 154)', async () => {
  const { heard } = await slowly('GET /quick HTTP/1.1\r\n')
  await expect.poll(heard).toContain('"code":"request_timeout"')
  expect(heard()).toMatch(/content-type: application\/problem\+json\r\n/)
  expect(heard()).toMatch(/connection: close\r\n/)
})

test(
  'hundreds of clients that do not read their answer are hung up on, and others are served meanwhile (case 154)',
  again,
  async () => {
    const clients = await Promise.all(
      Array.from({ length: many }, () => slowly('GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n')),
    )
    for (const { socket } of clients) socket.pause()
    // What fits in between is copied for each of them, so the first may be gone before the last have come.
    await expect.poll(() => accepted).toBe(many)
    await othersAreServedUntilAllAreGone()
    for (const { heard } of clients) expect(heard()).toBe('')
  },
)

test('who sends lines need not read what is answered before all are sent', again, async () => {
  const head = `POST /lines HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${lines_type}\r\nTransfer-Encoding: chunked\r\n\r\n`
  const { socket } = await slowly(head, '1\r\n\n\r\n')
  socket.pause()
  await pause(4 * short.answer_ms)
  expect(await connections()).toBe(1)
})

test('who reads as fast as they can gets a long answer whole', again, async () => {
  const response = await fetch(`${url}/long`)
  expect((await response.text()).length).toBe(long.length)
})

test('the service has limits like these', async () => {
  const real = await createServer({ logger: pino({ level: 'silent' }), publicUrl: 'http://127.0.0.1' })
  const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = real.server
  expect([headersTimeout, requestTimeout, keepAliveTimeout, maxConnections]).toEqual([10_000, 30_000, 65_000, 10_000])
  expect(patience.look_ms).toBeLessThanOrEqual(2_000)
  await real.close()
})
