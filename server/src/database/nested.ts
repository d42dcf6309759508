import type { Database, Transaction } from './database.ts'
import { asUnavailable } from './faults.ts'
import { sql } from './sql.ts'

/**
 * A database whose work is all part of one transaction that is under way. Each statement and each transaction is a savepoint:
 * one that fails is undone alone, as it would be otherwise, and whoever expected that goes on. What has to be tried again
 * fails the transaction around it, which is tried again as a whole.
 *
 * They share a connection, so they take turns; none may wait for another that begins within it.
 */
export function nestedIn(tx: Transaction, around: Database): Database {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => savingPoint(tx, work))
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    many: (statement) => inTurn(() => tx.many(statement)),
    maybe: (statement) => inTurn(() => tx.maybe(statement)),
    one: (statement) => inTurn(() => tx.one(statement)),
    run: (statement) => inTurn(() => tx.run(statement)),
    store: around.store,
    transaction: (work) => inTurn(() => work(tx)),
    session: () => Promise.reject(new Error('a transaction has no connection of its own to give')),
    get connections() {
      return around.connections
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

const begin = sql`savepoint nested`
const end = sql`release savepoint nested`
const undo = sql`rollback to savepoint nested`

/** Does some work, and undoes it where it fails. */
async function savingPoint<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.run(begin)
  try {
    const result = await work()
    await tx.run(end)
    return result
  } catch (error) {
    // A broken connection has nothing to go back to.
    if (asUnavailable(error) === undefined) {
      await tx.run(undo)
      await tx.run(end)
    }
    throw error
  }
}
