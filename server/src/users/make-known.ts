import { randomUUID } from 'node:crypto'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Person } from './introduce.ts'

/** Somebody as an application describes them: what their issuer knows them by, and what may be said of them. */
export type Described = Omit<Person, 'asOf'>

/** Who somebody is here, and whether they may do anything. */
export interface KnownUser {
  readonly id: string
  readonly active: boolean
}

/**
 * Makes people known by the word of an application, however many there are, in two statements. Whoever is known already
 * stays as they are: what their issuer says of them itself is newer and better, and so takes the place of this at their
 * first token. Their users are held against being erased for the rest of the transaction.
 *
 * @returns who each of them is, by {@link identityKey}
 */
export async function makeKnown(tx: Transaction, people: readonly Described[]): Promise<Map<string, KnownUser>> {
  const each = [...new Map(people.map((person) => [identityKey(person), person])).values()]
  if (each.length === 0) return new Map()
  const rows = each.map(({ issuer, subject, name, picture, address }) => ({
    id: randomUUID(),
    issuer,
    subject,
    name,
    picture,
    email: address?.email,
    canonical: address?.canonical,
    vouched: address?.vouched,
  }))
  await tx.run(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (
        id uuid, issuer text, subject text, name text, picture text, email text, canonical text, vouched boolean
      )
    ), bound as (
      insert into identities (issuer, subject, user_id, claimed_name, claimed_picture)
      select issuer, subject, id, name, picture from asked
      where not exists (
        select from identities where identities.issuer = asked.issuer and identities.subject = asked.subject
      )
      -- In one order for everybody who makes several known at once.
      order by issuer, subject
      on conflict do nothing
      returning user_id
    ), made as (
      insert into users (id, kind, name, avatar_url)
      select asked.id, 'person', asked.name, asked.picture from asked join bound on bound.user_id = asked.id
    )
    insert into addresses (user_id, canonical, email, verified_at, vouched_by)
    select asked.id, asked.canonical, asked.email, case when asked.vouched then now() end, asked.issuer
    from asked join bound on bound.user_id = asked.id
    where asked.canonical is not null`)
  const known = await tx.many(sql<KnownUser & { issuer: string; subject: string }>`
    select identities.issuer, identities.subject, users.id, users.status = 'active' as active
    from unnest(${each.map(({ issuer }) => issuer)}::text[], ${each.map(({ subject }) => subject)}::text[]) as asked (issuer, subject)
      join identities on identities.issuer = asked.issuer and identities.subject = asked.subject
      join users on users.id = identities.user_id
    for key share of users`)
  return new Map(known.map(({ issuer, subject, id, active }) => [identityKey({ issuer, subject }), { id, active }]))
}

export function identityKey({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>): string {
  return `${issuer} ${subject}`
}
