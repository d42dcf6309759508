import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Address, readAddress } from '../users/address.ts'
import { bindingHash } from './code.ts'

/** The address that a code was asked for here, so that whoever asked can be told where to look, or ask again. */
export async function askedFor(
  db: Queryable,
  { id, binding }: { id: string; binding: string },
): Promise<Address | undefined> {
  const asked = await db.maybe(sql<{ email: string }>`
    select email from code_requests where id = ${id} and binding_hash = ${bindingHash(binding)}::bytea`)
  return asked && readAddress(asked.email)
}
