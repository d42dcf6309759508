import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Usher, UsherError } from '../src/usher.ts'
import type { UsherOptions } from '../src/usher.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let stop: () => void = () => {}
afterEach(() => stop())

/** A client of a server that gives these answers in turn, and the requests that reached it. */
async function clientOf(answers: Answer[], options: Partial<UsherOptions> = { token: 'a-token' }) {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    request.resume()
    const answer = answers[Math.min(seen.push(request), answers.length) - 1]
    answer?.(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  const { port } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}/`
  return { usher: new Usher({ baseUrl, ...options }), seen }
}

const ok =
  (body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const refused =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ type: 'about:blank', title: code, status, detail: 'Do that.', code, request_id: 'r1' }))

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

test('a token goes along as bearer token, and no mark of a cookie does', async () => {
  const { usher, seen } = await clientOf([ok('b5e0')])
  expect(await usher.invitations.accept('a 1/x')).toBe('b5e0')
  expect(seen[0]?.method).toBe('POST')
  expect(seen[0]?.url).toBe('/invitations/a%201%2Fx?accept=true')
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer a-token' })
  expect(seen[0]?.headers).not.toHaveProperty('x-usher-csrf')
})

test('without a token, writes carry the mark that shows where they come from, and reads do not', async () => {
  const { usher, seen } = await clientOf([ok(null), ok([])], {})
  await usher.invitations.decline('i1', { reason: 'No time' })
  await usher.invitations.list().all()
  expect(seen[0]?.headers['x-usher-csrf']).toBe('1')
  expect(seen[0]?.headers['content-type']).toBe('application/json')
  expect(seen[1]?.headers).not.toHaveProperty('x-usher-csrf')
  expect(seen[1]?.headers).not.toHaveProperty('authorization')
})

test('a refusal is an UsherError with code, status, errors and the time to wait', async () => {
  const { usher } = await clientOf([refused(429, 'rate_limited', { 'retry-after': '42' })])
  const error = await failure(usher.me.requestCode('a1'))
  expect(error).toBeInstanceOf(UsherError)
  expect(error).toMatchObject({
    code: 'rate_limited',
    status: 429,
    message: 'Do that.',
    errors: [],
    retry_after: 42,
    request_id: 'r1',
  })
})

test('an answer of something in between is told as such', async () => {
  const proxy: Answer = (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>No</h1>')
  const page: Answer = (_, response) => response.writeHead(200).end('<h1>Sign in to the network</h1>')
  const { usher } = await clientOf([proxy, page])
  expect(await failure(usher.me.get())).toMatchObject({ code: 'unreadable', status: 404 })
  expect(await failure(usher.me.get())).toMatchObject({ code: 'unreadable', status: 200 })
})

test('a read is tried again after 503, a write is not', async () => {
  const { usher, seen } = await clientOf([refused(503, 'unavailable'), ok({ id: 'u1' })])
  expect(await usher.me.get()).toEqual({ id: 'u1' })
  expect(seen).toHaveLength(2)

  stop()
  const again = await clientOf([refused(503, 'unavailable')])
  expect(await failure(again.usher.invitations.accept('i1'))).toMatchObject({ code: 'unavailable' })
  expect(again.seen).toHaveLength(1)
})

test('a read is not tried again for what will not change, nor where the wait is long', async () => {
  const { usher, seen } = await clientOf([
    refused(404, 'not_found'),
    refused(503, 'unavailable', { 'retry-after': '60' }),
  ])
  expect(await failure(usher.invitations.get('i1'))).toMatchObject({ code: 'not_found' })
  expect(await failure(usher.invitations.get('i1'))).toMatchObject({ code: 'unavailable', retry_after: 60 })
  expect(seen).toHaveLength(2)
})

test('a dropped connection is tried again for a read and told as unreachable in the end', async () => {
  const drop: Answer = (request) => request.socket.destroy()
  const { usher, seen } = await clientOf([drop])
  expect(await failure(usher.me.get())).toMatchObject({ code: 'unreachable', status: 0 })
  expect(seen).toHaveLength(3)
})

test('a request ends when its time is up, and when its caller has lost interest', async () => {
  const never: Answer = () => {}
  const { usher, seen } = await clientOf([never], { timeout_ms: 300, retries: 0 })
  expect(await failure(usher.me.get())).toMatchObject({ code: 'timed_out' })

  const interest = new AbortController()
  const asked = failure(usher.me.get({ signal: interest.signal }))
  interest.abort()
  expect(await asked).toMatchObject({ name: 'AbortError' })
  expect(seen.length).toBeGreaterThan(0)
})

test('what was answered with an ETag is asked for by it, and 304 answers the same again', async () => {
  const notModified: Answer = (_, response) => response.writeHead(304, { etag: '"1"' }).end()
  const { usher, seen } = await clientOf([ok([{ id: 'i1' }], { etag: '"1"' }), notModified, ok([])])
  const first = await usher.invitations.list().all()
  expect(await usher.invitations.list().all()).toEqual(first)
  expect(seen[1]?.headers['if-none-match']).toBe('"1"')

  usher.forget()
  expect(await usher.invitations.list().all()).toEqual([])
  expect(seen[2]?.headers).not.toHaveProperty('if-none-match')
})

test('a list goes on from page to page, only as far as is read', async () => {
  const next = { link: '</users/me/organizations?limit=1&cursor=c2>; rel="next"' }
  const { usher, seen } = await clientOf([ok([{ id: 'o1' }], next), ok([{ id: 'o2' }]), ok([{ id: 'o1' }], next)])
  const all = await usher.me.organizations({ limit: 1 }).all()
  expect(all.map(({ id }) => id)).toEqual(['o1', 'o2'])
  expect(seen.map(({ url }) => url)).toEqual([
    '/users/me/organizations?limit=1',
    '/users/me/organizations?limit=1&cursor=c2',
  ])
  for await (const { id } of usher.me.organizations({ limit: 1 })) {
    expect(id).toBe('o1')
    break
  }
  expect(seen).toHaveLength(3)
})

test('the token is asked for anew with every request', async () => {
  let count = 0
  const { usher, seen } = await clientOf([ok({})], { token: async () => `token-${++count}` })
  await usher.me.get()
  await usher.me.get()
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test('an acceptance that names no organization is no success', async () => {
  const { usher } = await clientOf([ok(null)])
  expect(await failure(usher.invitations.accept('i1'))).toMatchObject({ name: 'UsherError', code: 'unreadable' })
})

test('the link of a mail is sent in bodies alone, so that no log of addresses has it (case 93)', async () => {
  const answers = [ok({}), ok({ url: '/session/sign-in' }), ok({ invitation_id: 'i1' })]
  const { usher, seen } = await clientOf(answers, {})
  await usher.invitations.preview('the-token')
  expect(await usher.invitations.signIn({ token: 'the-token' })).toBe('/session/sign-in')
  expect(await usher.invitations.claim('the-token')).toBe('i1')
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /invitation-links/preview',
    'POST /invitation-links/sign-in',
    'POST /invitation-links/claim',
  ])
})
