import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { endSession as end } from '../issuer/sessions.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import type { Session } from './schemas.ts'

interface SessionRow {
  id: string | null
  current: boolean
  user_agent: string | null
  created_at: Date
  last_used_at: Date
  expires_at: Date
}

/** The browsers in which the caller is signed in at the built-in issuer, the one used last first. */
export async function listSessions(db: Database, caller: Caller): Promise<Session[] | Refusal> {
  const rows = await db.many(sql<SessionRow>`
    with caller as (${callerRow(caller)})
    select sessions.id, sessions.user_agent, sessions.created_at, sessions.last_used_at, sessions.expires_at,
      exists (
        select from oauth_records
        where model = 'Grant' and oauth_records.id = ${caller.grantId ?? null} and session_uid = sessions.uid
      ) as current
    from caller left join sessions
      on sessions.user_id = caller.id and sessions.ended_at is null and sessions.expires_at > now()
    order by sessions.last_used_at desc, sessions.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  return rows.flatMap(({ id, current, user_agent, created_at, last_used_at, expires_at }) =>
    id === null
      ? []
      : {
          id,
          current,
          user_agent,
          created: created_at.toISOString(),
          last_used: last_used_at.toISOString(),
          expiration_date: expires_at.toISOString(),
        },
  )
}

/** Signs the caller out of one browser, and ends everything that was granted in it. Twice is as good as once. */
export async function endSession(
  db: Database,
  { caller, sessionId }: { caller: Caller; sessionId: string },
): Promise<null | Refusal> {
  const found = await db.maybe(sql<{ uid: string | null }>`
    with caller as (${callerRow(caller)})
    select sessions.uid from caller left join sessions on sessions.id = ${sessionId} and sessions.user_id = caller.id`)
  if (found === undefined) return unknownCaller(db, caller)
  if (found.uid === null) return refuse('not_found')
  await end(db, found.uid)
  return null
}
