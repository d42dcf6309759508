import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Application,
  application,
  authorizationRequest,
  authorize,
  confidential,
  exchange,
  toldBy,
} from './support/application.ts'
import { Browser, type Page } from './support/browser.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let app: Application
beforeAll(async () => {
  usher = await startUsher()
  app = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Sends a browser with a request that differs from a good one, as far as it would go back to an application. */
function ask(parameters: Record<string, string | undefined>, client = app): Promise<Page> {
  return new Browser().open(authorizationRequest(usher, client, parameters).url, { until: 'https://app.example.com' })
}

/** The error that the application is told, with the issuer's name, by which it knows who says so (RFC 9207). */
async function errorOf(parameters: Record<string, string | undefined>, client = app): Promise<string | undefined> {
  const { error, iss, code } = toldBy(await ask(parameters, client))
  expect([iss, code]).toEqual([usher.url, undefined])
  return error
}

describe('where the code is sent', () => {
  test.each([
    'https://app.example.com/callback/more',
    'https://app.example.com/callback/',
    'https://app.example.com/Callback',
    'https://app.example.com:444/callback',
    'https://app.example.com:443/callback',
    'https://app.example.com/callback#fragment',
    'https://app.example.com/callback?more=1',
    'https://app.example.com/call%62ack',
    'https://APP.example.com/callback',
    'https://*.example.com/callback',
    'https://user@app.example.com/callback',
    'https://app.example.com@evil.example/callback',
    'http://app.example.com/callback',
    'https://evil.example/callback',
    'javascript:alert(1)',
    '',
  ])('to %j nobody is sent, not even with an error (case 121)', async (redirect_uri) => {
    const two = await application(usher)
    const { status, url, headers, text } = await ask({ redirect_uri, state: 'of-this-request' }, two)
    // With one address registered, leaving it away means that one; the page then is the sign-in.
    if (redirect_uri === '') return expect(new URL(url).pathname).toMatch(/^\/oauth\/sign-in\//)
    expect([status, new URL(url).pathname]).toEqual([400, '/oauth/authorize'])
    expect(text).toContain('This did not work')
    expect(headers.get('location')).toBeNull()
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('a program on the person’s own machine may listen on any port, at the same path (RFC 8252)', async () => {
    const program = await application(usher, { redirectUri: 'http://127.0.0.1/done' })
    const at = async (redirect_uri: string) => (await ask({ redirect_uri }, program)).status
    expect(await at('http://127.0.0.1:51004/done')).toBe(200)
    expect(await at('http://127.0.0.1:51004/other')).toBe(400)
    expect(await at('http://127.0.0.2:51004/done')).toBe(400)
  })
})

describe('what is asked for', () => {
  test.each([
    ['without a challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a challenge in the clear', { code_challenge_method: 'plain' }],
    ['without the method', { code_challenge_method: undefined }],
    ['without what the method needs', { code_challenge: undefined }],
    ['with a challenge that is too short', { code_challenge: 'short' }],
  ])('%s is refused, for public and confidential clients (case 122)', async (_, parameters) => {
    expect(await errorOf(parameters)).toBe('invalid_request')
    expect(await errorOf(parameters, await confidential(usher))).toBe('invalid_request')
  })

  test.each(['token', 'id_token', 'code token', 'code id_token', 'none', 'made-up'])(
    'the response type %s gives nothing (case 126)',
    async (response_type) => {
      const { url } = await ask({ response_type, nonce: 'n' })
      const inFragment = /token/.test(response_type)
      expect(url).toContain(`error=${inFragment ? 'invalid_request' : 'unsupported_response_type'}`)
      expect(url).not.toMatch(/[?&#](code|access_token|id_token)=/)
    },
  )

  test('the code is never put behind a fragment (case 126)', async () => {
    const { url } = await ask({ response_mode: 'fragment' })
    expect(url).toContain('error=invalid_request')
    expect((await ask({ response_mode: 'web_message' })).url).toContain('error=unsupported_response_mode')
  })

  test('unknown scopes, and those of machines, are refused (case 126)', async () => {
    expect(await errorOf({ scope: 'openid made:up' })).toBe('invalid_scope')
    expect(await errorOf({ scope: 'openid platform' })).toBe('invalid_scope')
    const modest = await application(usher, { scopes: ['openid', 'invitations:read'] })
    expect(await errorOf({ scope: 'openid invitations:respond' }, modest)).toBe('invalid_scope')
  })

  test('access in the person’s absence needs consent (case 126)', async () => {
    const third = await application(usher, { firstParty: false })
    const browser = new Browser()
    const address = `${crypto.randomUUID()}@example.com`
    await authorize(usher, third, address, { browser, scope: 'openid' })
    const again = async (parameters: Record<string, string>) =>
      toldBy(await browser.open(authorizationRequest(usher, third, parameters).url, { until: third.redirectUri }))
    expect((await again({ scope: 'openid', prompt: 'none' })).code).toBeDefined()
    expect((await again({ scope: 'openid invitations:read', prompt: 'none' })).error).toBe('consent_required')
    expect((await again({ scope: 'openid offline_access', prompt: 'none consent' })).error).toBe('invalid_request')
  })

  test('grants with a password are unsupported (case 126)', async () => {
    const form = new URLSearchParams({ grant_type: 'password', username: 'ada', password: 'secret', client_id: app.id })
    const { status, body } = await usher.request('POST', '/oauth/token', {
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([status, body.error]).toEqual([400, 'unsupported_grant_type'])
  })

  test('the resource is this API by any of its names, and no other (case 128)', async () => {
    expect(await errorOf({ resource: 'https://other.example.com' })).toBe('invalid_target')
    expect(await errorOf({ resource: 'not a url' })).toBe('invalid_target')
    const address = `${crypto.randomUUID()}@example.com`
    for (const resource of [usher.url, `${usher.url}/`]) {
      const given = await authorize(usher, app, address, { resource })
      expect((await exchange(usher, app, given)).status).toBe(200)
      const other = await exchange(usher, app, await authorize(usher, app, address, { resource }), {
        resource: 'https://other.example.com',
      })
      expect([other.status, other.body.error]).toEqual([400, 'invalid_target'])
    }
  })

  test('several resources may be named as long as each is this one (case 128)', async () => {
    const with2 = (second: string) => {
      const { url } = authorizationRequest(usher, app, { resource: usher.url })
      return new Browser().open(`${url}&resource=${encodeURIComponent(second)}`, { until: app.redirectUri })
    }
    expect(new URL((await with2(`${usher.url}/`)).url).pathname).toMatch(/^\/oauth\/sign-in\//)
    expect((await with2('https://other.example.com')).url).toContain('error=invalid_target')
  })

  test.each([
    ['request_uri', 'http://127.0.0.1:1/request', 'request_uri_not_supported'],
    ['request', 'eyJhbGciOiJub25lIn0.e30.', 'request_not_supported'],
    ['registration', '{"jwks_uri":"http://127.0.0.1:1/"}', 'registration_not_supported'],
  ])('nothing is fetched that a %s names (case 131)', async (name, value, error) => {
    expect(await errorOf({ [name]: value })).toBe(error)
  })

  test('clients cannot register themselves, so none names a jwks_uri or sector_identifier_uri (case 131)', async () => {
    const { body } = await usher.request('GET', '/.well-known/openid-configuration')
    expect(body).not.toHaveProperty('registration_endpoint')
    expect(body.token_endpoint_auth_methods_supported).toEqual(['client_secret_basic', 'client_secret_post', 'none'])
    expect(body.subject_types_supported).toEqual(['public'])
    expect(
      (await usher.request('POST', '/oauth/register', { body: { redirect_uris: ['https://a.example'] } })).status,
    ).toBe(404)
  })

  test('the answer names its issuer, also where it is an error, so that a mix-up is noticed (case 129)', async () => {
    const { body } = await usher.request('GET', '/.well-known/openid-configuration')
    expect(body.authorization_response_iss_parameter_supported).toBe(true)
    const browser = new Browser()
    const { url, state } = authorizationRequest(usher, app)
    await browser.open(url)
    const told = toldBy(await browser.submit({ step: 'cancel' }, { until: app.redirectUri }))
    expect(told).toMatchObject({ error: 'access_denied', iss: usher.url, state })
  })
})
