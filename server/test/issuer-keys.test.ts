import * as jose from 'jose'
import { describe, expect, test } from 'vitest'
import { ConfigError, type LinkKey, Secret } from '../src/config.ts'
import { sql } from '../src/database/sql.ts'
import { loadKeys, publicKeys, rotateSigningKeys } from '../src/issuer/keys.ts'
import { newSecret } from '../src/issuer/secrets.ts'
import { TokenCheck } from '../src/tokens/token-check.ts'
import { later } from './support/clock.ts'
import {
  basic,
  configured,
  db,
  house,
  issuersHaveADatabase,
  kidOf,
  serviceAccount,
  token,
} from './support/issuer-house.ts'

issuersHaveADatabase()

describe('signing keys', () => {
  test('a rotated key signs at once, the old one stays good until it is retired, then its tokens are refused (case 18)', async () => {
    const { origin, issuer, config } = await house()
    const client = await serviceAccount()
    const check = new TokenCheck([issuer.known])
    const old = (await token(origin, basic(client), {})).body.access_token
    expect(await check.check(old)).toBeDefined()

    later(1)
    await rotateSigningKeys(db, config, { add: 'signs at once' })
    await issuer.refreshKeys()
    const fresh = (await token(origin, basic(client), {})).body.access_token
    expect(kidOf(fresh)).not.toBe(kidOf(old))
    later(61)
    expect(await check.check(fresh)).toBeDefined()
    expect(await check.check(old)).toBeDefined()

    await db.run(
      sql`update signing_keys set signs_from = signs_from - interval '3 hours', created_at = created_at - interval '3 hours'`,
    )
    await rotateSigningKeys(db, config)
    await issuer.refreshKeys()
    later(61)
    expect(await check.check(fresh)).toBeDefined()
    expect(await check.check(old)).toBeUndefined()
    expect((await publicKeys(db)).keys.map(({ kid }) => kid)).toEqual([kidOf(fresh)])
  })

  test('recurring rotation adds a key after 90 days, published an hour before it signs', async () => {
    const { origin, issuer, config } = await house()
    const client = await serviceAccount()
    await rotateSigningKeys(db, config)
    expect((await publicKeys(db)).keys).toHaveLength(1)

    await db.run(sql`update signing_keys set signs_from = signs_from - interval '91 days'`)
    await Promise.all([1, 2, 3].map(() => rotateSigningKeys(db, config)))
    await issuer.refreshKeys()
    const [next, current] = (await publicKeys(db)).keys
    const published = (await (await fetch(`${origin}/oauth/jwks`)).json()) as jose.JSONWebKeySet
    expect(published.keys.map(({ kid }) => kid)).toEqual([current?.kid, next?.kid])
    expect(kidOf((await token(origin, basic(client), {})).body.access_token)).toBe(current?.kid)

    await db.run(sql`update signing_keys set signs_from = signs_from - interval '61 minutes'`)
    await issuer.refreshKeys()
    expect(kidOf((await token(origin, basic(client), {})).body.access_token)).toBe(next?.kid)
  })

  test('processes that start at once on an empty database share one key', async () => {
    const config = configured()
    const sets = await Promise.all(Array.from({ length: 8 }, () => loadKeys(db, config.linkKeys)))
    expect(new Set(sets.map((keys) => keys.map(({ kid }) => kid).join())).size).toBe(1)
    expect(sets[0]).toHaveLength(1)
  })

  test('private keys are stored encrypted, and a missing or changed link key is named', async () => {
    const config = configured()
    await loadKeys(db, config.linkKeys)
    const { private_jwk } = await db.one(sql<{ private_jwk: string }>`select private_jwk from signing_keys`)
    expect(jose.decodeProtectedHeader(private_jwk)).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: config.linkKeys[0].epoch,
    })
    const other: LinkKey = { epoch: 'next', secret: new Secret(newSecret()) }
    await expect(loadKeys(db, [other, ...config.linkKeys])).resolves.toHaveLength(1)
    await expect(loadKeys(db, [other])).rejects.toThrow(/USHER_LINK_KEYS lacks the key of epoch test/)
    await expect(loadKeys(db, [{ ...other, epoch: 'test' }])).rejects.toThrow(ConfigError)
  })
})
