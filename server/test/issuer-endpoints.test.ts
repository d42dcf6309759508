import type * as jose from 'jose'
import { describe, expect, test } from 'vitest'
import { loadKeys } from '../src/issuer/keys.ts'
import { createProvider } from '../src/issuer/provider.ts'
import {
  basic,
  type Client,
  db,
  expectNothingPrinted,
  house,
  issuersHaveADatabase,
  publicUrl,
  quiet,
  raw,
  serviceAccount,
  token,
} from './support/issuer-house.ts'

issuersHaveADatabase()

describe('discovery', () => {
  test('both documents name endpoints at the public address, whatever host the request claims', async () => {
    const { origin } = await house()
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      for (const target of [path, `http://evil.example${path}`]) {
        const headers = {
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'http',
          forwarded: 'host=evil.example',
        }
        const { status, body } = await raw(origin, target, headers)
        expect(status).toBe(200)
        expect(body).not.toContain('evil')
        expect(JSON.parse(body)).toMatchObject({
          issuer: publicUrl,
          authorization_endpoint: `${publicUrl}/oauth/authorize`,
          token_endpoint: `${publicUrl}/oauth/token`,
          jwks_uri: `${publicUrl}/oauth/jwks`,
          userinfo_endpoint: `${publicUrl}/oauth/userinfo`,
          revocation_endpoint: `${publicUrl}/oauth/revoke`,
          introspection_endpoint: `${publicUrl}/oauth/introspect`,
          end_session_endpoint: `${publicUrl}/oauth/logout`,
          code_challenge_methods_supported: ['S256'],
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['ES256'],
          token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
          authorization_response_iss_parameter_supported: true,
          scopes_supported: expect.arrayContaining(['openid', 'offline_access', 'platform', 'invitations:respond']),
        })
      }
    }
  })

  test('published keys have no private half', async () => {
    const { origin } = await house()
    const response = await fetch(`${origin}/oauth/jwks`)
    const { keys } = (await response.json()) as jose.JSONWebKeySet
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: expect.any(String) })
    expect(keys[0]).not.toHaveProperty('d')
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })

  test('other methods get 405 with those that exist, other paths 404', async () => {
    const { origin } = await house()
    const wrong = await fetch(`${origin}/oauth/token`)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'OPTIONS, POST'])
    expect((await fetch(`${origin}/oauth/other`)).status).toBe(404)
    expect((await fetch(`${origin}/oauth/jwks`, { method: 'HEAD' })).status).toBe(200)
  })
})

describe('faults and the other endpoints', () => {
  test('a database that is away is 503 with Retry-After, and nothing of it shows', async () => {
    const { origin } = await house({ brokenWhen: (text) => text.includes('from clients') })
    const client = await serviceAccount()
    const { status, body, headers } = await token(origin, basic(client), {})
    expect([status, headers.get('retry-after'), body.error]).toEqual([503, '2', 'temporarily_unavailable'])
    const page = await fetch(`${origin}/oauth/authorize?client_id=x`, { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await page.text()).not.toContain('secret detail')
  })

  test('any other fault is a bare 500', async () => {
    const { origin } = await house({
      brokenWhen: (text) => text.includes('update clients'),
      fault: new Error('secret detail'),
    })
    const client = await serviceAccount()
    const { status, body } = await token(origin, basic(client), {})
    expect([status, body.error]).toEqual([500, 'server_error'])
    expect(JSON.stringify(body)).not.toContain('secret detail')
  })

  test('sign-in answers with a page that says so, without markup of the caller', async () => {
    const { origin } = await house()
    const response = await fetch(`${origin}/oauth/authorize?client_id=x&state=<b>&response_type=<script>`, {
      headers: { accept: 'text/html' },
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    const page = await response.text()
    expect(page).toContain('This did not work')
    expect(page).not.toMatch(/<b>|<script>/)
  })

  test('revocation and introspection tell a client about its own refresh tokens only', async () => {
    const { origin, config } = await house()
    const client = await serviceAccount()
    const other = await serviceAccount()
    const provider = createProvider({ config, db, logger: quiet }, await loadKeys(db, config.linkKeys))
    const grant = new provider.Grant({ accountId: 'a', clientId: client.id })
    const grantId = await grant.save()
    const holder = await provider.Client.find(client.id)
    if (holder === undefined) throw new Error('no client')
    const refreshToken = new provider.RefreshToken({
      accountId: 'a',
      client: holder,
      grantId,
      scope: 'openid',
      gty: 'authorization_code',
    })
    const value = await refreshToken.save()
    const ask = async (path: string, who: Client) => {
      const response = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: basic(who),
        body: new URLSearchParams({ token: value }),
      })
      const text = await response.text()
      return {
        status: response.status,
        active: text === '' ? undefined : (JSON.parse(text) as { active?: boolean }).active,
      }
    }
    expect(await ask('/oauth/introspect', client)).toEqual({ status: 200, active: true })
    expect(await ask('/oauth/introspect', other)).toEqual({ status: 200, active: false })
    expect((await ask('/oauth/revoke', other)).status).toBe(200)
    expect(await ask('/oauth/introspect', client)).toEqual({ status: 200, active: true })
    expect((await ask('/oauth/revoke', client)).status).toBe(200)
    expect(await ask('/oauth/introspect', client)).toEqual({ status: 200, active: false })
  })

  test('nothing is printed, at the start or for any request, by this or any test above', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    await token(origin, basic(client), {})
    await token(origin, { ...basic(client), origin: 'https://a.example' }, {})
    for (const path of ['/oauth/revoke', '/oauth/introspect']) {
      await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: basic(client),
        body: new URLSearchParams({ token: 'x' }),
      })
    }
    for (const path of [
      '/oauth/authorize',
      '/oauth/authorize/x',
      '/oauth/userinfo',
      '/oauth/logout',
      '/oauth/logout/success',
    ]) {
      const response = await fetch(`${origin}${path}`, { headers: { accept: 'text/html' } })
      expect(response.status).toBeLessThan(500)
    }
    expectNothingPrinted()
  })

  test('a stop waits for the answer that is under way', async () => {
    let arrived = () => {}
    let goOn = () => {}
    const reached = new Promise<void>((resolve) => (arrived = resolve))
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const { origin, server } = await house({
      before: async (text) => {
        if (!text.includes('update clients')) return
        arrived()
        await held
      },
    })
    const client = await serviceAccount()
    // Its connection ends with the answer; how long others are kept open is the server's affair.
    const headers = { ...basic(client), connection: 'close', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = raw(origin, '/oauth/token', headers, 'grant_type=client_credentials')
    await reached
    const closed = server.close()
    goOn()
    expect((await answer).status).toBe(200)
    await closed
  })
})
