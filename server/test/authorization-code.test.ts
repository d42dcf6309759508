import { randomUUID } from 'node:crypto'
import * as jose from 'jose'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import {
  type Application,
  application,
  authorize,
  confidential,
  exchange,
  post,
  refresh,
  signIn,
  tokensOf,
} from './support/application.ts'
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
    const { sub = '' } = tokens.claims() ?? {}
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toEqual({
      sub,
      email: address,
      email_verified: true,
    })
    const more = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(await status(more.access_token)).toBe(200)
    await client.tokenRevocation(config, more.refresh_token ?? '')
    expect(await status(more.access_token)).toBe(401)
  })

  test('so does a lower stock client, which checks each answer by itself', async () => {
    const app = await application(usher)
    const insecure = { [oauth.allowInsecureRequests]: true }
    const issuer = new URL(usher.url)
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
    const given = await authorize(usher, app, somebody(), { nonce: 'of-this-request' })
    const back = new URL(app.redirectUri)
    back.search = new URLSearchParams({ code: given.code, state: given.state, iss: usher.url }).toString()
    const parameters = oauth.validateAuthResponse(as, { client_id: app.id }, back, given.state)
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      { client_id: app.id },
      oauth.None(),
      parameters,
      app.redirectUri,
      given.verifier,
      insecure,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(as, { client_id: app.id }, answer, {
      expectedNonce: 'of-this-request',
      requireIdToken: true,
    })
    expect(await status(tokens.access_token)).toBe(200)
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

/** A code is asked for once and redeemed by each of the changes, none of which may work. */
async function refusals(app: Application, changes: Record<string, string>[]): Promise<unknown[]> {
  const given = await authorize(usher, app, somebody())
  const errors: unknown[] = []
  for (const change of changes) {
    const { status, body } = await exchange(usher, app, given, change)
    errors.push([status, body.error])
  }
  // None of them used it up.
  expect((await exchange(usher, app, given)).status).toBe(200)
  return errors
}

describe('userinfo', () => {
  const ask = (token?: string) => usher.request('GET', '/oauth/userinfo', token === undefined ? {} : { token })

  test('tells what was granted and no more', async () => {
    const app = await application(usher)
    const address = somebody()
    const { access_token, browser } = await tokensOf(usher, app, address, { scope: 'openid email invitations:read' })
    expect((await ask(access_token)).body).toMatchObject({ email: address, email_verified: true })
    const modest = await tokensOf(usher, await application(usher), '', { browser, scope: 'openid invitations:read' })
    expect(Object.keys((await ask(modest.access_token)).body)).toEqual(['sub'])
  })

  test('needs a token of a person who signed in, with openid', async () => {
    expect((await ask()).status).toBe(401)
    expect((await ask('made-up')).status).toBe(401)
    const { ada } = await cast(usher, 'ada')
    expect((await ask(ada.token)).body.code).toBe('insufficient_scope')
    const { access_token } = await tokensOf(usher, await application(usher), somebody(), { scope: 'invitations:read' })
    expect((await ask(access_token)).status).toBe(403)
  })
})

describe('a code', () => {
  test.each(['public', 'confidential'] as const)(
    'is worth nothing without its verifier, %s (case 122)',
    async (kind) => {
      const app = kind === 'public' ? await application(usher) : await confidential(usher)
      const wrong = await refusals(app, [
        { code_verifier: '' },
        { code_verifier: 'too-short' },
        { code_verifier: 'A'.repeat(43) },
        { code_verifier: 'A'.repeat(129) },
      ])
      expect(wrong).toEqual([
        [400, 'invalid_grant'],
        // Not even of the right form.
        [400, 'invalid_request'],
        [400, 'invalid_grant'],
        [400, 'invalid_request'],
      ])
    },
  )

  test('is worth nothing to another client, and elsewhere (case 124)', async () => {
    const app = await confidential(usher)
    const other = await confidential(usher)
    expect(
      await refusals(app, [
        { client_id: other.id, client_secret: other.secret ?? '' },
        { redirect_uri: 'https://app.example.com/other' },
      ]),
    ).toEqual([
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
    ])
  })

  test('is worth nothing after a minute (case 124)', async () => {
    const app = await application(usher)
    const given = await authorize(usher, app, somebody())
    await usher.db.run(sql`
      update oauth_records set expires_at = expires_at - interval '60 seconds' where id = ${given.code}`)
    const { status, body } = await exchange(usher, app, given)
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })

  test('that comes a second time ends the grant: refresh token and access token are dead (case 123)', async () => {
    const app = await application(usher)
    const given = await authorize(usher, app, somebody())
    const { body: tokens } = await exchange(usher, app, given)
    expect(await status(tokens.access_token)).toBe(200)
    const second = await exchange(usher, app, given)
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant'])
    expect(await status(tokens.access_token)).toBe(401)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('that is redeemed a hundred times at once works exactly once, and what it gave is dead (case 123)', async () => {
    const app = await application(usher)
    const given = await authorize(usher, app, somebody())
    const answers = await Promise.all(Array.from({ length: 100 }, () => exchange(usher, app, given)))
    const won = answers.filter((answer) => answer.status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status, body }) => status === 400 && body.error === 'invalid_grant')).toHaveLength(99)
    const [{ body: tokens }] = won as [(typeof answers)[number]]
    expect(await status(tokens.access_token)).toBe(401)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('a client proves itself', () => {
  test('with its own secret, in one place, or not at all (case 127)', async () => {
    const secretive = await confidential(usher)
    const open = await application(usher)
    const ask = async (form: Record<string, string>, headers: Record<string, string> = {}, query = '') => {
      const { status, body } = await usher.request('POST', `/oauth/token${query}`, {
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', ...form }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
      return [status, body.error]
    }
    const inForm = { client_id: secretive.id, client_secret: secretive.secret ?? '' }
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })

    expect(await ask(inForm)).toEqual([400, 'invalid_grant'])
    expect(await ask({}, basic(secretive.id, secretive.secret ?? ''))).toEqual([400, 'invalid_grant'])
    expect(await ask({ client_id: open.id })).toEqual([400, 'invalid_grant'])

    expect(await ask({ ...inForm, client_secret: 'wrong' })).toEqual([401, 'invalid_client'])
    expect(await ask({}, basic(secretive.id, 'wrong'))).toEqual([401, 'invalid_client'])
    expect(await ask({ client_id: secretive.id })).toEqual([401, 'invalid_client'])
    expect(await ask({ client_id: 'unknown' })).toEqual([401, 'invalid_client'])
    expect(await ask({ client_id: open.id, client_secret: 'anything' })).toEqual([401, 'invalid_client'])
    expect(await ask(inForm, basic(secretive.id, secretive.secret ?? ''))).toEqual([400, 'invalid_request'])
    // What stands in the URL is not looked at: it ends up in logs.
    expect(await ask({ client_id: secretive.id }, {}, `?client_secret=${secretive.secret}`)).toEqual([
      401,
      'invalid_client',
    ])
  })
})

describe('introspection and revocation', () => {
  test('are for clients that prove themselves (case 132)', async () => {
    for (const endpoint of ['/oauth/introspect', '/oauth/revoke']) {
      const nobody = await post(usher, endpoint, { id: 'unknown', secret: 'x' }, { token: 'x' })
      expect([nobody.status, nobody.body.error]).toEqual([401, 'invalid_client'])
    }
  })

  test('tell of a refresh token to its own client only, and never what is unknown (case 132)', async () => {
    const app = await confidential(usher)
    const other = await confidential(usher)
    const { refresh_token: token, access_token } = await tokensOf(usher, app, somebody())
    const active = async (client: Application, token: string) =>
      (await post(usher, '/oauth/introspect', client, { token })).body.active
    expect([await active(app, token), await active(other, token), await active(app, 'unknown')]).toEqual([
      true,
      false,
      false,
    ])

    expect((await post(usher, '/oauth/revoke', other, { token })).status).toBe(200)
    expect((await post(usher, '/oauth/revoke', app, { token: 'unknown' })).status).toBe(200)
    expect([await active(app, token), await status(access_token)]).toEqual([true, 200])
    expect((await post(usher, '/oauth/revoke', app, { token })).status).toBe(200)
    expect([await active(app, token), await status(access_token)]).toEqual([false, 401])
    expect((await refresh(usher, app, token)).body.error).toBe('invalid_grant')
  })
})
