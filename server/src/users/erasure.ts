import { eraseCodes } from '../codes/erase.ts'
import { lockRecipient } from '../codes/recipient.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { cancelMails, eraseMails } from '../deliveries/erase.ts'
import { type Actor, record } from '../events/record.ts'
import { eraseIdempotencyKeys } from '../http/idempotency.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { eraseRequests } from '../invitation_requests/erase.ts'
import { revokeOfDeparted } from '../invitations/departed.ts'
import { eraseInvitee, eraseInviter } from '../invitations/erase.ts'
import { eraseSignIns } from '../issuer/erase.ts'
import { eraseReplyTo } from '../mail_settings/erase.ts'
import { leave } from '../members/leave.ts'
import { dismiss, isLastOperator, lockOperators } from '../platform/operators.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Usher } from '../usher.ts'
import { readAddress } from './address.ts'
import {
  concerned,
  isOperator,
  knownAddresses,
  organizationsOwnedAlone,
  type Owned,
  theirAddresses,
} from './concerned.ts'
import { eraseIdentities } from './erased.ts'
import { demandPerson } from './person.ts'

const attempts = 3

/**
 * Erases the caller, for good (docs/decisions/0024). What they did stays, done by somebody without a name; what names them or
 * was said by them goes. They confirm by an address of theirs, or by their id if they have none.
 *
 * @returns `last_owner` with the organizations that would be left without one, `last_operator`
 */
export async function eraseMe(
  { db, logger }: Pick<Usher, 'db' | 'logger'>,
  { caller, confirm, requestId }: { caller: Caller; confirm: string; requestId: string },
): Promise<null | Refusal> {
  const person = await demandPerson(db, caller)
  if (person instanceof Refusal) return person
  if (!(await confirms(db, person.id, confirm))) {
    return invalid({
      in: 'body',
      pointer: '/confirm',
      detail: 'must be an address of yours, or your id if you have no address: nothing was erased',
    })
  }
  const told = { actor: { type: 'user', id: person.id }, requestId } as const
  // Read again under the lock: of two erasures at once the second finds nobody.
  const outcome = await erase(db, person.id, told, (tx) => demandPerson(tx, caller, sql`for update of users`))
  if (outcome === null) logger.info({ user: person.id, request_id: requestId }, erased_line)
  return outcome
}

/**
 * Erases a person who cannot do it themselves, or whom a backup brought back. Twice is as good as once.
 *
 * @returns as `eraseMe` does; `not_found` if there never was such a person
 */
export async function erasePerson(
  { db, logger }: Pick<Usher, 'db' | 'logger'>,
  userId: string,
): Promise<null | Refusal> {
  const told = { actor: { type: 'system' }, requestId: null } as const
  const outcome = await erase(db, userId, told, async (tx) => {
    const user = await tx.maybe(sql<{ id: string; gone: boolean }>`
      select id, status = 'deleted' as gone from users where id = ${userId} and kind = 'person' for update`)
    if (user === undefined) return refuse('not_found')
    return user.gone ? 'gone' : user
  })
  if (outcome === null) logger.info({ user: userId }, erased_line)
  return outcome
}

// Operators look for it after a restore.
const erased_line = 'person erased'

async function confirms(db: Database, userId: string, confirm: string): Promise<boolean> {
  const canonical = readAddress(confirm)?.canonical ?? null
  const { right } = await db.one(sql<{ right: boolean }>`
    select case
      when exists (select from addresses where user_id = ${userId}) then exists (
        select from addresses where user_id = ${userId} and canonical = ${canonical}
      )
      else ${userId}::text = ${confirm.trim().toLowerCase()}::text
    end as right`)
  return right
}

/** Who does it, for the events. */
interface Told {
  readonly actor: Actor
  readonly requestId: string | null
}

/** Locks the person's row against everything else, and says if they are not to be erased, or were. */
type Hold = (tx: Transaction) => Promise<{ id: string } | 'gone' | Refusal>

async function erase(db: Database, userId: string, told: Told, hold: Hold): Promise<null | Refusal> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = await db.transaction((tx) => tryToErase(tx, userId, told, hold))
    if (outcome !== 'again') return outcome
  }
  return refuse('unavailable', { headers: { 'retry-after': '1' } })
}

/**
 * Locks in the order of all verbs: operators, organizations, addresses, the person. What is locked is read before; where
 * something came to it meanwhile, nothing is done and it is tried again.
 */
async function tryToErase(tx: Transaction, userId: string, told: Told, hold: Hold): Promise<null | Refusal | 'again'> {
  if (await isOperator(tx, userId)) await lockOperators(tx)
  if (await isLastOperator(tx, userId)) return refuse('last_operator')

  const organizations = await concerned(tx, userId)
  await tx.run(sql`select 1 from organizations where id = any(${organizations}::uuid[]) order by id for no key update`)
  const ownedAlone = await organizationsOwnedAlone(tx, userId)
  if (ownedAlone.length > 0) return lastOwner(ownedAlone)

  const addresses = await knownAddresses(tx, userId)
  for (const canonical of addresses) await lockRecipient(tx, canonical)
  const held = await hold(tx)
  if (held instanceof Refusal) return held
  if (held === 'gone') return null
  const locked = new Set([...organizations, ...addresses])
  const now = [...(await concerned(tx, userId)), ...(await knownAddresses(tx, userId))]
  if (now.some((each) => !locked.has(each)) || (await isLastOperator(tx, userId))) return 'again'

  await writeErasure(tx, userId, told, addresses)
  return null
}

async function writeErasure(tx: Transaction, userId: string, told: Told, known: readonly string[]): Promise<void> {
  const { emails, own } = await theirAddresses(tx, userId)
  await cancelMails(tx, { userId, addresses: own })
  await eraseMails(tx, { userId, addresses: own })
  await eraseReplyTo(tx, own)
  await revokeOfDeparted(tx, { inviterId: userId, ...told })
  await eraseInviter(tx, userId)
  await eraseRequests(tx, { userId, addresses: own })
  await eraseInvitee(tx, { userId, addresses: own, requestId: told.requestId })
  await leave(tx, { userId, ...told })
  await dismiss(tx, userId, told)
  await eraseCodes(tx, { userId, known, own })
  await eraseSignIns(tx, { userId, emails: [...emails, ...own] })
  await eraseIdempotencyKeys(tx, userId)
  await eraseIdentities(tx, userId)
  await tx.run(sql`delete from addresses where user_id = ${userId}`)
  await tx.run(sql`delete from organization_blocks where user_id = ${userId}`)
  await tx.run(sql`
    update users
    set status = 'deleted', name = null, avatar_url = null, locale = null, time_zone = null, updated_at = now(),
      tokens_valid_from = greatest(date_trunc('second', clock_timestamp()) + interval '1 second', tokens_valid_from)
    where id = ${userId}`)
  await record(tx, { ...told, type: 'user.erased', organizationId: null, subject: { type: 'user', id: userId } })
}

function lastOwner(organizations: readonly Owned[]): Refusal {
  const names = organizations.map(({ name }) => name).join(', ')
  return refuse('last_owner', {
    detail: `You are the only owner of ${names}. Make somebody else an owner there first.`,
    organizations,
  })
}
