import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal } from '../http/problems.ts'
import { demandOperator, notOperator, operatorRow } from '../platform/operators.ts'
import type { Caller } from '../tokens/caller.ts'
import { readAddress } from '../users/address.ts'
import type { MailSuppression } from './schemas.ts'
import { addressHash, type Reason, type Scope } from './suppressed.ts'

interface Row {
  readonly scope: Scope
  readonly reason: Reason
  readonly created_at: Date
}

/** Which mails an address takes none of, and why: nothing, where it takes all. For operators, who know the address. */
export async function listSuppressions(
  db: Database,
  caller: Caller,
  email: string,
): Promise<MailSuppression[] | Refusal> {
  const address = readAddress(email)
  if (address === undefined) return noAddress
  const rows = await db.many(sql<Row | { scope: null }>`
    with operator as (${operatorRow(caller)})
    select found.* from operator left join lateral (
      select scope, reason, created_at from mail_suppressions
      where address_hash = ${addressHash(sql`${address.canonical}::text`)}
    ) as found on true
    order by scope`)
  if (rows.length === 0) return notOperator(db, caller)
  return rows.flatMap((row) =>
    row.scope === null ? [] : [{ scope: row.scope, reason: row.reason, created: row.created_at.toISOString() }],
  )
}

/**
 * The address takes all mail again, from the next one on; what was not sent meanwhile stays so. Lifting twice answers the same
 * again. The event names the operator and what was lifted, and never the address.
 */
export async function liftSuppressions(
  db: Database,
  { caller, email, requestId }: { caller: Caller; email: string; requestId: string },
): Promise<null | Refusal> {
  const address = readAddress(email)
  if (address === undefined) return noAddress
  return db.transaction(async (tx) => {
    const by = await demandOperator(tx, caller)
    if (by instanceof Refusal) return by
    const lifted = await tx.many(sql<Pick<Row, 'scope' | 'reason'>>`
      delete from mail_suppressions where address_hash = ${addressHash(sql`${address.canonical}::text`)}
      returning scope, reason`)
    if (lifted.length === 0) return null
    await record(tx, {
      type: 'operator.lifted_mail_suppression',
      organizationId: null,
      actor: { type: 'user', id: by.id },
      subject: { type: 'user', id: by.id },
      requestId,
      data: { lifted },
    })
    return null
  })
}

const noAddress = invalid({
  in: 'query',
  pointer: '/email',
  detail: 'must be one e-mail address like grace@example.com',
})
