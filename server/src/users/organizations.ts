import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import type { Refusal } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from './caller-row.ts'
import type { MyOrganization } from './schemas.ts'
import { heldPermissions } from '../roles/held.ts'

/** Where the caller is a member and what they are there, longest membership first: one indexed read. */
export async function listMyOrganizations(
  db: Database,
  caller: Caller,
  page: PageRequest,
): Promise<Page<MyOrganization> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<(Omit<MyOrganization, 'created'> & { joined_at: Date }) | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select organizations.id, organizations.name, organizations.slug, organizations.logo_url,
        members.created_at as joined_at,
        (
          select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by roles.created_at, roles.id), '[]')
          from roles where roles.id in (
            select role_id from held_roles
            where held_roles.organization_id = members.organization_id and held_roles.user_id = members.user_id
          )
        ) as roles,
        ${heldPermissions} as permissions
      from members join organizations on organizations.id = members.organization_id
      where members.user_id = caller.id and organizations.status = 'active'
        ${after === undefined ? sql`` : sql`and (members.created_at, organizations.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by members.created_at, organizations.id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.joined_at, found.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  return pageOf(found, page, ({ joined_at, id }) => ({ key: joined_at, id })).map(({ joined_at, ...same }) => ({
    ...same,
    created: joined_at.toISOString(),
  }))
}
