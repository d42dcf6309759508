import { hash } from 'node:crypto'
import type { Queryable, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isNew } from './standing.ts'

/**
 * Whose mails are counted together, and in this order it is said which limit stands in the way: what is about the
 * recipient, whom others may have invited as well, only where nothing nearer does.
 */
const scopes = ['inviter', 'organization', 'domain', 'recipient'] as const
type Scope = (typeof scopes)[number]

/** Invitation mails a day (UTC); undefined for no limit. */
export interface MailLimits extends Readonly<Record<Scope, number | undefined>> {
  /** For organizations that are new here, where it is less than what holds for all. */
  readonly newOrganization: number | undefined
  /** Of at least fifty invitations, fewer than so many percent accepted: no more are mailed. 0 for never. */
  readonly freezeBelowPercent: number
}

/** An invitation mail that is to be sent. */
export interface PlannedMail {
  readonly organizationId: string
  /** Null where the application invites. */
  readonly inviterId: string | null
  readonly canonicalEmail: string
}

/** Why a mail may not be sent today. */
export interface Shortage {
  readonly limit: Scope
  /** How many may be sent in a day. */
  readonly most: number
  /** When the next day begins. */
  readonly frees_at: Date
  readonly wait_seconds: number
}

/**
 * Counts mails, in the order in which they are given, as far as each fits all limits; what does not fit is not counted at
 * all. One statement if all fit, two otherwise, however many there are. Counters are locked in one order until the end of
 * the transaction, so two requests never take the same place, and a transaction that is rolled back took none.
 *
 * Call it once in a transaction and last, when its invitations are locked or written: counters come behind them in the lock
 * order, so that nobody who holds one waits for an invitation.
 *
 * @returns for each mail, in order, what stands in its way; undefined where it may be sent
 */
export async function takeMailQuota(
  tx: Transaction,
  limits: MailLimits,
  mails: readonly PlannedMail[],
): Promise<(Shortage | undefined)[]> {
  const { counters, of } = countersFor(limits, mails)
  if (counters.length === 0) return mails.map(() => undefined)
  const taken = await tx.many(sql<Taken>`
    with asked as (
      select scope, decode(key, 'hex') as key, mails, organization_id, place
      from unnest(
        ${counters.map(({ scope }) => scope)}::text[], ${counters.map(({ key }) => key)}::text[],
        ${counters.map(({ mails }) => mails)}::integer[], ${counters.map((each) => each.organizationId)}::uuid[]
      ) with ordinality as asked (scope, key, mails, organization_id, place)
    ), counted as (
      insert into mail_quotas (scope, key, day, mails)
      select scope, key, ${today}, mails from asked order by place
      on conflict (scope, key, day) do update set mails = mail_quotas.mails + excluded.mails
      returning scope, key, mails
    )
    select place::integer, counted.mails - asked.mails as before, coalesce(${isNew}, false) as is_new,
      ${tomorrow} as frees_at, ceil(extract(epoch from ${tomorrow} - now()))::integer as wait_seconds
    from asked
      join counted on counted.scope = asked.scope and counted.key = asked.key
      left join organizations on organizations.id = asked.organization_id`)

  for (const { place, before, ...rest } of taken) Object.assign(counters[place - 1] ?? {}, { used: before, ...rest })
  const shortages = mails.map((_, index) => fit(of[index] ?? [], limits))
  await giveBack(
    tx,
    counters.filter(({ mails }) => mails > 0),
  )
  return shortages
}

/** Forgets the counts of days that are over. Yesterday's stay, so that a transaction begun before midnight finds its own. */
export async function forgetMailQuotas(db: Queryable): Promise<number> {
  return db.run(sql`
    with old as materialized (
      select scope, key, day from mail_quotas where day < ${today} - 1 order by day limit 1000
      for update skip locked
    )
    delete from mail_quotas using old
    where mail_quotas.scope = old.scope and mail_quotas.key = old.key and mail_quotas.day = old.day`)
}

