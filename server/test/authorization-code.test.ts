import { randomUUID } from 'node:crypto'
import * as jose from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { application, confidential, signIn, tokensOf } from './support/application.ts'
import { Browser } from './support/browser.ts'
import { cast } from './support/cast.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const status = async (token: string) => (await usher.request('GET', '/invitations', { token })).status

describe('a person signs in to an application', () => {
  test.each(['public', 'confidential'] as const)('a stock client needs no special setting, %s', async (kind) => {
    const app = kind === 'public' ? await application(usher) : await confidential(usher)
    const config = await client.discovery(new URL(usher.url), app.id, app.secret, undefined, {
      execute: [client.allowInsecureRequests],
    })
    const code_verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const nonce = client.randomNonce()
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUri,
      scope: 'openid profile email invitations:read',
      code_challenge: await client.calculatePKCECodeChallenge(code_verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    const browser = new Browser()
    const address = somebody()
    await browser.open(url.href)
    const { url: back } = await signIn(usher, browser, address, app.redirectUri)
    const tokens = await client.authorizationCodeGrant(config, new URL(back), {
      pkceCodeVerifier: code_verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    expect(tokens.claims()).toMatchObject({ email: address, email_verified: true, sub: expect.any(String) })
    expect(await status(tokens.access_token)).toBe(200)
    const more = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(await status(more.access_token)).toBe(200)
    await client.tokenRevocation(config, more.refresh_token ?? '')
    expect(await status(more.access_token)).toBe(401)
  })

  test('the access token is an ES256 JWT of ten minutes for the API, and names person and grant', async () => {
    const app = await application(usher)
    const { access_token } = await tokensOf(usher, app, somebody())
    expect(jose.decodeProtectedHeader(access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
    const claims = jose.decodeJwt(access_token)
    expect(claims).toMatchObject({
      iss: usher.url,
      aud: usher.url,
      client_id: app.id,
      scope: 'invitations:read invitations:respond',
      grant_id: expect.any(String),
    })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600)
    const known = await usher.db.maybe(sql<{ id: string }>`
      select user_id as id from identities where issuer = ${usher.url} and subject = ${claims.sub} and user_id::text = subject`)
    expect(known).toBeDefined()
  })

  test('the person sees and accepts the invitation that was sent to the address', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const address = somebody()
    const invitation = await ada.invites(company, address)
    const { access_token: token } = await tokensOf(usher, await application(usher), address)
    const { body } = await usher.request('GET', '/invitations', { token })
    expect(body).toMatchObject([{ id: invitation.id }])
    expect((await usher.request('POST', `/invitations/${invitation.id}?accept=true`, { token })).body).toBe(company.id)
  })
})
