import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { applyProfile } from '../organizations/change.ts'
import {
  organizationColumns,
  organizationOf,
  type OrganizationRow,
  readOrganization,
} from '../organizations/organization.ts'
import { establish, slugFrom } from '../organizations/organizations.ts'
import { type Profile, readProfile } from '../organizations/profile.ts'
import type { Organization } from '../organizations/schemas.ts'
import type { Caller } from '../tokens/caller.ts'
import { identityKey, makeKnown } from '../users/make-known.ts'
import { readDescribed } from './described.ts'
import { demandPlatform, notPlatform, platformClientRow } from './platform-client.ts'
import type { PlatformOrganization } from './schemas.ts'

const attempts = 5

/** The application's organizations, oldest first. */
export async function listAll(db: Database, caller: Caller, page: PageRequest): Promise<Page<Organization> | Refusal> {
  const { limit, offset, after } = page
  const rows = await db.many(sql<OrganizationRow | { id: null }>`
    with client as (${platformClientRow(caller)})
    select found.* from client left join lateral (
      select ${organizationColumns} from organizations
      where organizations.status <> 'deleted'
        ${after === undefined ? sql`` : sql`and (organizations.created_at, organizations.id) > (${after.key}::timestamptz, ${after.id}::uuid)`}
      order by organizations.created_at, organizations.id
      limit ${limit + 1} offset ${offset}
    ) as found on true
    order by found.created_at, found.id`)
  if (rows.length === 0) return notPlatform(db, caller)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  return pageOf(found, page, ({ created_at, id }) => ({ key: created_at, id })).map((row) =>
    organizationOf(row, 'application'),
  )
}

/** The organization that the application calls so. */
export async function getByExternalId(
  db: Database,
  caller: Caller,
  externalId: string,
): Promise<Versioned<Organization> | Refusal> {
  const client = await demandPlatform(db, caller)
  if (client instanceof Refusal) return client
  const row = await db.maybe(sql<OrganizationRow>`
    select ${organizationColumns} from organizations where external_id = ${externalId} and status <> 'deleted'`)
  return row === undefined ? refuse('not_found') : organizationOf(row, 'application')
}

interface Put {
  readonly caller: Caller
  readonly externalId: string
  readonly organization: PlatformOrganization
  readonly ifMatch: IfMatch | undefined
  readonly requestId: string
}

/**
 * Makes the organization that the application calls so, or brings it up to date; however often and from wherever it is
 * asked at once there is one. What is left away stays as it is, and so does who owns it.
 */
export async function putOrganization(
  db: Database,
  config: Pick<Config, 'issuers' | 'publicUrl'>,
  put: Put,
): Promise<{ created: boolean; organization: Versioned<Organization> } | Refusal> {
  const { owner, owner_user_id: ownerUserId, ...asked } = put.organization
  const read = readProfile(asked)
  if (read instanceof Refusal) return read
  const profile = { ...read, name: read.name ?? asked.name }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const client = await demandPlatform(db, put.caller)
    if (client instanceof Refusal) return client
    const actor = { type: 'platform_client', id: client.id } as const
    try {
      const updated = await update(db, put, profile, { actor, requestId: put.requestId })
      if (updated !== undefined) return updated instanceof Refusal ? updated : { created: false, organization: updated }
      if (versionMismatch(0, put.ifMatch) !== undefined || put.ifMatch === '*') return refuse('precondition_failed')
      const ownerId = await ownerOf(db, config, { owner, ownerUserId })
      if (ownerId instanceof Refusal) return ownerId
      const id = await establish(db, {
        profile: { ...profile, slug: profile.slug ?? slugFrom(profile.name) },
        externalId: put.externalId,
        creator: actor,
        ownerId,
        requestId: put.requestId,
      })
      if (id !== undefined) return { created: true, organization: await readOrganization(db, id, 'application') }
    } catch (error) {
      const violated = violatedConstraint(error)
      if (violated === 'organizations_slug' && profile.slug !== undefined) return refuse('slug_taken')
      // Somebody else made it just now, or has the slug that was drawn.
      if (violated !== 'organizations_external_id' && violated !== 'organizations_slug') throw error
    }
  }
  return refuse('unavailable', { headers: { 'retry-after': '1' } })
}

async function update(
  db: Database,
  { externalId, ifMatch }: Put,
  profile: Partial<Profile>,
  told: Parameters<typeof applyProfile>[3],
): Promise<Versioned<Organization> | Refusal | undefined> {
  return db.transaction(async (tx) => {
    const there = await tx.maybe(sql<{ id: string; version: number }>`
      select id, version from organizations where external_id = ${externalId} and status <> 'deleted' for no key update`)
    if (there === undefined) return undefined
    const stale = versionMismatch(there.version, ifMatch)
    if (stale !== undefined) return stale
    await applyProfile(tx, there.id, profile, told)
    return readOrganization(tx, there.id, 'application')
  })
}

/** Who is to own it: a user, or a person whom an issuer knows, and who becomes a user by that. */
async function ownerOf(
  db: Database,
  config: Pick<Config, 'issuers' | 'publicUrl'>,
  { owner, ownerUserId }: { owner: PlatformOrganization['owner']; ownerUserId: string | undefined },
): Promise<string | Refusal> {
  const wrong = (pointer: string, detail: string) => invalid({ in: 'body', pointer, detail })
  if ((owner === undefined) === (ownerUserId === undefined)) {
    return wrong('/owner', 'must be given, or owner_user_id, and not both, for an organization that does not exist yet')
  }
  if (owner === undefined) {
    const user = await db.maybe(sql<{ id: string }>`
      select id from users where id = ${ownerUserId} and status = 'active'`)
    return user?.id ?? wrong('/owner_user_id', 'must be the id of an active user')
  }
  const described = readDescribed(owner, config)
  if ('pointer' in described) return wrong(`/owner${described.pointer}`, described.detail)
  const known = await db.transaction((tx) => makeKnown(tx, [described]))
  const user = known.get(identityKey(described))
  return user?.active === true ? user.id : wrong('/owner', 'must be an active user')
}
