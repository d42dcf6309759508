import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'

/** The application's own machine access: acts for no user, answers no invitation. */
export interface PlatformClient {
  readonly id: string
}

/** Whether the token is one of a platform client. The scope is ours to give, so a machine of another issuer never has it. */
export function isPlatform(caller: Caller): boolean {
  return caller.machine && caller.scopes?.has('platform') === true
}

/** That client's row, unless it was revoked or ended the token, for a statement that reads it on every request. */
export function platformClientRow(caller: Caller): Statement<PlatformClient> {
  return sql<PlatformClient>`
    select id from clients
    where id = ${caller.subject} and kind = 'platform' and revoked_at is null
      and date_trunc('second', tokens_valid_from) <= ${caller.issuedAt}`
}

/** The caller as a platform client; undefined if it is none. */
export async function platformClient(db: Queryable, caller: Caller): Promise<PlatformClient | undefined> {
  return isPlatform(caller) ? db.maybe(platformClientRow(caller)) : undefined
}

/** The same for verbs that are the application's alone, or why not. */
export async function demandPlatform(db: Queryable, caller: Caller): Promise<PlatformClient | Refusal> {
  return (await platformClient(db, caller)) ?? notPlatform(db, caller)
}

/** Why it is none. A user is told so, unless theirs is the token of one who is disabled or gone. */
export async function notPlatform(db: Queryable, caller: Caller): Promise<Refusal> {
  const user = await db.maybe(callerRow(caller))
  const unknown = user === undefined ? await unknownCaller(db, caller) : undefined
  return unknown?.code === 'invalid_token' ? unknown : refuse('platform_client_required')
}
