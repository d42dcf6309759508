import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Code, type FieldError, problems, Refusal, refuse } from '../http/problems.ts'
import { refusalIn, Refused } from '../http/refused.ts'
import { rowCheck } from '../http/validation.ts'
import { countOrPostpone } from '../mail_quotas/batch.ts'
import { domainAllowed } from '../organizations/domains.ts'
import { type Gifts, giftsOf, grant } from '../roles/gifts.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Address, readAddress } from '../users/address.ts'
import { closeExpired } from './expire.ts'
import {
  type Inviter,
  inviterOf,
  type Means,
  pointersOf,
  readyToInvite,
  type ReadyToInvite,
  seesWhoIsMember,
} from './invite.ts'
import { type Inviting, isMailed, keepPlaces, type Place } from './places.ts'
import { type Batch, BatchRow, type BatchResult } from './batch-schemas.ts'
import { isFitToEnd, readTerms, type Terms, unfit_expiry, wishOf } from './terms.ts'

const attempts = 3
const wrongWith = rowCheck(BatchRow)

/** A row that is well-formed, and what was found out about it so far. */
interface Candidate {
  readonly row: BatchRow
  readonly index: number
  readonly address: Address
  readonly terms: Terms
}

type Result = BatchResult['result']
type Judged = Candidate | BatchResult

interface Asked {
  readonly caller: Caller
  readonly organizationId: string
  readonly batch: Batch
  readonly requestId: string
}

/** Another request invited one of the addresses after it was looked whether somebody had. */
class Raced extends Error {}

/**
 * Invites many people in one transaction and a number of statements that does not depend on how many they are: first every
 * row is judged, and then all that are good are written at once.
 *
 * @returns a result for each row; `batch_refused` where all were to be created or none, and not all can be
 */
export async function inviteMany(db: Database, means: Means, asked: Asked): Promise<BatchResult[] | Refusal> {
  const rows = asked.batch.invitations.map((row, index) => readRow(row, index, means))
  const read = withoutRepetitions(rows)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction((tx) => judgeAndWrite(tx, means, asked, read))
    } catch (error) {
      if (!(error instanceof Raced)) return refusalIn(error)
      if (attempt === attempts) return refuse('unavailable', { headers: { 'retry-after': '1' } })
    }
  }
}

async function judgeAndWrite(
  tx: Transaction,
  means: Means,
  { caller, organizationId, batch, requestId }: Asked,
  rows: readonly Judged[],
): Promise<BatchResult[] | Refusal> {
  // One lock whether seats are counted or not: a batch is not sent often, and holds it for a moment.
  const organization = await readyToInvite(tx, caller, organizationId, 'exclusive')
  if (organization instanceof Refusal) return organization
  const { standing } = organization
  const inviter = await inviterOf(tx, { standing, invitingUserId: batch.inviting_user_id, requestId })
  if (inviter instanceof Refusal) return inviter

  const candidates = rows.filter(isCandidate)
  const facts = {
    organization,
    gifts: await giftsOf(tx, organizationId, {
      roleIds: candidates.flatMap(({ terms }) => wishOf(terms).roleIds),
      teamIds: candidates.flatMap(({ terms }) => wishOf(terms).teamIds),
    }),
    ...(await standingInTheWay(tx, inviter, candidates)),
  }
  const above = candidates.flatMap((candidate) => beyondReach(candidate, inviter, facts.gifts))
  if (above.length > 0) return refuse('role_not_grantable', { errors: above })

  const judged = judge(rows, inviter, facts)
  if (batch.dry_run === true) return judged.map(({ result }) => result)
  const refused = judged.filter(({ result }) => result.result !== 'created')
  if (batch.mode === 'atomic' && refused.length > 0) {
    return refuse('batch_refused', { errors: refused.flatMap(({ result }) => asErrors(result)) })
  }

  const places = judged.flatMap(({ place }) => place ?? [])
  if (places.length === 0) return judged.map(({ result }) => result)
  const expired = places.map(({ address }) => address.canonical).filter((canonical) => facts.expired.has(canonical))
  if (expired.length > 0) await closeExpired(tx, organizationId, expired)
  const kept = await keepPlaces(tx, means, inviter.inviting, places)
  if (batch.mode === 'atomic' && kept.size < places.length) throw new Raced()
  const waiting = await countMails(tx, means, inviter.inviting, places, kept)
  return judged.map(({ result, place }) => {
    if (place === undefined) return result
    const id = kept.get(place.address.canonical)
    if (id === undefined) return { ...result, ...outcome('already_invited') }
    return { ...result, invitation_id: id, detail: waiting.get(id) ?? null }
  })
}

/** @returns what the mails wait for that are too many for today, by invitation */
async function countMails(
  tx: Transaction,
  means: Means,
  { organizationId, inviterId }: Inviting,
  places: readonly Place[],
  kept: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const mails = places.flatMap(({ address, sendMail }) => {
    const invitationId = kept.get(address.canonical)
    const mailed = invitationId !== undefined && isMailed(address, { ...means, sendMail })
    return mailed ? [{ invitationId, inviterId, canonicalEmail: address.canonical }] : []
  })
  if (mails.length === 0) return new Map()
  const waiting = await countOrPostpone(tx, means.limits.mails, organizationId, mails)
  if (waiting instanceof Refusal) throw new Refused(waiting)
  return waiting
}

/** What a row says by itself, without asking anybody. */
function readRow(row: BatchRow, index: number, means: Means): Judged {
  const at = `/invitations/${index}`
  const wrong = wrongWith(row, at)
  if (wrong.length > 0) return invalidRow(row, index, wrong)
  const address = readAddress(row.email)
  if (address === undefined) {
    const detail = 'must be one e-mail address like grace@example.com'
    return invalidRow(row, index, [{ in: 'body', pointer: `${at}/email`, detail }])
  }
  const terms = readTerms(row, means, at)
  return terms instanceof Refusal
    ? invalidRow(row, index, terms.particulars.errors ?? [])
    : { row, index, address, terms }
}