const today = sql`(now() at time zone 'UTC')::date`
/** When the counts of today end, in SQL. */
export const tomorrow = sql`((now() at time zone 'UTC')::date + 1) at time zone 'UTC'`

interface Counter {
  readonly scope: Scope
  /** SHA-256 of what is counted, in hex. */
  readonly key: string
  readonly organizationId: string | null
  /** How many mails ask for a place, and afterwards how many of them got none. */
  mails: number
  /** How many were sent today, and afterwards how many will have been. */
  used: number
  is_new: boolean
  frees_at: Date
  wait_seconds: number
}

interface Taken {
  readonly place: number
  readonly before: number
  readonly is_new: boolean
  readonly frees_at: Date
  readonly wait_seconds: number
}

/** The counters of all mails, in the order in which they are locked, and those of each mail in that of {@link scopes}. */
function countersFor(
  limits: MailLimits,
  mails: readonly PlannedMail[],
): { counters: Counter[]; of: readonly (readonly Counter[])[] } {
  const counted = scopes.filter(
    (scope) => limits[scope] !== undefined || (scope === 'organization' && limits.newOrganization !== undefined),
  )
  const known = new Map<string, Counter>()
  const of = mails.map((mail) =>
    counted.flatMap((scope) => {
      const text = textOf[scope](mail)
      if (text === null) return []
      const name = `${scope} ${text}`
      const counter = known.get(name) ?? begun(scope, text, scope === 'organization' ? mail.organizationId : null)
      known.set(name, counter)
      counter.mails += 1
      return [counter]
    }),
  )
  return { counters: [...known.values()].toSorted(inOrder), of }
}

const textOf: Record<Scope, (mail: PlannedMail) => string | null> = {
  inviter: ({ inviterId }) => inviterId,
  organization: ({ organizationId }) => organizationId,
  domain: ({ canonicalEmail }) => canonicalEmail.slice(canonicalEmail.lastIndexOf('@') + 1),
  recipient: ({ canonicalEmail }) => canonicalEmail,
}

function begun(scope: Scope, text: string, organizationId: string | null): Counter {
  const empty = { mails: 0, used: 0, is_new: false, frees_at: new Date(0), wait_seconds: 0 }
  return { scope, key: hash('sha256', text, 'hex'), organizationId, ...empty }
}

function inOrder(one: Counter, other: Counter): number {
  if (one.scope !== other.scope) return one.scope < other.scope ? -1 : 1
  return one.key < other.key ? -1 : 1
}

/** Uses a place of each counter, if each has one left. */
function fit(counters: readonly Counter[], limits: MailLimits): Shortage | undefined {
  for (const { scope, used, is_new, frees_at, wait_seconds } of counters) {
    const most = mostOf(scope, limits, is_new)
    if (used >= most) return { limit: scope, most, frees_at, wait_seconds }
  }
  for (const counter of counters) {
    counter.used += 1
    counter.mails -= 1
  }
  return undefined
}

function mostOf(scope: Scope, limits: MailLimits, isNewHere: boolean): number {
  const ofAll = limits[scope] ?? Number.POSITIVE_INFINITY
  return scope === 'organization' && isNewHere ? Math.min(ofAll, limits.newOrganization ?? ofAll) : ofAll
}

async function giveBack(tx: Transaction, counters: readonly Counter[]): Promise<void> {
  if (counters.length === 0) return
  await tx.run(sql`
    update mail_quotas set mails = mail_quotas.mails - surplus.mails
    from unnest(
      ${counters.map(({ scope }) => scope)}::text[], ${counters.map(({ key }) => key)}::text[],
      ${counters.map(({ mails }) => mails)}::integer[]
    ) as surplus (scope, key, mails)
    where mail_quotas.scope = surplus.scope and mail_quotas.key = decode(surplus.key, 'hex') and day = ${today}`)
}
