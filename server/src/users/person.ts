import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, ownApplication, unknownCaller } from './caller-row.ts'

/**
 * The caller as somebody who decides about themselves: a person, in an application of the platform's own.
 *
 * @param lock on the row of `users`, for the rest of the transaction; whoever is erased while that is waited for is nobody
 */
export async function demandPerson(
  db: Queryable,
  caller: Caller,
  lock: Statement<never> = sql``,
): Promise<{ id: string } | Refusal> {
  const user = await db.maybe(sql<{ id: string; kind: 'person' | 'service_account'; own_application: boolean }>`
    with caller as (${callerRow(caller)})
    select users.id, users.kind, ${ownApplication(caller)} as own_application
    from caller join users on users.id = caller.id and users.status = 'active'
    ${lock}`)
  if (user === undefined) return unknownCaller(db, caller)
  if (user.kind === 'service_account') return refuse('managed_by_organization')
  return user.own_application ? { id: user.id } : refuse('own_application_required')
}
