import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { readAddress } from '../users/address.ts'
import { type UserRow, userColumns, userOf } from '../users/user.ts'
import { demandOperator, isLastOperator, lockOperators, notOperator, operatorRow } from './operators.ts'
import type { User } from './schemas.ts'

/** Everybody who has an address, verified or not, in any spelling of it. For operators. */
export async function findUsers(db: Database, caller: Caller, email: string): Promise<User[] | Refusal> {
  const address = readAddress(email)
  if (address === undefined) {
    return invalid({ in: 'query', pointer: '/email', detail: 'must be one e-mail address like grace@example.com' })
  }
  return select(
    db,
    caller,
    sql`users.id in (select user_id from addresses where addresses.canonical = ${address.canonical})`,
  )
}

/** One user. For operators. */
export async function getUser(db: Database, caller: Caller, id: string): Promise<User | Refusal> {
  const found = await select(db, caller, sql`users.id = ${id}`)
  return found instanceof Refusal ? found : (found[0] ?? refuse('not_found'))
}

async function select(db: Queryable, caller: Caller, which: Statement<never>): Promise<User[] | Refusal> {
  const rows = await db.many(sql<UserRow | { id: null }>`
    with operator as (${operatorRow(caller)})
    select found.* from operator left join lateral (
      select ${userColumns} from users where ${which} and users.status <> 'deleted'
    ) as found on true
    order by found.created_at, found.id`)
  if (rows.length === 0) return notOperator(db, caller)
  return rows.flatMap((row) => (row.id === null ? [] : [operatorsView(row)]))
}

function operatorsView(row: UserRow): User {
  return { ...userOf(row), identities: row.identities.map(({ issuer, subject }) => ({ issuer, subject })) }
}

interface Act {
  caller: Caller
  userId: string
  requestId: string
}

/**
 * Lets a user do nothing any more, from the next request on: their tokens are refused and stay so. Memberships and what
 * they did remain. Answers the same if they are deactivated already.
 */
export async function deactivate(db: Database, act: Act): Promise<User | Refusal> {
  return change(
    db,
    act,
    'user.deactivated',
    // With the running second, since tokens say in whole seconds when they were issued.
    sql`status = 'disabled',
      tokens_valid_from = greatest(date_trunc('second', clock_timestamp()) + interval '1 second', tokens_valid_from)`,
  )
}

/** Lets a deactivated user in again, with tokens that are new. */
export async function activate(db: Database, act: Act): Promise<User | Refusal> {
  return change(db, act, 'user.activated', sql`status = 'active'`)
}

async function change(
  db: Database,
  { caller, userId, requestId }: Act,
  type: 'user.activated' | 'user.deactivated',
  assignment: Statement<never>,
): Promise<User | Refusal> {
  return db.transaction(async (tx) => {
    await lockOperators(tx)
    const by = await demandOperator(tx, caller)
    if (by instanceof Refusal) return by
    if (type === 'user.deactivated' && (await isLastOperator(tx, userId))) return refuse('last_operator')
    const from = type === 'user.activated' ? 'disabled' : 'active'
    const changed = await tx.run(sql`
      update users set ${assignment}, updated_at = now() where id = ${userId} and status = ${from}`)
    if (changed === 1) {
      const actor = { type: 'user', id: by.id } as const
      await record(tx, { type, organizationId: null, actor, subject: { type: 'user', id: userId }, requestId })
    }
    const row = await tx.maybe(sql<UserRow>`
      select ${userColumns} from users where id = ${userId} and status <> 'deleted'`)
    return row === undefined ? refuse('not_found') : operatorsView(row)
  })
}
