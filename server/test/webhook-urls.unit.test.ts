import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { FindAddresses } from '../src/webhooks/names.ts'
import { Receivers } from '../src/webhooks/receivers.ts'
import { wrongWithUrl } from '../src/webhooks/url.ts'
import { expired, selfSigned } from './support/certificate.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'

const outside = { allowLoopback: false }
const developing = { allowLoopback: true }

const refused = [
  // Addresses in every form that something reads as one.
  ['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/', 'https://127.1/'],
  ['https://0x7f.0.0.1/', 'https://017700000001/', 'https://127.0.0.1./', 'https://１２７.0.0.1/', 'https://10.0.0.1/'],
  ['https://192.168.1.1/', 'https://172.16.0.1/', 'https://169.254.169.254/latest/meta-data/', 'https://100.64.0.1/'],
  ['https://0.0.0.0/', 'https://255.255.255.255/', 'https://224.0.0.1/', 'https://93.184.215.14/', 'https://0/'],
  ['https://[::1]/', 'https://[::]/', 'https://[::ffff:10.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[fd00::1]/'],
  ['https://[fe80::1]/', 'https://[fd00:ec2::254]/', 'https://[64:ff9b::7f00:1]/', 'https://[2606:2800:21f::1]/'],
  // Names that lead nowhere else.
  ['https://localhost/', 'https://localhost./', 'https://LOCALHOST/', 'https://a.localhost/', 'https://example.com./'],
  ['https://127.0.0.1.nip.io/', 'https://10-0-0-1.sslip.io/', 'https://localtest.me/', 'https://lvh.me/'],
  ['https://metadata.google.internal/', 'https://metadata/', 'https://ip-10-0-0-1.ec2.internal/', 'https://db.local/'],
  ['https://host.docker.internal/', 'https://intranet/', 'https://10.0.0.1.example.com/', 'https://router.home.arpa/'],
  // Ports of something else.
  [25, 22, 80, 110, 465, 587, 1023, 3306, 5432, 6379, 9200, 11211, 27017, 0].map(
    (port) => `https://hooks.example.com:${port}/`,
  ),
  // Other schemes, other parts.
  ['http://hooks.example.com/', 'ftp://hooks.example.com/', 'file:///etc/passwd', 'gopher://hooks.example.com/'],
  ['javascript:alert(1)', 'hooks.example.com', '', 'https://', 'https:///', 'https://hooks.example.com:99999/'],
  ['https://ada@hooks.example.com/', 'https://ada:secret@hooks.example.com/', 'https://hooks.example.com/#a'],
  ['https://hooks.example.com/#', 'https://hooks.example.com@127.0.0.1/'],
].flat()

describe('the URL of an endpoint', () => {
  test.each(refused)('%s is refused (case 108)', (url) => {
    expect(wrongWithUrl(url, outside)).toMatch(/^must /)
  })

  test.each([
    'https://hooks.example.com/',
    'https://hooks.example.com/usher?team=a',
    'https://hooks.example.com:443/',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com:1024/',
    'https://bücher.example.com/',
    'https://a1-2-3.example.com/',
  ])('%s is taken', (url) => expect(wrongWithUrl(url, outside)).toBeUndefined())

  test.each(['http://127.0.0.1:9999/', 'http://localhost:8080/', 'https://[::1]:8443/', 'http://a.localhost:8080/'])(
    '%s is taken while developing alone (case 108)',
    (url) => {
      expect(wrongWithUrl(url, developing)).toBeUndefined()
      expect(wrongWithUrl(url, outside)).toMatch(/^must .*USHER_WEBHOOK_ALLOW_LOOPBACK=true/)
    },
  )

  test.each([
    'http://10.0.0.1:8080/',
    'http://hooks.example.com:8080/',
    'http://127.0.0.1:22/',
    'https://169.254.169.254/',
  ])('%s is refused while developing too (case 108)', (url) => expect(wrongWithUrl(url, developing)).toMatch(/^must /))
})

const never = new AbortController().signal
const message = { headers: { 'webhook-id': 'evt_1' }, body: '{"type":"a"}' }

function receivers(find?: FindAddresses, limits = { connect_ms: 500, whole_ms: 1_000 }, rules = developing): Receivers {
  const made = new Receivers(rules, { find, limits })
  onTestFinished(() => made[Symbol.asyncDispose]())
  return made
}

