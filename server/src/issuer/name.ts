import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Takes up the name of the built-in issuer, which is PUBLIC_URL. Its identities are stored under that name, so when the
 * service gets another address they move along, and its service accounts and people stay who they are.
 */
export async function takeName(db: Database, name: string): Promise<void> {
  await db.run(sql`
    with earlier as (
      select issuer_name.name from issuer_name where issuer_name.name <> ${name}
    ), moved as (
      update identities set issuer = ${name} from earlier where identities.issuer = earlier.name
    )
    insert into issuer_name (name) values (${name})
    on conflict (only_row) do update set name = excluded.name where issuer_name.name <> excluded.name`)
}
