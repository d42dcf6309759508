import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { ImportRow } from './import-row.ts'

/** An organization that rows lead to, locked, with what is left of it while they are gone through. */
export interface ImportOrganization {
  readonly id: string
  /** Ids of its roles by id and by name in small letters. */
  readonly roles: ReadonlyMap<string, string>
  readonly memberRole: string
  readonly ownerRole: string
  /** How many more can join. */
  free: number
  owners: number
}

/**
 * Locks the organizations that rows name, in the order in which everybody locks several, and reads what decides there.
 *
 * @param alone against those as well who invite just now, for what takes roles away
 * @returns the active ones, by the name that rows give them
 */
export async function lockOrganizations(
  tx: Transaction,
  rows: readonly ImportRow[],
  { alone }: { alone: boolean },
): Promise<Map<string, ImportOrganization>> {
  const ids = new Set(rows.flatMap(({ organization }) => ('id' in organization ? [organization.id] : [])))
  const names = new Set(rows.flatMap(({ organization }) => ('id' in organization ? [] : [organization.externalId])))
  await tx.run(sql`
    select 1 from organizations where id in (
      select id from organizations where id = any(${[...ids]}::uuid[])
      union
      select id from organizations where external_id is not null and external_id = any(${[...names]}::text[])
    ) order by id ${alone ? sql`for update` : sql`for no key update`}`)
  // What holds is read after the locks were granted.
  const found = await tx.many(sql<{ id: string; external_id: string | null; free: number | null; owners: number }>`
    select id, external_id, owner_count as owners,
      case when seat_limit is not null then greatest(0, seat_limit - seats_taken(id))::integer end as free
    from organizations
    where status = 'active' and id in (
      select id from organizations where id = any(${[...ids]}::uuid[])
      union
      select id from organizations where external_id is not null and external_id = any(${[...names]}::text[])
    )`)
  const roles = await tx.many(sql<{ id: string; organization_id: string; name: string; kind: string }>`
    select id, organization_id, name, kind from roles where organization_id = any(${found.map(({ id }) => id)}::uuid[])`)
  const rolesOf = Map.groupBy(roles, ({ organization_id }) => organization_id)
  const all = found.map(({ id, external_id, free, owners }) => {
    const own = rolesOf.get(id) ?? []
    const organization: ImportOrganization = {
      id,
      roles: new Map(own.flatMap((role) => [[role.id, role.id] as const, [role.name.toLowerCase(), role.id] as const])),
      memberRole: own.find(({ kind }) => kind === 'member')?.id ?? '',
      ownerRole: own.find(({ kind }) => kind === 'owner')?.id ?? '',
      free: free ?? Number.POSITIVE_INFINITY,
      owners,
    }
    return { external_id, organization }
  })
  // An external id may look like the id of another organization.
  return new Map([
    ...all.flatMap(({ external_id, organization }) =>
      external_id !== null && names.has(external_id) ? [[`external ${external_id}`, organization] as const] : [],
    ),
    ...all.flatMap(({ organization }) => (ids.has(organization.id) ? [[organization.id, organization] as const] : [])),
  ])
}

/** Under which name {@link lockOrganizations} has the organization of a row. */
export function organizationKey({ organization }: ImportRow): string {
  return 'id' in organization ? organization.id : `external ${organization.externalId}`
}
