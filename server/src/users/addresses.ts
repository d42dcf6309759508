import {
  type AskedFrom,
  type AskingParts,
  type CodeRequest,
  newestRequest,
  redeemCode,
  requestCode,
} from '../codes/codes.ts'
import { lockRecipient } from '../codes/recipient.ts'
import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Usher } from '../usher.ts'
import { readAddress } from './address.ts'
import { callerRow, unknownCaller } from './caller-row.ts'
import { tell } from './address-events.ts'
import { disproveElsewhere } from './people.ts'
import { demandPerson } from './person.ts'
import type { UserAddress } from './schemas.ts'

const most_addresses = 20

interface Act {
  caller: Caller
  requestId: string
}

/** The caller's addresses, in the order in which they came. Invitations to the verified ones are the caller's. */
export async function listAddresses(db: Database, caller: Caller): Promise<UserAddress[] | Refusal> {
  const rows = await db.many(sql<Row | { id: null }>`
    with caller as (${callerRow(caller)})
    select ${columns} from caller left join addresses on addresses.user_id = caller.id
    order by addresses.created_at, addresses.canonical`)
  if (rows.length === 0) return unknownCaller(db, caller)
  return rows.flatMap((row) => (row.id === null ? [] : [addressOf(row)]))
}

/**
 * Adds an address, unverified, and mails a code there. Whether somebody else has it changes nothing. Adding one that is
 * there answers it as it is; one that is still unverified gets another code, a minute after the last.
 */
export async function addAddress(
  parts: AskingParts,
  { caller, requestId, email, from }: Act & { email: string; from: AskedFrom },
): Promise<UserAddress | Refusal> {
  const { db, config, askingNetworks } = parts
  const address = readAddress(email)
  const wrong = (detail: string) => invalid({ in: 'body', pointer: '/email', detail })
  if (address === undefined) return wrong('must be one e-mail address like grace@example.com')
  if (isServiceAddress(address, config.publicUrl)) return wrong('must not be the address of a service account')

  const added = await db.transaction(async (tx) => {
    const person = await holderOf(tx, caller)
    if (person instanceof Refusal) return person
    const there = await find(tx, person.id, sql`addresses.canonical = ${address.canonical}`)
    if (there !== undefined && there.verified_at !== null) return there
    const noCode = await askingNetworks.refusal(from.network)
    if (noCode !== undefined) return noCode
    if (there !== undefined) return there
    if (config.mail.kind === 'off') return refuse('mail_off')
    const { count } = await tx.one(sql<{ count: number }>`
      select count(*)::integer as count from addresses where user_id = ${person.id}`)
    if (count >= most_addresses) return refuse('too_many_addresses')
    const { id } = await tx.one(sql<{ id: string }>`
      insert into addresses (user_id, canonical, email) values (${person.id}, ${address.canonical}, ${address.email})
      returning id`)
    await tell(tx, 'address.added', { userId: person.id, addressId: id, requestId })
    return tx.one(sql<Row>`select ${columns} from addresses where id = ${id}`)
  })
  if (added instanceof Refusal) return added
  if (added.verified_at === null) {
    const { user_id: userId } = added
    const asked = await requestCode(parts, { address, purpose: 'address', binding: userId, userId, ...from })
    if (asked instanceof Refusal && asked.code !== 'rate_limited') return asked
  }
  return addressOf(added)
}

/** Mails a code to an address of the caller's: the next one, where the last did not arrive or was used up. */
export async function requestAddressCode(
  parts: AskingParts,
  { caller, id, from }: { caller: Caller; id: string; from: AskedFrom },
): Promise<CodeRequest | Refusal> {
  const person = await holderOf(parts.db, caller)
  if (person instanceof Refusal) return person
  const address = await find(parts.db, person.id, sql`addresses.id = ${id}`)
  if (address === undefined) return refuse('not_found')
  if (address.proven) return refuse('already_verified')
  const { user_id, canonical, email } = address
  return requestCode(parts, {
    address: { canonical, email },
    purpose: 'address',
    binding: user_id,
    userId: user_id,
    ...from,
  })
}

/**
 * Proves with the newest code that the address is the caller's. Whoever proved it before loses it, together with the
 * invitations that wait there; what they accepted stays theirs (docs/decisions/0017). Answers the same if it is proven.
 */
