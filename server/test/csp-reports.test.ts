import { afterEach, beforeEach, expect, test } from 'vitest'
import { startUsher, type TestUsher } from './support/usher.ts'

const token = 'mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4QaJx2'

let usher: TestUsher
beforeEach(async () => void (usher = await startUsher({ USHER_METRICS_TOKEN: token })))
afterEach(() => usher[Symbol.asyncDispose]())

const old = (directive: string) => ({
  'csp-report': {
    'document-uri': 'http://127.0.0.1:4000/console/?q=grace@example.com',
    'violated-directive': directive,
    'blocked-uri': 'https://evil.example/x.js?secret=1',
    'source-file': 'http://127.0.0.1:4000/console/assets/a.js',
    'script-sample': 'alert(1)',
  },
})
const current = {
  type: 'csp-violation',
  url: 'http://127.0.0.1:4000/join',
  body: { documentURL: 'http://127.0.0.1:4000/join', effectiveDirective: 'script-src-elem', blockedURL: 'inline' },
}

const report = (body: unknown, type = 'application/csp-report') =>
  usher.request('POST', '/session/csp-reports', { body, headers: { 'content-type': type } })
const logged = () =>
  usher.log
    .split('\n')
    .filter((line) => line.includes('content blocked by policy'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const counted = async () => {
  const { text } = await usher.request('GET', '/metrics', { token })
  return Number(/^usher_csp_reports_total (\d+)$/m.exec(text)?.[1])
}

test('reports in both forms that browsers send are logged, without what stands in queries', async () => {
  expect((await report(old('script-src-elem'))).status).toBe(204)
  expect((await report([current, current], 'application/reports+json')).status).toBe(204)
  const [first, second] = logged()
  expect(first).toMatchObject({
    level: 40,
    directive: 'script-src-elem',
    blocked: 'https://evil.example/x.js',
    page: 'http://127.0.0.1:4000/console/',
    source: 'http://127.0.0.1:4000/console/assets/a.js',
  })
  expect(second).toMatchObject({ directive: 'script-src-elem', blocked: 'inline', page: 'http://127.0.0.1:4000/join' })
  expect(usher.log).not.toMatch(/grace@|secret=1|alert/)
  expect(await counted()).toBe(3)
})

test('many of them fill no log: a few lines a minute, each short, and a number', async () => {
  for (let time = 0; time < 30; time++) await report(old(`script-src ${'x'.repeat(5_000)}`))
  expect(logged().length).toBeLessThanOrEqual(20)
  for (const { directive } of logged()) expect(String(directive).length).toBe(200)
  expect(await counted()).toBe(30)
})

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['a report of nothing', '{"csp-report":{}}'],
  ['fields of other kinds', '{"csp-report":{"violated-directive":{},"blocked-uri":[1]}}'],
  ['lists of lists', '[[[[]]]]'],
])('%s is no report, and no error either', async (_, body) => {
  expect((await report(body)).status).toBe(204)
  expect([logged(), await counted()]).toEqual([[], 0])
})

test('what is too large, or of another type, is refused', async () => {
  expect((await report({ 'csp-report': { 'violated-directive': 'x'.repeat(20_000) } })).status).toBe(413)
  expect((await report('<xml/>', 'text/xml')).status).toBe(415)
  expect((await usher.request('GET', '/session/csp-reports')).status).toBe(405)
  expect(logged()).toEqual([])
})
