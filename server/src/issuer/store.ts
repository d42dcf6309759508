import { hash } from 'node:crypto'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'

interface StoredRecord {
  payload: AdapterPayload
  /** Seconds since the epoch. */
  consumed: number | null
}

/** Where oidc-provider keeps what it issues (codes, grants, sessions, refresh tokens): one model of it in `oauth_records`. */
export class Records implements Adapter {
  readonly #db: Queryable
  readonly #model: string

  constructor(db: Queryable, model: string) {
    this.#db = db
    this.#model = model
  }

  async upsert(id: string, payload: AdapterPayload, lives_seconds?: number): Promise<void> {
    refuseNul(payload)
    const { grantId = null, uid = null, userCode = null, sessionUid = null } = payload
    // `consumed_at` stays as it is: what was redeemed once cannot become fresh by being saved again.
    await this.#db.run(sql`
      insert into oauth_records (model, id, payload, grant_id, uid, user_code, session_uid, expires_at)
      values (${this.#model}, ${this.#key(id)}, ${this.#kept(payload)}, ${grantId}, ${uid}, ${userCode}, ${sessionUid},
        now() + make_interval(secs => ${lives_seconds ?? null}::float8))
      on conflict (model, id) do update
      set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code,
        expires_at = excluded.expires_at`)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.#find(id, sql`id = ${this.#key(id)}`)
    return found === undefined || this.#model !== 'RefreshToken' ? found : { ...found, jti: id }
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#find(uid, sql`uid = ${uid}`)
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#find(userCode, sql`user_code = ${userCode}`)
  }

  /**
   * Redeems a record. One conditional update decides, so of any number of requests at once exactly one gets through
   * (RFC 6749, section 4.1.2: a code is used once). Whoever comes second is a thief, or was robbed: the grant ends, and
   * with it what the first one got (RFC 9700, section 4.14.2).
   *
   * @throws errors.InvalidGrant for all others
   */
  async consume(id: string): Promise<void> {
    const consumed = await this.#db.run(sql`
      update oauth_records set consumed_at = now()
      where model = ${this.#model} and id = ${this.#key(id)} and consumed_at is null and (expires_at is null or expires_at > now())`)
    if (consumed === 1) return
    const used = await this.#db.maybe(sql<{ grant_id: string | null }>`
      select grant_id from oauth_records where model = ${this.#model} and id = ${this.#key(id)} and consumed_at is not null`)
    if (used?.grant_id != null) await endGrant(this.#db, used.grant_id)
    throw new errors.InvalidGrant('already redeemed, or expired')
  }

  async destroy(id: string): Promise<void> {
    await this.#db.run(sql`delete from oauth_records where model = ${this.#model} and id = ${this.#key(id)}`)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#db.run(sql`delete from oauth_records where model = ${this.#model} and grant_id = ${grantId}`)
  }

  /** A refresh token is all that a public client needs, so what is stored of it is its hash, as of other secrets. */
  #key(id: string): string {
    return this.#model === 'RefreshToken' ? hash('sha256', id, 'base64url') : id
  }

  #kept({ jti, ...payload }: AdapterPayload): AdapterPayload {
    return jti === undefined || this.#model === 'RefreshToken' ? payload : { ...payload, jti }
  }

  async #find(key: string, condition: Statement<never>): Promise<AdapterPayload | undefined> {
    if (key.includes('\0')) return undefined
    const row = await this.#db.maybe(sql<StoredRecord>`
      select payload, floor(extract(epoch from consumed_at))::bigint as consumed from oauth_records
      where model = ${this.#model} and ${condition} and (expires_at is null or expires_at > now())`)
    if (row === undefined) return undefined
    return row.consumed === null ? row.payload : { ...row.payload, consumed: row.consumed }
  }
}

/** Ends a grant with all codes and refresh tokens of its family, and by that its access tokens. */
export async function endGrant(db: Queryable, grantId: string): Promise<void> {
  await db.run(sql`
    delete from oauth_records where grant_id = ${grantId} or (model = 'Grant' and id = ${grantId})`)
}

/** PostgreSQL stores every character but this one; a request that brings it is at fault, not the service. */
export function refuseNul(payload: AdapterPayload): void {
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(JSON.stringify(payload))) {
    throw new errors.InvalidRequest('parameters must not contain the character U+0000')
  }
}
