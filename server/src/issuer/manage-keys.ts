import type { Config } from '../config.ts'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { epochOf } from '../http/stored.ts'
import { holdKeys, seal, unseal } from './keys.ts'

/** A signing key as an operator sees it. */
export interface KeyInfo {
  readonly kid: string
  /** `next` is published and signs later, `signs` signs now, `old` still verifies, `retired` is no longer published. */
  readonly state: 'next' | 'signs' | 'old' | 'retired'
  readonly signsFrom: Date
  /** Of the link key that it is encrypted with. */
  readonly epoch: string
}

/** Every signing key, the newest first. */
export async function listKeys(db: Queryable): Promise<KeyInfo[]> {
  const rows = await db.many(sql<{ kid: string; private_jwk: string; signs_from: Date; state: KeyInfo['state'] }>`
    select kid, private_jwk, signs_from,
      case
        when retired_at is not null then 'retired'
        when signs_from > now() then 'next'
        when exists (
          select from signing_keys newer
          where newer.retired_at is null and newer.signs_from <= now()
            and (newer.signs_from, signing_keys.kid) > (signing_keys.signs_from, newer.kid)
        ) then 'old'
        else 'signs'
      end as state
    from signing_keys order by signs_from desc, kid`)
  return rows.map(({ kid, state, signs_from: signsFrom, private_jwk }) => {
    return { kid, state, signsFrom, epoch: epochOf(private_jwk) }
  })
}

/** @throws ConfigError if a key in use cannot be decrypted with these link keys */
export async function checkKeys(db: Queryable, linkKeys: Config['linkKeys']): Promise<void> {
  const rows = await db.many(sql<{ private_jwk: string }>`
    select private_jwk from signing_keys where retired_at is null`)
  for (const { private_jwk } of rows) await unseal(private_jwk, linkKeys)
}

/**
 * Takes a key out of use at once: within a minute no process signs with it or takes a token that it signed.
 *
 * @returns `retired`, or why not: it is not known, or the only one that can sign
 */
export async function retireKey(db: Database, kid: string): Promise<'retired' | 'unknown' | 'only one'> {
  return db.transaction(async (tx) => {
    await holdKeys(tx)
    const known = await tx.maybe(sql`select kid from signing_keys where kid = ${kid}`)
    if (known === undefined) return 'unknown'
    await tx.run(sql`
      update signing_keys set retired_at = now()
      where kid = ${kid} and retired_at is null and exists (
        select from signing_keys other
        where other.kid <> ${kid} and other.retired_at is null and other.signs_from <= now())`)
    const { done } = await tx.one(sql<{ done: boolean }>`
      select retired_at is not null as done from signing_keys where kid = ${kid}`)
    return done ? 'retired' : 'only one'
  })
}

/**
 * Encrypts every key in use with the newest link key, so that the older ones are no longer needed for them. Keys stay
 * what they are; nobody is signed out.
 *
 * @returns how many were encrypted anew
 * @throws ConfigError if one is encrypted with a link key that is not configured
 */
export async function reencryptKeys(db: Database, linkKeys: Config['linkKeys']): Promise<number> {
  const [newest] = linkKeys
  const rows = await db.many(sql<{ kid: string; private_jwk: string }>`
    select kid, private_jwk from signing_keys where retired_at is null`)
  let done = 0
  for (const { kid, private_jwk } of rows) {
    if (epochOf(private_jwk) === newest.epoch) continue
    const sealed = await seal(await unseal(private_jwk, linkKeys), newest)
    done += await db.run(sql`
      update signing_keys set private_jwk = ${sealed} where kid = ${kid} and private_jwk = ${private_jwk}`)
  }
  return done
}
