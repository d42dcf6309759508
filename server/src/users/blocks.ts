import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record, told } from '../events/record.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import type { Refusal } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from './caller-row.ts'
import type { Block } from './schemas.ts'

/**
 * The user wants no more invitations of an organization: they see none in their list and get no mail, to whatever address of
 * theirs. The organization is not told, and sees nothing that would tell it. Twice is as good as once. The caller's
 * transaction holds the user's row.
 */
export async function block(
  tx: Transaction,
  { userId, organizationId, requestId }: { userId: string; organizationId: string; requestId: string },
): Promise<void> {
  const blocked = await tx.run(sql`
    insert into organization_blocks (user_id, organization_id) values (${userId}, ${organizationId})
    on conflict do nothing`)
  if (blocked === 0) return
  await record(tx, {
    type: 'user.organization_blocked',
    // Not the organization's: it must not find this among its events.
    organizationId: null,
    actor: { type: 'user', id: userId },
    subject: { type: 'user', id: userId },
    requestId,
    data: { organization_id: organizationId },
  })
}

/** The organizations that the caller wants no invitations of, the first blocked first. */
export async function listBlocks(db: Database, caller: Caller, page: PageRequest): Promise<Page<Block> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<(Omit<Block, 'created'> & { created_at: Date }) | { organization_id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select organization_id, organizations.name as organization_name, organizations.logo_url as organization_logo_url,
        organization_blocks.created_at
      from organization_blocks join organizations on organizations.id = organization_id
      where organization_blocks.user_id = caller.id and organizations.status <> 'deleted'
        ${after === undefined ? sql`` : sql`and (organization_blocks.created_at, organization_id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by organization_blocks.created_at, organization_id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.created_at, found.organization_id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  const found = rows.flatMap((row) => (row.organization_id === null ? [] : [row]))
  return pageOf(found, page, ({ created_at, organization_id }) => ({ key: created_at, id: organization_id })).map(
    ({ created_at, ...same }) => ({ ...same, created: created_at.toISOString() }),
  )
}

/** Takes a block back. What the organization sent meanwhile, and can still be answered, is in the list from then on. */
export async function unblock(
  db: Database,
  { caller, organizationId, requestId }: { caller: Caller; organizationId: string; requestId: string },
): Promise<null | Refusal> {
  const known = await db.maybe(sql`
    with caller as (${callerRow(caller)}), unblocked as (
      delete from organization_blocks using caller
      where organization_blocks.user_id = caller.id and organization_id = ${organizationId}
      returning user_id, organization_id
    ), ${told(sql`
      select 'user.organization_unblocked', null::uuid, 'user', user_id, 'user', user_id, ${requestId}, jsonb_build_object('organization_id', organization_id) from unblocked`)}
    select id from caller`)
  return known === undefined ? unknownCaller(db, caller) : null
}
