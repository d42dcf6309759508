import type { AdapterPayload, default as Provider, KoaContextWithOIDC, Session } from 'oidc-provider'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { refuseNul, Records } from './store.ts'

const longest_user_agent = 300

/**
 * The browsers in which somebody is signed in: oidc-provider's own record of each, and beside it the row of `sessions`
 * that its person sees. Saving a session that was ended meanwhile does nothing, so a request under way cannot bring it
 * back; that is decided by the row, which both lock.
 */
export class Sessions extends Records {
  readonly #db: Queryable

  constructor(db: Queryable) {
    super(db, 'Session')
    this.#db = db
  }

  override async upsert(id: string, payload: AdapterPayload, lives_seconds?: number): Promise<void> {
    const { accountId, uid } = payload
    if (accountId === undefined || uid === undefined) return super.upsert(id, payload, lives_seconds)
    refuseNul(payload)
    const end = sql`now() + make_interval(secs => ${lives_seconds ?? 0}::float8)`
    const saved = await this.#db.run(sql`
      with kept as (
        insert into sessions (uid, user_id, expires_at) values (${uid}, ${accountId}::uuid, ${end})
        on conflict (uid) do update
        set user_id = excluded.user_id, expires_at = excluded.expires_at, last_used_at = now()
        where sessions.ended_at is null
        returning uid
      )
      insert into oauth_records (model, id, payload, uid, session_uid, expires_at)
      select 'Session', ${id}, ${payload}::jsonb, uid, uid, ${end} from kept
      on conflict (model, id) do update set payload = excluded.payload, expires_at = excluded.expires_at`)
    // What the request under way granted before it came to this.
    if (saved === 0) await endRecords(this.#db, uid)
  }
}

async function endRecords(db: Queryable, uid: string): Promise<void> {
  await db.run(sql`delete from oauth_records where session_uid = ${uid}`)
}

/** Ends a session and everything that was granted in it: codes, refresh tokens, and by their grants the access tokens. */
export async function endSession(db: Database, uid: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`update sessions set ended_at = now() where uid = ${uid} and ended_at is null`)
    // A statement of its own, since what was saved while this one waited for the row has to go as well.
    await endRecords(tx, uid)
  })
}

/**
 * Makes signing out at a provider end all that was granted in the session. By itself the library leaves the refresh tokens
 * that were given for `offline_access`: those outlive a session that runs out, but not one that its person ends.
 */
export function endGrantsWithSessions(provider: Provider, db: Database): void {
  const { prototype } = provider.Session
  // So that signing out of one application ends what was granted to that one.
  // oxlint-disable-next-line typescript/unbound-method -- it is applied to the session that it is called on
  const { authorizationFor } = prototype
  prototype.authorizationFor = function (this: Session, ...of: Parameters<typeof authorizationFor>) {
    const found = authorizationFor.apply(this, of)
    if (found !== undefined) Object.assign(found, { persistsLogout: false })
    return found
  }
  prototype.destroy = async function destroy(this: Session): Promise<void> {
    await endSession(db, this.uid)
    // As the library does itself: so it is not saved again at the end of the request.
    Object.assign(this, { destroyed: true })
  }
}

/** Makes a provider remember how a browser calls itself, where somebody signed in with it just now. */
export function noteBrowsers(provider: Provider, db: Queryable): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next()
    const { session, result } = ctx.oidc ?? {}
    if (session === undefined || result?.login === undefined) return
    const userAgent = ctx.get('user-agent').slice(0, longest_user_agent)
    await db.run(sql`update sessions set user_agent = ${userAgent} where uid = ${session.uid} and user_agent is null`)
  })
}
