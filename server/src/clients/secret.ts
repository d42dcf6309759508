import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { hashSecret, newSecret } from '../issuer/secrets.ts'

/**
 * Gives a client another secret. The one before works on for `overlapSeconds`.
 *
 * @returns the new secret, which is told this once; undefined if there is no such client with a secret
 */
export async function replaceSecret(
  tx: Transaction,
  clientId: string,
  overlapSeconds: number,
): Promise<string | undefined> {
  const secret = newSecret()
  const replaced = await tx.run(sql`
    update clients
    set previous_secret_hash = secret_hash, previous_secret_until = now() + make_interval(secs => ${overlapSeconds}),
        secret_hash = ${hashSecret(secret)}::bytea
    where id = ${clientId} and revoked_at is null`)
  return replaced === 0 ? undefined : secret
}
