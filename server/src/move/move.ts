import type pg from 'pg'
import type { Database } from '../database/database.ts'
import { migrate, requireCurrentSchema } from '../database/migrate.ts'
import { progress_table, readMoved, writeMoved } from '../database/moved.ts'
import { copySequences, copyTable } from './copy.ts'
import { not_copied, quoted, tablesInOrder } from './tables.ts'
import { comparable, type Content, contentOf } from './verify.ts'

/** A move that is not begun, or not finished, for a reason that somebody can mend. Nothing of the source is changed. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused'
}

export interface Move {
  /** The embedded database, which this process alone has open. */
  readonly source: Database
  readonly folder: string
  readonly target: Database
  /** The target for people: without its password. */
  readonly to: string
  /** Told what was done just now. */
  readonly onStep?: (step: string) => void | Promise<void>
}

export interface MovedTable extends Content {
  readonly name: string
}

const oldest_version = 150_000
// Any number will do, as long as every version of this program uses the same one.
const advisory_lock = 8_140_234

/**
 * Carries the data of the embedded database over to a PostgreSQL server that has none yet: schema, rows, sequences; then
 * compares both, table by table. It can be killed at any moment and repeated: it goes on where it was. The source is
 * only read; a file beside it says where the data went.
 *
 * @returns what was moved; nothing if that was done before
 * @throws MoveRefused if the target is not fit, or belongs to another move
 */
export async function move(parts: Move): Promise<MovedTable[]> {
  const { source, folder, target, to, onStep = () => undefined } = parts
  await requireCurrentSchema(source)
  const begun = readMoved(folder)
  if (begun !== undefined && begun.to !== to) {
    throw new MoveRefused(
      `A move of this folder to ${begun.to} was begun before. Finish that one with the same --to; or delete moved.json in ${folder} to begin anew.`,
    )
  }
  const id = begun?.source ?? crypto.randomUUID()

  return target.session(async (writer) => {
    await writer.query(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; ${comparable}`,
    )
    const { rows } = await writer.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [advisory_lock])
    if (rows[0]?.held !== true) throw new MoveRefused(`Another move into ${to} is under way. Wait for its end.`)

    if (begun?.state === 'moved') {
      await end(writer, id)
      return []
    }
    await requireFit(writer, to, id)
    if (begun === undefined) writeMoved(folder, { state: 'moving', source: id, to, at: new Date().toISOString() })
    await onStep('marked')
    await migrate(target)
    await onStep('migrated')
    await begin(writer, id)
    await onStep('begun')

    const moved = await source.session((from) => copyAndVerify({ from, to: writer }, onStep))
    writeMoved(folder, { state: 'moved', source: id, to, at: new Date().toISOString() })
    await onStep('told')
    await end(writer, id)
    return moved
  })
}

/** A server that this program runs on, and a database that is empty or that this very move has begun to fill. */
async function requireFit(writer: pg.ClientBase, to: string, id: string): Promise<void> {
  const { rows: versions } = await writer.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::integer as number, current_setting('server_version') as name",
  )
  const [version] = versions
  if (version === undefined || version.number < oldest_version) {
    throw new MoveRefused(`${to} is PostgreSQL ${version?.name}. Usher needs 15 or newer.`)
  }
  if (await isBegun(writer, id)) return
  const tables = await tableNames(writer)
  if (tables.includes(progress_table)) {
    throw new MoveRefused(`${to} holds an unfinished move of another data folder. Empty it, or name another database.`)
  }
  if (tables.length > 0 && !tables.includes('migrations')) {
    throw new MoveRefused(`${to} holds tables of something else (${some(tables)}). Name a database of Usher's own.`)
  }
  const filled: string[] = []
  for (const name of tables.filter((name) => !not_copied.includes(name))) {
    const { rows } = await writer.query(`select from ${quoted(name)} limit 1`)
    if (rows.length > 0) filled.push(name)
  }
  if (filled.length > 0) throw new MoveRefused(`${to} holds data already (${some(filled)}). Name an empty database.`)
}

/** Makes the record of progress, in which this folder's data claims the target for itself. */
async function begin(writer: pg.ClientBase, id: string): Promise<void> {
  if (await isBegun(writer, id)) return
  await writer.query('begin')
  await writer.query(
    `create table ${progress_table} (table_name text primary key, copied bigint not null, last_key text)`,
  )
  await writer.query(`insert into ${progress_table} (table_name, copied, last_key) values ('', 0, $1)`, [id])
  await writer.query('commit')
}

async function isBegun(writer: pg.ClientBase, id: string): Promise<boolean> {
  if (!(await tableNames(writer)).includes(progress_table)) return false
  const { rows } = await writer.query(`select from ${progress_table} where table_name = '' and last_key = $1`, [id])
  return rows.length === 1
}

async function copyAndVerify(
  clients: { from: pg.ClientBase; to: pg.ClientBase },
  onStep: (step: string) => void | Promise<void>,
): Promise<MovedTable[]> {
  await clients.from.query(comparable)
  const tables = await tablesInOrder(clients.to)
  for (const table of tables) {
    await copyTable(clients, table, async (copied) => onStep(`copied ${table.name} ${copied}`))
  }
  await copySequences(clients)
  await onStep('copied')

  const moved: MovedTable[] = []
  for (const table of tables) {
    const [here, there] = [await contentOf(clients.from, table), await contentOf(clients.to, table)]
    if (here.count !== there.count || here.checksum !== there.checksum) {
      throw new MoveRefused(
        `${table.name} is not the same on both sides (${here.count} and ${there.count} rows). Something else wrote to one of them. Empty the target, delete moved.json in the data folder, and begin anew.`,
      )
    }
    moved.push({ name: table.name, ...there })
  }
  await onStep('verified')
  return moved
}

async function end(writer: pg.ClientBase, id: string): Promise<void> {
  if (await isBegun(writer, id)) await writer.query(`drop table ${progress_table}`)
  await writer.query('select pg_advisory_unlock($1)', [advisory_lock])
}

async function tableNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = current_schema::regnamespace",
  )
  return rows.map(({ name }) => name)
}

function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}
