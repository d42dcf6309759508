import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { application, confidential } from './support/application.ts'
import { house, issuersHaveADatabase } from './support/issuer-house.ts'
import { platform } from './support/machine.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher()
  await application(usher, { redirectUri: 'https://page.example.com/callback' })
  await application(usher, { redirectUri: 'http://127.0.0.1:5173/callback' })
  await application(usher, { redirectUri: 'https://Capital.example.com:443/callback' })
  await application(usher, { redirectUri: 'com.example.app:/callback' })
  await confidential(usher, { redirectUri: 'https://server.example.com/callback' })
})
afterAll(() => usher[Symbol.asyncDispose]())

const documents = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/oauth/jwks']
const forms = ['/oauth/token', '/oauth/revoke', '/oauth/introspect', '/oauth/userinfo']

/** What a page of that origin would be allowed to read. */
function allowed(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-allow-')))
}

const preflight = (path: string, origin: string) =>
  usher.request('OPTIONS', path, { headers: { origin, 'access-control-request-method': 'POST' } })

/** A form that is refused before its client is known. */
const post = (path: string, origin: string, form = 'grant_type=authorization_code') =>
  usher.request('POST', path, {
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  })

async function everyAnswerTo(origin: string) {
  return [
    ...(await Promise.all(documents.map((path) => usher.request('GET', path, { headers: { origin } })))),
    ...(await Promise.all([...documents, ...forms].map((path) => preflight(path, origin)))),
    ...(await Promise.all(forms.map((path) => post(path, origin)))),
  ]
}

describe('a page of another origin', () => {
  test.each(['https://page.example.com', 'http://127.0.0.1:5173', 'https://capital.example.com'])(
    'reads answers where a public client is redirected to: %s',
    async (origin) => {
      for (const { headers } of await everyAnswerTo(origin)) {
        expect(headers.get('access-control-allow-origin')).toBe(origin)
        expect(headers.get('access-control-allow-credentials')).toBeNull()
        expect(headers.get('vary')).toMatch(/origin/i)
      }
    },
  )

  test.each([
    ['an opaque one', 'null'],
    ['a subdomain', 'https://evil.page.example.com'],
    ['a domain that begins alike', 'https://page.example.com.evil-example.com'],
    ['a domain that ends alike', 'https://evil-page.example.com'],
    ['without TLS', 'http://page.example.com'],
    ['another port', 'https://page.example.com:8443'],
    ['another port of a loopback address', 'http://127.0.0.1:5174'],
    ['a page of a confidential client', 'https://server.example.com'],
    ['the scheme of an installed program', 'com.example.app:'],
    ['capitals', 'https://PAGE.example.com'],
    ['a pattern', 'https://%.example.com'],
    ['more than an origin', 'https://page.example.com/'],
    ['everything', '*'],
  ])('reads nothing: %s (case 145)', async (_, origin) => {
    for (const { headers } of await everyAnswerTo(origin)) {
      expect(allowed(headers)).toEqual({})
      expect(headers.get('access-control-expose-headers')).toBeNull()
    }
  })

  test('reads nothing any more when its client is revoked (case 145)', async () => {
    const origin = 'https://former.example.com'
    const { id } = await application(usher, { redirectUri: `${origin}/callback` })
    expect(allowed((await preflight('/oauth/token', origin)).headers)).not.toEqual({})
    await usher.db.run(sql`update clients set revoked_at = now() where id = ${id}`)
    for (const { headers } of await everyAnswerTo(origin)) expect(allowed(headers)).toEqual({})
  })

  test('does not speak for a client that is not its own (case 145)', async () => {
    const other = await application(usher, { redirectUri: 'https://other.example.com/callback' })
    const { client_id, client_secret } = await platform(usher)
    const asOther = `grant_type=authorization_code&client_id=${other.id}&code=x&redirect_uri=x&code_verifier=x`
    const asPlatform = `grant_type=client_credentials&client_id=${client_id}&client_secret=${client_secret}`
    for (const form of [asOther, asPlatform]) {
      const { status, headers, text } = await post('/oauth/token', 'https://page.example.com', form)
      expect(status).toBe(400)
      expect(allowed(headers)).toEqual({})
      expect(text).not.toContain('access_token')
    }
  })
})

test('machines, which send no origin, are answered as ever', async () => {
  for (const path of documents) expect((await usher.request('GET', path)).status).toBe(200)
})

describe('while the database is away', () => {
  issuersHaveADatabase()

  test('a page is answered 503 with Retry-After and reads nothing, and nothing of the fault shows (case 145)', async () => {
    const { origin } = await house({ brokenWhen: (text) => text.includes('redirect_uris') })
    for (const path of documents) {
      const response = await fetch(origin + path, { headers: { origin: 'https://page.example.com' } })
      const { status, headers } = response
      expect([status, headers.get('retry-after')]).toEqual([503, '2'])
      expect(allowed(headers)).toEqual({})
      expect(await response.text()).not.toContain('secret detail')
    }
  })
})
