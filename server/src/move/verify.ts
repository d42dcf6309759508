import type pg from 'pg'
import { quoted, type Table } from './tables.ts'

/** What a table holds, in a form that can be compared: the number of its rows, and a sum over all that is in them. */
export interface Content {
  readonly count: number
  readonly checksum: string
}

/** The same text for the same value, whatever the session or the server is set to. */
export const comparable = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set bytea_output = 'hex'; set extra_float_digits = 1`

/** The sum of a hash of each row, so it does not depend on the order in which they are read. */
export async function contentOf(client: pg.ClientBase, { name, columns }: Table): Promise<Content> {
  const { rows } = await client.query<Content>(
    `select count(*)::integer as count,
       coalesce(sum(('x' || left(md5(row_to_json(content)::text), 15))::bit(60)::bigint), 0)::text as checksum
     from (select ${quoted(...columns)} from ${quoted(name)}) content`,
  )
  const [content] = rows
  if (content === undefined) throw new Error(`the content of ${name} could not be read`)
  return content
}
