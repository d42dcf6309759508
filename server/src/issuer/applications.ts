import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { identityScopes, scopesOfPeople } from './scopes.ts'

/**
 * Registers an application of the operator's own that people sign in to, as a public client (RFC 6749, section 2.1) for all
 * that people may allow.
 */
export async function addApplication(
  tx: Transaction,
  { name, redirectUris }: { name: string; redirectUris: readonly string[] },
): Promise<{ client_id: string }> {
  return tx.one(sql<{ client_id: string }>`
    insert into clients (id, kind, name, scopes, redirect_uris, first_party)
    values ('application_' || replace(gen_random_uuid()::text, '-', ''), 'application', ${name},
      ${[...identityScopes, ...scopesOfPeople]}::text[], ${redirectUris}::text[], true)
    returning id as client_id`)
}