export async function verifyAddress(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  { caller, id, code, requestId }: Act & { id: string; code: string },
): Promise<UserAddress | Refusal> {
  return db.transaction(async (tx) => {
    const canonical = await lockAddress(tx, id)
    const person = await holderOf(tx, caller)
    if (person instanceof Refusal) return person
    const address = await find(tx, person.id, sql`addresses.id = ${id}`)
    if (address === undefined || canonical === undefined) return refuse('not_found')
    if (address.proven) return addressOf(address)
    const { user_id } = address

    const request = await newestRequest(tx, { purpose: 'address', canonical, binding: user_id })
    if (request === undefined) return refuse('code_ended')
    const proof = await redeemCode(tx, config, { id: request, code, binding: user_id })
    if (proof instanceof Refusal) return proof

    for (const loser of await disproveElsewhere(tx, canonical, user_id)) {
      await tell(tx, 'address.lost', { ...loser, requestId })
    }
    // Whom a foreign issuer knows signs in there: a mailbox must not be a second way to become them.
    const verified = await tx.one(sql<Row>`
      update addresses
      set verified_at = now(), vouched_by = null, signs_in = not ${knownElsewhere}
      where id = ${id}
      returning ${columns}`)
    await tell(tx, 'address.verified', { userId: user_id, addressId: id, requestId })
    return addressOf(verified)
  })
}

/** Takes an address away, together with the invitations that wait there. One way to sign in stays. */
export async function removeAddress(
  db: Database,
  { caller, id, requestId }: Act & { id: string },
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const person = await holderOf(tx, caller)
    if (person instanceof Refusal) return person
    const address = await find(tx, person.id, sql`addresses.id = ${id}`)
    if (address === undefined) return refuse('not_found')
    if (address.vouched_by !== null) return refuse('vouched_by_issuer')
    const { others } = await tx.one(sql<{ others: boolean }>`
      select exists (select from addresses where user_id = ${person.id} and signs_in and id <> ${id}) as others`)
    if (address.signs_in && !others) return refuse('last_address')
    await tx.run(sql`delete from addresses where id = ${id}`)
    await tell(tx, 'address.removed', { userId: person.id, addressId: id, requestId })
    return null
  })
}

interface Row {
  id: string
  user_id: string
  canonical: string
  email: string
  verified_at: Date | null
  vouched_by: string | null
  signs_in: boolean
  /** By a code, which counts more than an issuer's word. The link of an invitation counts as much for whom an issuer knows. */
  proven: boolean
  created_at: Date
}

/** Whether a foreign issuer knows the user of the address in scope: they sign in there, and by no code of ours. */
const knownElsewhere = sql`exists (
  select from identities
  where identities.user_id = addresses.user_id and issuer not in (select name from issuer_name)
)`

const columns = sql`
  addresses.id, addresses.user_id, addresses.canonical, addresses.email, addresses.verified_at, addresses.vouched_by,
  addresses.signs_in, addresses.created_at,
  addresses.verified_at is not null and addresses.vouched_by is null and (addresses.signs_in or ${knownElsewhere}) as proven`

function addressOf({ id, email, verified_at, vouched_by, signs_in, created_at }: Row): UserAddress {
  return { id, email, verified: verified_at !== null, vouched_by, signs_in, created: created_at.toISOString() }
}

/** The caller, held until the end of the transaction, so that two changes at once are one after the other. */
function holderOf(db: Queryable, caller: Caller): Promise<{ id: string } | Refusal> {
  return demandPerson(db, caller, sql`for no key update of users`)
}

/** The lock under which it is decided whose an address is, taken before the person's; undefined if there is none. */
async function lockAddress(tx: Transaction, id: string): Promise<string | undefined> {
  const address = await tx.maybe(sql<{ canonical: string }>`select canonical from addresses where id = ${id}`)
  if (address !== undefined) await lockRecipient(tx, address.canonical)
  return address?.canonical
}

function find(db: Queryable, userId: string, which: ReturnType<typeof sql>): Promise<Row | undefined> {
  return db.maybe(sql<Row>`select ${columns} from addresses where user_id = ${userId} and ${which}`)
}
