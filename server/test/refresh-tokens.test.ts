import { hash, randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import {
  type Application,
  application,
  authorizationRequest,
  confidential,
  refresh,
  type Tokens,
  tokensOf,
} from './support/application.ts'
import { everyRequest, randomIds } from './support/every-request.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let app: Application
beforeAll(async () => {
  usher = await startUsher()
  app = await application(usher)
})
afterAll(() => usher[Symbol.asyncDispose]())

const somebody = () => `${randomUUID()}@example.com`
const status = async (token: string) => (await usher.request('GET', '/invitations', { token })).status
const offline = { scope: 'openid offline_access invitations:read', prompt: 'consent' }
const day_seconds = 86_400

async function renewed(tokens: Pick<Tokens, 'refresh_token'>, client = app): Promise<Tokens> {
  const { status, body, text } = await refresh(usher, client, tokens.refresh_token)
  if (status !== 200) throw new Error(text)
  return body as Tokens
}

/** What is stored of a refresh token. */
async function recordOf({ refresh_token }: Pick<Tokens, 'refresh_token'>) {
  const { payload } = await usher.db.one(sql<{ payload: { exp: number; iat: number; iiat: number } }>`
    select payload from oauth_records where model = 'RefreshToken' and id = ${hash('sha256', refresh_token, 'base64url')}`)
  return payload
}

/** Lets time pass for a refresh token. */
async function age({ refresh_token }: Pick<Tokens, 'refresh_token'>, passed_seconds: number): Promise<void> {
  await usher.db.run(sql`
    update oauth_records set expires_at = expires_at - make_interval(secs => ${passed_seconds}::float8),
      payload = payload || jsonb_build_object(
        'exp', (payload->>'exp')::bigint - ${passed_seconds}::bigint,
        'iat', (payload->>'iat')::bigint - ${passed_seconds}::bigint,
        'iiat', (payload->>'iiat')::bigint - ${passed_seconds}::bigint)
    where model = 'RefreshToken' and id = ${hash('sha256', refresh_token, 'base64url')}`)
}

describe('a refresh token', () => {
  test.each(['public', 'confidential'] as const)('is another one each time, %s (case 125)', async (kind) => {
    const client = kind === 'public' ? app : await confidential(usher)
    const first = await tokensOf(usher, client, somebody())
    const second = await renewed(first, client)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await status(second.access_token)).toBe(200)
    expect(jose.decodeJwt(second.access_token)['grant_id']).toBe(jose.decodeJwt(first.access_token)['grant_id'])
  })

  test('that comes a second time ends the whole family (case 125)', async () => {
    const first = await tokensOf(usher, app, somebody())
    const second = await renewed(first)
    const third = await renewed(second)
    const reused = await refresh(usher, app, first.refresh_token)
    expect([reused.status, reused.body.error]).toEqual([400, 'invalid_grant'])
    expect((await refresh(usher, app, third.refresh_token)).body.error).toBe('invalid_grant')
    for (const { access_token } of [first, second, third]) expect(await status(access_token)).toBe(401)
  })

  test('that is used a hundred times at once works exactly once, and its family is dead (case 125)', async () => {
    const first = await tokensOf(usher, app, somebody())
    const answers = await Promise.all(Array.from({ length: 100 }, () => refresh(usher, app, first.refresh_token)))
    const won = answers.filter((answer) => answer.status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status, body }) => status === 400 && body.error === 'invalid_grant')).toHaveLength(99)
    const [{ body: second }] = won as [(typeof answers)[number]]
    expect((await refresh(usher, app, second.refresh_token)).body.error).toBe('invalid_grant')
    expect(await status(second.access_token)).toBe(401)
  })

  test('ends after two weeks without use (case 125)', async () => {
    const tokens = await tokensOf(usher, app, somebody(), offline)
    await age(tokens, 14 * day_seconds - 60)
    const next = await renewed(tokens)
    await age(next, 14 * day_seconds + 60)
    expect((await refresh(usher, app, next.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('ends ninety days after the first of its family, however much it is used (case 125)', async () => {
    let tokens: Tokens = await tokensOf(usher, app, somebody(), offline)
    for (let passed_days = 0; passed_days < 84; passed_days += 12) {
      await age(tokens, 12 * day_seconds)
      tokens = await renewed(tokens)
    }
    const { exp, iat, iiat } = await recordOf(tokens)
    expect(exp - iiat).toBe(90 * day_seconds)
    expect(exp - iat).toBeLessThan(7 * day_seconds)
    await age(tokens, exp - iat + 60)
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('gives fewer scopes where fewer are asked for, and never more', async () => {
    const tokens = await tokensOf(usher, app, somebody())
    const fewer = await refresh(usher, app, tokens.refresh_token, { scope: 'invitations:read' })
    expect(fewer.body.scope).toBe('invitations:read')
    const more = await refresh(usher, app, fewer.body.refresh_token, { scope: 'organizations:write' })
    expect([more.status, more.body.error]).toEqual([400, 'invalid_scope'])
  })

  test('is worth nothing to another client', async () => {
    const tokens = await tokensOf(usher, app, somebody())
    const other = await application(usher)
    expect((await refresh(usher, other, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(await status((await renewed(tokens)).access_token)).toBe(200)
  })
})

describe('tokens of a grant that has ended', () => {
  test('are refused by every operation at the next request, although they were good', async () => {
    const scope = 'openid invitations:read invitations:respond organizations:read organizations:write'
    const { access_token: token } = await tokensOf(usher, app, somebody(), { scope })
    expect(await status(token)).toBe(200)
    await usher.db.run(sql`
      delete from oauth_records where model = 'Grant' and id = ${String(jose.decodeJwt(token)['grant_id'])}`)
    const scopes = new Set(scope.split(' '))
    for (const each of everyRequest.filter((each) => each.scope !== undefined && scopes.has(each.scope))) {
      const answer = await unchanged(usher, () =>
        usher.request(each.method, each.path(randomIds()), { token, ...each.sent }),
      )
      expect([each.place, answer.status, answer.body.code]).toEqual([each.place, 401, 'invalid_token'])
    }
  })
})

describe('when all tokens of a person are ended', () => {
  test('those of before are refused, refresh tokens and the session of the browser too, and new ones are good', async () => {
    const address = somebody()
    const { browser, ...before } = await tokensOf(usher, app, address, offline)
    const sub = String(jose.decodeJwt(before.access_token).sub)
    await usher.db.run(sql`
      update users set tokens_valid_from = date_trunc('second', clock_timestamp()) + interval '1 second' where id = ${sub}`)
    expect(await status(before.access_token)).toBe(401)
    expect((await refresh(usher, app, before.refresh_token)).body.error).toBe('invalid_grant')

    // As if some seconds had passed since.
    await usher.db.run(sql`
      update oauth_records set payload = payload || jsonb_build_object('loginTs', (payload->>'loginTs')::bigint - 10)
      where model = 'Session' and payload->>'accountId' = ${sub}`)
    await usher.db.run(
      sql`update users set tokens_valid_from = tokens_valid_from - interval '3 seconds' where id = ${sub}`,
    )
    const request = authorizationRequest(usher, app)
    expect((await browser.open(request.url, { until: app.redirectUri })).text).toContain('Mail me a code')
    const after = await tokensOf(usher, app, address, { browser, ...offline })
    expect(jose.decodeJwt(after.access_token).sub).toBe(sub)
    expect(await status(after.access_token)).toBe(200)
  })

  test('a disabled person gets no new ones', async () => {
    const tokens = await tokensOf(usher, app, somebody(), offline)
    await usher.db.run(
      sql`update users set status = 'disabled' where id = ${String(jose.decodeJwt(tokens.access_token).sub)}`,
    )
    expect((await refresh(usher, app, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(await status(tokens.access_token)).toBe(401)
  })
})