const leadingTo =
  (...addresses: string[]): FindAddresses =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

async function serving(answer: RequestListener): Promise<{ port: number; requests: () => number }> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, requests: () => requests }
}

describe('a delivery', () => {
  test.each(refused)('to %s is not made, however it came into the database (case 108)', async (url) => {
    const find = vi.fn<FindAddresses>(leadingTo('127.0.0.1'))
    const answer = await receivers(find, undefined, outside).post(url, message, never)
    expect(answer).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/^Not sent: its URL must /) })
    expect(find).not.toHaveBeenCalled()
  })

  test.each([
    ['this machine', ['127.0.0.1']],
    ['a private network', ['10.0.0.1']],
    ['a public and a private address', ['93.184.215.14', '10.0.0.1']],
    ['a public address and this machine', ['93.184.215.14', '127.0.0.1']],
    ['this machine in IPv6', ['::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['no particular address', ['0.0.0.0']],
    ['where clouds keep credentials', ['169.254.169.254']],
    ['a unique local address', ['93.184.215.14', 'fd00::1']],
    ['one that is translated', ['64:ff9b::7f00:1']],
    ...['::7f00:1', '::127.0.0.1', '1::1', '4000::1', '8000::1', '100:0:0:1::1'].map((each): [string, string[]] => [
      `${each}, which nobody was given`,
      ['2606:2800:21f::1', each],
    ]),
  ])('to a name that leads to %s is not made, while developing neither (case 109)', async (_, addresses) => {
    const { port, requests } = await serving((_request, response) => response.end())
    const answer = await receivers(leadingTo(...addresses)).post(`https://hooks.example.com:${port}/`, message, never)
    expect(answer).toMatchObject({
      kind: 'failed',
      // What it leads to is told to nobody: it may be a name of our own network.
      detail: 'Not sent: its name leads to an address outside the public internet.',
    })
    expect(requests()).toBe(0)
  })

  test('asks for the name once each time, and connects to what was checked (case 109)', async () => {
    const hosts: (string | undefined)[] = []
    const { port, requests } = await serving((request, response) => {
      hosts.push(request.headers.host)
      response.end('Thanks.')
    })
    // At first as it should be, then with another answer each time that it is asked.
    const find = vi.fn<FindAddresses>(leadingTo('10.0.0.1')).mockImplementationOnce(leadingTo('127.0.0.1'))
    const made = receivers(find)
    const url = `http://hooks.localhost:${port}/`
    expect(await made.post(url, message, never)).toMatchObject({ kind: 'answered', status: 200, excerpt: 'Thanks.' })
    expect([find.mock.calls, hosts]).toEqual([[['hooks.localhost']], [`hooks.localhost:${port}`]])
    expect(await made.post(url, message, never)).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/outside/),
    })
    expect([find.mock.calls.length, requests()]).toEqual([2, 1])
  })

  test('to a name without addresses fails', async () => {
    const find: FindAddresses = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    const detail = 'Its name has no address (ENOTFOUND).'
    expect(await receivers(find).post('https://hooks.example.com/', message, never)).toMatchObject({ detail })
  })

  test('needs a certificate that others vouch for (case 112)', async () => {
    await using self = await startReceiver({ tls: selfSigned })
    const url = self.url.replace('127.0.0.1', 'hooks.localhost')
    expect(await receivers(leadingTo('127.0.0.1')).post(url, message, never)).toMatchObject({
      kind: 'failed',
      detail: 'There was no TLS that can be trusted (DEPTH_ZERO_SELF_SIGNED_CERT).',
    })
    expect(self.received).toEqual([])
  })

  test.each<[string, RequestListener]>([
    ['no answer', () => undefined],
    ['an answer that never ends', (_, response) => void response.writeHead(200).write('{')],
    ['a header a second', (request) => void request.socket.write('HTTP/1.1 200 OK\r\nslow: ')],
  ])('is given up in time where there is %s (case 112)', async (_, answer) => {
    const { port } = await serving(answer)
    const began = performance.now()
    const given = await receivers().post(`http://127.0.0.1:${port}/`, message, never)
    expect(given).toMatchObject({ kind: 'failed', detail: 'There was no whole answer within 1 seconds.' })
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test('needs a certificate for the very name, and one that has not run out (case 112)', async () => {
    const trusted = getCACertificates('default')
    onTestFinished(() => setDefaultCACertificates(trusted))
    setDefaultCACertificates([...trusted, selfSigned.cert, expired.cert])
    await using vouched = await startReceiver({ tls: selfSigned })
    await using old = await startReceiver({ tls: expired })
    const posting = (to: Receiver, name: string) =>
      receivers(leadingTo('127.0.0.1')).post(to.url.replace('127.0.0.1', name), message, never)
    expect(await posting(vouched, 'hooks.localhost')).toMatchObject({ kind: 'answered', status: 204 })
    const distrusted = (code: string) => ({ kind: 'failed', detail: `There was no TLS that can be trusted (${code}).` })
    expect(await posting(vouched, 'other.localhost')).toMatchObject(distrusted('ERR_TLS_CERT_ALTNAME_INVALID'))
    expect(await posting(old, 'hooks.localhost')).toMatchObject(distrusted('CERT_HAS_EXPIRED'))
    expect([vouched.received.length, old.received.length]).toEqual([1, 0])
  })

  test('is given up where a connection takes too long, long before its answer would (case 112)', async () => {
    const silent = createTcpServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    const made = receivers(leadingTo('127.0.0.1'), { connect_ms: 500, whole_ms: 10_000 })
    const given = await made.post(`https://hooks.localhost:${port}/`, message, never)
    expect(given).toMatchObject({ kind: 'failed', detail: 'There was no connection in time.' })
    expect(given.duration_ms).toBeLessThan(5_000)
  })

  test('is given up where nobody takes the connection (case 112)', async () => {
    const full = createTcpServer()
    await new Promise<void>((resolve) => full.listen(0, '127.0.0.1', resolve))
    const { port } = full.address() as AddressInfo
    await new Promise<void>((resolve) => full.close(() => resolve()))
    const given = await receivers().post(`http://127.0.0.1:${port}/`, message, never)
    expect(given).toMatchObject({ kind: 'failed', detail: 'The connection failed (ECONNREFUSED).' })
  })

  const endless: RequestListener = (_, response) => {
    const more = () => response.write('x'.repeat(65_536), (error) => error ?? setImmediate(more))
    more()
  }
  test.each<[string, RequestListener]>([
    ['an endless answer', endless],
    [
      'an answer of 100 MB',
      (_, response) => response.writeHead(200, { 'content-length': '104857600' }).end(Buffer.alloc(104_857_600)),
    ],
    [
      'a packed answer that would be huge',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100_000_000))),
    ],
  ])('reads no more than 64 kB of %s (case 112)', async (_, answer) => {
    const { port } = await serving(answer)
    const made = receivers(undefined, { connect_ms: 500, whole_ms: 10_000 })
    const given = await made.post(`http://127.0.0.1:${port}/`, message, never)
    expect(given).toMatchObject({ kind: 'failed', status: 200, detail: 'Its answer was longer than 64 kB.' })
  })

  test('keeps the memory flat, however much is answered (case 112)', async () => {
    const { port, requests } = await serving(endless)
    const made = receivers(undefined, { connect_ms: 2_000, whole_ms: 20_000 })
    const post = () => made.post(`http://127.0.0.1:${port}/`, message, never)
    await Promise.all(Array.from({ length: 20 }, post))
    const before = process.memoryUsage().rss
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 20 }, post))
    expect(requests()).toBe(220)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  }, 30_000)

  test('keeps the beginning of an answer, as a text that can be stored', async () => {
    const { port } = await serving((_, response) => response.end(`a\u0000b\u001b[31m${'ü'.repeat(5_000)}`))
    const given = await receivers().post(`http://127.0.0.1:${port}/`, message, never)
    expect(given).toMatchObject({ kind: 'answered', excerpt: `a\ufffdb\ufffd[31m${'ü'.repeat(992)}` })
  })

  test('that is stopped says so, and nothing of the receiver', async () => {
    const { port } = await serving(() => undefined)
    const stop = new AbortController()
    const given = receivers().post(`http://127.0.0.1:${port}/`, message, stop.signal)
    stop.abort()
    expect(await given).toMatchObject({ kind: 'stopped' })
  })
})
