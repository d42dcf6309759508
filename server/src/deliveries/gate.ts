import pLimit from 'p-limit'
import type { Database } from '../database/database.ts'

/** The same database, of which so many statements and transactions are used at once, so that connections are left to others. */
export function gated(db: Database, most: number): Database {
  const inTurn = pLimit(most)
  return {
    many: (statement) => inTurn(() => db.many(statement)),
    maybe: (statement) => inTurn(() => db.maybe(statement)),
    one: (statement) => inTurn(() => db.one(statement)),
    run: (statement) => inTurn(() => db.run(statement)),
    transaction: (work) => inTurn(() => db.transaction(work)),
    session: (work) => inTurn(() => db.session(work)),
    store: db.store,
    get connections() {
      return db.connections
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  }
}
