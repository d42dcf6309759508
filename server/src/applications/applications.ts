import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { withdrawConsent } from '../issuer/consents.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, ownApplication, unknownCaller } from '../users/caller-row.ts'
import type { Application } from './schemas.ts'

// One allows a few, and never a machine's number of them.
const most_listed = 1_000

/** The applications of others that the caller allowed something, the newest first. */
export async function listApplications(db: Database, caller: Caller): Promise<Application[] | Refusal> {
  const rows = await db.many(sql<
    { own: boolean } & ((Omit<Application, 'created'> & { since: Date }) | { client_id: null })
  >`
    with caller as (${callerRow(caller)})
    select ${ownApplication(caller)} as own, found.*
    from caller left join lateral (
      select clients.id as client_id, clients.name, consents.scopes, consents.created_at as since
      from consents join clients on clients.id = consents.client_id
      where consents.user_id = caller.id
      order by consents.created_at desc, clients.id limit ${most_listed}
    ) as found on true`)
  const [first] = rows
  if (first === undefined) return unknownCaller(db, caller)
  if (!first.own) return refuse('own_application_required')
  return rows.flatMap((row) => {
    if (row.client_id === null) return []
    const { client_id, name, scopes, since } = row
    return { client_id, name, scopes, created: since.toISOString() }
  })
}

/**
 * Takes back what the caller allowed an application, in every browser: its tokens are refused from the next request on. Of
 * one that was allowed nothing there is nothing to take back, which answers the same.
 */
export async function removeApplication(
  db: Database,
  { caller, clientId, requestId }: { caller: Caller; clientId: string; requestId: string },
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const user = await tx.maybe(sql<{ id: string; own: boolean }>`
      with caller as (${callerRow(caller)}) select id, ${ownApplication(caller)} as own from caller`)
    if (user === undefined) return unknownCaller(tx, caller)
    if (!user.own) return refuse('own_application_required')
    const withdrawn = await withdrawConsent(tx, { userId: user.id, clientId })
    if (withdrawn) {
      const actor = { type: 'user', id: user.id } as const
      await record(tx, {
        type: 'user.consent_withdrawn',
        organizationId: null,
        actor,
        subject: actor,
        requestId,
        data: { client_id: clientId },
      })
    }
    return null
  })
}
