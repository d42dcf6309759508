import type pg from 'pg'
import { progress_table } from '../database/moved.ts'

/** A table as it is copied: every column that is stored, and the key that its rows are read in order of. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

/** What migrations write themselves. */
export const not_copied: readonly string[] = ['migrations', 'functions']

/** Every table that holds data, those that others refer to before those. */
export async function tablesInOrder(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { refers_to: string[] }>(
    `select relname as name,
       array(select attname::text from pg_attribute
         where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
         order by attname) as columns,
       array(select attname::text from pg_index
         join unnest(indkey::smallint[]) with ordinality as place (number, position) on true
         join pg_attribute on attrelid = indrelid and attnum = place.number
         where indrelid = pg_class.oid and indisprimary order by position) as key,
       array(select target.relname::text from pg_constraint join pg_class target on target.oid = confrelid
         where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as refers_to
     from pg_class
     where relkind = 'r' and relnamespace = current_schema::regnamespace and relname <> all ($1)
     order by relname`,
    [[...not_copied, progress_table]],
  )
  const keyless = rows.find(({ key }) => key.length === 0)
  if (keyless !== undefined) throw new Error(`the table ${keyless.name} has no primary key to copy it by`)

  const ordered: Table[] = []
  while (ordered.length < rows.length) {
    const next = rows.find((table) => !has(ordered, table.name) && table.refers_to.every((name) => has(ordered, name)))
    if (next === undefined)
      throw new Error('tables refer to each other in a circle, so there is no order to copy them in')
    ordered.push({ name: next.name, columns: next.columns, key: next.key })
  }
  return ordered
}

/** Names of the schema's own tables and columns need no quoting but get it, so that a reserved word may become one. */
export function quoted(...names: string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')
}

function has(tables: readonly Table[], name: string): boolean {
  return tables.some((table) => table.name === name)
}
