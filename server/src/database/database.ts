import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { asUnavailable, isRetryable, Unavailable } from './faults.ts'
import { Loans } from './loans.ts'
import type { Statement } from './sql.ts'

/** What a query function needs: a pool and a transaction are interchangeable. */
export interface Queryable {
  /** All rows. */
  many<Row>(statement: Statement<Row>): Promise<Row[]>
  /** The first row, or undefined where there is none. */
  maybe<Row>(statement: Statement<Row>): Promise<Row | undefined>
  /** The first row of a statement that always returns one. */
  one<Row>(statement: Statement<Row>): Promise<Row>
  /** The number of rows that were written. */
  run(statement: Statement<unknown>): Promise<number>
}

/** A transaction under way. Nothing that leaves this process may happen inside one. */
export type Transaction = Queryable & { readonly transaction?: never }

export interface Database extends Queryable, AsyncDisposable {
  /** The store behind it, as a word for people: `PGlite` or `PostgreSQL`. */
  readonly store: 'PGlite' | 'PostgreSQL'
  /** Runs `work` in one transaction; a deadlock or serialization failure is tried again, three times in all. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** A connection of its own without the time limits of a request, for migrations and other long work. */
  session<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T>
  /** Connections now: in all, idle, and callers waiting for one. */
  readonly connections: { total: number; idle: number; waiting: number }
}

/** How long a request may wait for the database in all before it is answered with 503. */
const patience_ms = 1_900
/** How much sooner the server must end a statement than we give it up, so that the two never disagree on what became of it. */
const margin_ms = 100
const attempts = 3

/**
 * A {@link Database} on a pool of node-postgres, which speaks to a server as well as to PGlite.
 *
 * @param options.limit_ms when the server itself ends a statement; left away, nothing is given up
 */
export function databaseOn(
  pool: pg.Pool,
  options: { store: Database['store']; limit_ms?: number; close: () => Promise<void> },
): Database {
  const { limit_ms } = options
  const loans = new Loans()
  // A lent connection that breaks says so to the statement under way or the next one; as an event that nobody hears it
  // would end the process.
  pool.on('connect', (client) => client.on('error', ignore))
  const deadline = () => (limit_ms === undefined ? Number.POSITIVE_INFINITY : Date.now() + patience_ms)

  return {
    ...queries((statement) =>
      retrying(deadline(), (until) => lend(until, (client) => alone(client, statement, until))),
    ),
    store: options.store,
    transaction: (work) => retrying(deadline(), (until) => lend(until, (client) => transact(client, work, until))),
    session: (work) => lend(Number.POSITIVE_INFINITY, work),
    get connections() {
      return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }
    },
    [Symbol.asyncDispose]: options.close,
  }

  /**
   * A statement that is its own transaction. Given up while the server still works on it, it would take effect after the
   * caller was told that it did not; so where the server's limit would come too late, nothing counts without a commit.
   */
  async function alone(client: pg.PoolClient, statement: Statement<unknown>, until: number): Promise<pg.QueryResult> {
    if (limit_ms === undefined || until - Date.now() > limit_ms + margin_ms) return query(client, statement, until)
    return committed(client, () => query(client, statement, until), until)
  }

  /** Lends a connection, and throws it away when what happened leaves its state in doubt. */
  async function lend<T>(until: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await connected(pool, until).catch((error: unknown) => {
      throw asUnavailable(error) ?? error
    })
    const loan = loans.begin(client, until)
    let broken = false
    try {
      return await work(client)
    } catch (error) {
      const unavailable = loan.overdue ? tooLate(error) : asUnavailable(error)
      broken = unavailable !== undefined
      throw unavailable ?? error
    } finally {
      loans.end(loan)
      client.release(broken || loan.overdue)
    }
  }
}

/** A connection of the pool, in time: the pool's own limit begins anew with each attempt. */
async function connected(pool: pg.Pool, until: number): Promise<pg.PoolClient> {
  // Where one lies idle nobody waits, so nothing can come too late.
  if (!Number.isFinite(until) || pool.idleCount > pool.waitingCount) return pool.connect()
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      reject(new Unavailable('no connection to the database in time'))
    }, until - Date.now())
    pool.connect((error, client) => {
      clearTimeout(timer)
      if (client === undefined) reject(error ?? new Error('the pool gave neither a connection nor a reason'))
      else if (late) client.release()
      else resolve(client)
    })
  })
}

function ignore(): void {
  // Told elsewhere.
}

type Run = (statement: Statement<unknown>) => Promise<pg.QueryResult>

function queries(run: Run): Queryable {
  const many = async <Row>(statement: Statement<Row>) => (await run(statement)).rows as Row[]
  return {
    many,
    maybe: async (statement) => (await many(statement))[0],
    one: async (statement) => {
      const [row] = await many(statement)
      if (row === undefined) throw new Error(`a statement that always returns a row returned none: ${statement.text}`)
      return row
    },
    run: async (statement) => (await run(statement)).rowCount ?? 0,
  }
}

function query(client: pg.ClientBase, statement: Statement<unknown>, deadline: number): Promise<pg.QueryResult> {
  requireTime(deadline)
  const { name, text, values } = statement
  return client.query({ name, text, values: [...values] })
}

/** A statement that is under way when time is up is ended by {@link Loans}; none begins after that. */
function requireTime(deadline: number): void {
  if (deadline <= Date.now()) throw tooLate()
}

function tooLate(cause?: unknown): Unavailable {
  return new Unavailable('the database did not answer in time', { cause })
}

function transact<T>(client: pg.ClientBase, work: (tx: Transaction) => Promise<T>, deadline: number): Promise<T> {
  return committed(client, () => work(queries((statement) => query(client, statement, deadline))), deadline)
}

/** Runs `work` between `begin` and `commit`. */
async function committed<T>(client: pg.ClientBase, work: () => Promise<T>, deadline: number): Promise<T> {
  const command = (text: string) => {
    requireTime(deadline)
    return client.query(text)
  }
  await command('begin')
  try {
    const result = await work()
    await command('commit')
    return result
  } catch (error) {
    // A broken connection cannot roll back; the server does it when the connection ends.
    if (asUnavailable(error) === undefined) await command('rollback')
    throw error
  }
}

async function retrying<T>(until: number, work: (until: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(until)
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt === attempts) throw new Unavailable('the database was busy with conflicting work', { cause: error })
      await pause(Math.random() * 20 * attempt)
    }
  }
}
