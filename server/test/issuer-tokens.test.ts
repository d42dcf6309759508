import { randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { hashSecret, newSecret } from '../src/issuer/secrets.ts'
import { TokenCheck } from '../src/tokens/token-check.ts'
import {
  type Answer,
  basic,
  type Client,
  db,
  house,
  issuersHaveADatabase,
  lastUsed,
  platformClient,
  publicUrl,
  serviceAccount,
  serviceScopes,
  token,
} from './support/issuer-house.ts'

issuersHaveADatabase()

describe('client credentials', () => {
  test('a token is an ES256 JWT after RFC 9068 that the check accepts', async () => {
    const { origin, config, issuer } = await house()
    const client = await serviceAccount()
    const { status, body, headers } = await token(origin, basic(client), {})
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: serviceScopes.join(' ') })
    expect(jose.decodeProtectedHeader(body.access_token)).toEqual({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: expect.any(String),
    })
    const claims = jose.decodeJwt(body.access_token)
    expect(claims).toEqual({
      iss: publicUrl,
      aud: config.audience,
      sub: client.id,
      client_id: client.id,
      scope: serviceScopes.join(' '),
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 3600,
      jti: expect.any(String),
    })
    const caller = await new TokenCheck([issuer.known]).check(body.access_token)
    expect(caller).toMatchObject({ issuer: publicUrl, subject: client.id, clientId: client.id, machine: true })
    expect(caller?.scopes).toEqual(new Set(serviceScopes))
    expect(await lastUsed(client.id)).toBeInstanceOf(Date)
  })

  test('the secret may come by Basic or in the form, but not by both', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    const inForm = { client_id: client.id, client_secret: client.secret }
    expect((await token(origin, basic(client), {})).status).toBe(200)
    expect((await token(origin, {}, inForm)).status).toBe(200)
    expect((await token(origin, basic(client), {})).status).toBe(200)
    expect((await token(origin, basic(client), inForm)).status).toBe(400)
  })

  test('a wrong secret, the stored hash, an unknown, revoked or disabled client: 401, all alike', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    const revoked = await serviceAccount()
    const disabled = await serviceAccount()
    const without = await serviceAccount([])
    await db.run(sql`update clients set revoked_at = now() where id = ${revoked.id}`)
    await db.run(sql`update users set status = 'disabled' where id = ${disabled.userId}`)
    const refused = [
      { id: client.id, secret: newSecret() },
      { id: client.id, secret: hashSecret(client.secret).toString('base64') },
      { id: randomUUID(), secret: client.secret },
      { id: 'a\0b', secret: client.secret },
      revoked,
      disabled,
      without,
    ]
    for (const { id, secret } of refused) {
      const { status, body } = await token(origin, {}, { client_id: id, client_secret: secret })
      expect([status, body.error, body.error_description]).toEqual([
        401,
        'invalid_client',
        'client authentication failed',
      ])
    }
    const { headers } = await token(origin, basic({ ...client, secret: 'wrong' }), {})
    expect(headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await lastUsed(client.id)).toBeNull()
  })

  test('after a rotation the previous secret works until its overlap ends', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    const renewed = { ...client, secret: newSecret() }
    await db.run(sql`
      update clients set previous_secret_hash = secret_hash, previous_secret_until = now() + interval '1 hour',
        secret_hash = ${hashSecret(renewed.secret)} where id = ${client.id}`)
    expect((await token(origin, basic(renewed), {})).status).toBe(200)
    expect((await token(origin, basic(client), {})).status).toBe(200)
    await db.run(sql`update clients set previous_secret_until = now() where id = ${client.id}`)
    expect((await token(origin, basic(renewed), {})).status).toBe(200)
    expect((await token(origin, basic(client), {})).status).toBe(401)
  })

  test('scopes: all without asking, those asked for, never others', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    const platform = await platformClient()
    const scopeOf = async (who: Client, scope: string) => {
      const { body } = await token(origin, basic(who), { scope })
      return body.error ?? body.scope
    }
    expect(await scopeOf(client, '')).toBe(serviceScopes.join(' '))
    expect(await scopeOf(client, 'invitations:read')).toBe('invitations:read')
    expect(await scopeOf(client, 'platform')).toBe('invalid_scope')
    expect(await scopeOf(client, 'invitations:read platform')).toBe('invalid_scope')
    expect(await scopeOf(client, 'openid')).toBe('invalid_scope')
    expect(await scopeOf(client, 'made:up')).toBe('invalid_scope')
    expect(await scopeOf(platform, '')).toBe('platform')
    expect(await scopeOf(platform, 'invitations:respond')).toBe('invalid_scope')
  })

  test('the resource is this service or nothing', async () => {
    const { origin } = await house({ audience: 'usher-api' })
    const client = await serviceAccount()
    const audienceOf = async (parameters: Record<string, string>) => {
      const { body } = await token(origin, basic(client), parameters)
      return body.error ?? jose.decodeJwt(body.access_token).aud
    }
    expect(await audienceOf({})).toBe('usher-api')
    expect(await audienceOf({ resource: publicUrl })).toBe('usher-api')
    expect(await audienceOf({ resource: `${publicUrl}/` })).toBe('usher-api')
    expect(await audienceOf({ resource: 'https://other.example.com' })).toBe('invalid_target')
    expect(await audienceOf({ resource: 'usher' })).toBe('invalid_target')
  })

  test('what is not a token request is refused in the words of the protocol', async () => {
    const { origin } = await house()
    const client = await serviceAccount()
    const other = await token(origin, basic(client), {
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: 'https://a.example',
    })
    expect(other.body.error).toBe('invalid_request')
    const json = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect([json.status, ((await json.json()) as Answer).error]).toEqual([400, 'invalid_request'])
    const empty = await fetch(`${origin}/oauth/token`, { method: 'POST' })
    expect(empty.status).toBe(400)
    const large = await token(origin, basic(client), { filler: 'x'.repeat(200_000) })
    expect(large.status).toBe(400)
  })
})
