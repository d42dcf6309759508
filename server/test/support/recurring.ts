import { sql } from '../../src/database/sql.ts'
import type { TestUsher } from './usher.ts'

/** Recurring work that is not done by the service from now on, but by the test. */
export async function isLeftToTheTest({ db }: TestUsher, name: string): Promise<void> {
  await db.run(sql`
    insert into recurring_work (name, due_at) values (${name}, 'infinity')
    on conflict (name) do update set due_at = excluded.due_at`)
}
