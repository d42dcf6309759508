import type { Database, Queryable, Transaction } from '../database/database.ts'
import { violatedConstraint } from '../database/faults.ts'
import { sql } from '../database/sql.ts'
import type { Address } from './address.ts'
import { wasErasedSince } from './erased.ts'

/** An address that an issuer names, and whether its word that it is the person's counts. */
export interface ClaimedAddress extends Address {
  readonly vouched: boolean
}

/** Somebody as an issuer describes them. What is undefined it did not say, and so changes nothing. */
export interface Person {
  readonly issuer: string
  readonly subject: string
  readonly name: string | undefined
  readonly picture: string | undefined
  readonly address: ClaimedAddress | undefined
  /** When it said so: an older word never takes the place of a newer one. */
  readonly asOf: Date
}

/**
 * Makes a person known, or brings name, picture and address up to date with what their issuer says. Costs one read where
 * nothing changed, so that a new token of somebody who was here before is good while the database takes no writes.
 *
 * @returns the id of the user; undefined where they were erased after their issuer said so
 */
export async function introduce(db: Database, person: Person): Promise<string | undefined> {
  const remembered = await remembering(db, person)
  if (remembered?.current === true) return remembered.user_id
  try {
    return await db.transaction((tx) => remember(tx, person))
  } catch (error) {
    // The same person's first two tokens at once: the other one made the user, this one finds it.
    if (violatedConstraint(error) !== 'identities_pkey') throw error
    return db.transaction((tx) => remember(tx, person))
  }
}

/** Whether nothing would be written: all is as the issuer says, its word is old, or the user is not active. */
async function remembering(
  db: Queryable,
  { issuer, subject, address, asOf, ...said }: Person,
): Promise<{ user_id: string; current: boolean } | undefined> {
  const { name, picture } = nulls(said)
  const canonical = address?.canonical ?? null
  const vouched = address?.vouched ?? null
  return db.maybe(sql<{ user_id: string; current: boolean }>`
    select user_id, users.status <> 'active' or coalesce(claims_from > ${asOf}, false) or (
      (${name}::text is null or claimed_name is not distinct from ${name})
      and (${picture}::text is null or claimed_picture is not distinct from ${picture})
      and (${canonical}::text is null or (
        not exists (
          select from addresses
          where addresses.user_id = identities.user_id and vouched_by = identities.issuer and canonical <> ${canonical}
        ) and exists (
          select from addresses
          where addresses.user_id = identities.user_id and canonical = ${canonical}
            and (vouched_by is distinct from identities.issuer or (verified_at is not null) = ${vouched}::boolean)
            and (verified_at is not null or not ${vouched}::boolean)
        )
      ))
    ) as current
    from identities join users on users.id = identities.user_id
    where issuer = ${issuer} and subject = ${subject}`)
}

async function remember(tx: Transaction, person: Person): Promise<string | undefined> {
  const { issuer, subject, asOf } = person
  const user = await tx.maybe(sql<{ id: string }>`
    with known as (
      select user_id as id from identities where issuer = ${issuer} and subject = ${subject}
    ), made as (
      insert into users (kind) select 'person'
      where not exists (select from known) and not ${wasErasedSince(issuer, subject, asOf)}
      returning id
    ), bound as (
      insert into identities (issuer, subject, user_id) select ${issuer}, ${subject}, id from made
    )
    select id from known union all select id from made`)
  if (user !== undefined && (await describe(tx, person))) await address(tx, user.id, person)
  return user?.id
}

/**
 * Takes over name and picture, where the issuer says something else than before: what people change here themselves stays
 * until then. Holds the identity for the rest of the transaction.
 *
 * @returns false where what it says is too old to count, or the user is not active
 */
async function describe(tx: Transaction, { issuer, subject, asOf, ...said }: Person): Promise<boolean> {
  const { name, picture } = nulls(said)
  const before = await tx.maybe(sql<{ user_id: string; renamed: boolean; repictured: boolean }>`
    select user_id, ${name}::text is not null and claimed_name is distinct from ${name} as renamed,
      ${picture}::text is not null and claimed_picture is distinct from ${picture} as repictured
    from identities join users on users.id = identities.user_id
    where issuer = ${issuer} and subject = ${subject} and users.status = 'active'
      and coalesce(claims_from <= ${asOf}, true)
    for no key update of identities`)
  if (before === undefined) return false
  await tx.run(sql`
    update identities
    set claimed_name = coalesce(${name}, claimed_name), claimed_picture = coalesce(${picture}, claimed_picture),
      claims_from = ${asOf}
    where issuer = ${issuer} and subject = ${subject}`)
  if (before.renamed || before.repictured)
    await tx.run(sql`
      update users
      set name = case when ${before.renamed}::boolean then ${name} else name end,
        avatar_url = case when ${before.repictured}::boolean then ${picture} else avatar_url end,
        updated_at = now()
      where id = ${before.user_id}`)
  return true
}

/**
 * The address that the issuer names now takes the place of the one that it named before, and takes none of its
 * invitations along. An address that the person proved to us stays, whatever issuers say.
 */
async function address(tx: Transaction, userId: string, { issuer, address }: Person): Promise<void> {
  if (address === undefined) return
  const { canonical, email, vouched } = address
  await tx.run(sql`
    delete from addresses where user_id = ${userId} and vouched_by = ${issuer} and canonical <> ${canonical}`)
  await tx.run(sql`
    insert into addresses (user_id, canonical, email, verified_at, vouched_by)
    values (${userId}, ${canonical}, ${email}, case when ${vouched}::boolean then now() end, ${issuer})
    on conflict (user_id, canonical) do update set verified_at = excluded.verified_at, vouched_by = excluded.vouched_by
    where addresses.vouched_by = excluded.vouched_by
      or (addresses.verified_at is null and excluded.verified_at is not null)`)
}

function nulls({ name, picture }: Pick<Person, 'name' | 'picture'>) {
  return { name: name ?? null, picture: picture ?? null }
}
