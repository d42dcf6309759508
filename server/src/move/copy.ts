import type pg from 'pg'
import { progress_table } from '../database/moved.ts'
import { quoted, type Table } from './tables.ts'

const batch_rows = 500

/** How many rows of a table are over there, and the key of the last one; no key before the first. */
interface Progress {
  readonly copied: number
  readonly last_key: string | null
}

/**
 * Copies the rest of a table in batches, in the order of its key. Each batch is written in one transaction with the
 * record of how far that is, so a copy that is killed goes on after its last whole batch.
 *
 * Rows travel as JSON that PostgreSQL writes and reads itself: microseconds, infinite times, bytes and numbers arrive
 * as they were, which they would not by way of JavaScript's own types.
 *
 * @param onBatch called after each batch with the number of rows copied so far
 */
export async function copyTable(
  { from, to }: { from: pg.ClientBase; to: pg.ClientBase },
  table: Table,
  onBatch: (copied: number) => Promise<void>,
): Promise<void> {
  let progress = await progressOf(to, table)
  for (;;) {
    const batch = await read(from, table, progress.last_key)
    if (batch.count === 0) return
    progress = { copied: progress.copied + batch.count, last_key: batch.last_key }
    await write(to, table, batch.rows, progress)
    await onBatch(progress.copied)
  }
}

async function progressOf(to: pg.ClientBase, { name }: Table): Promise<Progress> {
  const { rows } = await to.query<Progress>(
    `select copied::integer, last_key from ${progress_table} where table_name = $1`,
    [name],
  )
  return rows[0] ?? { copied: 0, last_key: null }
}

async function read(
  from: pg.ClientBase,
  { name, columns, key }: Table,
  lastKey: string | null,
): Promise<{ count: number; rows: string; last_key: string }> {
  const keys = quoted(...key)
  const after =
    lastKey === null
      ? ''
      : `where (${keys}) > (select ${keys} from json_populate_record(null::${quoted(name)}, $2::json))`
  const { rows } = await from.query<{ count: number; rows: string; last_key: string }>(
    `with batch as materialized (select ${quoted(...columns)} from ${quoted(name)} ${after} order by ${keys} limit $1)
     select count(*)::integer as count, json_agg(batch)::text as rows,
       (select row_to_json(last)::text
        from (select ${keys} from batch order by ${key.map((column) => `${quoted(column)} desc`).join(', ')} limit 1) last
       ) as last_key
     from batch`,
    lastKey === null ? [batch_rows] : [batch_rows, lastKey],
  )
  return rows[0] ?? { count: 0, rows: '[]', last_key: '' }
}

async function write(to: pg.ClientBase, { name, columns }: Table, rows: string, progress: Progress): Promise<void> {
  const all = quoted(...columns)
  await to.query('begin')
  try {
    await to.query(
      `insert into ${quoted(name)} (${all}) overriding system value
       select ${all} from json_populate_recordset(null::${quoted(name)}, $1::json)`,
      [rows],
    )
    await to.query(
      `insert into ${progress_table} (table_name, copied, last_key) values ($1, $2, $3)
       on conflict (table_name) do update set copied = excluded.copied, last_key = excluded.last_key`,
      [name, progress.copied, progress.last_key],
    )
    await to.query('commit')
  } catch (error) {
    await to.query('rollback')
    throw error
  }
}

/** Numbers that the database gives itself go on where they were. */
export async function copySequences({ from, to }: { from: pg.ClientBase; to: pg.ClientBase }): Promise<void> {
  const { rows } = await to.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'S' and relnamespace = current_schema::regnamespace",
  )
  for (const { name } of rows) {
    const place = await from.query<{ last_value: string; is_called: boolean }>(
      `select last_value::text, is_called from ${quoted(name)}`,
    )
    const { last_value, is_called } = place.rows[0] ?? {}
    await to.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), last_value, is_called])
  }
}
