import * as jose from 'jose'
import { type Config, ConfigError, type LinkKey } from '../config.ts'
import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { NotOpened, openStored, sealStored } from '../http/stored.ts'

type LinkKeys = Config['linkKeys']

/** The one algorithm that this service signs with. */
export const signing_algorithm = 'ES256'

/** The keys that are not retired, with their private halves; the one that signs now comes first. */
export type SigningKeys = readonly jose.JWK[]

/**
 * The signing keys that all processes on one database share. Makes the first one if there is none that can sign yet.
 *
 * @throws ConfigError if a key was stored under a link key that is not configured
 */
export async function loadKeys(db: Database, linkKeys: LinkKeys): Promise<SigningKeys> {
  const found = await storedKeys(db)
  const stored = found.some(({ signs }) => signs) ? found : await withFirstKey(db, linkKeys)
  return Promise.all(stored.map(({ private_jwk }) => unseal(private_jwk, linkKeys)))
}

/** What everybody may know of the keys that are not retired: a JWK Set (RFC 7517, section 5). */
export async function publicKeys(db: Queryable): Promise<jose.JSONWebKeySet> {
  const rows = await db.many(sql<{ public_jwk: jose.JWK }>`
    select public_jwk from signing_keys where retired_at is null order by signs_from desc, kid`)
  return { keys: rows.map(({ public_jwk }) => public_jwk) }
}

/**
 * Adds a key when the newest is older than 90 days, and retires those that nobody needs any more.
 *
 * A new key is published an hour before it signs, so that whoever checks tokens with a cached key set learns it in
 * time. An old key stays published until its successor has been signing for two hours, because the longest access
 * token lives one.
 *
 * @param options.add adds a key in any case
 * @returns how many keys were retired
 */
export async function rotateSigningKeys(
  db: Database,
  config: Pick<Config, 'linkKeys'>,
  options: { add?: 'signs at once' | 'signs in an hour' } = {},
): Promise<number> {
  const key = await makeKey(config.linkKeys)
  return db.transaction(async (tx) => {
    await holdKeys(tx)
    const due =
      options.add === undefined
        ? sql`not exists (select from signing_keys where signs_from > now() - interval '90 days')`
        : sql`true`
    await insert(tx, key, options.add === 'signs at once' ? sql`now()` : sql`now() + interval '1 hour'`, due)
    return tx.run(sql`
      update signing_keys set retired_at = now()
      where retired_at is null and exists (
        select from signing_keys successor
        where successor.signs_from > signing_keys.signs_from and successor.signs_from <= now() - interval '2 hours')`)
  })
}

interface StoredKey {
  private_jwk: string
  signs: boolean
}

// By the statement's time, not the transaction's: one that waited for the lock began before the key was made that it finds.
function storedKeys(db: Queryable): Promise<StoredKey[]> {
  return db.many(sql<StoredKey>`
    select private_jwk, signs_from <= statement_timestamp() as signs from signing_keys
    where retired_at is null
    order by signs desc, signs_from desc, kid`)
}

/** Several processes may start on an empty database at once: one key is made, and all of them read that one. */
async function withFirstKey(db: Database, linkKeys: LinkKeys): Promise<StoredKey[]> {
  const key = await makeKey(linkKeys)
  return db.transaction(async (tx) => {
    await holdKeys(tx)
    await insert(
      tx,
      key,
      sql`now()`,
      sql`not exists (select from signing_keys where retired_at is null and signs_from <= statement_timestamp())`,
    )
    return storedKeys(tx)
  })
}

/** Readers go on; whoever else wants to change the keys waits until this transaction ends. */
export async function holdKeys(tx: Transaction): Promise<void> {
  await tx.run(sql`lock table signing_keys in share row exclusive mode`)
}

interface NewKey {
  kid: string
  publicJwk: jose.JWK
  sealed: string
}

async function insert(
  tx: Transaction,
  key: NewKey,
  signsFrom: ReturnType<typeof sql>,
  due: ReturnType<typeof sql>,
): Promise<void> {
  await tx.run(sql`
    insert into signing_keys (kid, public_jwk, private_jwk, signs_from)
    select ${key.kid}::text, ${key.publicJwk}::jsonb, ${key.sealed}::text, ${signsFrom}
    where ${due}`)
}

async function makeKey([newest]: LinkKeys): Promise<NewKey> {
  const { pair, publicJwk, kid } = await makePair()
  const common = { kid, alg: signing_algorithm, use: 'sig' }
  const privateJwk = { ...(await jose.exportJWK(pair.privateKey)), ...common }
  return { kid, publicJwk: { ...publicJwk, ...common }, sealed: await seal(privateJwk, newest) }
}

/** A command takes what begins with a dash for an option, so no key is called so. */
async function makePair() {
  for (;;) {
    const pair = await jose.generateKeyPair(signing_algorithm, { extractable: true })
    const publicJwk = await jose.exportJWK(pair.publicKey)
    const kid = await jose.calculateJwkThumbprint(publicJwk)
    if (!kid.startsWith('-')) return { pair, publicJwk, kid }
  }
}

/** Encrypted, so that a copy of the database alone signs nothing. The header names the epoch of the link key. */
export function seal(jwk: jose.JWK, key: LinkKey): Promise<string> {
  return sealStored(JSON.stringify(jwk), key)
}

/** @throws ConfigError if that link key is not configured, or is another one by now */
export async function unseal(sealed: string, linkKeys: LinkKeys): Promise<jose.JWK> {
  try {
    return JSON.parse(await openStored(sealed, linkKeys)) as jose.JWK
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error
    const { epoch, because } = error
    const problem =
      because === 'key missing'
        ? `USHER_LINK_KEYS lacks the key of epoch ${epoch}, which a signing key in the database is stored under. List that key again, behind the newer ones. In development the keys lie in keys.json of the data folder that made it.`
        : `USHER_LINK_KEYS lists another secret for epoch ${epoch} than the one that a signing key in the database is stored under. Restore that secret, and give a new one a new epoch.`
    throw Object.assign(new ConfigError([problem]), { cause: error.cause })
  }
}
