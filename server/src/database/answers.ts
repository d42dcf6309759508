import type { Queryable } from './database.ts'
import { sql } from './sql.ts'

/** Whether the database answers at all. */
export function answers(db: Queryable): Promise<boolean> {
  return db.one(sql`select 1`).then(
    () => true,
    () => false,
  )
}
