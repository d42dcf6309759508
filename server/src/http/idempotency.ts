import { createHash } from 'node:crypto'
import type { Database, Transaction } from '../database/database.ts'
import { isLockTimeout } from '../database/faults.ts'
import { nestedIn } from '../database/nested.ts'
import { sql } from '../database/sql.ts'
import { platformClient } from '../platform/platform-client.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import type { Usher } from '../usher.ts'
import { Answer, type Outcome, Streamed } from './operation.ts'
import { invalid, Refusal, refuse } from './problems.ts'
import { Refused } from './refused.ts'
import { open, seal } from './sealed.ts'

/** How long what was answered is answered again. */
export const idempotency_hours = 24

const purpose = 'idempotency'
const batch = 500

interface Asked {
  readonly caller: Caller
  /** The header `Idempotency-Key`. */
  readonly key: string
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly body: unknown
}

/**
 * Does once what is asked with a key, and answers the same to whoever asks the same again. The row that says so and the
 * effect are one transaction: there is never one without the other, also where the answer is lost on its way. A refusal undoes
 * everything and leaves the key unused, since nothing was done.
 *
 * @param handle is given the service with a database that is this transaction, and may be called again where that was undone
 * @throws Refused also for what `handle` refuses
 */
export async function onlyOnce(
  usher: Usher,
  asked: Asked,
  handle: (usher: Usher) => Promise<Outcome<unknown>>,
): Promise<Answer<unknown>> {
  const { db, config } = usher
  if (!/^[\x21-\x7e]{1,255}$/.test(asked.key)) throw new Refused(wrongKey)
  const row = hashesOf(asked)
  return db.transaction(async (tx) => {
    if (!(await take(tx, row))) return answeredBefore(tx, config, row, asked.caller)
    const outcome = await handle({ ...usher, db: nestedIn(tx, db) })
    if (outcome instanceof Refusal) throw new Refused(outcome)
    if (outcome instanceof Streamed) throw new Error('an answer that is streamed cannot be kept')
    const given = outcome instanceof Answer ? outcome : new Answer(outcome, {})
    const { status = null, headers, body } = given
    await keep(tx, row, await seal(config, purpose, { status, headers, body } satisfies Kept))
    return given
  })
}

const wrongKey = invalid({
  in: 'header',
  pointer: '/idempotency-key',
  detail: 'must be 1 to 255 visible ASCII characters, such as a UUID',
})

interface Kept {
  status: number | null
  headers: Readonly<Record<string, string>>
  body: unknown
}

interface Row {
  readonly caller: Buffer
  readonly key: Buffer
  readonly request: Buffer
}

/** A key is its caller's own, and within that its application's: what one was told once is no other's to ask for. */
function hashesOf({ caller, key, method, url, body }: Asked): Row {
  return {
    // As in `users/erased.ts`, so that an erasure finds them.
    caller: sha256(`${caller.issuer} ${caller.subject}`),
    key: sha256(`${caller.clientId ?? ''}\0${key}`),
    request: sha256(`${method} ${url}\0${JSON.stringify(body) ?? ''}`),
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * Takes the key for this transaction, or says that it is used. While another transaction has it, this waits for how that ends,
 * as long as it may wait for a row.
 */
async function take(tx: Transaction, { caller, key, request }: Row): Promise<boolean> {
  try {
    const taken = await tx.run(sql`
      insert into idempotency_keys (caller_hash, key_hash, request_hash, expires_at)
      values (${caller}::bytea, ${key}::bytea, ${request}::bytea, now() + make_interval(hours => ${idempotency_hours}))
      on conflict (caller_hash, key_hash) do update
        set request_hash = excluded.request_hash, answer = null, expires_at = excluded.expires_at
        where idempotency_keys.expires_at <= now()`)
    return taken === 1
  } catch (error) {
    if (isLockTimeout(error)) throw new Refused(refuse('idempotency_key_in_use', { headers: { 'retry-after': '1' } }))
    throw error
  }
}

async function keep(tx: Transaction, { caller, key }: Row, answer: string): Promise<void> {
  await tx.run(sql`
    update idempotency_keys set answer = ${answer}
    where caller_hash = ${caller}::bytea and key_hash = ${key}::bytea`)
}

async function answeredBefore(
  tx: Transaction,
  config: Usher['config'],
  { caller, key, request }: Row,
  by: Caller,
): Promise<Answer<unknown>> {
  const stranger = await refusalTo(tx, by)
  if (stranger !== undefined) throw new Refused(stranger)
  const { same, answer } = await tx.one(sql<{ same: boolean; answer: string | null }>`
    select request_hash = ${request}::bytea as same, answer from idempotency_keys
    where caller_hash = ${caller}::bytea and key_hash = ${key}::bytea`)
  if (!same) throw new Refused(refuse('idempotency_key_reused'))
  const opened = answer === null ? undefined : await open<Kept>(config, purpose, answer)
  if (opened === undefined) throw new Refused(refuse('idempotency_answer_lost'))
  const { status, headers, body } = opened.content
  return new Answer(body, { ...headers, 'idempotent-replayed': 'true' }, status ?? undefined)
}

/** Whoever was deactivated, signed out or revoked since is told nothing any more; as in all that is asked. */
async function refusalTo(tx: Transaction, caller: Caller): Promise<Refusal | undefined> {
  const known = (await tx.maybe(callerRow(caller))) ?? (await platformClient(tx, caller))
  return known === undefined ? unknownCaller(tx, caller) : undefined
}

/** Forgets what somebody was answered who is about to be erased; keys that are in somebody's hands end by themselves. */
export async function eraseIdempotencyKeys(tx: Transaction, userId: string): Promise<void> {
  await tx.run(sql`
    delete from idempotency_keys where (caller_hash, key_hash) in (
      select caller_hash, key_hash from idempotency_keys
      where caller_hash in (
        select sha256(convert_to(issuer || ' ' || subject, 'UTF8')) from identities where user_id = ${userId}
      )
      for update skip locked)`)
}

/** Forgets answers whose time is over. @returns how many; at most a batch */
export async function forgetIdempotencyKeys(db: Database): Promise<number> {
  return db.run(sql`
    delete from idempotency_keys where (caller_hash, key_hash) in (
      select caller_hash, key_hash from idempotency_keys
      where expires_at <= now() limit ${batch} for update skip locked)`)
}
