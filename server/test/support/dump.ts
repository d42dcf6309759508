import type { Database } from '../../src/database/database.ts'
import { sql, Form, Statement } from '../../src/database/sql.ts'

/** Every row of every table as text, with what is stored as bytes beside it as the text that it may be. */
export async function dumpOf(db: Database): Promise<string> {
  const tables = await db.many(sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema::regnamespace order by relname`)
  const lines: string[] = []
  for (const { name } of tables) {
    const rows = await db.many(
      new Statement<{ row: string }>(new Form(`select to_jsonb("${name}")::text as row from "${name}"`), []),
    )
    for (const { row } of rows) {
      const bytes = row.replaceAll(/\\\\x([\da-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))
      lines.push(`${name} ${row}`, ...(bytes === row ? [] : [`${name} ${bytes}`]))
    }
  }
  return lines.join('\n').toLowerCase()
}

/** The lines of a dump that hold one of these, in any case. */
export function linesWith(dump: string, ...sought: readonly string[]): string[] {
  return dump.split('\n').filter((line) => sought.some((each) => line.includes(each.toLowerCase())))
}

interface Column {
  table: string
  column: string
}

/** The columns of other tables that refer to users. */
async function columnsOfUsers(db: Database): Promise<Column[]> {
  return db.many(sql<Column>`
    select relname as "table", attname as "column"
    from pg_constraint
      join pg_class on pg_class.oid = conrelid and relnamespace = current_schema::regnamespace
      join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'users'::regclass
    order by 1, 2`)
}

/** Them as `table.column`. */
export async function placesOfUsers(db: Database): Promise<string[]> {
  return (await columnsOfUsers(db)).map(({ table, column }) => `${table}.${column}`)
}

/** Those in which some row refers to this user. */
export async function rowsOfUser(db: Database, userId: string): Promise<string[]> {
  const found: string[] = []
  for (const { table, column } of await columnsOfUsers(db)) {
    const text = `select count(*)::integer as count from "${table}" where "${column}" = $1`
    const { count } = await db.one(new Statement<{ count: number }>(new Form(text), [userId]))
    if (count > 0) found.push(`${table}.${column}`)
  }
  return found
}
