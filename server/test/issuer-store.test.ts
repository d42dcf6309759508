import { describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { extendGrant, saveGrant } from '../src/issuer/grants.ts'
import { loadKeys } from '../src/issuer/keys.ts'
import { createProvider } from '../src/issuer/provider.ts'
import { endGrant, Records } from '../src/issuer/store.ts'
import { configured, db, issuersHaveADatabase, quiet } from './support/issuer-house.ts'

issuersHaveADatabase()

describe('the store', () => {
  test('of a hundred redemptions at once one wins, and the others end the grant', async () => {
    const codes = new Records(db, 'AuthorizationCode')
    const grants = new Records(db, 'Grant')
    const refreshTokens = new Records(db, 'RefreshToken')
    await grants.upsert('g', { jti: 'g' }, 60)
    await grants.upsert('h', { jti: 'h' }, 60)
    await refreshTokens.upsert('r', { grantId: 'g', jti: 'r' }, 60)
    await codes.upsert('one', { grantId: 'g', jti: 'one' }, 60)
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => codes.consume('one')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ error: 'invalid_grant', statusCode: 400 })
    expect([await grants.find('g'), await refreshTokens.find('r')]).toEqual([undefined, undefined])
    expect(await grants.find('h')).toBeDefined()
  })

  test('what was redeemed does not become fresh by being saved again', async () => {
    const codes = new Records(db, 'AuthorizationCode')
    await codes.upsert('one', { grantId: 'g', jti: 'one' }, 60)
    await codes.consume('one')
    await codes.upsert('one', { grantId: 'g', jti: 'one' }, 60)
    expect(await codes.find('one')).toEqual({ grantId: 'g', jti: 'one', consumed: expect.any(Number) })
  })

  test('records are found by what they are known by, until they expire or are revoked', async () => {
    const sessions = new Records(db, 'Session')
    const refreshTokens = new Records(db, 'RefreshToken')
    await sessions.upsert('s', { uid: 'u', accountId: 'a' }, 60)
    await refreshTokens.upsert('r', { grantId: 'g', userCode: 'c' })
    expect(await sessions.findByUid('u')).toEqual({ uid: 'u', accountId: 'a' })
    expect(await refreshTokens.findByUserCode('c')).toEqual({ grantId: 'g', userCode: 'c' })
    expect(await refreshTokens.find('s')).toBeUndefined()
    expect(await sessions.find('s\0')).toBeUndefined()
    await expect(sessions.upsert('n', { nonce: 'a\0' }, 60)).rejects.toMatchObject({ error: 'invalid_request' })

    await db.run(sql`update oauth_records set expires_at = now() - interval '1 second' where id = 's'`)
    expect(await sessions.find('s')).toBeUndefined()
    expect(await sessions.findByUid('u')).toBeUndefined()
    await sessions.revokeByGrantId('g')
    expect(await refreshTokens.find('r')).toBeDefined()
    await refreshTokens.revokeByGrantId('g')
    expect(await refreshTokens.find('r')).toBeUndefined()
  })

  test('a grant that is extended while it is ended stays ended', async () => {
    const config = configured()
    const provider = createProvider({ config, db, logger: quiet }, await loadKeys(db, config.linkKeys))
    const given = async () => {
      const grant = new provider.Grant({ accountId: 'a', clientId: 'c' })
      grant.addOIDCScope('openid')
      return saveGrant(db, grant, 'of a session')
    }
    const extended = async (id: string) => {
      const found = await provider.Grant.find(id)
      found?.addOIDCScope('email')
      return { save: async () => found !== undefined && extendGrant(db, found) }
    }

    const kept = await given()
    expect(await (await extended(kept)).save()).toBe(true)
    expect((await provider.Grant.find(kept))?.getOIDCScope()).toBe('openid email')

    const ended = await given()
    const late = await extended(ended)
    await endGrant(db, ended)
    expect([await late.save(), await provider.Grant.find(ended)]).toEqual([false, undefined])

    const raced = await Promise.all(Array.from({ length: 50 }, given))
    const ready = await Promise.all(raced.map(extended))
    await Promise.all([...ready.map(({ save }) => save()), ...raced.map((id) => endGrant(db, id))])
    const left = await db.many(sql`select id from oauth_records where model = 'Grant' and id = any(${raced}::text[])`)
    expect(left).toEqual([])
  })

  test('models of the library survive the way there and back', async () => {
    const config = configured()
    const provider = createProvider({ config, db, logger: quiet }, await loadKeys(db, config.linkKeys))
    const grant = new provider.Grant({ accountId: 'a', clientId: 'c' })
    grant.addOIDCScope('openid email')
    const id = await grant.save()
    const found = await provider.Grant.find(id)
    expect(found?.getOIDCScope()).toBe('openid email')
    await found?.destroy()
    expect(await provider.Grant.find(id)).toBeUndefined()
  })
})
