import { sql } from '../../../src/database/sql.ts'
import { at, type Policy } from './model.ts'
import type { World } from './world.ts'

/** What an organization decides about its members and invitations, by the names that the database has for it. */
export interface Decision {
  readonly seat_limit?: number | null
  readonly seat_policy?: 'members' | 'members_and_pending'
  readonly departed_inviter?: Policy
  readonly allowed_domains?: readonly string[]
  readonly blocked_domains?: readonly string[]
}

/**
 * Writes down what an organization decided. Every verb that does so comes through here. It waits for whoever keeps places by
 * what was decided before, since `watchers.ts` judges them by what is written.
 */
export async function decide({ usher, organizations }: World, organization: number, decision: Decision): Promise<void> {
  const { id } = at(organizations, organization)
  await usher.db.transaction(async (tx) => {
    await tx.run(sql`select 1 from organizations where id = ${id} for update`)
    await tx.run(sql`
    update organizations
    set seat_limit = said.seat_limit, seat_policy = said.seat_policy, departed_inviter = said.departed_inviter,
      allowed_domains = said.allowed_domains, blocked_domains = said.blocked_domains
    from (
      select (jsonb_populate_record(organizations, ${JSON.stringify(decision)}::jsonb)).*
      from organizations where id = ${id}
    ) as said
    where organizations.id = said.id`)
  })
}
