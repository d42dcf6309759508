import type { Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { hashSecret, newSecret } from '../issuer/secrets.ts'
import type { Caller } from '../tokens/caller.ts'

/** The application's own machine access: acts for no user, answers no invitation. */
export interface PlatformClient {
  readonly id: string
}

/** The caller as a platform client of ours that is not revoked, read on every request; undefined if it is none. */
export async function platformClient(db: Queryable, caller: Caller): Promise<PlatformClient | undefined> {
  if (!caller.machine || caller.scopes?.has('platform') !== true) return undefined
  return db.maybe(sql<PlatformClient>`
    select id from clients where id = ${caller.subject} and kind = 'platform' and revoked_at is null`)
}

/** Registers a platform client. Its secret is told this once. */
export async function addPlatformClient(
  tx: Transaction,
  name: string,
): Promise<{ client_id: string; client_secret: string }> {
  const secret = newSecret()
  const { id } = await tx.one(sql<{ id: string }>`
    insert into clients (id, kind, name, scopes, secret_hash)
    values ('platform_' || replace(gen_random_uuid()::text, '-', ''), 'platform', ${name},
      ${['platform', 'organizations:read', 'organizations:write']}::text[], ${hashSecret(secret)}::bytea)
    returning id`)
  return { client_id: id, client_secret: secret }
}
