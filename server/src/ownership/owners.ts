import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { is_open, offerOf, selectOffers } from './offer.ts'
import type { Owner } from './schemas.ts'

interface Person {
  user_id: string
  name: string | null
  avatar_url: string | null
}

/** Who owns an organization, longest members first, and after them to whom it is offered. */
export async function listOwners(db: Database, caller: Caller, organizationId: string): Promise<Owner[] | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'members:read')
  if (standing instanceof Refusal) return standing
  const owners = await db.many(sql<Person>`
    select users.id as user_id, users.name, users.avatar_url
    from member_roles
      join roles on roles.id = member_roles.role_id and roles.kind = 'owner'
      join members on members.organization_id = member_roles.organization_id and members.user_id = member_roles.user_id
      join users on users.id = members.user_id
    where member_roles.organization_id = ${organizationId}
    order by members.created_at, users.id`)
  const offers = await db.many(
    selectOffers(sql`ownership_offers.organization_id = ${organizationId} and ${is_open}
      order by ownership_offers.created_at, ownership_offers.id`),
  )
  const offered = await db.many(sql<Person>`
    select id as user_id, name, avatar_url from users where id = any(${offers.map(({ user_id }) => user_id)}::uuid[])`)
  const people = new Map(offered.map((person) => [person.user_id, person]))
  return [
    ...owners.map((person) => ({ ...person, offer: null })),
    ...offers.map((offer) => {
      const { name = null, avatar_url = null } = people.get(offer.user_id) ?? {}
      return { user_id: offer.user_id, name, avatar_url, offer: offerOf(offer) }
    }),
  ]
}

/** Whether somebody is an owner of the organization. Holds as long as its lock is held. */
export async function isOwner(db: Queryable, organizationId: string, userId: string): Promise<boolean> {
  const owner = await db.maybe(sql`
    select roles.id from member_roles join roles on roles.id = member_roles.role_id
    where member_roles.organization_id = ${organizationId} and member_roles.user_id = ${userId} and roles.kind = 'owner'`)
  return owner !== undefined
}
