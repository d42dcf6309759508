import type { Config } from '../config.ts'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { epochOf, NotOpened, openStored, sealStored } from '../http/stored.ts'

type LinkKeys = Config['linkKeys']

interface Stored {
  id: string
  secret: string
  previous_secret: string | null
}

/** What endpoints sign with, as it is stored. One from before a rotation counts until its time is over. */
function storedSecrets(db: Queryable): Promise<Stored[]> {
  return db.many(sql<Stored>`
    select id, secret, case when previous_secret_until > now() then previous_secret end as previous_secret
    from webhook_endpoints where deleted_at is null`)
}

const secretsOf = ({ secret, previous_secret }: Stored) => [
  secret,
  ...(previous_secret === null ? [] : [previous_secret]),
]

/** The epochs of the link keys that secrets of endpoints are encrypted with. */
export async function epochsOfSecrets(db: Queryable): Promise<Set<string>> {
  return new Set((await storedSecrets(db)).flatMap(secretsOf).map(epochOf))
}

/** How many endpoints there are, and why the first of those cannot sign whose secrets cannot be read. */
export async function checkSecrets(
  db: Queryable,
  linkKeys: LinkKeys,
): Promise<{ endpoints: number; unreadable: number; because: NotOpened | undefined }> {
  const stored = await storedSecrets(db)
  let unreadable = 0
  let because: NotOpened | undefined
  for (const each of stored) {
    try {
      for (const sealed of secretsOf(each)) await openStored(sealed, linkKeys)
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error
      because ??= error
      unreadable += 1
    }
  }
  return { endpoints: stored.length, unreadable, because }
}

/**
 * Encrypts the secrets of endpoints with the newest link key. They stay what they are, and receivers notice nothing.
 *
 * @returns of how many endpoints
 * @throws NotOpened if one is encrypted with a link key that is not configured
 */
export async function reencryptSecrets(db: Database, linkKeys: LinkKeys): Promise<number> {
  const [newest] = linkKeys
  const anew = async (sealed: string) =>
    epochOf(sealed) === newest.epoch ? sealed : sealStored(await openStored(sealed, linkKeys), newest)
  let done = 0
  for (const { id, secret, previous_secret } of await storedSecrets(db)) {
    const [now, before] = [await anew(secret), previous_secret === null ? null : await anew(previous_secret)]
    if (now === secret && before === previous_secret) continue
    // Not where it was rotated meanwhile, which is by the newest key as well.
    done += await db.run(sql`
      update webhook_endpoints set secret = ${now}, previous_secret = ${before} where id = ${id} and secret = ${secret}`)
  }
  return done
}

/** Forgets secrets of before a rotation, once they sign no more. @returns how many */
export async function forgetSecrets(db: Database): Promise<number> {
  return db.run(sql`
    update webhook_endpoints set previous_secret = null, previous_secret_until = null where previous_secret_until <= now()`)
}