/** Of several rows with one address the first counts. */
function withoutRepetitions(rows: readonly Judged[]): Judged[] {
  const first = new Map<string, number>()
  return rows.map((row) => {
    if (!isCandidate(row)) return row
    const { canonical } = row.address
    const before = first.get(canonical)
    if (before === undefined) first.set(canonical, row.index)
    return before === undefined
      ? row
      : { ...blank(row.row, row.index), result: 'duplicate_in_request', detail: `Row ${before} has the same address.` }
  })
}

interface Facts {
  readonly organization: ReadyToInvite
  readonly gifts: Gifts
  readonly members: ReadonlySet<string>
  readonly pending: ReadonlySet<string>
  /** To which one has expired without that being written down. */
  readonly expired: ReadonlySet<string>
}

/** Which of the addresses belong to members, as far as the inviter may know, and to which an invitation is pending. */
async function standingInTheWay(
  tx: Transaction,
  inviter: Inviter,
  candidates: readonly Candidate[],
): Promise<Pick<Facts, 'members' | 'pending' | 'expired'>> {
  const canonicals = candidates.map(({ address }) => address.canonical)
  const rows = await tx.many(sql<{ canonical: string; what: string; user_id: string | null }>`
    select addresses.canonical, 'member' as what, members.user_id
    from addresses join members on members.user_id = addresses.user_id
    where addresses.canonical = any(${canonicals}::text[]) and addresses.verified_at is not null
      and members.organization_id = ${inviter.organization_id}
    union all
    select canonical_email, status_now(status, expires_at), null from invitations
    where organization_id = ${inviter.organization_id} and canonical_email = any(${canonicals}::text[]) and status = 'pending'`)
  const told = ({ user_id }: { user_id: string | null }) => seesWhoIsMember(inviter) || user_id === inviter.user_id
  const among = (which: string) =>
    new Set(rows.flatMap((row) => (row.what === which && (which !== 'member' || told(row)) ? row.canonical : [])))
  return { members: among('member'), pending: among('pending'), expired: among('expired') }
}

/** Nobody gives in a thousand rows what they could not give in one. */
function beyondReach({ row, index, terms }: Candidate, inviter: Inviter, gifts: Gifts): FieldError[] {
  const at = `/invitations/${index}`
  const granted = grant(inviter, gifts, wishOf(terms), pointersOf(row, at))
  return granted instanceof Refusal && granted.code === 'role_not_grantable'
    ? [{ in: 'body', pointer: at, detail: 'gives permissions that you do not hold yourself' }]
    : []
}

interface Verdict {
  readonly result: BatchResult
  /** Where it is to be created. */
  readonly place: Place | undefined
}

function judge(rows: readonly Judged[], inviter: Inviter, facts: Facts): Verdict[] {
  const { organization } = facts
  let free = organization.free
  return rows.map((row) => {
    if (!isCandidate(row)) return { result: row, place: undefined }
    const { index, address, terms } = row
    const { canonical } = address
    const not = (result: BatchResult): Verdict => ({ result, place: undefined })
    const at = `/invitations/${index}`
    const granted = grant(inviter, facts.gifts, wishOf(terms), pointersOf(row.row, at))
    if (granted instanceof Refusal) return not(invalidRow(row.row, index, granted.particulars.errors ?? []))
    if (!isFitToEnd(terms.expiresAt, organization.now)) {
      return not(invalidRow(row.row, index, [{ in: 'body', pointer: `${at}/expiration_date`, detail: unfit_expiry }]))
    }
    const told = blank(row.row, index)
    if (!domainAllowed(canonical, organization)) return not({ ...told, ...outcome('blocked') })
    if (facts.members.has(canonical)) return not({ ...told, ...outcome('already_member') })
    if (facts.pending.has(canonical)) return not({ ...told, ...outcome('already_invited') })
    if (free < 1) return not({ ...told, ...outcome('seat_limit_reached') })
    if (organization.pendingTakeSeats) free--
    return { result: told, place: { address, terms, granted, sendMail: row.row.send_mail ?? true } }
  })
}

function isCandidate(row: Judged): row is Candidate {
  return 'address' in row
}

/** What a row is told of which there is nothing bad to say. */
function blank(row: unknown, index: number): BatchResult {
  const email = typeof row === 'object' && row !== null && 'email' in row ? row.email : null
  return {
    index,
    email: typeof email === 'string' ? email : null,
    result: 'created',
    invitation_id: null,
    detail: null,
    errors: [],
  }
}

function invalidRow(row: unknown, index: number, errors: readonly FieldError[]): BatchResult {
  const detail = 'Mend what `errors` names.'
  const inBody = errors.map(({ pointer, detail: expected }) => ({ in: 'body' as const, pointer, detail: expected }))
  return { ...blank(row, index), result: 'invalid', detail, errors: inBody }
}

const sayings = {
  blocked: 'domain_not_allowed',
  already_member: 'already_member',
  already_invited: 'already_invited',
  seat_limit_reached: 'seat_limit_reached',
} as const satisfies Partial<Record<Result, Code>>

/** The same sentence as for a single invitation. */
function outcome(result: keyof typeof sayings): Pick<BatchResult, 'result' | 'detail'> {
  return { result, detail: problems[sayings[result]][1] }
}

function asErrors({ index, result, detail, errors }: BatchResult): FieldError[] {
  if (errors.length > 0) return [...errors]
  return [{ in: 'body', pointer: `/invitations/${index}/email`, detail: `${result}: ${detail ?? ''}` }]
}
