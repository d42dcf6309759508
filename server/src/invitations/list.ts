import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { readMoment } from '../http/moment.ts'
import { type Page, pageOf, type PageRequest } from '../http/paging.ts'
import { type FieldError, invalid, Refusal } from '../http/problems.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { readAddress } from '../users/address.ts'
import type { Status } from './invitation.ts'
import { invitationOf, type Row, select } from './manage.ts'
import type { Invitation } from './schemas.ts'

/** Which invitations of an organization, as it is asked for: all of these conditions hold together. */
export interface AskedFilter {
  readonly only_pending?: boolean
  /** One state or several, with commas between them. */
  readonly status?: string
  readonly email?: string
  readonly role_id?: string
  readonly team_id?: string
  readonly inviter_id?: string
  readonly q?: string
  readonly created_after?: string
  readonly created_before?: string
  readonly expires_after?: string
  readonly expires_before?: string
  readonly sort?: Sort
}

/** What they can be listed by, each upwards and, with a minus before it, downwards. The index of each begins so. */
const sorts = {
  created: { column: sql`invitations.created_at`, type: sql`timestamptz`, keyOf: ({ created_at }: Row) => created_at },
  expiration_date: {
    column: sql`invitations.expires_at`,
    type: sql`timestamptz`,
    keyOf: ({ expires_at }: Row) => expires_at,
  },
  email: {
    column: sql`invitations.canonical_email`,
    type: sql`text`,
    keyOf: ({ canonical_email }: Row) => canonical_email,
  },
} as const satisfies Record<
  string,
  { column: Statement<never>; type: Statement<never>; keyOf: (row: Row) => Date | string }
>

export type Sort = keyof typeof sorts | `-${keyof typeof sorts}`

/** The invitations of an organization that a filter lets through. */
export async function listInvitations(
  db: Database,
  caller: Caller,
  organizationId: string,
  { sort = 'created', ...asked }: AskedFilter,
  page: PageRequest,
): Promise<Page<Invitation> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'invitations:read')
  if (standing instanceof Refusal) return standing
  const conditions = conditionsOf(asked)
  if (conditions instanceof Refusal) return conditions
  const from = sql`
    from invitations left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'
    where invitations.organization_id = ${organizationId} ${conditions}`

  const { column, type, keyOf } = sorts[sort.replace('-', '') as keyof typeof sorts]
  const [direction, beyond] = sort.startsWith('-') ? [sql`desc`, sql`<`] : [sql``, sql`>`]
  const order = sql`order by ${column} ${direction}, invitations.id ${direction}`
  const { limit, offset, after } = page
  const rest =
    after === undefined
      ? sql``
      : sql`and (${column}, invitations.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`
  // What each needs of other tables is read for those of the page alone.
  const rows = await db.many(sql<Row>`
    with page as materialized (
      select invitations.id ${from} ${rest} ${order} limit ${limit + 1} offset ${offset}
    )
    ${select(sql`invitations.organization_id = ${organizationId} and invitations.id in (select id from page)`)} ${order}`)
  const total = page.counted === true ? await totalOf(db, from) : undefined
  return pageOf(rows, page, (row) => ({ key: keyOf(row), id: row.id }), total).map(invitationOf)
}

async function totalOf(db: Database, from: Statement<never>): Promise<number> {
  const { total } = await db.one(sql<{ total: number }>`select count(*) as total ${from}`)
  return total
}

function conditionsOf(asked: Omit<AskedFilter, 'sort'>): Statement<never> | Refusal {
  const wrong: FieldError[] = []
  const moment = (name: 'created_after' | 'created_before' | 'expires_after' | 'expires_before') => {
    const text = asked[name]
    const read = text === undefined ? undefined : readMoment(text)
    if (text !== undefined && read === undefined) {
      wrong.push({ in: 'query', pointer: `/${name}`, detail: 'must be a moment that exists' })
    }
    return read
  }
  const address = asked.email === undefined ? undefined : readAddress(asked.email)
  if (asked.email !== undefined && address === undefined) {
    wrong.push({ in: 'query', pointer: '/email', detail: 'must be one e-mail address like grace@example.com' })
  }
  const conditions = sql`
    ${asked.only_pending === true ? ofStatus(['pending']) : sql``}
    ${asked.status === undefined ? sql`` : ofStatus(asked.status.split(',') as Status[])}
    ${where(address, ({ canonical }) => sql`and invitations.canonical_email = ${canonical}`)}
    ${where(asked.role_id, (id) => sql`and invitations.id in (select invitation_id from invitation_roles where role_id = ${id})`)}
    ${where(asked.team_id, (id) => sql`and invitations.id in (select invitation_id from invitation_teams where team_id = ${id})`)}
    ${where(asked.inviter_id, (id) => sql`and invitations.inviter_id = ${id} and inviters.id = ${id}`)}
    ${where(asked.q, containing)}
    ${where(moment('created_after'), (at) => sql`and invitations.created_at > ${at}`)}
    ${where(moment('created_before'), (at) => sql`and invitations.created_at < ${at}`)}
    ${where(moment('expires_after'), (at) => sql`and invitations.expires_at > ${at}`)}
    ${where(moment('expires_before'), (at) => sql`and invitations.expires_at < ${at}`)}`
  return wrong.length > 0 ? invalid(...wrong) : conditions
}

function where<T>(value: T | undefined, condition: (value: T) => Statement<never>): Statement<never> {
  return value === undefined ? sql`` : condition(value)
}

/** By the status that counts now; that which is stored is named as well, for the indexes of what is pending. */
function ofStatus(wanted: readonly Status[]): Statement<never> {
  if (wanted.every((status) => status === 'pending')) {
    return sql`and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'`
  }
  return sql`and status_now(invitations.status, invitations.expires_at) = any(${wanted}::text[])`
}

/** No pattern, so that all signs stand for themselves. */
function containing(text: string): Statement<never> {
  return sql`and (
    strpos(lower(invitations.email), lower(${text})) > 0 or strpos(invitations.canonical_email, lower(${text})) > 0
    or strpos(lower(inviters.name), lower(${text})) > 0)`
}
