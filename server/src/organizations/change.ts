import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { orRefuse } from '../http/refused.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { operatorRow } from '../platform/operators.ts'
import { isPlatform } from '../platform/platform-client.ts'
import type { Caller } from '../tokens/caller.ts'
import { organizationColumns, type OrganizationRow, readOrganization } from './organization.ts'
import { type Profile, readProfile } from './profile.ts'
import type { Organization, OrganizationChange } from './schemas.ts'

/**
 * Changes what an organization is called and what it decides. What is left away stays; where nothing is different nothing
 * is written. A limit below what is used already, or a rule that somebody breaks already, holds from now on: nobody is
 * put out by it.
 */
export async function changeOrganization(
  db: Database,
  {
    caller,
    organizationId,
    change,
    ifMatch,
    requestId,
  }: {
    caller: Caller
    organizationId: string
    change: OrganizationChange
    ifMatch: IfMatch | undefined
    requestId: string
  },
): Promise<Versioned<Organization> | Refusal> {
  const profile = readProfile(change)
  if (profile instanceof Refusal) return profile
  return orRefuse({ organizations_slug: 'slug_taken' }, () =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'organization:update', 'exclusive')
      if (standing instanceof Refusal) return standing
      const stale = await isStale(tx, organizationId, ifMatch)
      if (stale !== undefined) return stale
      if (profile.seat_limit !== undefined && !(await sellsSeats(tx, caller, standing))) {
        return refuse('platform_client_required', {
          detail:
            'How many seats an organization has is set by the application that it belongs to. Ask there for another number.',
        })
      }
      await applyProfile(tx, organizationId, profile, { actor: standing.actor, requestId })
      return readOrganization(tx, organizationId, isPlatform(caller) ? 'application' : 'member')
    }),
  )
}

/** Whether who asks has read something older. Holds as long as the organization's lock is held. */
export async function isStale(
  tx: Transaction,
  organizationId: string,
  ifMatch: IfMatch | undefined,
): Promise<Refusal | undefined> {
  const { version } = await tx.one(sql<{ version: number }>`
    select version from organizations where id = ${organizationId}`)
  return versionMismatch(version, ifMatch)
}

/** Seats are what the application sells, so no role within an organization sets their number. */
async function sellsSeats(tx: Transaction, caller: Caller, { user_id }: Standing): Promise<boolean> {
  return user_id === null || (await tx.maybe(operatorRow(caller))) !== undefined
}

/**
 * Writes what is different, with the event of it. The caller's transaction must hold the organization's exclusive lock.
 *
 * @returns whether anything was
 */
export async function applyProfile(
  tx: Transaction,
  organizationId: string,
  profile: Partial<Profile>,
  told: { actor: Actor; requestId: string | null },
): Promise<boolean> {
  const row = await tx.one(
    sql<OrganizationRow>`select ${organizationColumns} from organizations where id = ${organizationId}`,
  )
  const next = { ...row, ...profile }
  const different = (Object.keys(profile) as (keyof Profile)[]).filter(
    (field) => JSON.stringify(row[field]) !== JSON.stringify(next[field]),
  )
  if (different.length === 0) return false
  await tx.run(sql`
    update organizations
    set name = ${next.name}, slug = ${next.slug}, description = ${next.description}, logo_url = ${next.logo_url},
      seat_limit = ${next.seat_limit}, seat_policy = ${next.seat_policy}, allowed_domains = ${next.allowed_domains},
      blocked_domains = ${next.blocked_domains}, departed_inviter = ${next.departed_inviter},
      default_expiry_seconds = ${next.default_expiry_seconds}, version = version + 1, updated_at = now()
    where id = ${organizationId}`)
  const picked = (from: OrganizationRow) => Object.fromEntries(different.map((field) => [field, from[field]]))
  await record(tx, {
    ...told,
    type: 'organization.updated',
    organizationId,
    subject: { type: 'organization', id: organizationId },
    data: { before: picked(row), after: picked(next) },
  })
  return true
}
