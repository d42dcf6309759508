import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsherWithConsole()
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Where a page with this in it is, and nothing else. */
async function pageWith(content: string, policy = "default-src 'self' 'unsafe-inline'"): Promise<string> {
  const server: Server = createServer((request, response) => {
    response.statusCode = request.url === '/' ? 200 : 404
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', policy)
    response.end(`<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${content}</main></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** What the checks say about such a page. */
async function judged(url: string): Promise<string> {
  const somebody = await visitor(usher)
  try {
    await somebody.opens(url)
    await somebody.sees('A page')
    return 'well'
  } catch (error) {
    return String(error)
  }
}

test('a page without fault is found to be well', async () => {
  expect(await judged(await pageWith('<p>All is well.</p>'))).toBe('well')
})

test.each([
  ['a field without a label', '<input>', /axe.*label/s],
  [
    'text that is hard to read',
    '<p style="color:#bbb;background:#fff">Hardly to be read</p>',
    /axe, light.*color-contrast/s,
  ],
  [
    'text that is hard to read in the dark only',
    '<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #111 } }</style><p>Hardly to be read</p>',
    /axe, dark.*color-contrast/s,
  ],
  ['something wider than a telephone', '<div style="width:600px">x</div>', /scrolls sideways at 320: .*600/s],
  ['an error in the console', '<script>console.error("ouch")</script>', /in the console: ouch/],
  ['an error nobody caught', '<script>throw new Error("ouch")</script>', /nobody caught: ouch/],
  ['a request that is refused', '<script>void fetch("/nowhere")</script>', /GET .*nowhere was answered with 404/],
  ['a script in a name', '<script>alert(1)</script>', /a dialog came up: 1/],
])('a page with %s is found out', async (_, content, complaint) => {
  expect(await judged(await pageWith(content))).toMatch(complaint)
})

test('what the content policy of a page stops is found out', async () => {
  const url = await pageWith('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">', "default-src 'self'")
  expect(await judged(url)).toMatch(/the content policy stopped img-src/)
})
