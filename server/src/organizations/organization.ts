import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Versioned } from '../http/versions.ts'
import type { Organization, Policies } from './schemas.ts'

/** An organization as it is stored, as far as it is told. */
export interface OrganizationRow {
  id: string
  name: string
  slug: string
  description: string | null
  logo_url: string | null
  member_count: number
  seat_limit: number | null
  seat_policy: Policies['seat_policy']
  allowed_domains: string[]
  blocked_domains: string[]
  departed_inviter: Policies['departed_inviter']
  default_expiry_seconds: number
  external_id: string | null
  version: number
  created_at: Date
  updated_at: Date
}

export const organizationColumns: Statement<OrganizationRow> = sql`
  organizations.id, organizations.name, organizations.slug, organizations.description, organizations.logo_url,
  organizations.member_count, organizations.seat_limit, organizations.seat_policy, organizations.allowed_domains,
  organizations.blocked_domains, organizations.departed_inviter, organizations.default_expiry_seconds,
  organizations.external_id, organizations.version, organizations.created_at, organizations.updated_at`

/** Who looks: the application sees its own name for the organization, members do not. */
export type Viewer = 'member' | 'application'

export async function readOrganization(db: Queryable, id: string, viewer: Viewer): Promise<Versioned<Organization>> {
  const row = await db.one(sql<OrganizationRow>`select ${organizationColumns} from organizations where id = ${id}`)
  return organizationOf(row, viewer)
}

export function organizationOf(row: OrganizationRow, viewer: Viewer): Versioned<Organization> {
  const { id, name, slug, description, logo_url, member_count, seat_limit, external_id, created_at, updated_at } = row
  const { seat_policy, allowed_domains, blocked_domains, departed_inviter, default_expiry_seconds } = row
  return {
    id,
    name,
    slug,
    description,
    logo_url,
    member_count,
    seat_limit,
    policies: { seat_policy, allowed_domains, blocked_domains, departed_inviter, default_expiry_seconds },
    version: row.version,
    ...(viewer === 'application' ? { external_id } : {}),
    created: created_at.toISOString(),
    updated: updated_at.toISOString(),
  }
}
