import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'

/**
 * Lets an organization send as one that is known here, or takes that back, with the event of it.
 *
 * @returns whether that changed anything; undefined where there is no such organization
 */
export async function vouch(
  tx: Transaction,
  organizationId: string,
  vouched: boolean,
  told: { actor: Actor; requestId: string | null },
): Promise<boolean | undefined> {
  const before = await tx.maybe(sql<{ vouched: boolean }>`
    select vouched_at is not null as vouched from organizations
    where id = ${organizationId} and status <> 'deleted'
    for no key update`)
  if (before === undefined) return undefined
  if (before.vouched === vouched) return false
  await tx.run(sql`
    update organizations set vouched_at = case when ${vouched}::boolean then now() end where id = ${organizationId}`)
  const subject = { type: 'organization', id: organizationId } as const
  const type = vouched ? 'organization.vouched_for' : 'organization.no_longer_vouched_for'
  await record(tx, { ...told, type, organizationId, subject })
  return true
}
