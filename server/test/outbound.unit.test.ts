import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { callable, OutOfReach } from '../src/http/outbound-address.ts'
import { Outbound } from '../src/issuers/outbound.ts'

// What a name resolves to is somebody else's word, so the tests say it. Everything else is real.
const names = vi.hoisted(() => new Map<string, string[]>())
vi.mock('node:dns', async (original) => {
  const dns: object = (await original()) ?? {}
  const lookup = (name: string, _options: object, done: (error: Error | null, found: object[]) => void) => {
    const found = names.get(name)?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    process.nextTick(() => (found === undefined ? done(new Error(`no such name: ${name}`), []) : done(null, found)))
  }
  return { ...dns, lookup }
})
afterEach(() => names.clear())

const outside = { loopback: false, privateNetwork: false, http: true }
const development = { loopback: true, privateNetwork: false, http: true }

function outbound(reach = development): Outbound {
  const made = new Outbound(reach)
  onTestFinished(() => made[Symbol.asyncDispose]())
  return made
}

async function serving(answer: RequestListener): Promise<{ port: number; requests: () => number }> {
  let requests = 0
  const server: Server = createServer((request, response) => {
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

describe('a name that resolves to what is not public', () => {
  test.each([
    ['a private address', ['10.0.0.1']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['this machine', ['127.0.0.1']],
    ['this machine, in IPv6', ['::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['no particular address', ['0.0.0.0']],
    ['where clouds keep credentials', ['169.254.169.254']],
    ['a unique local address', ['fd00::1']],
  ])('as %s is not connected to (case 17)', async (_, addresses) => {
    const { port, requests } = await serving((_, response) => response.end('{}'))
    names.set('issuer.example.com', addresses)
    await expect(outbound(outside).send(`http://issuer.example.com:${port}/`)).rejects.toThrow(OutOfReach)
    expect(requests()).toBe(0)
  })

  test('is connected to where the entry allows that, and never where clouds keep credentials (case 17)', async () => {
    const { port } = await serving((_, response) => response.end('{}'))
    names.set('issuer.internal', ['127.0.0.1'])
    names.set('credentials.internal', ['169.254.169.254'])
    const allowed = outbound({ ...outside, privateNetwork: true })
    expect((await allowed.send(`http://issuer.internal:${port}/`)).status).toBe(200)
    await expect(allowed.send(`http://credentials.internal:${port}/`)).rejects.toThrow(OutOfReach)
  })

  test('is looked at again for each connection, whatever it was before (case 17)', async () => {
    const { port, requests } = await serving((_, response) => response.setHeader('connection', 'close').end('{}'))
    names.set('issuer.example.com', ['127.0.0.1'])
    const here = outbound(development)
    await here.send(`http://issuer.example.com:${port}/`)
    names.set('issuer.example.com', ['10.0.0.1'])
    await expect(here.send(`http://issuer.example.com:${port}/`)).rejects.toThrow(OutOfReach)
    expect(requests()).toBe(1)
  })
})

test.each([
  'http://login.example.com/',
  'ftp://login.example.com/',
  'login.example.com',
  'https://',
  'https://a:b@c.example/',
])('%s is not called where TLS is needed (case 17)', (address) =>
  expect(callable(address, { ...outside, http: false })).toBeTypeOf('string'),
)

describe('what is called', () => {
  test.each([301, 302, 303, 307, 308])('with the answer %s leads nowhere', async (status) => {
    const secret = await serving((_, response) => response.end('secret'))
    const location = `http://127.0.0.1:${secret.port}/`
    const { port } = await serving((_, response) => response.writeHead(status, { location }).end())
    await expect(outbound().send(`http://127.0.0.1:${port}/`)).rejects.toThrow(/redirect, which is not followed/)
    expect(secret.requests()).toBe(0)
  })

  test('with an endless answer is given up', async () => {
    const { port } = await serving((_, response) => {
      const more = () => response.write('x'.repeat(65_536), (error) => error ?? setImmediate(more))
      more()
    })
    await expect(outbound().send(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })

  test.each<[string, RequestListener]>([
    ['without an answer', () => {}],
    ['whose answer never ends', (_, response) => void response.write('{')],
  ])('%s is given up in time', async (_, answer) => {
    const { port } = await serving(answer)
    await expect(outbound().send(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })

  test('is not asked for compressed answers, which could grow', async () => {
    const { port } = await serving((request, response) => response.end(request.headers['accept-encoding']))
    expect(await (await outbound().send(`http://127.0.0.1:${port}/`)).text()).toBe('identity')
  })
})
