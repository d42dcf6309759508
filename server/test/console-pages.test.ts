import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageHeaders } from '../src/console/policy.ts'
import { builtConsole, script } from './support/console.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const publicUrl = 'https://usher.example.com'

let usher: TestUsher
let unbuilt: TestUsher
beforeAll(async () => {
  usher = await startUsher({ PUBLIC_URL: publicUrl }, { console: builtConsole })
  unbuilt = await startUsher()
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await unbuilt[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}) => usher.request('GET', path, { headers })
const pages = [
  '/console',
  '/console/',
  '/console/account',
  '/console/account/',
  '/console/organizations/1/people',
  '/console/signed-out',
]
const invitationPages = ['/join', '/console/invitations/0e7a1b2c-0000-4000-8000-000000000000']

function policyOf(headers: Headers): Map<string, string> {
  const directives = headers.get('content-security-policy')?.split('; ') ?? []
  return new Map(directives.map((each) => [each.split(' ')[0] ?? '', each.split(' ').slice(1).join(' ')]))
}

describe('the console', () => {
  test('is where the service is opened', async () => {
    const { status, headers } = await get('/')
    expect([status, headers.get('location')]).toEqual([302, '/console/'])
  })

  test.each(pages)('%s is its one page', async (path) => {
    const { status, headers, text } = await get(path)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain('<title>Console</title>')
  })

  test.each(invitationPages)('%s is the page of an invitation', async (path) => {
    expect((await get(path)).text).toContain('<title>Invitation</title>')
  })

  test('has another nonce in each answer, in the page as in its policy', async () => {
    const answers = await Promise.all([get('/console/'), get('/console/'), get('/join')])
    const nonces = answers.map(({ headers, text }) => {
      const nonce = /content="([\w-]{22})"/.exec(text)?.[1] ?? ''
      expect(text).toContain(`<style nonce="${nonce}">`)
      expect(policyOf(headers).get('style-src')).toBe(`'self' 'nonce-${nonce}'`)
      return nonce
    })
    expect(new Set(nonces).size).toBe(3)
  })

  test.each([...pages, ...invitationPages])('%s is held to a strict policy (cases 138, 140)', async (path) => {
    const { headers } = await get(path)
    const policy = policyOf(headers)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe-|\*/)
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
      'report-uri': '/session/csp-reports',
      'report-to': 'csp',
    })
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'no-referrer',
      'reporting-endpoints': 'csp="/session/csp-reports"',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  test('asks for reports in the way that browsers send them in, with TLS and without', () => {
    const withTls = pageHeaders('x', publicUrl)
    const without = pageHeaders('x', 'http://127.0.0.1:4000')
    expect(Object.keys(withTls)).toContain('reporting-endpoints')
    expect(Object.keys(without)).not.toContain('reporting-endpoints')
    expect(without['content-security-policy']).toMatch(/; report-uri \/session\/csp-reports$/)
  })

  test.each(['/docs', '/oauth/authorize', '/oauth/sign-in/x', '/session/sign-in', '/session/callback', '/console/'])(
    '%s binds browsers to TLS where it is published with it, and only there (case 138)',
    async (path) => {
      const held = async (each: TestUsher) => (await each.request('GET', path)).headers.get('strict-transport-security')
      expect([await held(usher), await held(unbuilt)]).toEqual(['max-age=31536000', null])
    },
  )

  test.each(['/console/', '/join'])('%s takes no other method than to be read', async (path) => {
    const { status, headers } = await usher.request('POST', path)
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect((await usher.request('HEAD', path)).status).toBe(200)
  })
})

describe('its files', () => {
  const file = '/console/assets/index-Ab3_x.js'

  test('are kept by browsers for good, since their names change with them', async () => {
    const { status, headers, text } = await get(file, { 'accept-encoding': 'identity' })
    expect([status, text]).toEqual([200, script])
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringMatching(/^(text|application)\/javascript/),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'accept-encoding',
    })
  })

  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['identity', null],
  ])('come to whoever takes %s as they were compressed when they were built', async (taken, sent) => {
    const { headers, text } = await get(file, { 'accept-encoding': taken })
    expect([headers.get('content-encoding'), text]).toEqual([sent, script])
    expect(headers.get('content-type')).toMatch(/javascript/)
  })

  test('beside its page are served for a while', async () => {
    const { status, headers } = await get('/console/favicon.svg')
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'image/svg+xml',
      'public, max-age=3600',
    ])
  })

  test.each([
    '/console/assets/missing.js',
    '/console/assets/',
    '/console/assets/../index.html',
    '/console/assets/..%2findex.html',
    '/console/assets/%2e%2e/%2e%2e/package.json',
    '/console/assets/..%5c..%5cpackage.json',
    '/console/assets//etc/passwd',
    '/console/assets/.hidden',
    '/console/assets/x%00.js',
    '/console/missing.svg',
  ])('%s is none of them', async (path) => {
    // As it is written: a client library would tidy it up.
    const { statusCode, payload } = await usher.running.server.inject({ method: 'GET', url: path })
    const tidied = path.endsWith('../index.html')
    expect([statusCode, payload.includes('__CSP_NONCE__')]).toEqual([tidied ? 200 : 404, false])
  })

  test('never include a page without its policy', async () => {
    for (const path of ['/console/index.html', '/console/join.html']) {
      const { headers, text } = await get(path)
      expect([policyOf(headers).get('script-src'), text.includes('__CSP_NONCE__')]).toEqual(["'self'", false])
    }
  })
})

describe('a console that was not built', () => {
  test.each(['/console/', '/console/account', ...invitationPages])('%s says what to do', async (path) => {
    const { status, headers, text } = await unbuilt.request('GET', path)
    expect([status, headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
    expect(text).toContain('npm run build')
    expect(text).toContain('Who came for an invitation: it waits')
    expect(text).not.toContain('<script')
  })

  test('has no files', async () => {
    expect((await unbuilt.request('GET', '/console/assets/index-Ab3_x.js')).status).toBe(404)
  })
})
