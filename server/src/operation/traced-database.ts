import { type Attributes, trace } from '@opentelemetry/api'
import type { Database, Queryable } from '../database/database.ts'
import type { Statement } from '../database/sql.ts'

/** Does some work as a span of the trace that is under way. */
export type Spanning = <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>

/** A database whose statements and transactions are spans. What is part of no trace, such as polling, stays without. */
export function tracedDatabase(db: Database, spanning: Spanning): Database {
  const within: Spanning = (name, attributes, work) =>
    trace.getActiveSpan() === undefined ? work() : spanning(name, attributes, work)
  return {
    ...traced(db, within),
    store: db.store,
    transaction: (work) =>
      within('transaction', { 'db.system.name': 'postgresql' }, () => db.transaction((tx) => work(traced(tx, within)))),
    session: (work) => db.session(work),
    get connections() {
      return db.connections
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  }
}

function traced(db: Queryable, within: Spanning): Queryable {
  const statement = <T>({ text }: Statement<unknown>, work: () => Promise<T>) => {
    // Values are parameters and never part of the text.
    const query = text.replaceAll(/\s+/g, ' ').trim()
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': query }
    return within(query.slice(0, query.indexOf(' ')), attributes, work)
  }
  return {
    many: (asked) => statement(asked, () => db.many(asked)),
    maybe: (asked) => statement(asked, () => db.maybe(asked)),
    one: (asked) => statement(asked, () => db.one(asked)),
    run: (asked) => statement(asked, () => db.run(asked)),
  }
}
