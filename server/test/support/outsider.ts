import pg from 'pg'

/** A connection to the database of somebody other than the service, such as an administrator. */
export interface Outsider extends AsyncDisposable {
  readonly pid: number
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

export async function openOutsider(url: string): Promise<Outsider> {
  const client = new pg.Client(url)
  // It may be ended from outside itself.
  client.on('error', () => undefined)
  await client.connect()
  const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows
  const [self] = await query<{ pid: number }>('select pg_backend_pid() as pid')
  return { pid: self?.pid ?? 0, query, [Symbol.asyncDispose]: () => client.end() }
}

/** Sessions that wait for a lock in the database of this outsider. */
export async function waitingForLocks(outsider: Outsider): Promise<number[]> {
  const rows = await outsider.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  )
  return rows.map(({ pid }) => pid)
}
