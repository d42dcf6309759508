import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, ownApplication, unknownCaller } from '../users/caller-row.ts'
import type { Operator } from './schemas.ts'

/**
 * The caller as an operator, for `with operator as (...)` in front of the statement that does the work: read on every
 * request, so who is removed is none at the next one. No row: see {@link notOperator}.
 */
export function operatorRow(caller: Caller): Statement<{ id: string }> {
  return sql`
    select caller.id from (${callerRow(caller)}) as caller join operators on operators.user_id = caller.id
    where ${ownApplication(caller)}`
}

/** Why a valid token stands for no operator. */
export async function notOperator(db: Queryable, caller: Caller): Promise<Refusal> {
  const user = await db.maybe(sql<{ operator: boolean }>`
    select exists (select from operators where operators.user_id = caller.id) as operator
    from (${callerRow(caller)}) as caller`)
  if (user === undefined) return unknownCaller(db, caller)
  return refuse(user.operator ? 'own_application_required' : 'operator_required')
}

/** The caller as an operator, by one indexed read; for verbs whose work is more than a statement. */
export async function demandOperator(db: Queryable, caller: Caller): Promise<{ id: string } | Refusal> {
  return (await db.maybe(operatorRow(caller))) ?? notOperator(db, caller)
}

/** Who runs the platform, longest first. */
export async function listOperators(
  db: Database,
  caller: Caller,
  page: PageRequest,
): Promise<Page<Operator> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<Row | { user_id: null }>`
    with operator as (${operatorRow(caller)})
    select found.* from operator left join lateral (
      select ${columns} from ${fromOperators}
      ${after === undefined ? sql`` : sql`where (operators.created_at, operators.user_id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by operators.created_at, operators.user_id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.created_at, found.user_id`)
  if (rows.length === 0) return notOperator(db, caller)
  const found = rows.flatMap((row) => (row.user_id === null ? [] : [row]))
  return pageOf(found, page, ({ created_at, user_id }) => ({ key: created_at, id: user_id })).map(operatorOf)
}

interface Act {
  caller: Caller
  userId: string
  requestId: string
}

/** Lets an active person run the platform as well. Who does already stays as they are. */
export async function addOperator(db: Database, { caller, userId, requestId }: Act): Promise<Operator | Refusal> {
  return db.transaction(async (tx) => {
    await lockOperators(tx)
    const by = await demandOperator(tx, caller)
    if (by instanceof Refusal) return by
    if ((await appoint(tx, userId, { actor: { type: 'user', id: by.id }, requestId })) === undefined) {
      return invalid({ in: 'body', pointer: '/user_id', detail: 'must be the id of an active person' })
    }
    const row = await tx.one(sql<Row>`select ${columns} from ${fromOperators} where operators.user_id = ${userId}`)
    return operatorOf(row)
  })
}

/** Whoever it was runs the platform no longer, from the next request on. Removing twice answers the same again. */
export async function removeOperator(db: Database, { caller, userId, requestId }: Act): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    await lockOperators(tx)
    const by = await demandOperator(tx, caller)
    if (by instanceof Refusal) return by
    if (await isLastOperator(tx, userId)) return refuse('last_operator')
    await dismiss(tx, userId, { actor: { type: 'user', id: by.id }, requestId })
    return null
  })
}

interface Told {
  actor: Actor
  requestId: string | null
}

/**
 * Makes an active person an operator, with the event of it.
 *
 * @returns whether that is new; undefined if there is no such person, or they are not active
 */
export async function appoint(tx: Transaction, userId: string, told: Told): Promise<boolean | undefined> {
  const addedBy = told.actor.type === 'user' ? told.actor.id : null
  const outcome = await tx.maybe(sql<{ added: boolean }>`
    with person as (
      select id from users where id = ${userId} and kind = 'person' and status = 'active' for key share
    ), added as (
      insert into operators (user_id, added_by) select id, ${addedBy}::uuid from person
      on conflict do nothing
      returning user_id
    )
    select exists (select from added) as added from person`)
  if (outcome?.added === true) {
    const subject = { type: 'user', id: userId } as const
    await record(tx, { ...told, type: 'operator.added', organizationId: null, subject })
  }
  return outcome?.added
}

/** Takes it away again, with the event of it; false if they were none. */
export async function dismiss(tx: Transaction, userId: string, told: Told): Promise<boolean> {
  const removed = await tx.run(sql`delete from operators where user_id = ${userId}`)
  if (removed === 0) return false
  const subject = { type: 'user', id: userId } as const
  await record(tx, { ...told, type: 'operator.removed', organizationId: null, subject })
  return true
}

/** Holds all operators, so that of two who remove each other at once one stays. Taken before it is read who asks. */
export async function lockOperators(tx: Transaction): Promise<void> {
  await tx.run(sql`select 1 from operators order by user_id for update`)
}

/** Whether nobody else who is active runs the platform. Holds as long as the operators are locked. */
export async function isLastOperator(tx: Transaction, userId: string): Promise<boolean> {
  const { last } = await tx.one(sql<{ last: boolean }>`
    select exists (select from operators where user_id = ${userId}) and not exists (
      select from operators join users on users.id = operators.user_id
      where users.status = 'active' and users.id <> ${userId}
    ) as last`)
  return last
}

interface Row {
  user_id: string
  name: string | null
  added_by: string | null
  created_at: Date
}

const columns = sql`operators.user_id, users.name, operators.added_by, operators.created_at`
const fromOperators = sql`operators join users on users.id = operators.user_id`

function operatorOf({ created_at, ...same }: Row): Operator {
  return { ...same, created: created_at.toISOString() }
}
